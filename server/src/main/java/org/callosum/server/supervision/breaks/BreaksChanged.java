package org.callosum.server.supervision.breaks;

import java.util.List;
import org.callosum.kernel.id.AgentId;

/// Breaks of a tenant are not what they were, at whichever node that was done.
///
/// @param agents whose; empty when words may have been missed, and anybody's may have changed
public record BreaksChanged(long tenant, List<AgentId> agents) {
    public BreaksChanged {
        agents = List.copyOf(agents);
    }
}
