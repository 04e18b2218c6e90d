package org.callosum.server.calls;

import java.util.function.Consumer;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.OfferId;
import org.callosum.voice.LegId;
import org.callosum.voice.RecordingId;
import org.jspecify.annotations.Nullable;

/// What a customer's call is doing.
sealed interface Phase {
    /// A flow leads the customer.
    record InFlow() implements Phase {}

    /// The floor has the interaction; a treatment runs beside the wait.
    ///
    /// @param ticket of the flow's queue step
    /// @param ringing the desk phone that rings for the present offer, or null
    record Waiting(
            int ticket, Directory.QueueRef queue, @Nullable Ringing ringing) implements Phase {
        Waiting with(@Nullable Ringing phone) {
            return new Waiting(ticket, queue, phone);
        }
    }

    /// @param answered the agent has picked up and the floor is asked
    record Ringing(OfferId offer, AgentId agent, LegId leg, boolean answered) {}

    /// An agent and the customer hear each other.
    ///
    /// @param queue whose stay it is
    /// @param line the agent's leg; null while a browser that fell silent is waited for
    record Talking(
            int ticket,
            Directory.QueueRef queue,
            AgentId agent,
            boolean phone,
            @Nullable LegId line,
            @Nullable RecordingId recording,
            boolean held)
            implements Phase {
        Talking withLine(@Nullable LegId leg) {
            return new Talking(ticket, queue, agent, phone, leg, recording, held);
        }

        Talking withRecording(@Nullable RecordingId made) {
            return new Talking(ticket, queue, agent, phone, line, made, held);
        }

        Talking withHeld(boolean on) {
            return new Talking(ticket, queue, agent, phone, line, recording, on);
        }
    }

    /// A party outside the floor is being dialled or talks.
    ///
    /// @param ticket of the dial step, or 0 for a transfer that ended the flow
    /// @param ended gives the place of an outside call back
    record Dialled(int ticket, LegId other, boolean answered, Consumer<Boolean> ended) implements Phase {}

    /// An agent has the conversation on the floor and calls the customer, who has not answered yet.
    ///
    /// @param line the agent's leg; null before their desk phone is called, or when it has gone
    /// @param customer the leg that rings; null while the agent's own telephone rings
    record CallingOut(
            Directory.QueueRef queue,
            AgentId agent,
            boolean phone,
            @Nullable LegId line,
            @Nullable LegId customer) implements Phase {
        /// No flow waits for an answer.
        static final int TICKET = -1;
    }

    /// A message is being recorded.
    record Messaging(
            int ticket,
            RecordingId recording,
            String caseType,
            @Nullable String queue,
            long startedMillis) implements Phase {}

    /// The customer is gone.
    record Over() implements Phase {}
}
