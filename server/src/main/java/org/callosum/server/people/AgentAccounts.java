package org.callosum.server.people;

import org.callosum.server.identity.AgentOfAccount;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Tells the sign-in as which agent an account works.
@Component
class AgentAccounts implements AgentOfAccount {
    private final AgentRepository agents;

    AgentAccounts(AgentRepository agents) {
        this.agents = agents;
    }

    @Override
    @Transactional(readOnly = true)
    public @Nullable Long agentOf(long accountId) {
        return agents.byAccount(accountId).orElse(null);
    }
}
