package org.callosum.server.cases;

import org.jspecify.annotations.Nullable;

/// Asked who answers for a case that stays open: the escalation owner of the department it is with.
public interface EscalationOwners {
    /// @return an account; null: nobody is named, and all who see the client's cases are told
    @Nullable
    Long of(long caseId);
}
