package org.callosum.server.identity;

import java.util.List;
import java.util.Map;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Opens tenants. A new one has one client, one site, the built-in roles and one administrator.
@Service
public class Houses {
    private final JdbcClient database;
    private final Tenancy tenancy;
    private final Passwords passwords;
    private final BuiltInRoles roles;
    private final Audit audit;
    private final Ids ids;

    Houses(JdbcClient database, Tenancy tenancy, Passwords passwords, BuiltInRoles roles, Audit audit, Ids ids) {
        this.database = database;
        this.tenancy = tenancy;
        this.passwords = passwords;
        this.roles = roles;
        this.audit = audit;
        this.ids = ids;
    }

    /// What to open.
    ///
    /// @param code lower-case letters, digits, hyphens; unique in the installation
    /// @param timeZone of the first client and site, such as `Asia/Shanghai`
    public record Plan(
            String code, String name, Text clientName, Text siteName, String timeZone, String administrator) {}

    /// What was opened.
    ///
    /// @param oneTimePassword of the administrator, known only here
    public record Opened(long tenantId, long clientId, long siteId, long administratorId, String oneTimePassword) {}

    /// Opens a tenant in one transaction.
    public Opened open(Plan plan) {
        long tenantId = ids.next();
        return tenancy.asSystem(tenantId, () -> {
            long clientId = ids.next();
            long siteId = ids.next();
            long accountId = ids.next();
            String password = Secrets.oneTimePassword();
            database.sql("insert into tenant (id, code, name) values (:id, :code, :name)")
                    .param("id", tenantId)
                    .param("code", plan.code())
                    .param("name", plan.name())
                    .update();
            database.sql("""
                            insert into client (id, tenant_id, code, name, time_zone)
                            values (:id, :tenant, :code, cast(:name as jsonb), :zone)""")
                    .param("id", clientId)
                    .param("tenant", tenantId)
                    .param("code", plan.code())
                    .param("name", plan.clientName().json())
                    .param("zone", plan.timeZone())
                    .update();
            database.sql("""
                            insert into site (id, tenant_id, code, name, time_zone)
                            values (:id, :tenant, 'main', cast(:name as jsonb), :zone)""")
                    .param("id", siteId)
                    .param("tenant", tenantId)
                    .param("name", plan.siteName().json())
                    .param("zone", plan.timeZone())
                    .update();
            roles.bringUpToDate(tenantId);
            database.sql("""
                            insert into account (id, tenant_id, name, display_name, password_hash, one_time_password, time_zone, all_clients)
                            values (:id, :tenant, :name, :name, :hash, true, :zone, true)""")
                    .param("id", accountId)
                    .param("tenant", tenantId)
                    .param("name", plan.administrator())
                    .param("hash", passwords.hash(password))
                    .param("zone", plan.timeZone())
                    .update();
            database.sql("""
                            insert into account_role (tenant_id, account_id, role_id)
                            select :tenant, :account, id from role where code = 'administrator'""")
                    .param("tenant", tenantId)
                    .param("account", accountId)
                    .update();
            audit.record("tenant-opened", "tenant", tenantId, Map.of("code", plan.code()));
            return new Opened(tenantId, clientId, siteId, accountId, password);
        });
    }

    /// Rights of an administrator: all there are.
    static List<String> everyRight() {
        return List.of(Right.values()).stream().map(Right::code).toList();
    }
}
