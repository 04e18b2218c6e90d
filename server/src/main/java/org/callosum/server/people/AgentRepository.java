package org.callosum.server.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AgentRepository {
    private static final Map<String, String> SORTABLE =
            Map.of("name", "a.name", "staffNumber", "a.staff_number", "active", "a.active", "teamName", "t.code");
    private static final String SELECT = """
            select a.*, t.id as team_id, t.name as team_name,
                   (select array_agg(c.client_id order by c.client_id) from agent_client c where c.agent_id = a.id) as clients,
                   (select array_agg(q.queue_id order by q.queue_id) from agent_queue q where q.agent_id = a.id) as queues,
                   (select array_agg(s.skill_id || ':' || s.level || ':' || s.preference order by s.skill_id) from skill_assessment s
                     where s.agent_id = a.id and s.latest and s.level is not null) as skills
              from agent a
              left join team_member m on m.agent_id = a.id and m.valid_from <= :today
                                     and (m.valid_to is null or m.valid_to > :today)
              left join team t on t.id = m.team_id
            """;

    private final JdbcClient database;

    AgentRepository(JdbcClient database) {
        this.database = database;
    }

    /// @param team members of it today
    /// @param client granted it
    Page<Agent> page(
            PageQuery query, LocalDate today, @Nullable Boolean active, @Nullable Long team, @Nullable Long client) {
        var where = " where a.name || ' ' || a.staff_number ilike :like"
                + " and (cast(:active as boolean) is null or a.active = :active)"
                + " and (cast(:team as bigint) is null or exists (select from team_member t where t.agent_id = a.id"
                + " and t.team_id = :team and t.valid_from <= :today and (t.valid_to is null or t.valid_to > :today)))"
                + " and (cast(:client as bigint) is null or exists (select from agent_client c where c.agent_id = a.id"
                + " and c.client_id = :client))";
        var items = database.sql(SELECT + where + " order by " + query.orderBy(SORTABLE, "a.name")
                        + ", a.id limit :size offset :offset")
                .param("today", today)
                .param("like", query.like())
                .param("active", active)
                .param("team", team)
                .param("client", client)
                .param("size", query.limit())
                .param("offset", query.offset())
                .query(AgentRepository::agent)
                .list();
        var total = database.sql("select count(*) from agent a" + where)
                .param("like", query.like())
                .param("active", active)
                .param("today", today)
                .param("team", team)
                .param("client", client)
                .query(Long.class)
                .single();
        return new Page<>(items, total);
    }

    Optional<Agent> find(long id, LocalDate today) {
        return database.sql(SELECT + " where a.id = :id")
                .param("today", today)
                .param("id", id)
                .query(AgentRepository::agent)
                .optional();
    }

    List<Agent> active(LocalDate today) {
        return database.sql(SELECT + " where a.active order by a.id")
                .param("today", today)
                .query(AgentRepository::agent)
                .list();
    }

    List<SkillMatrix.Matrix.Row> rows(LocalDate today) {
        return database.sql("""
                        select a.id, a.name, m.team_id from agent a
                          left join team_member m on m.agent_id = a.id and m.valid_from <= :today
                                                 and (m.valid_to is null or m.valid_to > :today)
                         where a.active order by a.name, a.id""")
                .param("today", today)
                .query((row, _) -> new SkillMatrix.Matrix.Row(
                        Rows.id(row, "id"), row.getString("name"), Rows.idOrNull(row, "team_id")))
                .list();
    }

    Set<Long> activeIds() {
        return new HashSet<>(database.sql("select id from agent where active")
                .query(Long.class)
                .list());
    }

    Map<Long, String> names(Collection<Long> agents) {
        var names = new HashMap<Long, String>();
        database.sql("select id, name from agent where id = any (cast(:ids as bigint[]))")
                .param("ids", Rows.array(agents))
                .query((row, _) -> names.put(row.getLong("id"), row.getString("name")))
                .list();
        return names;
    }

    Optional<Long> byAccount(long account) {
        return database.sql("select id from agent where account_id = :account and active")
                .param("account", account)
                .query(Long.class)
                .optional();
    }

    boolean staffNumberTaken(String number, long exceptId) {
        return exists("select exists (select from agent where staff_number = :value and id <> :id)", number, exceptId);
    }

    boolean accountTaken(long account, long exceptId) {
        return exists("select exists (select from agent where account_id = :value and id <> :id)", account, exceptId);
    }

    boolean accountExists(long account) {
        return exists("select exists (select from account where id = :value and :id = 0)", account, 0);
    }

    boolean siteExists(long site) {
        return exists("select exists (select from site where id = :value and :id = 0)", site, 0);
    }

    Set<Long> clients() {
        return new HashSet<>(database.sql("select id from client where active")
                .query(Long.class)
                .list());
    }

    private boolean exists(String sql, Object value, long id) {
        return database.sql(sql)
                .param("value", value)
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    void insert(long id, Agent agent) {
        database.sql("""
                        insert into agent (id, tenant_id, account_id, name, staff_number, site_id, voice_capacity,
                                           chat_capacity, device, joined_on, active)
                        values (:id, :tenant, :account, :name, :staffNumber, :site, :voice, :chat, :device,
                                coalesce(cast(:joined as date), current_date), true)""")
                .params(values(agent))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .update();
    }

    boolean update(long id, int version, Agent agent) {
        return database.sql("""
                        update agent set account_id = :account, name = :name, staff_number = :staffNumber, site_id = :site,
                               voice_capacity = :voice, chat_capacity = :chat, device = :device, active = :active,
                               joined_on = coalesce(cast(:joined as date), joined_on),
                               retired_at = case when :active then null else coalesce(retired_at, now()) end,
                               version = version + 1
                         where id = :id and version = :version""")
                        .params(values(agent))
                        .param("active", !Boolean.FALSE.equals(agent.active()))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    void retire(long id) {
        database.sql(
                        "update agent set active = false, retired_at = now(), version = version + 1 where id = :id and active")
                .param("id", id)
                .update();
    }

    /// Replaces the grants that the caller can see; those of other clients stay.
    void grant(long id, Collection<Long> clients, Map<Long, Long> clientByQueue) {
        var tenant = Tenancy.current().tenantId();
        database.sql("delete from agent_client where agent_id = :id")
                .param("id", id)
                .update();
        database.sql("delete from agent_queue where agent_id = :id")
                .param("id", id)
                .update();
        for (var client : clients) {
            database.sql("insert into agent_client (tenant_id, agent_id, client_id) values (:tenant, :id, :client)")
                    .param("tenant", tenant)
                    .param("id", id)
                    .param("client", client)
                    .update();
        }
        for (var queue : clientByQueue.entrySet()) {
            database.sql("""
                            insert into agent_queue (tenant_id, agent_id, client_id, queue_id)
                            values (:tenant, :id, :client, :queue)""")
                    .param("tenant", tenant)
                    .param("id", id)
                    .param("client", queue.getValue())
                    .param("queue", queue.getKey())
                    .update();
        }
    }

    private static Map<String, @Nullable Object> values(Agent agent) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("account", agent.accountId() == null ? null : Long.valueOf(agent.accountId()));
        values.put("name", Objects.requireNonNull(agent.name()).strip());
        values.put("staffNumber", Objects.requireNonNull(agent.staffNumber()).strip());
        values.put("site", Long.valueOf(Objects.requireNonNull(agent.siteId())));
        values.put("voice", Objects.requireNonNullElse(agent.voiceCapacity(), 1));
        values.put("chat", Objects.requireNonNullElse(agent.chatCapacity(), 0));
        values.put("joined", agent.joinedOn());
        values.put("device", Objects.requireNonNullElse(agent.device(), "browser"));
        return values;
    }

    private static Agent agent(ResultSet row, int number) throws SQLException {
        var levels = new ArrayList<Agent.Level>();
        for (var skill : Rows.strings(row, "skills")) {
            var parts = skill.split(":", 3);
            levels.add(new Agent.Level(parts[0], Integer.parseInt(parts[1]), parts[2]));
        }
        var teamName = row.getString("team_name");
        var language = Tenancy.languageOfAccount();
        return new Agent(
                Rows.id(row, "id"),
                row.getInt("version"),
                Rows.idOrNull(row, "account_id"),
                row.getString("name"),
                row.getString("staff_number"),
                Rows.idOrNull(row, "team_id"),
                teamName == null ? null : Text.fromJson(teamName).in(language == null ? Language.EN : language),
                Rows.id(row, "site_id"),
                Rows.ids(row, "clients"),
                Rows.ids(row, "queues"),
                row.getInt("voice_capacity"),
                row.getInt("chat_capacity"),
                row.getString("device"),
                null,
                row.getBoolean("active"),
                row.getObject("joined_on", LocalDate.class),
                List.copyOf(levels));
    }
}
