package org.callosum.server.playbook;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/// The sample's clients, sites and accounts, straight into the tables of identity: they need passwords and codes that
/// no
/// screen would give. A new house's first client and site become the sample's first.
@Component
class SampleHouse {
    private final JdbcClient database;
    private final Ids ids;

    SampleHouse(JdbcClient database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    /// @return client code to id
    Map<String, Long> clients(List<SampleData.SampleClient> wanted) {
        var tenant = Tenancy.current().tenantId();
        takeOver("client", wanted.stream().map(SampleData.SampleClient::code).toList());
        for (var client : wanted) {
            database.sql("""
                            insert into client (id, tenant_id, code, name, time_zone)
                            values (:id, :tenant, :code, cast(:name as jsonb), :zone)
                            on conflict (tenant_id, code) do nothing""")
                    .param("id", ids.next())
                    .param("tenant", tenant)
                    .param("code", client.code())
                    .param("name", client.name().json())
                    .param("zone", client.zone())
                    .update();
            database.sql("""
                            update client set name = cast(:name as jsonb), time_zone = :zone
                             where code = :code and version = 0""")
                    .param("code", client.code())
                    .param("name", client.name().json())
                    .param("zone", client.zone())
                    .update();
        }
        return byCode("client");
    }

    /// @return site code to id
    Map<String, Long> sites(List<SampleData.SampleSite> wanted, Map<String, Long> calendars) {
        var tenant = Tenancy.current().tenantId();
        takeOver("site", wanted.stream().map(SampleData.SampleSite::code).toList());
        for (var site : wanted) {
            database.sql("""
                            insert into site (id, tenant_id, code, name, time_zone)
                            values (:id, :tenant, :code, cast(:name as jsonb), :zone)
                            on conflict (tenant_id, code) do nothing""")
                    .param("id", ids.next())
                    .param("tenant", tenant)
                    .param("code", site.code())
                    .param("name", site.name().json())
                    .param("zone", site.zone())
                    .update();
            database.sql("""
                            update site set name = cast(:name as jsonb), time_zone = :zone, calendar_id = :calendar
                             where code = :code and version = 0""")
                    .param("code", site.code())
                    .param("name", site.name().json())
                    .param("zone", site.zone())
                    .param("calendar", calendars.get(site.calendar()))
                    .update();
        }
        return byCode("site");
    }

    /// The only one there is, untouched since the house was opened: it gets the sample's code.
    private void takeOver(String table, List<String> codes) {
        var sql = switch (table) {
            case "client" -> """
                        update client set code = :to where version = 0 and (select count(*) from client) = 1
                           and code <> all (:codes)""";
            case "site" -> """
                        update site set code = :to where version = 0 and (select count(*) from site) = 1
                           and code <> all (:codes)""";
            default -> throw new IllegalArgumentException("No sample for " + table);
        };
        database.sql(sql)
                .param("to", codes.getFirst())
                .param("codes", codes.toArray(String[]::new))
                .update();
    }

    /// An account that can sign in only after somebody gave it a password.
    long account(SampleData.SampleAgent agent, String zone, List<Long> clients) {
        var known = database.sql("select id from account where lower(name) = lower(:name)")
                .param("name", agent.account())
                .query(Long.class)
                .optional();
        if (known.isPresent()) {
            return known.get();
        }
        var tenant = Tenancy.current().tenantId();
        var id = ids.next();
        database.sql("""
                        insert into account (id, tenant_id, name, display_name, password_hash, language, time_zone)
                        values (:id, :tenant, :name, :display, :hash, :language, :zone)""")
                .param("id", id)
                .param("tenant", tenant)
                .param("name", agent.account())
                .param("display", agent.name())
                .param("hash", hash(secret()))
                .param("language", agent.language())
                .param("zone", zone)
                .update();
        database.sql("""
                        insert into account_role (tenant_id, account_id, role_id)
                        select :tenant, :account, id from role where code = 'agent'""").param("tenant", tenant).param("account", id).update();
        for (var client : clients) {
            database.sql("""
                            insert into account_client (tenant_id, account_id, granted_client_id)
                            values (:tenant, :account, :client)""")
                    .param("tenant", tenant)
                    .param("account", id)
                    .param("client", client)
                    .update();
        }
        return id;
    }

    /// Gives an account a fresh password.
    String password(String account) {
        var password = secret();
        database.sql(
                        "update account set password_hash = :hash, one_time_password = false where lower(name) = lower(:name)")
                .param("hash", hash(password))
                .param("name", account)
                .update();
        return password;
    }

    private Map<String, Long> byCode(String table) {
        var byCode = new HashMap<String, Long>();
        database.sql(table.equals("client") ? "select id, code from client" : "select id, code from site")
                .query((row, _) -> byCode.put(row.getString("code"), row.getLong("id")))
                .list();
        return byCode;
    }

    private static String hash(String password) {
        // the parameters stand in the hash: identity reads it whatever its own are
        return new Argon2PasswordEncoder(16, 32, 1, 19_456, 2).encode(password);
    }

    private static String secret() {
        var bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
