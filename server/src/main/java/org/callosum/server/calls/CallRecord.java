package org.callosum.server.calls;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.voice.RecordingId;
import org.callosum.voice.SignalsId;
import org.callosum.voice.recording.RecordingKey;
import org.jspecify.annotations.Nullable;

/// Where a call leaves its traces. Codes go to the log of events; numbers, names and keys to tables that can be erased.
public interface CallRecord {
    /// The customer has arrived. The call goes no further before this is stored.
    CompletableFuture<Void> arrived(Arrived arrived);

    /// An agent asks a colleague about a call: an interaction of its own. The floor is asked only when it is stored.
    ///
    /// @param of the customer's interaction
    CompletableFuture<Void> consultBegan(long tenant, InteractionId consult, InteractionId of, long atMillis);

    /// @param data codes and counts only, no personal data
    /// @return done once it can be read; not done if it could not be stored
    CompletableFuture<Void> event(
            long tenant, InteractionId interaction, String type, long atMillis, Map<String, String> data);

    /// What the customer chose in a menu, or typed.
    ///
    /// @param label the option's meaning in the languages of the flow; null for an entry
    void keys(
            long tenant,
            InteractionId interaction,
            String step,
            String keys,
            @Nullable LocaleText label,
            long atMillis);

    /// A customer who was called has answered.
    ///
    /// @return done once it can be read; not done if it could not be stored
    CompletableFuture<Void> reached(long tenant, InteractionId interaction, long atMillis);

    /// The customer is off the line.
    ///
    /// @param outcome `handled`, `abandoned`, `left-queue`, `self-served`, `left-flow` or `not-reached`
    void ended(long tenant, InteractionId interaction, String outcome, long atMillis);

    /// Stores the recording's row and its wrapped key, before a second of it exists.
    ///
    /// @param agent null for a message
    CompletableFuture<RecordingPlace> openRecording(
            long tenant,
            InteractionId interaction,
            RecordingId recording,
            RecordingKey key,
            @Nullable AgentId agent,
            long atMillis);

    void closeRecording(RecordingId recording, long durationMillis, boolean complete);

    /// A conversation is listened to from here on.
    void openSpeech(long tenant, InteractionId interaction, SignalsId signals, AgentId agent);

    record RecordingPlace(java.nio.file.Path file) {}

    /// @param fromNumber the customer's, whoever called whom
    /// @param out we call them
    record Arrived(
            long tenant,
            InteractionId interaction,
            EntryPoint entry,
            String fromNumber,
            String fromName,
            Caller caller,
            String via,
            boolean out,
            long atMillis) {}
}
