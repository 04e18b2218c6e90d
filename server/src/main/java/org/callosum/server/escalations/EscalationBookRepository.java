package org.callosum.server.escalations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.expression.Expression;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.editing.WhenTree;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class EscalationBookRepository {
    private final JdbcClient database;

    EscalationBookRepository(JdbcClient database) {
        this.database = database;
    }

    /// With the month of the last finished check, and whether the newest one is late.
    List<Department> departments() {
        return database.sql("""
                        select d.*,
                               (select to_char(max(k.month), 'YYYY-MM') from escalation_check k
                                  join service_case c on c.id = k.case_id and c.closed
                                 where k.department_id = d.id) as last_check,
                               exists (select from escalation_check k join service_case c on c.id = k.case_id
                                        where k.department_id = d.id and not c.closed and c.due_at < now()) as overdue
                          from department d order by d.code""").query(EscalationBookRepository::department).list();
    }

    void insert(long id, Department wanted) {
        database.sql("""
                        insert into department (id, tenant_id, code, name, owner_id, active)
                        values (:id, :tenant, :code, cast(:name as jsonb), :owner, :active)""")
                .params(values(wanted))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("code", wanted.code())
                .update();
    }

    boolean update(long id, int version, Department wanted) {
        return database.sql("""
                        update department set name = cast(:name as jsonb), owner_id = :owner, active = :active,
                               version = version + 1 where id = :id and version = :version""")
                        .params(values(wanted))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    private static Map<String, @Nullable Object> values(Department wanted) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("name", Objects.requireNonNull(wanted.name()).json());
        values.put("owner", number(wanted.ownerId()));
        values.put("active", !Boolean.FALSE.equals(wanted.active()));
        return values;
    }

    private static Department department(ResultSet row, int number) throws SQLException {
        return new Department(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("code"),
                Rows.text(row, "name"),
                Rows.idOrNull(row, "owner_id"),
                row.getBoolean("active"),
                row.getString("last_check"),
                row.getBoolean("overdue"));
    }

    List<EscalationRoute> routes() {
        return database.sql("""
                        select r.*, d.name::text as department_name, t.name::text as team_name, q.name::text as queue_name,
                               array(select a.name from unnest(r.agent_ids) with ordinality as x (id, place)
                                       join agent a on a.id = x.id order by x.place) as agent_names
                          from escalation_route r
                          join department d on d.id = r.department_id
                          left join team t on t.id = r.team_id
                          left join queue q on q.id = r.queue_id
                         order by r.client_id, r.sort_order, r.code""").query(EscalationBookRepository::route).list();
    }

    void insert(long id, EscalationRoute wanted) {
        database.sql("""
                        insert into escalation_route (id, tenant_id, client_id, code, name, department_id, team_id, queue_id,
                                                      agent_ids, page, active, sort_order)
                        values (:id, :tenant, :client, :code, cast(:name as jsonb), :department, :team, :queue,
                                cast(:agents as bigint[]), :page, :active, :order)""")
                .params(values(wanted))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", number(wanted.clientId()))
                .param("code", wanted.code())
                .update();
    }

    boolean update(long id, int version, EscalationRoute wanted) {
        return database.sql("""
                        update escalation_route set name = cast(:name as jsonb), department_id = :department, team_id = :team,
                               queue_id = :queue, agent_ids = cast(:agents as bigint[]), page = :page, active = :active,
                               sort_order = :order, version = version + 1
                         where id = :id and version = :version""")
                        .params(values(wanted))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    private static Map<String, @Nullable Object> values(EscalationRoute wanted) {
        var agents = Objects.requireNonNullElse(wanted.agentIds(), List.<String>of());
        var values = new HashMap<String, @Nullable Object>();
        values.put("name", Objects.requireNonNull(wanted.name()).json());
        values.put("department", number(wanted.departmentId()));
        values.put("team", number(wanted.teamId()));
        values.put("queue", number(wanted.queueId()));
        values.put(
                "agents",
                Rows.array(agents.stream().distinct().map(Long::valueOf).toList()));
        values.put("page", wanted.page() == null || wanted.page().isBlank() ? null : wanted.page());
        values.put("active", !Boolean.FALSE.equals(wanted.active()));
        values.put("order", Objects.requireNonNullElse(wanted.order(), 0));
        return values;
    }

    private static EscalationRoute route(ResultSet row, int number) throws SQLException {
        return new EscalationRoute(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("code"),
                Rows.text(row, "name"),
                Rows.id(row, "client_id"),
                Rows.id(row, "department_id"),
                Rows.idOrNull(row, "team_id"),
                Rows.idOrNull(row, "queue_id"),
                Rows.ids(row, "agent_ids"),
                row.getString("page"),
                row.getBoolean("active"),
                row.getInt("sort_order"),
                Rows.text(row, "department_name"),
                row.getString("team_name") == null ? null : Rows.text(row, "team_name"),
                row.getString("queue_name") == null ? null : Rows.text(row, "queue_name"),
                Rows.strings(row, "agent_names"));
    }

    List<EscalationSign> signs() {
        return database.sql("select * from escalation_sign order by sort_order, code")
                .query(EscalationBookRepository::sign)
                .list();
    }

    void insert(long id, EscalationSign wanted) {
        database.sql("""
                        insert into escalation_sign (id, tenant_id, code, name, condition, words, active, sort_order)
                        values (:id, :tenant, :code, cast(:name as jsonb), :condition, :words, :active, :order)""")
                .params(values(wanted))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("code", wanted.code())
                .update();
    }

    boolean update(long id, int version, EscalationSign wanted) {
        return database.sql("""
                        update escalation_sign set name = cast(:name as jsonb), condition = :condition, words = :words,
                               active = :active, sort_order = :order, version = version + 1
                         where id = :id and version = :version""")
                        .params(values(wanted))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    private static Map<String, @Nullable Object> values(EscalationSign wanted) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("name", Objects.requireNonNull(wanted.name()).json());
        values.put("condition", wanted.condition());
        values.put(
                "words",
                Objects.requireNonNullElse(wanted.words(), List.<String>of()).toArray(String[]::new));
        values.put("active", !Boolean.FALSE.equals(wanted.active()));
        values.put("order", Objects.requireNonNullElse(wanted.order(), 0));
        return values;
    }

    private static EscalationSign sign(ResultSet row, int number) throws SQLException {
        return new EscalationSign(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("code"),
                Rows.text(row, "name"),
                row.getString("condition"),
                Rows.strings(row, "words"),
                row.getBoolean("active"),
                row.getInt("sort_order"),
                SignNames.parse(row.getString("condition")) instanceof Expression.Parsed.Sound(var condition)
                        ? WhenTree.of(condition.tree())
                        : null);
    }

    boolean exists(String table, long id) {
        var sql = switch (table) {
            case "client" -> "select exists (select from client where id = :id)";
            case "account" -> "select exists (select from account where id = :id and active)";
            case "team" -> "select exists (select from team where id = :id and active)";
            case "agent" -> "select exists (select from agent where id = :id and active)";
            case "department" -> "select exists (select from department where id = :id and active)";
            default -> throw new IllegalArgumentException("Nobody asks for " + table);
        };
        return database.sql(sql).param("id", id).query(Boolean.class).single();
    }

    boolean queueOf(long queue, long client) {
        return database.sql("select exists (select from queue where id = :id and client_id = :client)")
                .param("id", queue)
                .param("client", client)
                .query(Boolean.class)
                .single();
    }

    private static @Nullable Long number(@Nullable String id) {
        return id == null || id.isBlank() ? null : Long.valueOf(id);
    }
}
