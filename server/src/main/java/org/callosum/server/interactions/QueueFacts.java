package org.callosum.server.interactions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.callosum.floor.ArrivalKind;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.facts.Outcome;
import org.callosum.measures.facts.QueueEntry;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Stored queue entries, as facts again: what figures are computed from.
@Repository
public class QueueFacts {
    private final JdbcClient database;
    private final Tenancy tenancy;

    QueueFacts(JdbcClient database, Tenancy tenancy) {
        this.database = database;
        this.tenancy = tenancy;
    }

    /// Entries that entered a queue at or after an instant and are complete, in order; replaced ones left out.
    public List<QueueEntry> since(long tenant, QueueId queue, Instant since) {
        return tenancy.asSystem(
                tenant,
                () -> database.sql("""
                        select interaction_id, queue_id, queued_at, answered_at, ended_at, hold_millis, wrap_up_end, outcome,
                            agent_id, offers, dispositions, kind
                        from queue_entry entry
                        where queue_id = ? and queued_at >= ?
                          and not exists (select 1 from queue_entry later where later.replaces = entry.id)
                        order by queued_at, id
                        """)
                        .params(queue.value(), since.atOffset(ZoneOffset.UTC))
                        .query((row, n) -> entry(row))
                        .list());
    }

    private static QueueEntry entry(ResultSet row) throws SQLException {
        long agent = row.getLong(9);
        return new QueueEntry(
                new InteractionId(row.getLong(1)),
                new QueueId(row.getLong(2)),
                millis(row, 3),
                millis(row, 4),
                millis(row, 5),
                row.getLong(6),
                millis(row, 7),
                Outcome.valueOf(row.getString(8).toUpperCase(Locale.ROOT).replace('-', '_')),
                agent == 0 ? null : new AgentId(agent),
                row.getInt(10),
                Arrays.asList((String[]) row.getArray(11).getArray()),
                ArrivalKind.valueOf(row.getString(12).toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    private static long millis(ResultSet row, int column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? 0 : time.getTime();
    }
}
