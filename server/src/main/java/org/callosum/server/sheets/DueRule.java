package org.callosum.server.sheets;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How often something is to be looked at. Time is cut into periods of the subject's own place; one
/// sheet in each is
/// asked for. A period belongs to the local day on which it begins.
///
/// @param times when the shifts of a day begin, in order; a shift ends where the next one begins, the
///     last one with
///     the first of the next day
/// @param days on which shifts and days count; none: on all
/// @param within how long after the beginning it should be done; null: any time of the period
record DueRule(
        Every every,
        List<LocalTime> times,
        Set<DayOfWeek> days,
        @Nullable Duration within) {
    /// A rule of seven shifts a day asks for no more than this in a fortnight.
    static final int MOST_PERIODS = 100;

    enum Every {
        SHIFT,
        DAY,
        WEEK,
        MONTH
    }

    DueRule {
        times = times.stream().sorted().distinct().toList();
        days = Set.copyOf(days);
        if (every == Every.SHIFT && times.isEmpty()) {
            throw new IllegalArgumentException("A rule by shifts names when they begin");
        }
    }

    /// Half-open.
    ///
    /// @param dueBy when it is late; never after `until`
    record Period(Instant from, Instant until, Instant dueBy) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /// The periods that have begun, oldest first; the last one may still run.
    ///
    /// @param since periods that ended before are left out; one that was running then counts
    /// @param most of them, from 1 to 100; the newest are kept
    List<Period> begun(ZoneId zone, Instant since, Instant now, int most) {
        if (most < 1 || most > MOST_PERIODS) {
            throw new IllegalArgumentException("From 1 to %d periods, not %d".formatted(MOST_PERIODS, most));
        }
        var found = new ArrayList<Period>();
        var day = first(now.atZone(zone).toLocalDate());
        var oldest = since.atZone(zone).toLocalDate().minusDays(1);
        // a rule for one day of the week meets one of them in seven steps
        for (int step = 0; step < 8 * MOST_PERIODS && found.size() < most; step++) {
            for (var period : of(day, zone).reversed()) {
                if (!period.from().isAfter(now) && period.until().isAfter(since) && found.size() < most) {
                    found.add(period);
                }
            }
            if (day.isBefore(first(oldest))) {
                break;
            }
            day = before(day);
        }
        return found.reversed();
    }

    private LocalDate first(LocalDate day) {
        return switch (every) {
            case SHIFT, DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    private LocalDate before(LocalDate day) {
        return switch (every) {
            case SHIFT, DAY -> day.minusDays(1);
            case WEEK -> day.minusWeeks(1);
            case MONTH -> day.minusMonths(1);
        };
    }

    private List<Period> of(LocalDate day, ZoneId zone) {
        return switch (every) {
            case SHIFT -> counts(day) ? shifts(day, zone) : List.of();
            case DAY -> counts(day) ? List.of(period(start(day, zone), start(day.plusDays(1), zone))) : List.of();
            case WEEK -> List.of(period(start(day, zone), start(day.plusWeeks(1), zone)));
            case MONTH -> List.of(period(start(day, zone), start(day.plusMonths(1), zone)));
        };
    }

    private boolean counts(LocalDate day) {
        return days.isEmpty() || days.contains(day.getDayOfWeek());
    }

    private List<Period> shifts(LocalDate day, ZoneId zone) {
        var begins = Stream.concat(
                        times.stream().map(time -> day.atTime(time).atZone(zone).toInstant()),
                        Stream.of(day.plusDays(1)
                                .atTime(times.getFirst())
                                .atZone(zone)
                                .toInstant()))
                .distinct() // two that fall into the hour that a spring night leaves out
                .toList();
        var shifts = new ArrayList<Period>();
        for (int i = 0; i + 1 < begins.size(); i++) {
            shifts.add(period(begins.get(i), begins.get(i + 1)));
        }
        return shifts;
    }

    /// Where midnight does not exist, the day begins after it.
    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private Period period(Instant from, Instant until) {
        var by = within == null ? until : from.plus(within);
        return new Period(from, until, by.isBefore(until) ? by : until);
    }
}
