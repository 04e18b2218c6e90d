package org.callosum.server.telephony;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
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
class DeviceRepository {
    private final JdbcClient database;

    DeviceRepository(JdbcClient database) {
        this.database = database;
    }

    List<Device> all() {
        return database.sql("select * from device order by name, id")
                .query(DeviceRepository::device)
                .list();
    }

    Optional<Device> find(long id) {
        return database.sql("select * from device where id = :id")
                .param("id", id)
                .query(DeviceRepository::device)
                .optional();
    }

    /// What the registrar needs of every phone that may register.
    List<DeskPhone> phones() {
        return database.sql("select * from device where active and ha1_md5 is not null")
                .query((row, _) -> new DeskPhone(
                        Tenancy.current().tenantId(),
                        row.getLong("id"),
                        row.getString("username"),
                        row.getString("ha1_md5"),
                        row.getString("ha1_sha256"),
                        row.getString("address"),
                        Rows.longOrNull(row, "agent_id")))
                .list();
    }

    Map<Long, Long> byAgent(Collection<Long> agents) {
        var phones = new HashMap<Long, Long>();
        database.sql("select id, agent_id from device where agent_id = any (cast(:agents as bigint[]))")
                .param("agents", Rows.array(agents))
                .query((row, _) -> phones.put(row.getLong("agent_id"), row.getLong("id")))
                .list();
        return phones;
    }

    boolean free(long device, long agent) {
        return database.sql("""
                        select exists (select from device where id = :device and active
                                          and (agent_id is null or agent_id = :agent))""")
                .param("device", device)
                .param("agent", agent)
                .query(Boolean.class)
                .single();
    }

    void assign(long agent, @Nullable Long device) {
        database.sql("""
                        update device set agent_id = null, version = version + 1
                         where agent_id = :agent and id is distinct from cast(:device as bigint)""").param("agent", agent).param("device", device).update();
        if (device != null) {
            database.sql("""
                            update device set agent_id = :agent, version = version + 1
                             where id = :device and agent_id is distinct from :agent""").param("agent", agent).param("device", device).update();
        }
    }

    void insert(long id, Device device, String ha1Md5, String ha1Sha256) {
        database.sql("""
                        insert into device (id, tenant_id, name, username, address, ha1_md5, ha1_sha256, agent_id, active)
                        values (:id, :tenant, :name, :username, :address, :md5, :sha256, :agent, :active)""")
                .params(values(device))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("username", device.username())
                .param("md5", ha1Md5)
                .param("sha256", ha1Sha256)
                .update();
    }

    /// The user name stays: it is part of the hashed secret.
    boolean update(long id, int version, Device device) {
        return database.sql("""
                        update device set name = :name, address = :address, agent_id = :agent, active = :active, version = version + 1
                         where id = :id and version = :version""")
                        .params(values(device))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    void secret(long id, String ha1Md5, String ha1Sha256) {
        database.sql("update device set ha1_md5 = :md5, ha1_sha256 = :sha256, version = version + 1 where id = :id")
                .param("id", id)
                .param("md5", ha1Md5)
                .param("sha256", ha1Sha256)
                .update();
    }

    void delete(long id) {
        database.sql("delete from device where id = :id").param("id", id).update();
    }

    private static Map<String, @Nullable Object> values(Device device) {
        var values = new HashMap<String, @Nullable Object>();
        var address = device.address();
        values.put("name", Objects.requireNonNull(device.name()).strip());
        values.put("address", address == null || address.isBlank() ? null : address.strip());
        values.put("agent", device.agentId() == null ? null : Long.valueOf(device.agentId()));
        values.put("active", !Boolean.FALSE.equals(device.active()));
        return values;
    }

    private static Device device(ResultSet row, int number) throws SQLException {
        return new Device(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("name"),
                row.getString("username"),
                row.getString("address"),
                row.getString("ha1_md5") != null,
                null,
                Rows.idOrNull(row, "agent_id"),
                row.getBoolean("active"),
                null);
    }
}
