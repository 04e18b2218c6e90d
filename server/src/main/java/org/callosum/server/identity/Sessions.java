package org.callosum.server.identity;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.live.SessionCheck;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Who is signed in. A session lives in the database under the digest of its secret, so a copy of the table opens
/// nothing; it ends after 12 hours, or after one without a request.
@Service
class Sessions implements SessionCheck {
    static final Duration LONGEST = Duration.ofHours(12);
    static final Duration IDLE = Duration.ofHours(1);
    /// How exactly the last request is known: each would otherwise be a write.
    private static final Duration SEEN_STEP = Duration.ofMinutes(1);

    private static final int BROWSER_LENGTH = 200;

    private final JdbcClient database;
    private final Tenancy tenancy;
    private final Ids ids;
    private final Clock clock;

    Sessions(JdbcClient database, Tenancy tenancy, Ids ids, Clock clock) {
        this.database = database;
        this.tenancy = tenancy;
        this.ids = ids;
        this.clock = clock;
    }

    /// Whom a secret stands for.
    ///
    /// @param oneTimePassword whether the password must be changed before anything else
    record Visitor(AccountContext context, boolean oneTimePassword) {}

    /// A session as the administrator sees it.
    record Open(String id, Instant createdAt, Instant lastSeenAt, String source, String browser) {}

    /// Opens a session; the answer is the cookie's value: the tenant's id and the secret.
    String open(long tenantId, long accountId, String source, String browser) {
        String secret = tenantId + "." + Secrets.random();
        OffsetDateTime now = now();
        tenancy.asSystem(tenantId, () -> {
            database.sql("delete from session where expires_at < :now or last_seen_at < :idle")
                    .param("now", now)
                    .param("idle", now.minus(IDLE))
                    .update();
            database.sql("""
                            insert into session (id, tenant_id, account_id, secret_hash, created_at, last_seen_at, expires_at, source, browser)
                            values (:id, :tenant, :account, :hash, :now, :now, :expires, :source, :browser)""")
                    .param("id", ids.next())
                    .param("tenant", tenantId)
                    .param("account", accountId)
                    .param("hash", Secrets.digest(secret))
                    .param("now", now)
                    .param("expires", now.plus(LONGEST))
                    .param("source", source)
                    .param("browser", browser.substring(0, Math.min(browser.length(), BROWSER_LENGTH)))
                    .update();
        });
        return secret;
    }

    /// Whom the cookie's value stands for, or null when it stands for nobody any more.
    @Nullable
    Visitor find(String secret, String source) {
        Long tenantId = tenantOf(secret);
        if (tenantId == null) {
            return null;
        }
        OffsetDateTime now = now();
        return tenancy.<@Nullable Visitor>asSystem(tenantId, () -> {
            Found found = database.sql("""
                            select s.id as session_id, s.last_seen_at, a.id, a.name, a.language, a.one_time_password, a.all_clients,
                                   array(select granted_client_id from account_client where account_id = a.id) as clients,
                                   array(select distinct unnest(r.rights) from account_role ar join role r on r.id = ar.role_id
                                         where ar.account_id = a.id) as rights
                            from session s join account a on a.id = s.account_id
                            where s.secret_hash = :hash and s.expires_at > :now and s.last_seen_at > :idle and a.active""")
                    .param("hash", Secrets.digest(secret))
                    .param("now", now)
                    .param("idle", now.minus(IDLE))
                    .query((row, _) -> found(row, tenantId, source))
                    .optional()
                    .orElse(null);
            if (found == null) {
                return null;
            }
            if (found.lastSeenAt().isBefore(now.minus(SEEN_STEP).toInstant())) {
                database.sql("update session set last_seen_at = :now where id = :id")
                        .param("now", now)
                        .param("id", found.sessionId())
                        .update();
            }
            return found.visitor();
        });
    }

    private record Found(long sessionId, Instant lastSeenAt, Visitor visitor) {}

    private static Found found(ResultSet row, long tenantId, String source) throws SQLException {
        long sessionId = row.getLong("session_id");
        ClientScope clients = row.getBoolean("all_clients")
                ? new ClientScope.All()
                : new ClientScope.Only(clients(row.getArray("clients")));
        return new Found(
                sessionId,
                row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
                new Visitor(
                        new AccountContext(
                                tenantId,
                                row.getLong("id"),
                                row.getString("name"),
                                Language.of(row.getString("language")),
                                rights(row.getArray("rights")),
                                clients,
                                source,
                                sessionId),
                        row.getBoolean("one_time_password")));
    }

    static List<ClientId> clients(Array array) throws SQLException {
        return Arrays.stream((Long[]) array.getArray()).map(ClientId::new).toList();
    }

    /// A right that this version does not know any more is left out.
    static Set<Right> rights(Array array) throws SQLException {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        List<String> codes = Arrays.asList((String[]) array.getArray());
        for (Right right : Right.values()) {
            if (codes.contains(right.code())) {
                rights.add(right);
            }
        }
        return rights;
    }

    @Override
    public boolean stillOpen(AccountContext who) {
        Long sessionId = who.sessionId();
        if (sessionId == null) {
            return true; // a program's token: its next request would be asked again
        }
        OffsetDateTime now = now();
        return tenancy.<Boolean>asSystem(
                who.tenantId(),
                () -> database.sql("""
                                update session set last_seen_at = :now
                                where id = :id and expires_at > :now and last_seen_at > :idle""")
                                .param("now", now)
                                .param("id", sessionId)
                                .param("idle", now.minus(IDLE))
                                .update()
                        == 1);
    }

    /// Ends the session of a cookie.
    void close(String secret) {
        Long tenantId = tenantOf(secret);
        if (tenantId != null) {
            tenancy.asSystem(tenantId, () -> {
                database.sql("delete from session where secret_hash = :hash")
                        .param("hash", Secrets.digest(secret))
                        .update();
            });
        }
    }

    /// The secret names its tenant, since without one not even the session can be seen.
    static @Nullable Long tenantOf(String secret) {
        int dot = secret.indexOf('.');
        if (dot < 1 || dot > 19 || secret.length() > 100) {
            return null;
        }
        try {
            return Ids.parse(secret.substring(0, dot));
        } catch (RuntimeException _) {
            return null;
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
