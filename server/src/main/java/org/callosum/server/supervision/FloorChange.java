package org.callosum.server.supervision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows that have changed, each whole; a row takes the place of the one with its id.
///
/// @param goneQueues ids of rows to be taken away: queues that were retired, or that the reader may see no
///     longer
record FloorChange(
        Instant asOf,
        @Nullable List<QueueRow> queues,
        @Nullable List<AgentRow> agents,
        @Nullable List<String> goneQueues) {}
