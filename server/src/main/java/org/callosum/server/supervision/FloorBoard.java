package org.callosum.server.supervision;

import java.time.Instant;
import java.util.List;

/// The floor as one reader may see it.
record FloorBoard(Instant asOf, List<QueueRow> queues, List<AgentRow> agents) {}
