package org.callosum.server.desk;

import java.util.concurrent.CompletableFuture;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// Asking somebody else about a conversation, and handing it over. Implemented by whoever wires calls; who may
/// have whom is the floor's to say, which numbers may be dialled the dialling plan's.
///
/// Each act answers with the code of its refusal, or with an empty text when it is under way; what comes of it
/// is heard as events.
public interface DeskTransfers {
    /// Before the reason for which a number may not be dialled, so that it is told apart from other refusals.
    String NUMBER = "number:";

    /// Who is asked, or gets the customer.
    sealed interface Target {
        record Colleague(AgentId agent) implements Target {}

        record Line(QueueId queue) implements Target {}

        /// @param number as typed
        record Number(String number) implements Target {
            @Override
            public String toString() {
                return "Number[…]"; // no number in a log
            }
        }
    }

    /// Lets the customer go to the target without asking there first. Who does not answer in time sends them
    /// back to this agent.
    CompletableFuture<String> transfer(long tenant, InteractionId interaction, Target target);

    /// Asks the target while the customer hears music.
    CompletableFuture<String> consult(long tenant, InteractionId interaction, Target target);

    /// All three hear each other.
    CompletableFuture<String> together(long tenant, InteractionId interaction);

    /// Hands the customer to whoever was asked.
    CompletableFuture<String> complete(long tenant, InteractionId interaction);

    /// Lets whoever was asked go; the customer is taken back.
    CompletableFuture<String> end(long tenant, InteractionId interaction);

    /// What was asked in this call; null if nothing is.
    ///
    /// @param interaction the customer's, or the question's own
    @Nullable
    Asked asked(long tenant, InteractionId interaction);

    /// @param of the customer's interaction
    /// @param by the agent who asks
    /// @param who has answered; null before, and for somebody outside
    /// @param sinceMillis when this state began, UTC epoch
    record Asked(
            InteractionId of,
            AgentId by,
            State state,
            Target target,
            @Nullable AgentId who,
            long sinceMillis) {}

    enum State {
        /// not answered yet
        RINGING("ringing"),
        /// talks with the agent; the customer hears music
        TALKING("talking"),
        /// hears music while the agent talks with the customer
        WAITING("waiting"),
        /// all three talk
        TOGETHER("together");

        private final String code;

        State(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
