package org.callosum.server.interactions;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Lets those who may listen hear a recording, a range at a time. Each listening and each download is an act in the
/// audit
/// log.
@RestController
@RequestMapping("/api/recordings")
class RecordingsController {
    private static final int STRETCHES = 2_000;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private final InteractionHistory history;
    private final Audit audit;
    private final RecordingFiles files;
    private final NodeRecordings elsewhere;

    RecordingsController(InteractionHistory history, Audit audit, RecordingFiles files, NodeRecordings elsewhere) {
        this.history = history;
        this.audit = audit;
        this.files = files;
        this.elsewhere = elsewhere;
    }

    /// @param bucketMillis length of one value
    /// @param left customer, 0 to 1
    record Outline(long durationMillis, double bucketMillis, double[] left, double[] right) {}

    @RequiresRight(Right.RECORDINGS_LISTEN)
    @GetMapping("/{id}/peaks")
    Outline peaks(@PathVariable String id) throws IOException {
        try (var reader = open(Ids.parse(id))) {
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

    @RequiresRight(Right.RECORDINGS_LISTEN)
    @GetMapping("/{id}/audio")
    void audio(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean download,
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
        try (var reader = open(recording)) {
            var wav = reader.wav(Wav.Coding.PCM16);
            var part = part(range, wav.length());
            if (part.from() == 0) {
                audit.record(download ? "recording-exported" : "recording-listened", "recording", recording);
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

    private RecordingReader open(long id) throws IOException {
        var stored = history.recording(id).orElseThrow(() -> Problems.notFound("recording", id));
        var key = stored.wrappedKey();
        if (key == null) {
            throw Problems.refused("recording-erased");
        }
        try {
            var reader = files.open(stored.file(), key);
            return reader == null ? files.open(elsewhere.fetched(id, stored.file()), key) : reader;
        } catch (UnreadableRecording damaged) {
            throw Problems.refused("recording-unreadable", Map.of("why", "" + damaged.getMessage()));
        }
    }
}
