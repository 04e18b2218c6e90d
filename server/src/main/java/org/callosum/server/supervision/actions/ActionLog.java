package org.callosum.server.supervision.actions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.supervision.LogFilter;
import org.callosum.server.supervision.breaks.BreakChange;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table of acts. Row-level security leaves a reader those about agents with whom they share a client.
@Repository
class ActionLog {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ROWS = """
            select a.*, s.name as skill_name, r.code as alarm_code, r.cleared_at as alarm_cleared_at,
                   coalesce((select max(m.text) from desk_message m where m.action_id = a.id),
                            (select max(q.text) from overtime_ask q where q.action_id = a.id)) as message
              from floor_action a
              left join skill s on s.id = a.skill_id
              left join floor_alarm r on r.id = a.alarm_id\s""";

    private final JdbcClient database;

    ActionLog(JdbcClient database) {
        this.database = database;
    }

    /// @param figure of the alarm's rule
    record Alarm(String code, String figure) {}

    /// An act whose effect is due.
    record Due(long id, List<QueueId> scope) {}

    /// @return null for one that cannot be seen
    @Nullable
    Alarm alarm(long id) {
        return database.sql("""
                        select a.code, v.body::jsonb ->> 'figure' as figure
                          from floor_alarm a join definition d on d.kind = 'alarm' and d.code = a.code
                          join definition_version v on v.definition_id = d.id and v.version = a.rule_version
                         where a.id = :id""")
                .param("id", id)
                .query((row, _) -> new Alarm(row.getString("code"), row.getString("figure")))
                .optional()
                .orElse(null);
    }

    void add(
            long id,
            FloorActions.Wish wish,
            PlannedActs.Done done,
            Map<AgentId, String> outcomes,
            Collection<ClientId> clients,
            String figure,
            Collection<QueueId> scope,
            FloorFigures.Figures before,
            Instant at,
            Instant afterDue) {
        Map<String, String> said = new TreeMap<>();
        outcomes.forEach((agent, outcome) -> said.put(agent.toString(), outcome));
        Map<String, BreakChange> slots = new TreeMap<>();
        done.slots().forEach((agent, change) -> slots.put(agent.toString(), change));
        database.sql("""
                        insert into floor_action (id, tenant_id, at, account_id, account_name, kind, agent_ids, added_queues,
                            removed_queues, skill_id, level, reason, why, alarm_id, client_ids, outcomes, figure, scope, before,
                            after_due, wanted, slots)
                        values (:id, :tenant, :at, :account, :name, :kind, :agents, :added, :removed, :skill, :level, :reason,
                            :why, :alarm, :clients, cast(:outcomes as jsonb), :figure, :scope, cast(:before as jsonb), :due,
                            cast(:wanted as jsonb), cast(:slots as jsonb))""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("account", Tenancy.current().accountId())
                .param("name", Tenancy.current().name())
                .param("kind", wish.kind())
                .param("agents", wish.agents().stream().map(AgentId::value).toArray(Long[]::new))
                .param("added", wish.add().stream().map(QueueId::value).toArray(Long[]::new))
                .param("removed", wish.remove().stream().map(QueueId::value).toArray(Long[]::new))
                .param("skill", wish.skill())
                .param("level", wish.level())
                .param("reason", wish.reason())
                .param("why", wish.why())
                .param("alarm", wish.alarm())
                .param("clients", clients.stream().map(ClientId::value).toArray(Long[]::new))
                .param("outcomes", JSON.writeValueAsString(said))
                .param("figure", figure)
                .param("scope", scope.stream().map(QueueId::value).toArray(Long[]::new))
                .param("before", JSON.writeValueAsString(before))
                .param("due", afterDue.atOffset(ZoneOffset.UTC))
                .param("wanted", JSON.writeValueAsString(done.wanted()))
                .param("slots", JSON.writeValueAsString(slots))
                .update();
    }

    List<Due> due(Instant now, int most) {
        return database.sql(
                        "select id, scope from floor_action where after is null and after_due <= :now order by after_due limit :most")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> new Due(
                        row.getLong("id"),
                        ids(row, "scope").stream().map(QueueId::new).toList()))
                .list();
    }

    void effect(long id, FloorFigures.Figures after) {
        database.sql("update floor_action set after = cast(:after as jsonb) where id = :id")
                .param("after", JSON.writeValueAsString(after))
                .param("id", id)
                .update();
    }

    /// @return null for one that cannot be seen
    @Nullable
    ActionRow find(long id) {
        List<Seen> seen = database.sql(ROWS + "where a.id = :id")
                .param("id", id)
                .query(ActionLog::seen)
                .list();
        return seen.isEmpty() ? null : named(seen).getFirst();
    }

    /// The newest first. What is searched: who acted, on whom, why, and the words of a message.
    Page<ActionRow> page(PageQuery query, LogFilter filter) {
        String where = "where " + LogFilter.during("a.at") + " " + """
                 and (cast(:agent as bigint) is null or :agent = any (a.agent_ids))
                 and (a.account_name || ' ' || a.why || ' ' || coalesce(a.reason, '') ilike :like
                      or exists (select from desk_message m where m.action_id = a.id and m.text ilike :like)
                      or exists (select from overtime_ask q where q.action_id = a.id and q.text ilike :like)
                      or exists (select from agent g where g.id = any (a.agent_ids) and g.name ilike :like))""";
        var named = filter.parameters(Map.of("like", query.like(), "limit", query.limit(), "offset", query.offset()));
        long total = database.sql("select count(*) from floor_action a " + where)
                .paramSource(named)
                .query((row, _) -> row.getLong(1))
                .single();
        return new Page<>(
                named(database.sql(ROWS + where + " order by a.at desc, a.id desc limit :limit offset :offset")
                        .paramSource(named)
                        .query(ActionLog::seen)
                        .list()),
                total);
    }

    /// A row before its ids have names.
    private record Seen(
            ActionRow row,
            Map<String, String> outcomes,
            Map<String, BreakChange> slots,
            List<Long> agents,
            List<Long> added,
            List<Long> removed,
            List<Long> scope) {}

    private List<ActionRow> named(List<Seen> seen) {
        Map<Long, String> people = new HashMap<>();
        database.sql("select id, name from agent where id = any (:ids)")
                .param(
                        "ids",
                        seen.stream().flatMap(each -> each.agents().stream()).toArray(Long[]::new))
                .query(row -> {
                    people.put(row.getLong(1), row.getString(2));
                });
        Map<Long, Text> queues = new HashMap<>();
        List<Long> wanted = new ArrayList<>();
        seen.forEach(each -> {
            wanted.addAll(each.added());
            wanted.addAll(each.removed());
            wanted.addAll(each.scope());
        });
        database.sql("select id, name from queue where id = any (:ids)")
                .param("ids", wanted.toArray(Long[]::new))
                .query(row -> {
                    queues.put(row.getLong(1), Text.fromJson(row.getString(2)));
                });
        Map<String, Instant> read = new HashMap<>();
        database.sql("""
                        select action_id || ':' || agent_id, read_at from desk_message
                         where read_at is not null and action_id = any (:ids)""")
                .param(
                        "ids",
                        seen.stream().map(each -> Long.valueOf(each.row().id())).toArray(Long[]::new))
                .query(row -> {
                    read.put(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                });
        Map<String, String> answers = new HashMap<>();
        database.sql("select action_id || ':' || agent_id, answer from overtime_ask where action_id = any (:ids)")
                .param(
                        "ids",
                        seen.stream().map(each -> Long.valueOf(each.row().id())).toArray(Long[]::new))
                .query(row -> {
                    if (row.getString(2) != null) {
                        answers.put(row.getString(1), row.getString(2));
                    }
                });
        return seen.stream()
                .map(each -> each.row()
                        .with(
                                each.agents().stream()
                                        .map(agent -> person(
                                                each,
                                                Long.toString(agent),
                                                people.getOrDefault(agent, ""),
                                                read.get(each.row().id() + ":" + agent),
                                                answers.get(each.row().id() + ":" + agent)))
                                        .toList(),
                                queues(each.added(), queues),
                                queues(each.removed(), queues),
                                queues(each.scope(), queues)))
                .toList();
    }

    private static ActionRow.Person person(
            Seen seen, String agent, String name, @Nullable Instant readAt, @Nullable String answer) {
        BreakChange change = seen.slots().get(agent);
        return new ActionRow.Person(
                agent,
                name,
                seen.outcomes().getOrDefault(agent, ""),
                readAt,
                change == null ? null : change.was(),
                change == null ? null : change.is(),
                answer);
    }

    /// A queue that the reader does not see has no name here, and is left out.
    private static List<ActionRow.Named> queues(List<Long> ids, Map<Long, Text> names) {
        return ids.stream()
                .filter(names::containsKey)
                .map(id -> new ActionRow.Named(Long.toString(id), Objects.requireNonNull(names.get(id))))
                .toList();
    }

    private static Seen seen(ResultSet row, int number) throws SQLException {
        String skill = row.getString("skill_name");
        String after = row.getString("after");
        OffsetDateTime cleared = row.getObject("alarm_cleared_at", OffsetDateTime.class);
        String message = row.getString("message");
        return new Seen(
                new ActionRow(
                        row.getString("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("account_name"),
                        row.getString("kind"),
                        List.of(),
                        List.of(),
                        List.of(),
                        skill == null ? null : Text.fromJson(skill),
                        row.getObject("level", Integer.class),
                        row.getString("reason"),
                        message == null || message.isEmpty() ? null : message,
                        row.getString("why"),
                        row.getString("alarm_code"),
                        cleared == null ? null : cleared.toInstant(),
                        row.getString("figure"),
                        List.of(),
                        JSON.readValue(row.getString("before"), FloorFigures.Figures.class),
                        after == null ? null : JSON.readValue(after, FloorFigures.Figures.class),
                        row.getObject("after_due", OffsetDateTime.class).toInstant(),
                        JSON.readValue(row.getString("wanted"), ActionRow.Wanted.class)),
                JSON.readValue(row.getString("outcomes"), new TypeReference<Map<String, String>>() {}),
                JSON.readValue(row.getString("slots"), new TypeReference<Map<String, BreakChange>>() {}),
                ids(row, "agent_ids"),
                ids(row, "added_queues"),
                ids(row, "removed_queues"),
                ids(row, "scope"));
    }

    private static List<Long> ids(ResultSet row, String column) throws SQLException {
        return List.of((Long[]) row.getArray(column).getArray());
    }
}
