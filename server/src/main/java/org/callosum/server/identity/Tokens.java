package org.callosum.server.identity;

import java.time.Clock;
import java.time.ZoneOffset;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Tokens of programs: shown once, stored as digests, with a part of the rights of whoever issued them.
@Service
class Tokens {
    private static final String PREFIX = "callosum_";

    private final JdbcClient database;
    private final Tenancy tenancy;
    private final Clock clock;

    Tokens(JdbcClient database, Tenancy tenancy, Clock clock) {
        this.database = database;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// For whom a token speaks, or null when it is unknown or over.
    Sessions.@Nullable Visitor find(String token, String source) {
        Long tenantId = token.startsWith(PREFIX) ? Sessions.tenantOf(token.substring(PREFIX.length())) : null;
        if (tenantId == null) {
            return null;
        }
        return tenancy.<Sessions.@Nullable Visitor>asSystem(
                tenantId,
                () -> database.sql("""
                        update token set last_used_at = :now
                        where secret_hash = :hash and (expires_at is null or expires_at > :now)
                        returning id, name, created_by, rights, all_clients, clients""")
                        .param("hash", Secrets.digest(token))
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .query((row, _) -> new Sessions.Visitor(
                                new AccountContext(
                                        tenantId,
                                        null,
                                        "token " + row.getString("name"),
                                        Language.EN,
                                        Sessions.rights(row.getArray("rights")),
                                        row.getBoolean("all_clients")
                                                ? new ClientScope.All()
                                                : new ClientScope.Only(Sessions.clients(row.getArray("clients"))),
                                        source,
                                        null),
                                false))
                        .optional()
                        .orElse(null));
    }
}
