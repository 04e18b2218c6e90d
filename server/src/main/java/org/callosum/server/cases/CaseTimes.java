package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import org.callosum.kernel.Ratio;
import org.callosum.measures.Wilson;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// How long cases take to be resolved (M:TTR), by month of creation. Open cases count as unresolved for as
/// long as they are: a median exists only once half of a month's cases are closed, and the mean of the
/// closed ones is never told.
@Service
class CaseTimes {
    private static final int MOST_MONTHS = 36;

    private final JdbcClient database;
    private final Clock clock;

    CaseTimes(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// @param month such as `2026-11`
    /// @param medianHours null: not yet half of them are closed
    /// @param p90Hours null: not yet nine of ten are closed
    /// @param withinDays1 how many of the created were closed within one day, as are `withinDays3` and
    ///     `withinDays7`
    @Schema(name = "CaseTimesOfMonth")
    record Month(
            String month,
            long created,
            long closed,
            @Nullable Double medianHours,
            @Nullable Double p90Hours,
            Within withinDays1,
            Within withinDays3,
            Within withinDays7) {}

    /// How many of the created, and where the true share lies with 95 % confidence (Wilson).
    @Schema(name = "CaseShare")
    record Within(
            long part,
            long whole,
            @Nullable Double low,
            @Nullable Double high) {
        static Within of(long part, long whole) {
            var interval = Wilson.of(new Ratio(part, whole));
            return new Within(
                    part, whole, interval == null ? null : interval.low(), interval == null ? null : interval.high());
        }
    }

    /// @param zone whose months; UTC when null
    @Transactional(readOnly = true)
    List<Month> months(@Nullable String type, @Nullable Long client, @Nullable Integer months, @Nullable String zone) {
        var fields = new Fields();
        fields.range("months", months, 1, MOST_MONTHS);
        if (zone != null) {
            fields.zone("zone", zone);
        }
        fields.check();
        var values = new HashMap<String, @Nullable Object>();
        values.put("type", type);
        values.put("client", client);
        values.put("zone", zone == null ? "UTC" : zone);
        values.put("months", months == null ? 12 : months);
        values.put("now", Rows.moment(clock.instant()));
        return database.sql("""
                        select month, count(*) as created, count(*) filter (where took < 'Infinity') as closed,
                               percentile_disc(0.5) within group (order by took) as median,
                               percentile_disc(0.9) within group (order by took) as p90,
                               count(*) filter (where took <= 24) as days1,
                               count(*) filter (where took <= 72) as days3,
                               count(*) filter (where took <= 168) as days7
                          from (select to_char(created_at at time zone :zone, 'YYYY-MM') as month,
                                       case when closed then extract(epoch from closed_at - created_at)::float8 / 3600
                                            else 'Infinity'::float8 end as took
                                  from service_case
                                 where (cast(:type as text) is null or type = :type)
                                   and (cast(:client as bigint) is null or client_id = :client)
                                   and created_at >= date_trunc('month', cast(:now as timestamptz) at time zone :zone)
                                         at time zone :zone - make_interval(months => :months - 1)) as cases
                         group by month order by month desc""").params(values).query(CaseTimes::month).list();
    }

    private static Month month(ResultSet row, int number) throws SQLException {
        return new Month(
                row.getString("month"),
                row.getLong("created"),
                row.getLong("closed"),
                hours(row.getDouble("median")),
                hours(row.getDouble("p90")),
                Within.of(row.getLong("days1"), row.getLong("created")),
                Within.of(row.getLong("days3"), row.getLong("created")),
                Within.of(row.getLong("days7"), row.getLong("created")));
    }

    private static @Nullable Double hours(double hours) {
        return Double.isInfinite(hours) ? null : (Double) hours;
    }
}
