package org.callosum.server.people;

import org.callosum.kernel.id.AgentId;

/// An agent was made, changed or retired; whoever routes hears of it after the commit.
public record AgentChanged(long tenantId, AgentId agent, boolean active) {}
