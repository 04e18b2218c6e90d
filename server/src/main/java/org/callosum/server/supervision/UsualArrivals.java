package org.callosum.server.supervision;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How many usually arrive in ten minutes about now: the same hour of the same weekday in the last [#WEEKS] weeks.
/// Weeks in which the queue had nobody all that day are left out (closed, or not there yet).
///
/// Read from the stored entries once in [#KEPT_MILLIS] and tenant; memory: a number a queue.
final class UsualArrivals {
    static final int WEEKS = 4;
    private static final long KEPT_MILLIS = 5 * 60_000L;
    private static final long WEEK_SECONDS = 7 * 86_400L;

    private final Tenancy tenancy;
    private final JdbcClient database;
    private final Clock clock;
    private final ConcurrentMap<Long, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(Map<QueueId, Double> means, long atMillis) {}

    UsualArrivals(Tenancy tenancy, JdbcClient database, Clock clock) {
        this.tenancy = tenancy;
        this.database = database;
        this.clock = clock;
    }

    /// Per ten minutes; a queue without such weeks is missing.
    Map<QueueId, Double> of(long tenant) {
        long now = clock.millis();
        @Nullable Kept before = kept.get(tenant);
        if (before != null && now - before.atMillis() < KEPT_MILLIS) {
            return before.means();
        }
        Map<QueueId, Double> means = tenancy.asSystem(tenant, () -> read(Instant.ofEpochMilli(now)));
        kept.put(tenant, new Kept(means, now));
        return means;
    }

    void forget(long tenant) {
        kept.remove(tenant);
    }

    /// An hour around now, of each week; the hour's sixth is what ten minutes bring.
    private Map<QueueId, Double> read(Instant now) {
        Map<QueueId, long[]> sums = new HashMap<>();
        for (int week = 1; week <= WEEKS; week++) {
            Instant then = now.minusSeconds(week * WEEK_SECONDS);
            database.sql("""
                            select e.queue_id, count(*) filter (where e.queued_at >= :from and e.queued_at < :to) as about_now
                              from queue q join queue_entry e on e.queue_id = q.id
                               and e.queued_at >= :begin and e.queued_at < :end
                             where e.kind in ('customer', 'call-back') and e.replaces is null
                             group by e.queue_id""")
                    .param("from", then.minusSeconds(1_800).atOffset(ZoneOffset.UTC))
                    .param("to", then.plusSeconds(1_800).atOffset(ZoneOffset.UTC))
                    .param("begin", then.minusSeconds(43_200).atOffset(ZoneOffset.UTC))
                    .param("end", then.plusSeconds(43_200).atOffset(ZoneOffset.UTC))
                    .query(row -> {
                        long[] sum = sums.computeIfAbsent(new QueueId(row.getLong(1)), _ -> new long[2]);
                        sum[0] += row.getLong(2);
                        sum[1]++;
                    });
        }
        Map<QueueId, Double> means = new HashMap<>();
        sums.forEach((queue, sum) -> means.put(queue, sum[0] / 6.0 / sum[1]));
        return means;
    }
}
