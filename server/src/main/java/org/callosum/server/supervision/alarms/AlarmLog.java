package org.callosum.server.supervision.alarms;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.supervision.LogFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of alarms. Row-level security leaves a reader those of their clients.
@Repository
class AlarmLog {
    private static final String ROWS = """
            select a.id, a.code, a.severity, a.agent_id, g.name as agent_name, a.queue_id, q.name as queue_name,
                   a.interaction_id, a.raised_at, a.cleared_at, a.value, a.worst, a.limit_value, a.acknowledged_at,
                   a.acknowledged_name, a.note, v.body
              from floor_alarm a
              left join agent g on g.id = a.agent_id
              left join queue q on q.id = a.queue_id
              left join definition d on d.kind = 'alarm' and d.code = a.code
              left join definition_version v on v.definition_id = d.id and v.version = a.rule_version\s""";

    private final JdbcClient database;
    private final Ids ids;

    AlarmLog(JdbcClient database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    /// One that is open, as the engine takes it up again.
    record Open(AlarmEngine.Key key, double worst) {}

    List<Open> open() {
        return database.sql("select code, subject, value from floor_alarm where cleared_at is null order by id")
                .query((row, _) -> new Open(
                        new AlarmEngine.Key(row.getString("code"), row.getString("subject")), number(row, "value")))
                .list();
    }

    /// @return whether it was not open already
    boolean raised(AlarmEngine.News.Raised news) {
        AlarmSubject subject = news.subject();
        AgentId agent = subject.agent();
        QueueId queue = subject.queue();
        InteractionId interaction = subject.interaction();
        return database.sql("""
                        insert into floor_alarm (id, tenant_id, code, rule_version, subject, severity, agent_id, queue_id,
                            interaction_id, client_ids, raised_at, value, limit_value)
                        values (:id, :tenant, :code, :version, :subject, :severity, :agent, :queue, :interaction, :clients,
                            :at, :value, :limit)
                        on conflict (tenant_id, code, subject) where cleared_at is null do nothing""")
                        .param("id", ids.next())
                        .param("tenant", Tenancy.current().tenantId())
                        .param("code", news.by().rule().code())
                        .param("version", news.by().version())
                        .param("subject", subject.about() + ":" + subject.id())
                        .param("severity", news.by().rule().severity())
                        .param("agent", agent == null ? null : agent.value())
                        .param("queue", queue == null ? null : queue.value())
                        .param("interaction", interaction == null ? null : interaction.value())
                        .param(
                                "clients",
                                subject.clients().stream().map(ClientId::value).toArray(Long[]::new))
                        .param("at", utc(news.atMillis()))
                        .param("value", known(news.value()))
                        .param("limit", news.by().rule().limit())
                        .update()
                > 0;
    }

    void cleared(AlarmEngine.News.Cleared news) {
        database.sql("""
                        update floor_alarm set cleared_at = :at, worst = :worst
                         where code = :code and subject = :subject and cleared_at is null""")
                .param("at", utc(news.atMillis()))
                .param("worst", known(news.worst()))
                .param("code", news.key().rule())
                .param("subject", news.key().subject())
                .update();
    }

    /// @return whether there is such an alarm that nobody had taken up
    boolean acknowledge(long id, String note, Instant at) {
        return database.sql("""
                        update floor_alarm set acknowledged_at = :at, acknowledged_by = :by, acknowledged_name = :name, note = :note
                         where id = :id and acknowledged_at is null""")
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("by", Tenancy.current().accountId())
                        .param("name", Tenancy.current().name())
                        .param("note", note)
                        .param("id", id)
                        .update()
                > 0;
    }

    /// Those that are open, the worst and the oldest first.
    List<Seen> openRows() {
        return database.sql(ROWS + "where a.cleared_at is null order by a.severity, a.id")
                .query(AlarmLog::seen)
                .list();
    }

    /// @return null for one that cannot be seen
    @Nullable
    Seen find(long id) {
        return database.sql(ROWS + "where a.id = :id")
                .param("id", id)
                .query(AlarmLog::seen)
                .optional()
                .orElse(null);
    }

    /// All alarms, the newest first. What is searched: the rule, whom or what it concerns, who took it up, the note.
    ///
    /// @param code of one rule; null for all
    Page<Seen> page(PageQuery query, @Nullable String code, LogFilter filter) {
        String where = "where " + LogFilter.during("a.raised_at") + " " + """
                 and (cast(:code as text) is null or a.code = :code)
                 and (cast(:agent as bigint) is null or a.agent_id = :agent)
                 and (a.code || ' ' || a.note || ' ' || coalesce(a.acknowledged_name, '') ilike :like
                      or exists (select from agent s where s.id = a.agent_id and s.name ilike :like)
                      or exists (select from queue s where s.id = a.queue_id and s.name::text ilike :like)
                      or exists (select from definition s where s.kind = 'alarm' and s.code = a.code
                                                            and s.name::text ilike :like))""";
        var named = filter.parameters(Map.of("like", query.like(), "limit", query.limit(), "offset", query.offset()))
                .addValue("code", code, Types.VARCHAR);
        long total = database.sql("select count(*) from floor_alarm a " + where)
                .paramSource(named)
                .query((row, _) -> row.getLong(1))
                .single();
        var items = database.sql(ROWS + where + " order by a.raised_at desc, a.id desc limit :limit offset :offset")
                .paramSource(named)
                .query(AlarmLog::seen)
                .list();
        return new Page<>(items, total);
    }

    /// @param body of the rule's version by which it was raised
    record Seen(
            String id,
            String code,
            String severity,
            @Nullable String agentId,
            @Nullable String agentName,
            @Nullable String queueId,
            @Nullable Text queueName,
            @Nullable String interactionId,
            Instant raisedAt,
            @Nullable Instant clearedAt,
            @Nullable Double value,
            @Nullable Double worst,
            double limit,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgedBy,
            String note,
            @Nullable String body) {}

    private static Seen seen(ResultSet row, int number) throws SQLException {
        String queueName = row.getString("queue_name");
        return new Seen(
                row.getString("id"),
                row.getString("code"),
                row.getString("severity"),
                row.getString("agent_id"),
                row.getString("agent_name"),
                row.getString("queue_id"),
                queueName == null ? null : Text.fromJson(queueName),
                row.getString("interaction_id"),
                row.getObject("raised_at", OffsetDateTime.class).toInstant(),
                instant(row, "cleared_at"),
                row.getObject("value", Double.class),
                row.getObject("worst", Double.class),
                row.getDouble("limit_value"),
                instant(row, "acknowledged_at"),
                row.getString("acknowledged_name"),
                row.getString("note"),
                row.getString("body"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static double number(ResultSet row, String column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? Double.NaN : number;
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static OffsetDateTime utc(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }
}
