package org.callosum.server.identity;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Keeps the accounts of a tenant. Nobody grants more than they hold: neither a right nor a client.
@Service
class Accounts {
    private static final String ALL = """
            select a.*, array(select role_id from account_role where account_id = a.id order by role_id) as roles,
                   array(select granted_client_id from account_client where account_id = a.id order by granted_client_id) as clients
            from account a\s""";

    private final JdbcClient database;
    private final Passwords passwords;
    private final Ids ids;
    private final Audit audit;
    private final LiveTopics live;
    private final ObjectProvider<AgentOfAccount> agents;

    Accounts(
            JdbcClient database,
            Passwords passwords,
            Ids ids,
            Audit audit,
            LiveTopics live,
            ObjectProvider<AgentOfAccount> agents) {
        this.database = database;
        this.passwords = passwords;
        this.ids = ids;
        this.audit = audit;
        this.live = live;
        this.agents = agents;
    }

    /// A new account with the password that is shown once.
    record Created(Account account, String password) {}

    @Transactional(readOnly = true)
    public Page<Account> page(PageQuery query) {
        Comparator<Account> byName =
                Comparator.comparing(account -> account.name().toLowerCase(Locale.ROOT));
        return Listing.of(
                query,
                all(ALL + "order by lower(a.name), a.id", Map.of()),
                account -> account.name() + " " + account.displayName(),
                Map.of("name", byName, "displayName", Comparator.comparing(Account::displayName)));
    }

    @Transactional(readOnly = true)
    public Account one(long id) {
        return all(ALL + "where a.id = :id", Map.of("id", id)).stream()
                .findFirst()
                .orElseThrow(() -> Problems.notFound("account", id));
    }

    private List<Account> all(String query, Map<String, ?> parameters) {
        AgentOfAccount asked = agents.getIfAvailable();
        return database.sql(query)
                .params(parameters)
                .query((row, _) -> {
                    Long agent = asked == null ? null : asked.agentOf(row.getLong("id"));
                    return new Account(
                            Rows.id(row, "id"),
                            row.getInt("version"),
                            row.getString("name"),
                            row.getString("display_name"),
                            Rows.ids(row, "roles"),
                            row.getBoolean("all_clients"),
                            Rows.ids(row, "clients"),
                            row.getString("language"),
                            row.getString("time_zone"),
                            row.getBoolean("active"),
                            agent == null ? null : Ids.text(agent),
                            Rows.instantOrNull(row, "last_sign_in_at"));
                })
                .list();
    }

    @Transactional
    public Created create(Account wanted) {
        check(wanted, null);
        long id = ids.next();
        String password = Secrets.oneTimePassword();
        int added = database.sql("""
                        insert into account (id, tenant_id, name, display_name, password_hash, one_time_password, language, time_zone, all_clients, active)
                        values (:id, :tenant, :name, :display, :hash, true, :language, :zone, :all, :active)
                        on conflict (tenant_id, lower(name)) do nothing""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("name", wanted.name().strip())
                .param("display", wanted.displayName().strip())
                .param("hash", passwords.hash(password))
                .param("language", wanted.language())
                .param("zone", wanted.timeZone())
                .param("all", wanted.allClients())
                .param("active", wanted.active())
                .update();
        if (added == 0) {
            throw Problems.field("name", "taken");
        }
        grant(id, wanted);
        Account created = one(id);
        audit.record("account-created", "account", id, Changes.of(created));
        return new Created(created, password);
    }

    /// Sign-outs follow at once: whoever has lost something must not keep it through an open page.
    @Transactional
    public Account change(long id, Account wanted) {
        Account before = one(id);
        if (before.version() != wanted.version()) {
            throw Problems.editConflict(before);
        }
        check(wanted, before);
        Long taken = database.sql("select count(*) from account where lower(name) = lower(:name) and id <> :id")
                .param("name", wanted.name().strip())
                .param("id", id)
                .query(Long.class)
                .single();
        if (taken > 0) {
            throw Problems.field("name", "taken");
        }
        int changed = database.sql("""
                        update account set name = :name, display_name = :display, language = :language, time_zone = :zone,
                               all_clients = :all, active = :active, version = version + 1
                        where id = :id and version = :version""")
                .param("name", wanted.name().strip())
                .param("display", wanted.displayName().strip())
                .param("language", wanted.language())
                .param("zone", wanted.timeZone())
                .param("all", wanted.allClients())
                .param("active", wanted.active())
                .param("id", id)
                .param("version", wanted.version())
                .update();
        if (changed == 0) {
            throw Problems.editConflict(one(id));
        }
        grant(id, wanted);
        requireAnAdministrator();
        Account after = one(id);
        audit.record("account-changed", "account", id, Changes.between(before, after));
        if (!after.active()) {
            endSessions(id);
        }
        boolean same = before.roles().equals(after.roles())
                && before.allClients() == after.allClients()
                && before.clients().equals(after.clients())
                && before.active() == after.active();
        if (!same) {
            live.closeAccount(Tenancy.current().tenantId(), id, "rights-changed");
        }
        return after;
    }

    /// A new one-time password; whoever was signed in with the old one is signed out.
    @Transactional
    public String renewPassword(long id) {
        Account account = one(id);
        requireHolds(account);
        String password = Secrets.oneTimePassword();
        database.sql("update account set password_hash = :hash, one_time_password = true where id = :id")
                .param("hash", passwords.hash(password))
                .param("id", id)
                .update();
        endSessions(id);
        live.closeAccount(Tenancy.current().tenantId(), id, "password-renewed");
        audit.record("one-time-password-made", "account", id);
        return password;
    }

    @Transactional(readOnly = true)
    public List<Sessions.Open> sessions(long id) {
        one(id);
        return database.sql("""
                        select id, created_at, last_seen_at, source, browser from session
                        where account_id = :id and expires_at > now() order by last_seen_at desc""")
                .param("id", id)
                .query((row, _) -> new Sessions.Open(
                        Rows.id(row, "id"),
                        Rows.instant(row, "created_at"),
                        Rows.instant(row, "last_seen_at"),
                        row.getString("source"),
                        row.getString("browser")))
                .list();
    }

    /// Signs an account out everywhere.
    @Transactional
    public void signOutEverywhere(long id) {
        one(id);
        endSessions(id);
        live.closeAccount(Tenancy.current().tenantId(), id, "signed-out");
        audit.record("sessions-ended", "account", id);
    }

    private void endSessions(long id) {
        database.sql("delete from session where account_id = :id")
                .param("id", id)
                .update();
    }

    private void grant(long id, Account wanted) {
        long tenant = Tenancy.current().tenantId();
        database.sql("delete from account_role where account_id = :id")
                .param("id", id)
                .update();
        for (String role : new HashSet<>(wanted.roles())) {
            database.sql("insert into account_role (tenant_id, account_id, role_id) values (:tenant, :id, :role)")
                    .param("tenant", tenant)
                    .param("id", id)
                    .param("role", Ids.parse(role))
                    .update();
        }
        database.sql("delete from account_client where account_id = :id")
                .param("id", id)
                .update();
        for (String client : wanted.allClients() ? Set.<String>of() : new HashSet<>(wanted.clients())) {
            database.sql(
                            "insert into account_client (tenant_id, account_id, granted_client_id) values (:tenant, :id, :client)")
                    .param("tenant", tenant)
                    .param("id", id)
                    .param("client", Ids.parse(client))
                    .update();
        }
    }

    private void check(Account wanted, @org.jspecify.annotations.Nullable Account before) {
        Fields fields = new Fields();
        fields.required("name", wanted.name(), 100);
        fields.required("displayName", wanted.displayName(), 100);
        fields.oneOf("language", wanted.language(), List.of("en", Language.ZH_HANS.tag(), Language.ZH_HANT.tag()));
        if (wanted.timeZone() == null || !wanted.timeZone().isEmpty()) {
            fields.zone("timeZone", wanted.timeZone());
        }
        fields.count("roles", wanted.roles(), 50);
        fields.count("clients", wanted.clients(), 1_000);
        fields.check();
        List<Long> roles = wanted.roles().stream().map(Ids::parse).toList();
        List<Long> clients = wanted.clients().stream().map(Ids::parse).toList();
        if (count("role", roles) != Set.copyOf(roles).size()) {
            throw Problems.field("roles", "unknown");
        }
        if (count("client", clients) != Set.copyOf(clients).size()) {
            throw Problems.field("clients", "unknown"); // also those the granting account may not see
        }
        boolean widens = wanted.allClients() && (before == null || !before.allClients());
        if (widens && !(Tenancy.current().clients() instanceof ClientScope.All)) {
            throw Problems.field("allClients", "more-than-own");
        }
        if (before != null) {
            requireHolds(before);
        }
        requireHolds(wanted);
    }

    private long count(String table, List<Long> wanted) {
        return database.sql("select count(*) from " + table + " where id = any (cast(:ids as bigint[]))")
                .param("ids", Rows.array(wanted))
                .query(Long.class)
                .single();
    }

    /// Whoever manages an account must hold every right it has or is to have.
    private void requireHolds(Account account) {
        requireHolds(database.sql("select distinct unnest(rights) from role where id = any (cast(:ids as bigint[]))")
                .param(
                        "ids",
                        Rows.array(account.roles().stream().map(Ids::parse).toList()))
                .query((row, _) -> row.getString(1))
                .list());
    }

    /// @throws org.callosum.server.platform.problem.Problem `right-missing` naming the first right the caller lacks
    static void requireHolds(List<String> rights) {
        AccountContext who = Tenancy.current();
        for (Right right : Right.values()) {
            if (rights.contains(right.code()) && !who.may(right)) {
                throw Problems.forbidden(
                        "right-missing", Map.of("right", right.label().in(who.language())));
            }
        }
    }

    /// The last person who can put things right again must not lock themselves out.
    void requireAnAdministrator() {
        long left = database.sql("""
                        select count(*) from account a where a.active and a.all_clients and array['accounts.edit', 'roles.edit'] <@
                          array(select unnest(r.rights) from account_role ar join role r on r.id = ar.role_id where ar.account_id = a.id)""").query(Long.class).single();
        if (left == 0) {
            throw Problems.refused("last-administrator");
        }
    }
}
