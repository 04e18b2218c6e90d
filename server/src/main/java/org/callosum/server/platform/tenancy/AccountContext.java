package org.callosum.server.platform.tenancy;

import java.util.EnumSet;
import java.util.Set;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.text.Language;
import org.jspecify.annotations.Nullable;

/// On whose behalf something is done.
///
/// @param accountId null for the system itself
/// @param name as it is written into the audit log
/// @param rights what may be asked of the endpoints
/// @param clients whose rows may be seen
/// @param source network address, or `system`
/// @param sessionId of a person's session; null for programs and the system
public record AccountContext(
        long tenantId,
        @Nullable Long accountId,
        String name,
        Language language,
        Set<Right> rights,
        ClientScope clients,
        String source,
        @Nullable Long sessionId) {
    public AccountContext {
        rights = Set.copyOf(rights);
    }

    /// Background work of a tenant: every right and every client, still inside the tenant.
    public static AccountContext system(long tenantId) {
        return new AccountContext(
                tenantId,
                null,
                "system",
                Language.EN,
                EnumSet.allOf(Right.class),
                new ClientScope.All(),
                "system",
                null);
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }
}
