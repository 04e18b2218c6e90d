package org.callosum.server.queues;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;

/// When a place is open, in its own wall-clock time: a weekly pattern, and days that replace it.
///
/// A window is half-open: open at its first minute, closed at its last. When clocks go forward the skipped hour is
/// never open, since no clock shows it; when they go back the repeated hour is open twice, since clocks show it twice.
///
/// @param weekly windows of an ordinary week; none: never open
/// @param specialDays a date listed here ignores the weekly pattern; several open windows may share a date
public record OpeningHours(ZoneId zone, List<Window> weekly, List<SpecialDay> specialDays) {
    private static final int DAY_MINUTES = 24 * 60;

    public OpeningHours {
        weekly = List.copyOf(weekly);
        specialDays = List.copyOf(specialDays);
    }

    /// @param fromMinute of the day, 0 to 1439
    /// @param toMinute above `fromMinute`, at most 1440 (midnight)
    public record Window(DayOfWeek day, int fromMinute, int toMinute) {
        public Window {
            requireMinutes(fromMinute, toMinute);
        }
    }

    /// A holiday, or a day with hours of its own.
    ///
    /// @param closed true: closed all day, and both minutes are 0
    public record SpecialDay(LocalDate date, LocaleText name, boolean closed, int fromMinute, int toMinute) {
        public SpecialDay {
            if (!closed) {
                requireMinutes(fromMinute, toMinute);
            }
        }
    }

    /// @param reason `within-hours`, `outside-hours`, `holiday` or `special-hours`
    /// @param day the special day that decided; null on an ordinary day
    public record Answer(
            boolean open, String reason, @Nullable SpecialDay day) {}

    public Answer at(Instant at) {
        var local = at.atZone(zone);
        var date = local.toLocalDate();
        var minute = local.getHour() * 60 + local.getMinute();
        SpecialDay special = null;
        for (var day : specialDays) {
            if (day.date().equals(date)) {
                if (day.closed()) {
                    return new Answer(false, "holiday", day);
                }
                if (minute >= day.fromMinute() && minute < day.toMinute()) {
                    return new Answer(true, "special-hours", day);
                }
                special = day;
            }
        }
        if (special != null) {
            return new Answer(false, "special-hours", special);
        }
        for (var window : weekly) {
            if (window.day() == local.getDayOfWeek() && minute >= window.fromMinute() && minute < window.toMinute()) {
                return new Answer(true, "within-hours", null);
            }
        }
        return new Answer(false, "outside-hours", null);
    }

    /// The instant at which it has been open for `open` since `from`, to the minute; a place that hardly ever opens
    /// (not
    /// that long within 400 days) counts round the clock, so that what is due has a time at all.
    public Instant after(Instant from, Duration open) {
        var left = open;
        var day = from.atZone(zone).toLocalDate();
        for (var i = 0; i < 400; i++, day = day.plusDays(1)) {
            for (var window : windows(day)) {
                var begin = instant(day, window[0]);
                var end = instant(day, window[1]);
                var start = begin.isBefore(from) ? from : begin;
                if (start.isBefore(end)) {
                    var span = Duration.between(start, end);
                    if (span.compareTo(left) >= 0) {
                        return start.plus(left);
                    }
                    left = left.minus(span);
                }
            }
        }
        return from.plus(open);
    }

    /// `{from, to}` in minutes, in the order of the day.
    private List<int[]> windows(LocalDate day) {
        var special =
                specialDays.stream().filter(each -> each.date().equals(day)).toList();
        var found = new ArrayList<int[]>();
        if (special.isEmpty()) {
            weekly.stream()
                    .filter(window -> window.day() == day.getDayOfWeek())
                    .forEach(window -> found.add(new int[] {window.fromMinute(), window.toMinute()}));
        } else if (special.stream().noneMatch(SpecialDay::closed)) {
            special.forEach(each -> found.add(new int[] {each.fromMinute(), each.toMinute()}));
        }
        found.sort(Comparator.comparingInt(window -> window[0]));
        return found;
    }

    private Instant instant(LocalDate day, int minute) {
        return minute == DAY_MINUTES
                ? day.plusDays(1).atStartOfDay(zone).toInstant()
                : day.atTime(minute / 60, minute % 60).atZone(zone).toInstant();
    }

    /// Reads `09:00`, or `24:00` for the end of the day.
    ///
    /// @return minutes since midnight, 0 to 1440; -1 when `text` is no such time
    public static int minuteOf(@Nullable String text) {
        if (text == null || text.length() != 5 || text.charAt(2) != ':') {
            return -1;
        }
        for (var i : new int[] {0, 1, 3, 4}) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        var hour = (text.charAt(0) - '0') * 10 + text.charAt(1) - '0';
        var minute = (text.charAt(3) - '0') * 10 + text.charAt(4) - '0';
        var whole = hour * 60 + minute;
        return minute > 59 || whole > DAY_MINUTES ? -1 : whole;
    }

    private static void requireMinutes(int from, int to) {
        if (from < 0 || to > DAY_MINUTES || from >= to) {
            throw new IllegalArgumentException(
                    "Opening hours run from a minute in 0..1439 to a later one in 1..1440, not %d to %d"
                            .formatted(from, to));
        }
    }
}
