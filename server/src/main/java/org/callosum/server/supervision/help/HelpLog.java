package org.callosum.server.supervision.help;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of requests. Row-level security leaves a reader those of their clients.
@Repository
class HelpLog {
    private static final int MOST_OPEN = 200;
    private static final String ROWS = """
            select h.*, a.name as agent_name, q.name::text as queue_name
              from help_request h
              left join agent a on a.id = h.agent_id
              left join queue q on q.id = h.queue_id\s""";

    private final JdbcClient database;
    private final Ids ids;
    private final Clock clock;

    HelpLog(JdbcClient database, Ids ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /// @return null if the agent has an open one
    @Nullable
    Long ask(InteractionId interaction, QueueId queue, AgentId agent, String reason, String text) {
        long id = ids.next();
        int added = database.sql("""
                        insert into help_request (id, tenant_id, client_id, interaction_id, queue_id, agent_id, reason, text, asked_at)
                        select :id, tenant_id, client_id, id, :queue, :agent, :reason, :text, :now
                          from interaction where id = :interaction
                        on conflict (agent_id) where closed_at is null do nothing""")
                .param("id", id)
                .param("queue", queue.value())
                .param("agent", agent.value())
                .param("reason", reason)
                .param("text", text)
                .param("now", now())
                .param("interaction", interaction.value())
                .update();
        return added == 0 ? null : id;
    }

    /// @return whether it was open and nobody else's: one wins
    boolean take(long id, AccountContext who) {
        return database.sql("""
                        update help_request set taken_at = coalesce(taken_at, :now), taken_by = :who, taken_name = :name
                         where id = :id and closed_at is null and (taken_by is null or taken_by = :who)""")
                        .param("now", now())
                        .param("who", who.accountId())
                        .param("name", who.name())
                        .param("id", id)
                        .update()
                > 0;
    }

    void answered(long id, AccountContext who, String how, String answer) {
        database.sql("""
                        update help_request set answered_at = :now, answered_by = :who, answered_name = :name, answered_how = :how,
                               answer = :answer, closed_at = :now, closed_why = 'answered'
                         where id = :id and closed_at is null""")
                .param("now", now())
                .param("who", who.accountId())
                .param("name", who.name())
                .param("how", how)
                .param("answer", answer)
                .param("id", id)
                .update();
    }

    /// Tells the other nodes once the transaction is committed.
    void tellNodes(String what) {
        Notices.say(database, HelpRequests.CHANGED, what);
    }

    /// @return whether it was open
    boolean close(long id, String why) {
        return database.sql(
                                "update help_request set closed_at = :now, closed_why = :why where id = :id and closed_at is null")
                        .param("now", now())
                        .param("why", why)
                        .param("id", id)
                        .update()
                > 0;
    }

    List<HelpRow> open() {
        return database.sql(ROWS + "where h.closed_at is null order by h.asked_at, h.id limit :most")
                .param("most", MOST_OPEN)
                .query(HelpLog::row)
                .list();
    }

    List<HelpRow> openOf(InteractionId interaction) {
        return database.sql(ROWS + "where h.closed_at is null and h.interaction_id = :interaction order by h.id")
                .param("interaction", interaction.value())
                .query(HelpLog::row)
                .list();
    }

    /// The agent's newest, open or not.
    ///
    /// @return null if there is none
    @Nullable
    HelpRow lastOf(AgentId agent) {
        return database.sql(ROWS + "where h.agent_id = :agent order by h.id desc limit 1")
                .param("agent", agent.value())
                .query(HelpLog::row)
                .optional()
                .orElse(null);
    }

    /// @return null for one that cannot be seen
    @Nullable
    HelpRow find(long id) {
        return database.sql(ROWS + "where h.id = :id")
                .param("id", id)
                .query(HelpLog::row)
                .optional()
                .orElse(null);
    }

    /// The newest first.
    Page<HelpRow> page(PageQuery query, @Nullable Long interaction) {
        String where = interaction == null ? "" : "where h.interaction_id = :interaction ";
        return new Page<>(
                database.sql(ROWS + where + "order by h.asked_at desc, h.id desc limit :limit offset :offset")
                        .param("interaction", interaction)
                        .param("limit", query.limit())
                        .param("offset", query.offset())
                        .query(HelpLog::row)
                        .list(),
                database.sql("select count(*) from help_request h " + where)
                        .param("interaction", interaction)
                        .query((row, _) -> row.getLong(1))
                        .single());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static HelpRow row(ResultSet row, int number) throws SQLException {
        String queue = row.getString("queue_name");
        return new HelpRow(
                row.getString("id"),
                row.getString("interaction_id"),
                row.getString("agent_id"),
                row.getString("agent_name"),
                queue == null ? null : Text.fromJson(queue),
                row.getString("reason"),
                row.getString("text"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                instant(row, "taken_at"),
                row.getString("taken_name"),
                instant(row, "answered_at"),
                row.getString("answered_name"),
                row.getString("answered_how"),
                row.getString("answer"),
                instant(row, "closed_at"),
                row.getString("closed_why"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
