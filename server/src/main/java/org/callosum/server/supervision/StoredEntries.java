package org.callosum.server.supervision;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.callosum.floor.ArrivalKind;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.facts.AgentStateInterval;
import org.callosum.measures.facts.MetricState;
import org.callosum.measures.facts.Outcome;
import org.callosum.measures.facts.QueueEntry;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads finished queue entries back as the facts they were stored from.
final class StoredEntries {
    private final Tenancy tenancy;
    private final JdbcClient database;

    StoredEntries(Tenancy tenancy, JdbcClient database) {
        this.tenancy = tenancy;
        this.database = database;
    }

    /// All entries of a tenant that entered at or after an instant; a corrected one as it reads now.
    ///
    /// @param position of the journal: those completed after it are left out
    List<QueueEntry> since(long tenant, Instant since, long position) {
        return tenancy.asSystem(
                tenant,
                () -> database.sql("""
                        select e.interaction_id, e.queue_id, e.queued_at, e.answered_at, e.ended_at, e.hold_millis,
                               e.wrap_up_end, e.outcome, e.agent_id, e.offers, e.dispositions, e.kind
                          from queue q join queue_entry e on e.queue_id = q.id and e.queued_at >= :since and e.position <= :position
                         where not exists (select from queue_entry c where c.replaces = e.id)
                         order by e.id""")
                        .param("since", since.atOffset(ZoneOffset.UTC))
                        .param("position", position)
                        .query(StoredEntries::entry)
                        .list());
    }

    /// What agents handled, in intervals that began at or after an instant, in order.
    ///
    /// @param position of the journal: those completed after it are left out
    List<AgentStateInterval> handling(long tenant, Instant since, long position) {
        return tenancy.asSystem(
                tenant,
                () -> database.sql("""
                        select i.agent_id, i.state, i.began_at, i.ended_at
                          from agent a join agent_state_interval i on i.agent_id = a.id and i.began_at >= :since
                         where i.position <= :position and i.state in ('talk', 'hold', 'acw')
                         order by i.ended_at, i.agent_id""")
                        .param("since", since.atOffset(ZoneOffset.UTC))
                        .param("position", position)
                        .query((row, _) -> new AgentStateInterval(
                                new AgentId(row.getLong("agent_id")),
                                MetricState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                                "",
                                millis(row, "began_at"),
                                millis(row, "ended_at"),
                                null))
                        .list());
    }

    private static QueueEntry entry(ResultSet row, int number) throws SQLException {
        long agent = row.getLong("agent_id");
        return new QueueEntry(
                new InteractionId(row.getLong("interaction_id")),
                new QueueId(row.getLong("queue_id")),
                millis(row, "queued_at"),
                millis(row, "answered_at"),
                millis(row, "ended_at"),
                row.getLong("hold_millis"),
                millis(row, "wrap_up_end"),
                Outcome.valueOf(row.getString("outcome").replace('-', '_').toUpperCase(Locale.ROOT)),
                agent == 0 ? null : new AgentId(agent),
                row.getInt("offers"),
                List.of((String[]) row.getArray("dispositions").getArray()),
                ArrivalKind.valueOf(row.getString("kind").replace('-', '_').toUpperCase(Locale.ROOT)));
    }

    /// @return 0 for what did not happen
    private static long millis(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? 0 : at.getTime();
    }
}
