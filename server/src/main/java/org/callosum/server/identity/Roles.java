package org.callosum.server.identity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Roles are renamed, added and merged by the site: titles differ between centres, and one person may hold several.
@Service
class Roles {
    private static final Text NONE = new Text(null, null, null);
    private static final String ALL = """
            select r.*, (select count(*) from account_role where role_id = r.id) as accounts from role r\s""";

    private final JdbcClient database;
    private final Accounts accounts;
    private final Ids ids;
    private final Audit audit;
    private final LiveTopics live;

    Roles(JdbcClient database, Accounts accounts, Ids ids, Audit audit, LiveTopics live) {
        this.database = database;
        this.accounts = accounts;
        this.ids = ids;
        this.audit = audit;
        this.live = live;
    }

    @Transactional(readOnly = true)
    public Page<Role> page(PageQuery query) {
        return Listing.of(
                query,
                all(ALL + "order by r.code", Map.of()),
                role -> role.code() + " " + role.name().json(),
                Map.of("code", Comparator.comparing(Role::code), "accounts", Comparator.comparing(Role::accounts)));
    }

    @Transactional(readOnly = true)
    public Role one(long id) {
        return all(ALL + "where r.id = :id", Map.of("id", id)).stream()
                .findFirst()
                .orElseThrow(() -> Problems.notFound("role", id));
    }

    private List<Role> all(String query, Map<String, ?> parameters) {
        return database.sql(query)
                .params(parameters)
                .query((row, _) -> new Role(
                        Rows.id(row, "id"),
                        row.getInt("version"),
                        row.getString("code"),
                        Rows.text(row, "name"),
                        Rows.text(row, "description"),
                        Rows.strings(row, "rights"),
                        row.getBoolean("built_in"),
                        row.getLong("accounts")))
                .list();
    }

    @Transactional
    public Role create(Role wanted) {
        check(wanted);
        long id = ids.next();
        int added = database.sql("""
                        insert into role (id, tenant_id, code, name, description, rights, built_in, edited)
                        values (:id, :tenant, :code, cast(:name as jsonb), cast(:description as jsonb), cast(:rights as text[]), false, true)
                        on conflict (tenant_id, code) do nothing""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("code", wanted.code())
                .param("name", wanted.name().json())
                .param("description", description(wanted))
                .param("rights", wanted.rights().toArray(String[]::new))
                .update();
        if (added == 0) {
            throw Problems.field("code", "taken");
        }
        Role created = one(id);
        audit.record("role-created", "role", id, Changes.of(created));
        return created;
    }

    @Transactional
    public Role change(long id, Role wanted) {
        Role before = one(id);
        if (before.version() != wanted.version()) {
            throw Problems.editConflict(before);
        }
        check(wanted);
        Accounts.requireHolds(before.rights());
        if (!before.code().equals(wanted.code())) {
            throw Problems.field("code", "stays");
        }
        int changed = database.sql("""
                        update role set name = cast(:name as jsonb), description = cast(:description as jsonb),
                               edited = edited or rights <> cast(:rights as text[]), rights = cast(:rights as text[]), version = version + 1
                        where id = :id and version = :version""")
                .param("name", wanted.name().json())
                .param("description", description(wanted))
                .param("rights", wanted.rights().toArray(String[]::new))
                .param("id", id)
                .param("version", wanted.version())
                .update();
        if (changed == 0) {
            throw Problems.editConflict(one(id));
        }
        accounts.requireAnAdministrator();
        Role after = one(id);
        audit.record("role-changed", "role", id, Changes.between(before, after));
        if (!before.rights().equals(after.rights())) {
            closeHolders(id);
        }
        return after;
    }

    /// @throws org.callosum.server.platform.problem.Problem `role-in-use` while somebody holds it
    @Transactional
    public void delete(long id) {
        Role role = one(id);
        if (role.accounts() > 0) {
            throw Problems.refused("role-in-use", Map.of("count", role.accounts()));
        }
        if (role.builtIn()) {
            throw Problems.refused("role-built-in");
        }
        database.sql("delete from role where id = :id").param("id", id).update();
        audit.record("role-deleted", "role", id, Map.of("code", role.code()));
    }

    /// Whoever holds one role holds the other from now on; the one is gone, or empty of people where it is built in.
    @Transactional
    public Role merge(long id, long intoId) {
        if (id == intoId) {
            throw Problems.field("into", "unknown");
        }
        Role from = one(id);
        Role into = one(intoId);
        Accounts.requireHolds(into.rights());
        closeHolders(id);
        database.sql("""
                        insert into account_role (tenant_id, account_id, role_id)
                        select tenant_id, account_id, :into from account_role where role_id = :id on conflict do nothing""").param("into", intoId).param("id", id).update();
        database.sql("delete from account_role where role_id = :id")
                .param("id", id)
                .update();
        if (!from.builtIn()) {
            database.sql("delete from role where id = :id").param("id", id).update();
        }
        accounts.requireAnAdministrator();
        audit.record("role-merged", "role", id, Map.of("code", from.code(), "into", into.code()));
        return one(intoId);
    }

    private void closeHolders(long id) {
        database.sql("select account_id from account_role where role_id = :id")
                .param("id", id)
                .query((row, _) -> row.getLong(1))
                .list()
                .forEach(account -> live.closeAccount(Tenancy.current().tenantId(), account, "rights-changed"));
    }

    private static String description(Role role) {
        Text description = role.description();
        return (description == null ? NONE : description).json();
    }

    private static void check(Role wanted) {
        Fields fields = new Fields();
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        List<String> known = Arrays.stream(Right.values()).map(Right::code).toList();
        if (!known.containsAll(wanted.rights())) {
            fields.add("rights", "unknown");
        }
        fields.check();
        Accounts.requireHolds(wanted.rights());
    }
}
