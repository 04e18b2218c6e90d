package org.callosum.server.identity;

import java.util.List;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.text.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The roles that come with the product. A site renames, merges and changes them; one whose rights it has changed
/// is left alone by later versions.
@Component
class BuiltInRoles {
    private final JdbcClient database;
    private final Ids ids;

    BuiltInRoles(JdbcClient database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    record Shipped(String code, Text name, Text description, List<String> rights) {}

    /// Adds the shipped roles that are missing and refreshes the rights of those nobody has edited. Runs in the
    /// transaction of a tenant.
    void bringUpToDate(long tenantId) {
        for (Shipped role : shipped()) {
            database.sql("""
                            insert into role (id, tenant_id, code, name, description, rights, built_in)
                            values (:id, :tenant, :code, cast(:name as jsonb), cast(:description as jsonb), cast(:rights as text[]), true)
                            on conflict (tenant_id, code) do update set rights = excluded.rights, version = role.version + 1
                            where role.built_in and not role.edited and role.rights <> excluded.rights""")
                    .param("id", ids.next())
                    .param("tenant", tenantId)
                    .param("code", role.code())
                    .param("name", role.name().json())
                    .param("description", role.description().json())
                    .param("rights", role.rights().toArray(String[]::new))
                    .update();
        }
    }

    static List<Shipped> shipped() {
        return List.of(new Shipped(
                "administrator",
                Text.of("Administrator", "系统管理员", "系統管理員"),
                Text.of("Sets everything up", "负责全部设置", "負責全部設定"),
                Houses.everyRight()));
    }
}
