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

    /// Where an interaction stands in its queue now.
    CompletableFuture<Place> place(long tenant, InteractionId interaction);

    /// @param position from 1; 0 if it does not wait
    /// @param waiting in the same queue, this one included
    /// @param agents who take from the queue as soon as they are free
    /// @param likelyMillis the wait to expect; negative when nobody knows
    /// @param fromMinutes what may be said of it: at least so long; 0 for "less than"
    /// @param toMinutes at most so long; 0 when nothing should be said
    record Place(int position, int waiting, int agents, long likelyMillis, int fromMinutes, int toMinutes) {
        static final Place NONE = new Place(0, 0, 0, -1, 0, 0);
    }
}
