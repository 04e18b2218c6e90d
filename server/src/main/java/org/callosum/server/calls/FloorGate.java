package org.callosum.server.calls;

import java.util.concurrent.CompletableFuture;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.InteractionId;

/// The floor as calls see it. What a command brought about is told by events, after they are durable.
public interface FloorGate {
    /// @return true if accepted; false if refused, which is an ordinary answer when two things cross
    CompletableFuture<Boolean> send(long tenant, FloorCommand command);

    /// @return empty if accepted, else the refusal's code, such as `agent-not-entitled`
    default CompletableFuture<String> ask(long tenant, FloorCommand command) {
        return send(tenant, command).thenApply(accepted -> accepted ? "" : "refused");
    }

    /// @return the place in the queue from 1, or 0 if it does not wait
    CompletableFuture<Integer> position(long tenant, InteractionId interaction);
}
