package org.callosum.server.queues;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class NotReadyReasonRepository {
    private final JdbcClient database;

    NotReadyReasonRepository(JdbcClient database) {
        this.database = database;
    }

    List<NotReadyReason> all() {
        return database.sql("select * from not_ready_reason order by sort_order, code")
                .query(NotReadyReasonRepository::reason)
                .list();
    }

    Optional<NotReadyReason> find(long id) {
        return database.sql("select * from not_ready_reason where id = :id")
                .param("id", id)
                .query(NotReadyReasonRepository::reason)
                .optional();
    }

    void insert(long id, NotReadyReason reason, boolean system) {
        database.sql("""
                        insert into not_ready_reason (id, tenant_id, code, name, paid, planned, active, system, sort_order, most_minutes)
                        values (:id, :tenant, :code, cast(:name as jsonb), :paid, :planned, :active, :system, :order, :most)""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("code", reason.code())
                .param("name", Objects.requireNonNull(reason.name()).json())
                .param("paid", Boolean.TRUE.equals(reason.paid()))
                .param("planned", Boolean.TRUE.equals(reason.planned()))
                .param("active", !Boolean.FALSE.equals(reason.active()))
                .param("system", system)
                .param("order", Objects.requireNonNullElse(reason.order(), 0))
                .param("most", reason.mostMinutes())
                .update();
    }

    boolean update(long id, int version, NotReadyReason reason) {
        return database.sql("""
                        update not_ready_reason set code = :code, name = cast(:name as jsonb), paid = :paid,
                               planned = :planned, active = :active, sort_order = :order, most_minutes = :most, version = version + 1
                         where id = :id and version = :version""")
                        .param("id", id)
                        .param("version", version)
                        .param("code", reason.code())
                        .param("name", Objects.requireNonNull(reason.name()).json())
                        .param("paid", Boolean.TRUE.equals(reason.paid()))
                        .param("planned", Boolean.TRUE.equals(reason.planned()))
                        .param("active", !Boolean.FALSE.equals(reason.active()))
                        .param("order", Objects.requireNonNullElse(reason.order(), 0))
                        .param("most", reason.mostMinutes())
                        .update()
                == 1;
    }

    private static NotReadyReason reason(ResultSet row, int number) throws SQLException {
        return new NotReadyReason(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("code"),
                Rows.text(row, "name"),
                row.getBoolean("paid"),
                row.getBoolean("planned"),
                row.getBoolean("active"),
                row.getInt("sort_order"),
                row.getBoolean("system"),
                row.getObject("most_minutes", Integer.class));
    }
}
