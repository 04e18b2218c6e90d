package org.callosum.server.identity;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Tokens of programs: shown once, stored as digests, with a part of the rights of whoever issued them.
@Service
class Tokens {
    private static final String PREFIX = "callosum_";

    private static final int MOST = 500;

    private final JdbcClient database;
    private final Tenancy tenancy;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;

    Tokens(JdbcClient database, Tenancy tenancy, Ids ids, Audit audit, Clock clock) {
        this.database = database;
        this.tenancy = tenancy;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param secret only in the answer to its making
    record Token(
            String id,
            String name,
            List<String> rights,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant expiresAt,
            @Nullable String secret) {}

    @Transactional(readOnly = true)
    public List<Token> all() {
        return database.sql("select * from token order by name, id")
                .query((row, _) -> new Token(
                        Rows.id(row, "id"),
                        row.getString("name"),
                        Rows.strings(row, "rights"),
                        Rows.instant(row, "created_at"),
                        Rows.instantOrNull(row, "last_used_at"),
                        Rows.instantOrNull(row, "expires_at"),
                        null))
                .list();
    }

    /// Makes a token with rights that its maker holds, for the clients its maker sees.
    @Transactional
    public Token create(String name, List<String> rights, @Nullable Instant expiresAt) {
        Fields fields = new Fields();
        fields.required("name", name, 100);
        List<String> known = Arrays.stream(Right.values()).map(Right::code).toList();
        if (rights.isEmpty()) {
            fields.add("rights", "required");
        } else if (!known.containsAll(rights)) {
            fields.add("rights", "unknown");
        }
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            fields.add("expiresAt", "past");
        }
        fields.check();
        Accounts.requireHolds(rights);
        AccountContext who = Tenancy.current();
        Long maker = who.accountId();
        if (maker == null) {
            throw Problems.forbidden("person-needed", Map.of()); // or a token could outlive itself
        }
        if (database.sql("select count(*) from token").query(Long.class).single() >= MOST) {
            throw Problems.refused("too-many-tokens", Map.of("most", MOST));
        }
        long id = ids.next();
        Instant now = clock.instant();
        String secret = PREFIX + who.tenantId() + "." + Secrets.random();
        database.sql("""
                        insert into token (id, tenant_id, name, secret_hash, rights, all_clients, clients, created_by, created_at, expires_at)
                        values (:id, :tenant, :name, :hash, cast(:rights as text[]), :all, cast(:clients as bigint[]), :maker, :now, :expires)""")
                .param("id", id)
                .param("tenant", who.tenantId())
                .param("name", name.strip())
                .param("hash", Secrets.digest(secret))
                .param("rights", rights.toArray(String[]::new))
                .param("all", who.clients() instanceof ClientScope.All)
                .param(
                        "clients",
                        switch (who.clients()) {
                            case ClientScope.All() -> "{}";
                            case ClientScope.Only(var clients) ->
                                Rows.array(clients.stream().map(ClientId::value).toList());
                        })
                .param("maker", maker)
                .param("now", Rows.moment(now))
                .param("expires", Rows.moment(expiresAt))
                .update();
        audit.record("token-created", "token", id, Map.of("name", name, "rights", rights));
        return new Token(Ids.text(id), name.strip(), rights, now, null, expiresAt, secret);
    }

    @Transactional
    public void delete(long id) {
        if (database.sql("delete from token where id = :id").param("id", id).update() == 0) {
            throw Problems.notFound("token", id);
        }
        audit.record("token-deleted", "token", id);
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
