package org.callosum.server.interactions;

import java.time.Instant;
import java.util.Map;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.voice.signals.SpeechSummary;
import org.jspecify.annotations.Nullable;

/// What the calls report of an interaction, in the order in which it happened.
sealed interface LogWrite {
    record Arrived(InteractionLog.Arrived arrival) implements LogWrite {}

    /// @param of the customer's interaction that a colleague is asked about
    record ConsultBegan(InteractionId consult, InteractionId of, Instant at) implements LogWrite {}

    record Event(InteractionId interaction, String type, Instant at, Map<String, ?> codes) implements LogWrite {}

    record Keys(
            InteractionId interaction,
            String prompt,
            String digits,
            @Nullable Map<String, String> meaning,
            Instant at) implements LogWrite {}

    record Language(InteractionId interaction, String language) implements LogWrite {}

    record Customer(InteractionId interaction, long customer) implements LogWrite {}

    record Ended(InteractionId interaction, Instant at, InteractionLog.Ending how) implements LogWrite {}

    record Reached(InteractionId interaction, Instant at) implements LogWrite {}

    record Spoken(InteractionId interaction, AgentId agent, Instant beganAt, SpeechSummary summary)
            implements LogWrite {}

    record RecordingStarted(long recording, InteractionId interaction, String file, byte[] wrappedKey, Instant at)
            implements LogWrite {}

    record RecordingStopped(long recording, long durationMillis, InteractionLog.RecordingState state)
            implements LogWrite {}
}
