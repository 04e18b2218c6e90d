package org.callosum.server.desk;

import java.util.concurrent.CompletableFuture;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.outreach.Purpose;
import org.callosum.server.platform.tenancy.AccountContext;
import org.jspecify.annotations.Nullable;

/// Calling a customer from their record or case. Implemented by whoever wires calls; whom an agent may call and
/// when is the contact gate's, the dialling plan's and the floor's to say.
public interface DeskCallOuts {
    /// What has become of a call that reached nobody, or of one that is under way.
    enum State {
        /// the agent's own desk phone rings first
        PHONE_RINGS("phone-rings"),
        /// the customer's telephone is being called
        RINGING("ringing");

        private final String code;

        State(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /// An agent calls a customer.
    ///
    /// @param by the agent's account: the ledger names it
    /// @param number one of those on the customer's record
    /// @param queue whose wrap-up, dispositions and recording count
    /// @param reason code of a [org.callosum.server.queues.DeskReason]
    /// @param serviceCase from which it is made; null: from the customer's record
    record Order(
            AccountContext by,
            AgentId agent,
            ClientId client,
            long customer,
            String name,
            String language,
            String number,
            QueueId queue,
            Purpose purpose,
            String reason,
            @Nullable Long serviceCase) {
        @Override
        public String toString() {
            return "Order[agent %s, %s]".formatted(agent, reason); // no name and no number in a log
        }
    }

    /// Somebody is being called, and an agent waits for them.
    ///
    /// @param back it was promised to a customer who waited
    /// @param sinceMillis when this state began, UTC epoch
    record Dialling(boolean back, State state, long sinceMillis) {}

    /// @return empty when the agent is in conversation and the call goes out; else the code of the refusal,
    ///     [DeskTransfers#NUMBER] before one of the gate's
    CompletableFuture<String> call(Order order);

    /// @return null if nobody is being called in this interaction
    @Nullable
    Dialling dialling(long tenant, InteractionId interaction);
}
