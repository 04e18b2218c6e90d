package org.callosum.server.desk;

import java.util.concurrent.CompletableFuture;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;

/// The agent's sound. Implemented by whoever wires calls; what the floor decides (accept, hold, hang up) it
/// hears as
/// events.
public interface DeskMedia {
    /// What the browser's line is worth.
    enum State {
        NONE("none"),
        CONNECTING("connecting"),
        CONNECTED("connected"),
        LOST("lost");

        private final String code;

        State(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /// Takes the browser's offer and gives the answer; the line stays while the agent is signed in.
    CompletableFuture<String> open(long tenant, AgentId agent, String offerSdp);

    void close(long tenant, AgentId agent);

    State state(long tenant, AgentId agent);

    /// Why the customer is on hold: a step of their history.
    ///
    /// @param reason code of a [org.callosum.server.queues.DeskReason]
    void heldFor(long tenant, InteractionId interaction, String reason);

    /// Silences the agent towards the customer.
    void mute(long tenant, InteractionId interaction, boolean on);

    boolean muted(long tenant, InteractionId interaction);

    /// Nothing of what the customer says or types is kept, nor do the agent's ears get the keys; or it is
    /// again.
    void pauseRecording(long tenant, InteractionId interaction, boolean on);

    boolean recordingPaused(long tenant, InteractionId interaction);

    /// Sends keys to the other side.
    void digits(long tenant, InteractionId interaction, String digits);
}
