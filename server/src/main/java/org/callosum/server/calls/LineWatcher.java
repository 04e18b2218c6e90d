package org.callosum.server.calls;

import org.callosum.kernel.id.AgentId;

/// Wants to know what an agent's browser line is worth.
@FunctionalInterface
public interface LineWatcher {
    /// @param state `none`, `connecting`, `connected` or `lost`
    void lineChanged(long tenant, AgentId agent, String state);
}
