package org.callosum.server.supervision;

import java.time.Instant;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// One queue on the board.
///
/// @param waiting unanswered, ringing ones included: ringing belongs to the wait
/// @param longestWaitMillis of the first in line at the board's instant; 0 while nobody waits. It grows by itself, so
///     it is not among what makes a row a changed one
/// @param oldestQueuedAt when the first in line entered; absent while nobody waits
/// @param breaksSoon signed-in agents who may serve it and have a break to take within half an hour
/// @param agents signed-in agents who may serve the queue, each counted once, whichever queue they are busy with
record QueueRow(
        String id,
        Text name,
        String clientId,
        int waiting,
        long longestWaitMillis,
        @Nullable Instant oldestQueuedAt,
        QueueAgents agents,
        int breaksSoon,
        QueueToday today) {
    /// @param talking in conversation or on hold
    record QueueAgents(int ready, int offered, int talking, int wrappingUp, int notReady) {}

    /// Entries that entered since the local day of the queue's site began (`metrics.md`, code Q).
    ///
    /// @param answered conversations that last included
    /// @param shortAbandoned part of `abandoned`
    /// @param leftQueue flow-outs, unanswered interrupted ones included
    /// @param answeredWaitMillis sum over `answered`: M:ASA is their quotient
    /// @param handled conversations and wrap-ups that are over, interrupted ones left out
    /// @param handleMillis sum over `handled`: M:AHT is their quotient
    record QueueToday(
            long arrived,
            long answered,
            long abandoned,
            long shortAbandoned,
            long leftQueue,
            LevelToday serviceLevel,
            long answeredWaitMillis,
            long handled,
            long handleMillis) {}

    /// M:SL with both its counts.
    record LevelToday(long part, long whole, String variant, int targetSeconds, int targetPercent) {}

    /// The row as it reads at an instant.
    QueueRow at(Instant now) {
        return oldestQueuedAt == null
                ? this
                : new QueueRow(
                        id,
                        name,
                        clientId,
                        waiting,
                        Math.max(0, now.toEpochMilli() - oldestQueuedAt.toEpochMilli()),
                        oldestQueuedAt,
                        agents,
                        breaksSoon,
                        today);
    }
}
