package org.callosum.server.calls;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.voice.RecordingId;
import org.callosum.voice.SignalsId;
import org.callosum.voice.recording.RecordingKey;
import org.jspecify.annotations.Nullable;

/// The history of a call that is none: events are told to whoever tries it, nothing is stored.
///
/// @param note takes an event's type and its codes
record NotedRecord(BiConsumer<String, Map<String, String>> note) implements CallRecord {
    @Override
    public CompletableFuture<Void> arrived(Arrived arrived) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> consultBegan(long tenant, InteractionId consult, InteractionId of, long atMillis) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> event(
            long tenant, InteractionId interaction, String type, long atMillis, Map<String, String> data) {
        note.accept(type, data);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void keys(
            long tenant,
            InteractionId interaction,
            String step,
            String keys,
            @Nullable LocaleText label,
            long atMillis) {
        // a test's keys are forgotten with it
    }

    @Override
    public CompletableFuture<Void> reached(long tenant, InteractionId interaction, long atMillis) {
        return CompletableFuture.completedFuture(null); // nobody is asked for
    }

    @Override
    public void ended(long tenant, InteractionId interaction, String outcome, long atMillis) {
        // it never was
    }

    @Override
    public CompletableFuture<RecordingPlace> openRecording(
            long tenant,
            InteractionId interaction,
            RecordingId recording,
            RecordingKey key,
            @Nullable AgentId agent,
            long atMillis) {
        return CompletableFuture.failedFuture(new IllegalStateException("A test call is not recorded"));
    }

    @Override
    public void closeRecording(RecordingId recording, long durationMillis, boolean complete) {
        // none is open
    }

    @Override
    public void openSpeech(long tenant, InteractionId interaction, SignalsId signals, AgentId agent) {
        // nobody speaks with anybody
    }
}
