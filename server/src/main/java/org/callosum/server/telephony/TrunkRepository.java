package org.callosum.server.telephony;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TrunkRepository {
    private final JdbcClient database;

    TrunkRepository(JdbcClient database) {
        this.database = database;
    }

    List<Trunk> all() {
        return database.sql("select * from trunk order by code")
                .query(TrunkRepository::trunk)
                .list();
    }

    Optional<Trunk> find(long id) {
        return database.sql("select * from trunk where id = :id")
                .param("id", id)
                .query(TrunkRepository::trunk)
                .optional();
    }

    byte @Nullable [] sealedPassword(long id) {
        return database.sql("select password from trunk where id = :id")
                .param("id", id)
                .query((row, _) -> Optional.ofNullable(row.getBytes("password")))
                .single()
                .orElse(null);
    }

    boolean codeTaken(String code, long exceptId) {
        return database.sql("select exists (select from trunk where code = :code and id <> :id)")
                .param("code", code)
                .param("id", exceptId)
                .query(Boolean.class)
                .single();
    }

    boolean inRules(long id) {
        return database.sql("select exists (select from dialling_rule where trunk_id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    void insert(long id, Trunk trunk) {
        database.sql("""
                        insert into trunk (id, tenant_id, code, name, kind, host, port, transport, sources, username, from_domain,
                                           codecs, srtp, max_calls, active)
                        values (:id, :tenant, :code, :name, :kind, :host, :port, :transport, :sources, :username, :fromDomain,
                                :codecs, :srtp, :maxCalls, :active)""")
                .params(values(trunk))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .update();
    }

    boolean update(long id, int version, Trunk trunk) {
        return database.sql("""
                        update trunk set code = :code, name = :name, kind = :kind, host = :host, port = :port,
                               transport = :transport, sources = :sources, username = :username, from_domain = :fromDomain,
                               codecs = :codecs, srtp = :srtp, max_calls = :maxCalls, active = :active, version = version + 1
                         where id = :id and version = :version""")
                        .params(values(trunk))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    void password(long id, byte @Nullable [] sealed) {
        database.sql("update trunk set password = cast(:password as bytea) where id = :id")
                .param("password", sealed)
                .param("id", id)
                .update();
    }

    void delete(long id) {
        database.sql("delete from trunk where id = :id").param("id", id).update();
    }

    private static Map<String, @Nullable Object> values(Trunk trunk) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("code", trunk.code());
        values.put("name", trunk.name());
        values.put("kind", trunk.kind());
        values.put("host", trunk.host());
        values.put("port", trunk.port());
        values.put("transport", trunk.transport());
        values.put("sources", Objects.requireNonNull(trunk.sources()).toArray(String[]::new));
        values.put("username", trunk.username());
        values.put("fromDomain", trunk.fromDomain());
        values.put("codecs", Objects.requireNonNull(trunk.codecs()).toArray(String[]::new));
        values.put("srtp", trunk.srtp());
        values.put("maxCalls", trunk.maxCalls());
        values.put("active", trunk.active());
        return values;
    }

    private static Trunk trunk(ResultSet row, int number) throws SQLException {
        return new Trunk(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("code"),
                row.getString("name"),
                row.getString("kind"),
                row.getString("host"),
                row.getInt("port"),
                row.getString("transport"),
                Rows.strings(row, "sources"),
                row.getString("username"),
                row.getBytes("password") != null,
                null,
                row.getString("from_domain"),
                Rows.strings(row, "codecs"),
                row.getString("srtp"),
                row.getInt("max_calls"),
                row.getBoolean("active"),
                null);
    }
}
