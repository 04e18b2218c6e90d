package org.callosum.server.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.callosum.measures.PeakHours;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// M:PEAK and the week's picture over a long time, from finished stays in queues (code Q). Days are those of the
/// queue's site; over several queues, of the client; over several clients, of the house's first site.
@Repository
@Transactional(readOnly = true)
class PeakHoursReport {
    private final JdbcClient database;

    PeakHoursReport(JdbcClient database) {
        this.database = database;
    }

    /// @param minutes of a period: 15 or 60
    /// @param busiest by mean; null without contacts
    record PeakHoursPage(
            String timeZone,
            LocalDate from,
            LocalDate to,
            int minutes,
            long total,
            List<PeakCell> cells,
            @Nullable PeakCell busiest,
            List<PeakWeek> weeks,
            PeakTrend trend,
            List<PeakDay> days) {}

    /// @param weekday 1 (Monday) to 7
    /// @param minute of the day at which the period begins
    /// @param times how often the period was there
    record PeakCell(int weekday, int minute, long count, long times, double mean) {}

    /// @param busiest what came in the period that is the busiest of the whole time
    /// @param peak the most in any one period of this week, which began at `peakAt`
    record PeakWeek(LocalDate monday, long total, long busiest, long peak, Instant peakAt) {}

    /// Mann and Kendall's test over the whole weeks' traffic in the busiest period.
    ///
    /// @param direction `rises`, `falls`, `neither` (could be chance) or `too-few` weeks
    /// @param p that chance alone looks as clear
    /// @param perWeek median slope, contacts a week
    record PeakTrend(String direction, int weeks, double p, double perWeek) {}

    /// @param peak the most in any full hour, which began at `peakAt`
    /// @param usual mean peak of the same weekday in the four weeks before; null where they are not all known
    record PeakDay(
            LocalDate day,
            long total,
            long peak,
            @Nullable Instant peakAt,
            @Nullable Double usual) {}

    /// The time zone whose days count.
    ZoneId zone(@Nullable Long client, @Nullable Long queue) {
        var found = queue != null
                ? named(
                        "select s.time_zone from queue q join site s on s.id = q.site_id where q.id = :id",
                        queue,
                        "queue")
                : client != null
                        ? named("select time_zone from client where id = :id", client, "client")
                        : database.sql("select time_zone from site order by id limit 1")
                                .query((row, _) -> String.valueOf(row.getString(1)))
                                .optional()
                                .orElse("UTC");
        return ZoneId.of(found);
    }

    private String named(String sql, long id, String kind) {
        return database.sql(sql)
                .param("id", id)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .optional()
                .orElseThrow(() -> Problems.notFound(kind, id));
    }

    PeakHoursPage page(
            ZoneId zone, LocalDate from, LocalDate to, int minutes, @Nullable Long client, @Nullable Long queue) {
        var hours = PeakHours.of(zone, from, to, minutes, arrivals(zone, from, to, client, queue));
        var trend = hours.trend();
        return new PeakHoursPage(
                zone.getId(),
                from,
                to,
                minutes,
                hours.total(),
                hours.cells().stream().map(PeakHoursReport::cell).toList(),
                hours.busiest() == null ? null : cell(hours.busiest()),
                hours.weeks().stream()
                        .map(week ->
                                new PeakWeek(week.monday(), week.total(), week.busiest(), week.peak(), week.peakAt()))
                        .toList(),
                new PeakTrend(
                        trend.direction().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        trend.values(),
                        trend.p(),
                        trend.slope()),
                hours.days().stream()
                        .map(day -> new PeakDay(day.day(), day.total(), day.peak(), day.peakAt(), day.usual()))
                        .toList());
    }

    private static PeakCell cell(PeakHours.Cell cell) {
        return new PeakCell(cell.weekday().getValue(), cell.minute(), cell.count(), cell.times(), cell.mean());
    }

    /// A correction of a fact repeats its times: the first one counts.
    private Map<Instant, Long> arrivals(
            ZoneId zone, LocalDate from, LocalDate to, @Nullable Long client, @Nullable Long queue) {
        var found = new HashMap<Instant, Long>();
        database.sql("""
                        select date_bin('15 minutes', e.queued_at, timestamptz '2000-01-01 00:00:00Z') as quarter, count(*)
                          from queue_entry e
                         where e.queued_at >= :from and e.queued_at < :to and e.replaces is null
                           and e.kind in ('customer', 'call-back')
                           and (cast(:client as bigint) is null or e.client_id = :client)
                           and (cast(:queue as bigint) is null or e.queue_id = :queue)
                         group by 1
                        """)
                .param("from", Rows.moment(from.atStartOfDay(zone).toInstant()))
                .param("to", Rows.moment(to.plusDays(1).atStartOfDay(zone).toInstant()))
                .param("client", client)
                .param("queue", queue)
                .query(row -> {
                    found.put(Rows.instant(row, "quarter"), row.getLong(2));
                });
        return found;
    }
}
