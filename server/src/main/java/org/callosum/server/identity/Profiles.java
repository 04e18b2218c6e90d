package org.callosum.server.identity;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.text.Text;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// One's own account.
@Service
class Profiles {
    private static final List<String> THEMES = List.of("system", "light", "dark");

    private final JdbcClient database;
    private final Passwords passwords;
    private final Audit audit;
    private final ObjectProvider<AgentOfAccount> agents;

    Profiles(JdbcClient database, Passwords passwords, Audit audit, ObjectProvider<AgentOfAccount> agents) {
        this.database = database;
        this.passwords = passwords;
        this.audit = audit;
        this.agents = agents;
    }

    @Transactional(readOnly = true)
    public Me me(String sessionSecret) {
        AccountContext who = Tenancy.current();
        long id = accountId(who);
        Me.MyAccount account =
                database.sql("""
                        select id, name, display_name, language, time_zone, theme, one_time_password as must_change_password
                        from account where id = :id""").param("id", id).query(Me.MyAccount.class).single();
        Me.MyTenant tenant = database.sql("select id, name from tenant where id = :id")
                .param("id", who.tenantId())
                .query(Me.MyTenant.class)
                .single();
        List<Me.MyClient> clients = database.sql("select id, code, name from client where active order by code")
                .query((row, _) -> new Me.MyClient(
                        Ids.text(row.getLong("id")), row.getString("code"), Text.fromJson(row.getString("name"))))
                .list();
        AgentOfAccount asked = agents.getIfAvailable();
        Long agentId = asked == null ? null : asked.agentOf(id);
        return new Me(
                account,
                tenant,
                clients,
                who.rights().stream().map(Right::code).sorted().toList(),
                agentId == null ? null : Ids.text(agentId),
                account.timeZone().isEmpty() ? houseZone() : account.timeZone(),
                Secrets.csrfToken(sessionSecret));
    }

    private String houseZone() {
        return database.sql("select time_zone from site order by id limit 1")
                .query((row, _) -> row.getString(1))
                .optional()
                .orElse("UTC");
    }

    /// @param timeZone empty: that of the house's site
    @Transactional
    public void change(String language, String timeZone, String theme) {
        Language chosen;
        try {
            chosen = Language.of(language);
        } catch (IllegalArgumentException _) {
            throw Problems.field("language", "unknown");
        }
        requireZone(timeZone);
        if (!THEMES.contains(theme)) {
            throw Problems.field("theme", "unknown");
        }
        database.sql("update account set language = :language, time_zone = :zone, theme = :theme where id = :id")
                .param("language", chosen.tag())
                .param("zone", timeZone)
                .param("theme", theme)
                .param("id", accountId(Tenancy.current()))
                .update();
    }

    /// @throws org.callosum.server.platform.problem.Problem `fields-invalid` naming `timeZone`
    static void requireZone(String timeZone) {
        if (timeZone.isEmpty()) {
            return;
        }
        try {
            ZoneId.of(timeZone);
        } catch (DateTimeException _) {
            throw Problems.field("timeZone", "wrong-zone");
        }
    }

    @Transactional
    public void changePassword(String old, String next) {
        AccountContext who = Tenancy.current();
        long id = accountId(who);
        String hash = database.sql("select password_hash from account where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
        if (!passwords.matches(old, hash)) {
            throw Problems.field("old", "wrong-password");
        }
        if (old.equals(next)) {
            throw Problems.field("next", "same-password");
        }
        database.sql("update account set password_hash = :hash, one_time_password = false where id = :id")
                .param("hash", passwords.hash(next))
                .param("id", id)
                .update();
        database.sql("delete from session where account_id = :id and id <> :own")
                .param("id", id)
                .param("own", who.sessionId() == null ? 0L : who.sessionId())
                .update();
        audit.record("password-changed", "account", id, Map.of());
    }

    private static long accountId(AccountContext who) {
        return Objects.requireNonNull(who.accountId(), "a person's session names its account");
    }
}
