package org.callosum.server.queues;

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
class DeskReasonRepository {
    private final JdbcClient database;

    DeskReasonRepository(JdbcClient database) {
        this.database = database;
    }

    List<DeskReason> all() {
        return database.sql("select * from desk_reason order by kind, sort_order, code")
                .query(DeskReasonRepository::reason)
                .list();
    }

    Optional<DeskReason> find(long id) {
        return database.sql("select * from desk_reason where id = :id")
                .param("id", id)
                .query(DeskReasonRepository::reason)
                .optional();
    }

    void insert(long id, DeskReason reason) {
        database.sql("""
                        insert into desk_reason (id, tenant_id, kind, code, name, purpose, active, sort_order)
                        values (:id, :tenant, :kind, :code, cast(:name as jsonb), :purpose, :active, :order)""")
                .params(values(reason))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("kind", reason.kind())
                .param("code", reason.code())
                .update();
    }

    /// What it is for and its code stay: the history names it by them.
    boolean update(long id, int version, DeskReason reason) {
        return database.sql("""
                        update desk_reason set name = cast(:name as jsonb), purpose = :purpose, active = :active,
                               sort_order = :order, version = version + 1 where id = :id and version = :version""")
                        .params(values(reason))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    private static Map<String, @Nullable Object> values(DeskReason reason) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("name", Objects.requireNonNull(reason.name()).json());
        values.put("purpose", reason.purpose());
        values.put("active", !Boolean.FALSE.equals(reason.active()));
        values.put("order", Objects.requireNonNullElse(reason.order(), 0));
        return values;
    }

    private static DeskReason reason(ResultSet row, int number) throws SQLException {
        return new DeskReason(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("kind"),
                row.getString("code"),
                Rows.text(row, "name"),
                row.getString("purpose"),
                row.getBoolean("active"),
                row.getInt("sort_order"));
    }
}
