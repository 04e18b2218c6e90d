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
class DispositionRepository {
    private final JdbcClient database;

    DispositionRepository(JdbcClient database) {
        this.database = database;
    }

    List<Disposition> all() {
        return database.sql("select * from disposition order by client_id, sort_order, code")
                .query(DispositionRepository::disposition)
                .list();
    }

    Optional<Disposition> find(long id) {
        return database.sql("select * from disposition where id = :id")
                .param("id", id)
                .query(DispositionRepository::disposition)
                .optional();
    }

    /// What an agent may choose from after a contact of this queue.
    List<Disposition> ofQueue(long queue) {
        return database.sql("""
                        select d.* from disposition d join queue q on q.client_id = d.client_id
                         where q.id = :queue and d.active and (d.queue_ids = '{}' or :queue = any (d.queue_ids))
                         order by d.sort_order, d.code""")
                .param("queue", queue)
                .query(DispositionRepository::disposition)
                .list();
    }

    boolean codeTaken(long client, String code, long exceptId) {
        return database.sql("""
                        select exists (select from disposition where client_id = :client and code = :code and id <> :id)""")
                .param("client", client)
                .param("code", code)
                .param("id", exceptId)
                .query(Boolean.class)
                .single();
    }

    void insert(long id, Disposition disposition) {
        database.sql("""
                        insert into disposition (id, tenant_id, client_id, code, name, group_name, queue_ids, resolved,
                                                 follow_up_case_type, active, sort_order)
                        values (:id, :tenant, :client, :code, cast(:name as jsonb), cast(:group as jsonb),
                                cast(:queues as bigint[]), :resolved, :followUp, :active, :order)""")
                .params(values(disposition))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", Long.valueOf(Objects.requireNonNull(disposition.clientId())))
                .update();
    }

    boolean update(long id, int version, Disposition disposition) {
        return database.sql("""
                        update disposition set code = :code, name = cast(:name as jsonb),
                               group_name = cast(:group as jsonb), queue_ids = cast(:queues as bigint[]),
                               resolved = :resolved, follow_up_case_type = :followUp, active = :active,
                               sort_order = :order, version = version + 1
                         where id = :id and version = :version""")
                        .params(values(disposition))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    private static Map<String, @Nullable Object> values(Disposition disposition) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("code", disposition.code());
        values.put("name", Objects.requireNonNull(disposition.name()).json());
        values.put("group", Objects.requireNonNull(disposition.group()).json());
        var queues = disposition.queueIds();
        values.put(
                "queues",
                Rows.array(
                        queues == null
                                ? List.of()
                                : queues.stream().map(Long::valueOf).distinct().toList()));
        values.put("resolved", disposition.resolved());
        values.put("followUp", disposition.followUpCaseType());
        values.put("active", !Boolean.FALSE.equals(disposition.active()));
        values.put("order", Objects.requireNonNullElse(disposition.order(), 0));
        return values;
    }

    private static Disposition disposition(ResultSet row, int number) throws SQLException {
        return new Disposition(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("code"),
                Rows.text(row, "name"),
                Rows.id(row, "client_id"),
                Rows.text(row, "group_name"),
                Rows.ids(row, "queue_ids"),
                Rows.booleanOrNull(row, "resolved"),
                row.getString("follow_up_case_type"),
                row.getBoolean("active"),
                row.getInt("sort_order"));
    }
}
