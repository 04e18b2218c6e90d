package org.callosum.floor;

import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// One stay of an interaction in a queue, as a board shows it.
///
/// @param agent null while waiting
/// @param queuedAtMillis when it entered the queue
/// @param sinceMillis when the present stage began
/// @param deadlineMillis of the offer or the wrap-up; 0 in other stages
/// @param offers how often it has been offered; the pending offer's count
/// @param step the requirement step in force
/// @param kind whose wish it is
/// @param suspended waiting, but offered to nobody
public record WorkView(
        InteractionId interaction,
        QueueId queue,
        Channel channel,
        Stage stage,
        @Nullable AgentId agent,
        long queuedAtMillis,
        long sinceMillis,
        long deadlineMillis,
        int offers,
        int step,
        ArrivalKind kind,
        boolean suspended) {
    public enum Stage {
        WAITING,
        OFFERED,
        TALKING,
        ON_HOLD,
        WRAPPING_UP
    }
}
