package org.callosum.server.interactions;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.voice.recording.RecordingReader;
import org.callosum.voice.recording.UnreadableRecording;
import org.callosum.voice.recording.Wav;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Lets those who may listen hear a recording, a range at a time. Each listening and each download is an act in the
/// audit
/// log.
@RestController
@RequestMapping("/api/recordings")
class RecordingsController {
    private static final int STRETCHES = 2_000;
    private static final int MOST_SECONDS = 86_400;

    /// Why a recording may leave the house.
    private static final Set<String> REASONS =
            Set.of("complaint", "legal", "customer-asked", "training", "quality", "technical");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private final InteractionHistory history;
    private final Audit audit;
    private final RecordingFiles files;
    private final NodeRecordings elsewhere;
    private final RecordingStandards standards;
    private final Clock clock;

    RecordingsController(
            InteractionHistory history,
            Audit audit,
            RecordingFiles files,
            NodeRecordings elsewhere,
            RecordingStandards standards,
            Clock clock) {
        this.history = history;
        this.audit = audit;
        this.standards = standards;
        this.clock = clock;
        this.files = files;
        this.elsewhere = elsewhere;
    }

    /// @param bucketMillis length of one value
    /// @param left customer, 0 to 1
    record Outline(long durationMillis, double bucketMillis, double[] left, double[] right) {}

    /// The client's standard, with everything as usual where none is written.
    @RequiresRight({Right.CLIENTS_EDIT, Right.RECORDINGS_LISTEN})
    @GetMapping("/standards/{client}")
    RecordingStandard standard(@PathVariable String client) {
        return standards.of(Ids.parse(client));
    }

    @RequiresRight(Right.CLIENTS_EDIT)
    @PutMapping("/standards")
    RecordingStandard standard(@RequestBody RecordingStandard wanted) {
        return standards.put(wanted);
    }

    @RequiresRight(Right.RECORDINGS_LISTEN)
    @GetMapping("/{id}/peaks")
    Outline peaks(@PathVariable String id) throws IOException {
        try (var reader = open(allowed(Ids.parse(id), false))) {
            var wave = reader.waveform(STRETCHES);
            return new Outline(
                    reader.durationMillis(), wave.stretchMillis(), shares(wave.left()), shares(wave.right()));
        }
    }

    private static double[] shares(int[] magnitudes) {
        return Arrays.stream(magnitudes)
                .mapToDouble(magnitude -> Math.round(magnitude / 255.0 * 1_000) / 1_000.0)
                .toArray();
    }

    /// @param seconds of sound that were really played, at whatever speed; up to a whole day
    record Heard(int seconds) {}

    /// What somebody has heard since they pressed play: the player tells it when they stop, or leave.
    @RequiresRight(Right.RECORDINGS_LISTEN)
    @PostMapping("/{id}/heard")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void heard(@PathVariable String id, @RequestBody Heard heard) {
        long recording = Ids.parse(id);
        if (heard.seconds() < 1 || heard.seconds() > MOST_SECONDS) {
            throw Problems.field("seconds", "unreadable");
        }
        allowed(recording, false);
        audit.record("recording-heard", "recording", recording, Map.of("seconds", heard.seconds()));
    }

    /// @param reason why it leaves the house, a code; needed for a download
    @RequiresRight(Right.RECORDINGS_LISTEN)
    @GetMapping("/{id}/audio")
    void audio(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean download,
            @RequestParam(required = false) @Nullable String reason,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            HttpServletResponse response)
            throws IOException {
        if (download && !Tenancy.current().may(Right.RECORDINGS_EXPORT)) {
            throw Problems.forbidden(
                    "right-missing",
                    Map.of(
                            "right",
                            Right.RECORDINGS_EXPORT.label().in(Tenancy.current().language())));
        }
        long recording = Ids.parse(id);
        if (download && (reason == null || !REASONS.contains(reason))) {
            throw Problems.field("reason", reason == null || reason.isEmpty() ? "required" : "unknown");
        }
        var stored = allowed(recording, download);
        try (var reader = open(stored)) {
            var wav = reader.wav(Wav.Coding.PCM16, download ? mark(stored, reason) : Map.of());
            var part = part(range, wav.length());
            if (part.from() == 0) {
                audit.record(
                        download ? "recording-exported" : "recording-listened",
                        "recording",
                        recording,
                        download ? Map.of("reason", String.valueOf(reason)) : Map.of());
            }
            response.setContentType("audio/wav");
            response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
            if (download) {
                response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + recording + ".wav\"");
            }
            if (part.asked()) {
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader(
                        HttpHeaders.CONTENT_RANGE,
                        "bytes %d-%d/%d".formatted(part.from(), part.to() - 1, wav.length()));
            }
            response.setContentLengthLong(part.to() - part.from());
            wav.writeTo(response.getOutputStream(), part.from(), part.to());
        }
    }

    /// What stands in a file that leaves the house: whose copy it is, and why there is one.
    private Map<String, String> mark(InteractionHistory.Stored stored, @Nullable String reason) {
        var words = "Recording %d of contact %d; copy for %s, %s; reason: %s"
                .formatted(stored.id(), stored.interaction(), Tenancy.current().name(), day(clock.instant()), reason);
        return Map.of("ICMT", words, "ISFT", "Callosum");
    }

    /// No finer: a range that is asked for later must meet the same file.
    private static String day(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
    }

    /// @param to exclusive
    private record Part(long from, long to, boolean asked) {}

    /// One range (RFC 9110, 14.2); several or a form that is not understood give the whole, as the standard allows.
    private static Part part(@Nullable String range, long length) {
        Matcher match = range == null ? null : RANGE.matcher(range);
        if (match == null
                || !match.matches()
                || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return new Part(0, length, false);
        }
        long from;
        long to;
        if (match.group(1).isEmpty()) {
            from = Math.max(0, length - Long.parseLong(match.group(2)));
            to = length;
        } else {
            from = Long.parseLong(match.group(1));
            to = match.group(2).isEmpty() ? length : Math.min(length, Long.parseLong(match.group(2)) + 1);
        }
        if (from >= to) {
            throw Problems.of(416, "range-outside", Map.of("length", length));
        }
        return new Part(from, to, true);
    }

    private InteractionHistory.Stored allowed(long id, boolean download) {
        var stored = history.recording(id).orElseThrow(() -> Problems.notFound("recording", id));
        standards.check(stored.client(), download);
        return stored;
    }

    private RecordingReader open(InteractionHistory.Stored stored) throws IOException {
        var key = stored.wrappedKey();
        if (key == null) {
            throw Problems.refused("recording-erased");
        }
        try {
            var reader = files.open(stored.file(), key);
            return reader == null ? files.open(elsewhere.fetched(stored.id(), stored.file()), key) : reader;
        } catch (UnreadableRecording damaged) {
            throw Problems.refused("recording-unreadable", Map.of("why", "" + damaged.getMessage()));
        }
    }
}
