package org.callosum.measures;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When the traffic is: M:PEAK of each day, the week's picture over a long time, and whether its busiest period rises
/// or falls.
///
/// Periods of the picture are a weekday and a time of day by the clock on the wall. Where a clock change repeats or
/// leaves out an hour, the means take that into account: each stands on how often its period was there.
///
/// @param cells Monday first, from midnight on
/// @param busiest of the cells, by its mean; ties go to the earlier in the week; null without a contact
/// @param weeks whole weeks only, the earliest first
/// @param trend of what each whole week brought in the busiest period
/// @param days the earliest first
public record PeakHours(
        long total, List<Cell> cells, @Nullable Cell busiest, List<Week> weeks, MannKendall trend, List<Day> days) {
    private static final int DAY_MINUTES = 24 * 60;
    private static final int HOUR_MINUTES = 60;
    private static final long QUARTER_SECONDS = 15 * 60;
    private static final int SAME_WEEKDAYS = 4;

    /// One period of the week.
    ///
    /// @param minute of the day at which it begins
    /// @param times how often it was there in the time looked at
    public record Cell(DayOfWeek weekday, int minute, long count, long times) {
        public double mean() {
            return times == 0 ? 0 : (double) count / times;
        }
    }

    /// One whole week.
    ///
    /// @param busiest what came in the period that is the busiest of the whole time
    /// @param peak the most that came in any one period of this week
    /// @param peakAt when that began; the first of several
    public record Week(LocalDate monday, long total, long busiest, long peak, Instant peakAt) {}

    /// M:PEAK of one local day: the most in any full hour of it, told apart even where the clock shows it twice.
    ///
    /// @param peakAt when that hour began, the first of several; null for a day without contacts
    /// @param usual mean peak of the same weekday in the four weeks before; null where one of them is not known
    public record Day(
            LocalDate day,
            long total,
            long peak,
            @Nullable Instant peakAt,
            @Nullable Double usual) {}

    /// @param from the first local day
    /// @param to the last local day, at least `from`
    /// @param minutes of a period: 15 or 60
    /// @param arrivals by the beginning of their quarter of an hour (UTC); those outside the days are left out
    public static PeakHours of(ZoneId zone, LocalDate from, LocalDate to, int minutes, Map<Instant, Long> arrivals) {
        if (to.isBefore(from) || (minutes != 15 && minutes != HOUR_MINUTES)) {
            throw new IllegalArgumentException(
                    "Peak hours need days in order and periods of 15 or 60 minutes, not %s to %s by %d"
                            .formatted(from, to, minutes));
        }
        var counting = new Counting(zone, minutes);
        for (var day = from; !day.isAfter(to); day = day.plusDays(1)) {
            counting.day(day, arrivals);
        }
        return counting.result(from, to);
    }

    /// What is gathered on the way through the days.
    private static final class Counting {
        private final ZoneId zone;
        private final int minutes;
        private final int slots;
        private final long[] counts;
        private final long[] times;
        private final List<Day> days = new ArrayList<>();
        private final List<long[]> ofDays = new ArrayList<>();
        private final List<Week> peaks = new ArrayList<>();

        Counting(ZoneId zone, int minutes) {
            this.zone = zone;
            this.minutes = minutes;
            this.slots = DAY_MINUTES / minutes;
            this.counts = new long[7 * slots];
            this.times = new long[7 * slots];
        }

        void day(LocalDate day, Map<Instant, Long> arrivals) {
            var start = day.atStartOfDay(zone).toInstant();
            var end = day.plusDays(1).atStartOfDay(zone).toInstant();
            var byClock = new long[slots];
            long total = 0;
            long hour = 0;
            long period = 0;
            long peak = 0;
            long peakOfPeriods = -1;
            Instant peakAt = null;
            Instant periodAt = start;
            for (var quarter = start; quarter.isBefore(end); quarter = quarter.plusSeconds(QUARTER_SECONDS)) {
                long count = arrivals.getOrDefault(quarter, 0L);
                var clock = quarter.atZone(zone);
                int minute = clock.getHour() * HOUR_MINUTES + clock.getMinute();
                int cell = (day.getDayOfWeek().getValue() - 1) * slots + minute / minutes;
                long since = ChronoUnit.MINUTES.between(start, quarter);
                hour = since % HOUR_MINUTES == 0 ? count : hour + count;
                period = since % minutes == 0 ? count : period + count;
                if (since % minutes == 0) {
                    times[cell]++;
                }
                counts[cell] += count;
                byClock[minute / minutes] += count;
                total += count;
                if (hour > peak) {
                    peak = hour;
                    peakAt = quarter.minus((since % HOUR_MINUTES), ChronoUnit.MINUTES);
                }
                if (period > peakOfPeriods) {
                    peakOfPeriods = period;
                    periodAt = quarter.minus((since % minutes), ChronoUnit.MINUTES);
                }
            }
            days.add(new Day(day, total, peak, peakAt, usual()));
            ofDays.add(byClock);
            peaks.add(new Week(day, total, 0, Math.max(0, peakOfPeriods), periodAt));
        }

        /// Of the day that is added next.
        private @Nullable Double usual() {
            if (days.size() < 7 * SAME_WEEKDAYS) {
                return null;
            }
            double sum = 0;
            for (int weeks = 1; weeks <= SAME_WEEKDAYS; weeks++) {
                sum += days.get(days.size() - 7 * weeks).peak();
            }
            return sum / SAME_WEEKDAYS;
        }

        PeakHours result(LocalDate from, LocalDate to) {
            var cells = new ArrayList<Cell>();
            for (int at = 0; at < counts.length; at++) {
                cells.add(new Cell(DayOfWeek.of(at / slots + 1), at % slots * minutes, counts[at], times[at]));
            }
            long total = days.stream().mapToLong(Day::total).sum();
            var busiest = total == 0
                    ? null
                    : cells.stream()
                            .max(Comparator.comparingDouble(Cell::mean)
                                    .thenComparing(Cell::weekday, Comparator.reverseOrder())
                                    .thenComparing(Cell::minute, Comparator.reverseOrder()))
                            .orElseThrow();
            var weeks = busiest == null ? List.<Week>of() : weeks(from, to, busiest);
            var trend = MannKendall.of(weeks.stream().mapToDouble(Week::busiest).toArray());
            return new PeakHours(total, List.copyOf(cells), busiest, weeks, trend, List.copyOf(days));
        }

        private List<Week> weeks(LocalDate from, LocalDate to, Cell busiest) {
            var weeks = new ArrayList<Week>();
            var monday = from.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
            for (; !monday.plusDays(6).isAfter(to); monday = monday.plusWeeks(1)) {
                int first = (int) ChronoUnit.DAYS.between(from, monday);
                var itsDays = peaks.subList(first, first + 7);
                var top = itsDays.stream()
                        .max(Comparator.comparingLong(Week::peak)
                                .thenComparing(Week::monday, Comparator.reverseOrder()))
                        .orElseThrow();
                int day = first + busiest.weekday().getValue() - 1;
                weeks.add(new Week(
                        monday,
                        itsDays.stream().mapToLong(Week::total).sum(),
                        ofDays.get(day)[busiest.minute() / minutes],
                        top.peak(),
                        top.peakAt()));
            }
            return List.copyOf(weeks);
        }
    }
}
