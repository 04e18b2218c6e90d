package org.callosum.server.identity;

import org.jspecify.annotations.Nullable;

/// Asked of whoever keeps the agents: as which agent does an account work?
public interface AgentOfAccount {
    /// @return the agent's id in the current tenant, or null for an account that takes no contacts
    @Nullable
    Long agentOf(long accountId);
}
