package org.callosum.server.calls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.interactions.InteractionLog;
import org.callosum.server.interactions.LiveSpeech;
import org.callosum.server.platform.system.Correlation;
import org.callosum.voice.RecordingId;
import org.callosum.voice.SignalsId;
import org.callosum.voice.recording.KeyWrapper;
import org.callosum.voice.recording.RecordingKey;
import org.callosum.voice.signals.LiveSignals;
import org.callosum.voice.signals.SpeechSummary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a call's traces into the interaction log. Recordings lie in a folder per UTC day, so that no folder
/// grows without end.
final class LoggedRecord implements CallRecord {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedRecord.class);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    private final InteractionLog log;
    private final LiveSpeech live;
    private final Path recordings;
    private final KeyWrapper keys;

    /// Whose recording it is, until it is closed: bounded by the calls in progress.
    private final Map<RecordingId, Owner> open = new ConcurrentHashMap<>();

    private record Owner(long tenant, InteractionId interaction) {}

    /// Whose conversation is listened to, until it is over: bounded by the calls in progress.
    private final Map<SignalsId, Listening> listening = new ConcurrentHashMap<>();

    private record Listening(long tenant, InteractionId interaction, AgentId agent) {}

    LoggedRecord(InteractionLog log, LiveSpeech live, Path recordings, KeyWrapper keys) {
        this.log = log;
        this.live = live;
        this.recordings = recordings;
        this.keys = keys;
    }

    @Override
    public CompletableFuture<Void> arrived(Arrived arrived) {
        var entry = arrived.entry();
        var stored = log.arrived(
                arrived.tenant(),
                new InteractionLog.Arrived(
                        arrived.interaction(),
                        entry.client(),
                        arrived.out() ? InteractionLog.Direction.OUT : InteractionLog.Direction.IN,
                        "voice",
                        entry.id(),
                        arrived.out() ? "" : entry.number(),
                        arrived.fromNumber().isEmpty() ? null : arrived.fromNumber(),
                        name(arrived),
                        arrived.caller().language() == null
                                ? entry.language()
                                : arrived.caller().language(),
                        Instant.ofEpochMilli(arrived.atMillis())));
        if (arrived.caller().customer() != 0) {
            watch(
                    arrived.interaction(),
                    log.customer(
                            arrived.tenant(),
                            arrived.interaction(),
                            arrived.caller().customer()));
        }
        return stored.thenAccept(_ -> {});
    }

    @Override
    public CompletableFuture<Void> consultBegan(long tenant, InteractionId consult, InteractionId of, long atMillis) {
        return log.consultBegan(tenant, consult, of, Instant.ofEpochMilli(atMillis))
                .thenAccept(_ -> {});
    }

    private static @Nullable String name(Arrived arrived) {
        if (!arrived.caller().name().isEmpty()) {
            return arrived.caller().name();
        }
        return arrived.fromName().isEmpty() ? null : arrived.fromName();
    }

    @Override
    public CompletableFuture<Void> event(
            long tenant, InteractionId interaction, String type, long atMillis, Map<String, String> data) {
        return watched(interaction, log.event(tenant, interaction, type, Instant.ofEpochMilli(atMillis), data));
    }

    @Override
    public void keys(
            long tenant,
            InteractionId interaction,
            String step,
            String pressed,
            @Nullable LocaleText label,
            long atMillis) {
        watch(
                interaction,
                log.keysPressed(
                        tenant,
                        interaction,
                        step,
                        pressed,
                        label == null ? null : label.texts(),
                        Instant.ofEpochMilli(atMillis)));
    }

    @Override
    public CompletableFuture<Void> reached(long tenant, InteractionId interaction, long atMillis) {
        return watched(interaction, log.reached(tenant, interaction, Instant.ofEpochMilli(atMillis)));
    }

    @Override
    public void ended(long tenant, InteractionId interaction, String outcome, long atMillis) {
        switch (outcome) {
            case "self-served" -> ended(tenant, interaction, InteractionLog.Ending.SELF_SERVED, atMillis);
            case "left-flow" -> ended(tenant, interaction, InteractionLog.Ending.ABANDONED, atMillis);
            case "left-queue" -> ended(tenant, interaction, InteractionLog.Ending.LEFT_QUEUE, atMillis);
            case "not-reached" -> ended(tenant, interaction, InteractionLog.Ending.NOT_REACHED, atMillis);
            default -> {
                // the floor says how it ended
            }
        }
    }

    private void ended(long tenant, InteractionId interaction, InteractionLog.Ending how, long atMillis) {
        watch(interaction, log.ended(tenant, interaction, Instant.ofEpochMilli(atMillis), how));
    }

    @Override
    public CompletableFuture<RecordingPlace> openRecording(
            long tenant,
            InteractionId interaction,
            RecordingId recording,
            RecordingKey key,
            @Nullable AgentId agent,
            long atMillis) {
        var at = Instant.ofEpochMilli(atMillis);
        var relative = DAY.format(at) + "/" + recording + ".clmr";
        var file = recordings.resolve(relative);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException problem) {
            return CompletableFuture.failedFuture(new UncheckedIOException(problem));
        }
        open.put(recording, new Owner(tenant, interaction));
        return log.recordingStarted(tenant, interaction, recording.value(), relative, keys.wrap(key), at)
                .thenApply(_ -> new RecordingPlace(file));
    }

    @Override
    public void closeRecording(RecordingId recording, long durationMillis, boolean complete) {
        var owner = open.remove(recording);
        if (owner != null) {
            watch(
                    owner.interaction(),
                    log.recordingStopped(
                            owner.tenant(),
                            recording.value(),
                            durationMillis,
                            complete
                                    ? InteractionLog.RecordingState.COMPLETE
                                    : InteractionLog.RecordingState.INTERRUPTED));
        }
    }

    @Override
    public void openSpeech(long tenant, InteractionId interaction, SignalsId signals, AgentId agent) {
        listening.put(signals, new Listening(tenant, interaction, agent));
    }

    /// How the conversation sounds now.
    void speech(SignalsId signals, LiveSignals now, long atMillis) {
        var whose = listening.get(signals);
        if (whose != null) {
            live.heard(new LiveSpeech.Heard(whose.tenant(), whose.interaction(), whose.agent(), now, atMillis));
        }
    }

    /// How it sounded.
    void closeSpeech(SignalsId signals, long beganAtMillis, SpeechSummary summary) {
        var whose = listening.remove(signals);
        if (whose != null) {
            live.over(whose.interaction());
            if (summary.sums().conversationMillis() > 0) {
                var began = Instant.ofEpochMilli(beganAtMillis);
                watch(
                        whose.interaction(),
                        log.spoken(whose.tenant(), whose.interaction(), whose.agent(), began, summary));
            }
        }
    }

    private static CompletableFuture<Void> watched(InteractionId interaction, CompletableFuture<?> stored) {
        watch(interaction, stored);
        return stored.thenAccept(_ -> {});
    }

    /// What is lost here is a step of the history, told loudly; the call itself goes on.
    private static void watch(InteractionId interaction, CompletableFuture<?> stored) {
        stored.whenComplete((_, problem) -> {
            if (problem != null) {
                try (var _ = Correlation.with(interaction)) {
                    LOG.error("A step of the call could not be put on record: {}", problem.getMessage());
                }
            }
        });
    }
}
