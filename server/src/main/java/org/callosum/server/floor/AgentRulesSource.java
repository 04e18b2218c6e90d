package org.callosum.server.floor;

import java.util.Map;
import org.callosum.kernel.id.AgentId;
import org.jspecify.annotations.Nullable;

/// The agents as people have configured them, with the skill matrix; what the floor shall know.
public interface AgentRulesSource {
    /// All active agents of a tenant.
    Map<AgentId, ConfiguredAgent> agents(long tenant);

    /// One agent; null if there is none or they are no longer active.
    @Nullable
    ConfiguredAgent agent(long tenant, AgentId agent);
}
