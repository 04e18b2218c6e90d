package org.callosum.server.supervision.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of stays. Row-level security leaves a reader those of their clients.
@Repository
class MonitoringLog {
    private static final String ROWS = """
            select m.id, m.stay_id, m.interaction_id, m.agent_id, a.name, m.account_name, m.mode, m.why, m.announced, m.began_at,
                   m.ended_at, m.ended_why
              from monitoring m left join agent a on a.id = m.agent_id\s""";

    private final JdbcClient database;
    private final Ids ids;
    private final Clock clock;

    MonitoringLog(JdbcClient database, Ids ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /// An open row, as a process that has just started takes it up again.
    record Open(
            InteractionId interaction,
            AgentId supervisor,
            AgentId agent,
            long stay,
            @Nullable Long account) {}

    /// What one supervisor asks for from two windows happens one after the other, until the transaction ends.
    void oneAtATime(AgentId supervisor) {
        database.sql("select pg_advisory_xact_lock(:key)")
                .param("key", supervisor.value())
                .query((_, _) -> true)
                .single();
    }

    /// Begins a row; the stay's first one names the stay.
    ///
    /// @param mode a mode, or `take-over`, which is over as it begins
    long add(
            AccountContext who,
            InteractionId interaction,
            AgentId agent,
            AgentId supervisor,
            @Nullable Long stay,
            String mode,
            String why,
            LineMonitor.Announcement announced) {
        long id = ids.next();
        boolean momentary = mode.equals(Monitoring.TAKE_OVER);
        OffsetDateTime now = now();
        database.sql("""
                        insert into monitoring (id, stay_id, tenant_id, client_id, interaction_id, agent_id, supervisor_id,
                            account_id, account_name, mode, why, announced, began_at, ended_at, ended_why)
                        select :id, :stay, tenant_id, client_id, id, :agent, :supervisor, :account, :name, :mode, :why, :announced, :at,
                               :ended, :reason
                          from interaction where id = :interaction""")
                .param("id", id)
                .param("stay", stay == null ? id : stay)
                .param("agent", agent.value())
                .param("supervisor", supervisor.value())
                .param("account", who.accountId())
                .param("name", who.name())
                .param("mode", mode)
                .param("why", why)
                .param("announced", announced.code())
                .param("at", now)
                .param("ended", momentary ? now : null)
                .param("reason", momentary ? StayEnd.TOOK_OVER.code() : null)
                .param("interaction", interaction.value())
                .update();
        return id;
    }

    /// Ends what is open of a supervisor, wherever they are.
    void endAll(AgentId supervisor, StayEnd why) {
        database.sql("""
                        update monitoring set ended_at = :now, ended_why = :why
                         where ended_at is null and supervisor_id = :who""")
                .param("now", now())
                .param("why", why.code())
                .param("who", supervisor.value())
                .update();
    }

    void endStay(long stay, StayEnd why) {
        database.sql(
                        "update monitoring set ended_at = :now, ended_why = :why where ended_at is null and stay_id = :stay")
                .param("now", now())
                .param("why", why.code())
                .param("stay", stay)
                .update();
    }

    /// Ends what is open of a supervisor in one conversation, and tells the nodes once that is committed.
    ///
    /// @param row as [LineMonitor.Coming#row]
    void endElsewhere(long tenant, InteractionId interaction, AgentId supervisor, long row, LineMonitor.Gone why) {
        database.sql("""
                        update monitoring set ended_at = :now, ended_why = :why
                         where ended_at is null and supervisor_id = :who and interaction_id = :interaction""")
                .param("now", now())
                .param("why", StayEnd.of(why).code())
                .param("who", supervisor.value())
                .param("interaction", interaction.value())
                .update();
        Notices.say(
                database,
                StayNotices.TOPIC,
                "%d:%d:%d:%d:%s".formatted(tenant, interaction.value(), supervisor.value(), row, why.name()));
    }

    /// Whether somebody is in a conversation as far as is on record.
    boolean stands(InteractionId interaction, AgentId supervisor) {
        return database.sql("""
                        select 1 from monitoring
                         where ended_at is null and supervisor_id = :who and interaction_id = :interaction limit 1""")
                .param("who", supervisor.value())
                .param("interaction", interaction.value())
                .query((row, _) -> row.getInt(1))
                .optional()
                .isPresent();
    }

    /// The contact has passed to another agent: the stay goes on with them. Two nodes may hear of it, one
    /// writes.
    ///
    /// @return the new row, or null if the stay is over or has gone on already
    @Nullable
    Long moved(long stay, AgentId to) {
        OffsetDateTime now = now();
        Long ended = database.sql("""
                        update monitoring set ended_at = :now, ended_why = 'moved'
                         where ended_at is null and stay_id = :stay and agent_id <> :to returning id""")
                .param("now", now)
                .param("stay", stay)
                .param("to", to.value())
                .query((row, _) -> row.getLong(1))
                .optional()
                .orElse(null);
        if (ended == null) {
            return null;
        }
        long id = ids.next();
        database.sql("""
                        insert into monitoring (id, stay_id, tenant_id, client_id, interaction_id, agent_id, supervisor_id,
                            account_id, account_name, mode, why, announced, began_at)
                        select :id, stay_id, tenant_id, client_id, interaction_id, :to, supervisor_id, account_id, account_name,
                               case mode when 'whisper' then 'listen' else mode end, why, announced, :now
                          from monitoring where id = :ended""")
                .param("id", id)
                .param("to", to.value())
                .param("now", now)
                .param("ended", ended)
                .update();
        return id;
    }

    List<Open> open() {
        return database.sql("""
                        select interaction_id, supervisor_id, agent_id, stay_id, account_id
                          from monitoring where ended_at is null order by id""")
                .query((row, _) -> new Open(
                        new InteractionId(row.getLong("interaction_id")),
                        new AgentId(row.getLong("supervisor_id")),
                        new AgentId(row.getLong("agent_id")),
                        row.getLong("stay_id"),
                        row.getObject("account_id", Long.class)))
                .list();
    }

    MonitoringRow find(long id) {
        return database.sql(ROWS + "where m.id = :id")
                .param("id", id)
                .query(MonitoringLog::row)
                .single();
    }

    /// @return null if there is none
    @Nullable
    MonitoringRow last(long stay) {
        return database.sql(ROWS + "where m.stay_id = :stay order by m.id desc limit 1")
                .param("stay", stay)
                .query(MonitoringLog::row)
                .optional()
                .orElse(null);
    }

    /// Where somebody is now.
    List<MonitoringRow> now(AgentId supervisor) {
        return database.sql(ROWS + "where m.ended_at is null and m.supervisor_id = :who order by m.id")
                .param("who", supervisor.value())
                .query(MonitoringLog::row)
                .list();
    }

    /// The rows of some stays, in order.
    List<MonitoringRow> ofStays(Long[] stays) {
        return database.sql(ROWS + "where m.stay_id = any (:stays) order by m.id")
                .param("stays", stays)
                .query(MonitoringLog::row)
                .list();
    }

    /// The newest first.
    Page<MonitoringRow> page(PageQuery query) {
        return new Page<>(
                database.sql(ROWS + "order by m.began_at desc, m.id desc limit :limit offset :offset")
                        .param("limit", query.limit())
                        .param("offset", query.offset())
                        .query(MonitoringLog::row)
                        .list(),
                database.sql("select count(*) from monitoring")
                        .query((row, _) -> row.getLong(1))
                        .single());
    }

    /// Whether the reader may see a contact.
    boolean visible(InteractionId interaction) {
        return database.sql("select 1 from interaction where id = :id")
                .param("id", interaction.value())
                .query((row, _) -> row.getInt(1))
                .optional()
                .isPresent();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static MonitoringRow row(ResultSet row, int number) throws SQLException {
        return new MonitoringRow(
                row.getString("id"),
                row.getString("stay_id"),
                row.getString("interaction_id"),
                row.getString("agent_id"),
                row.getString("name"),
                row.getString("account_name"),
                row.getString("mode"),
                row.getString("why"),
                row.getString("announced"),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                instant(row, "ended_at"),
                row.getString("ended_why"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
