package org.callosum.measures.facts;

import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.jspecify.annotations.Nullable;

/// A stretch of one state. An agent's intervals do not overlap and fill each session without a gap.
///
/// @param reason of not being ready, a code; empty in other states
/// @param fromMillis included
/// @param toMillis excluded; 0 while it lasts
/// @param interaction the one that decides the state; null when ready or not ready
public record AgentStateInterval(
        AgentId agent,
        MetricState state,
        String reason,
        long fromMillis,
        long toMillis,
        @Nullable InteractionId interaction)
        implements Fact {}
