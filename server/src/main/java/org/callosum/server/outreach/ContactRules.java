package org.callosum.server.outreach;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a client's limits say about one attempt: a pure function of the limits, the customer's consent, what
/// was
/// attempted before, and the time.
///
/// @param caps tenths of points by length of the window; an attempt at `t` and those in `(t − window, t]`
///     together stay at or below
/// @param weights tenths of points by channel
/// @param weekdays allowed hours of Monday to Friday; null: never
record ContactRules(
        Map<Window, Integer> caps,
        Duration gap,
        Map<Channel, Integer> weights,
        @Nullable Hours weekdays,
        @Nullable Hours weekends,
        Set<Purpose> consentNeeded,
        Set<Purpose> exempt) {
    private static final int MOST_STEPS = 100;
    private static final int MOST_DAYS = 15;

    ContactRules {
        caps = Map.copyOf(caps);
        weights = Map.copyOf(weights);
        consentNeeded = Set.copyOf(consentNeeded);
        exempt = Set.copyOf(exempt);
    }

    enum Window {
        DAY(Duration.ofDays(1), "daily-cap"),
        WEEK(Duration.ofDays(7), "weekly-cap"),
        MONTH(Duration.ofDays(30), "monthly-cap");

        final Duration length;
        final String reason;

        Window(Duration length, String reason) {
            this.length = length;
            this.reason = reason;
        }
    }

    /// @param to exclusive; midnight means the day's end; before `from`: on the next day
    record Hours(LocalTime from, LocalTime to) {
        boolean holds(LocalTime time) {
            if (to.isBefore(from) && !to.equals(LocalTime.MIDNIGHT)) {
                return !time.isBefore(from) || time.isBefore(to);
            }
            return !time.isBefore(from) && (to.equals(LocalTime.MIDNIGHT) || time.isBefore(to));
        }
    }

    /// @param weight tenths of points
    record Past(Instant at, int weight) {}

    /// @param blocked the customer wants no contact at all
    /// @param consent the last word about this channel and purpose: given, withdrawn, or null if never
    ///     spoken of
    /// @param past counted attempts of the last 30 days, in any order
    /// @param preferred when the customer would rather be contacted, where the client's rule asks for it;
    ///     null: any time
    record Question(
            Channel channel,
            Purpose purpose,
            ZoneId zone,
            boolean blocked,
            @Nullable Boolean consent,
            List<Past> past,
            @Nullable Hours preferred) {
        Question(
                Channel channel,
                Purpose purpose,
                ZoneId zone,
                boolean blocked,
                @Nullable Boolean consent,
                List<Past> past) {
            this(channel, purpose, zone, blocked, consent, past, null);
        }
    }

    sealed interface Verdict {
        /// @param exempt allowed whatever the limits say, and not counted
        record Fits(boolean exempt) implements Verdict {}

        /// @param reason code; worded by `outreach.refused.CODE`
        /// @param againFrom when the same question is answered with yes if nothing else happens; null: never
        record Refused(String reason, @Nullable Instant againFrom) implements Verdict {}
    }

    Verdict judge(Question question, Instant now) {
        if (exempt.contains(question.purpose())) {
            return new Verdict.Fits(true);
        }
        if (question.blocked()) {
            return new Verdict.Refused("do-not-contact", null);
        }
        if (Boolean.FALSE.equals(question.consent())) {
            return new Verdict.Refused("consent-withdrawn", null);
        }
        if (question.consent() == null && consentNeeded.contains(question.purpose())) {
            return new Verdict.Refused("consent-missing", null);
        }
        var first = obstacle(question, now);
        return first == null ? new Verdict.Fits(false) : new Verdict.Refused(first.reason(), again(question, first));
    }

    /// What stands in the way at an instant, and until when.
    private record Obstacle(String reason, @Nullable Instant until) {}

    private @Nullable Instant again(Question question, Obstacle first) {
        // what opens one limit may meet another: go on until nothing is in the way
        Obstacle next = first;
        for (var step = 0; step < MOST_STEPS; step++) {
            var at = next.until();
            if (at == null) {
                return null;
            }
            var further = obstacle(question, at);
            if (further == null) {
                return at;
            }
            next = further;
        }
        return null;
    }

    private @Nullable Obstacle obstacle(Question question, Instant at) {
        if (!holds(this::hours, at.atZone(question.zone()))) {
            return new Obstacle("outside-hours", opens(this::hours, question.zone(), at));
        }
        var preferred = question.preferred();
        if (preferred != null && !preferred.holds(at.atZone(question.zone()).toLocalTime())) {
            return new Obstacle("outside-preferred", opens(_ -> preferred, question.zone(), at));
        }
        var weight = weights.getOrDefault(question.channel(), 0);
        for (var window : Window.values()) {
            var cap = caps.getOrDefault(window, Integer.MAX_VALUE);
            var since = at.minus(window.length);
            var within = question.past().stream()
                    .filter(one -> one.at().isAfter(since))
                    .sorted((one, other) -> one.at().compareTo(other.at()))
                    .toList();
            var sum = within.stream().mapToInt(Past::weight).sum();
            if (sum + weight > cap) {
                return new Obstacle(window.reason, frees(within, sum + weight - cap, window.length));
            }
        }
        var last =
                question.past().stream().map(Past::at).max(Instant::compareTo).orElse(null);
        return last != null && at.isBefore(last.plus(gap)) ? new Obstacle("too-soon", last.plus(gap)) : null;
    }

    /// When enough of the oldest attempts have left the window.
    private static @Nullable Instant frees(List<Past> oldestFirst, int tooMuch, Duration window) {
        var freed = 0;
        for (var one : oldestFirst) {
            freed += one.weight();
            if (freed >= tooMuch) {
                return one.at().plus(window);
            }
        }
        return null; // a single attempt is more than the cap
    }

    /// The hours of each day of the week; null: none.
    private interface Week {
        @Nullable
        Hours on(DayOfWeek day);
    }

    private static boolean holds(Week week, ZonedDateTime local) {
        var hours = week.on(local.getDayOfWeek());
        return hours != null && hours.holds(local.toLocalTime());
    }

    private @Nullable Hours hours(DayOfWeek day) {
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? weekends : weekdays;
    }

    /// The next opening after an instant outside the hours. Where clocks are put forward over it, the hours
    /// begin
    /// when the clocks have jumped; where they are put back, at the first of the two.
    private static @Nullable Instant opens(Week week, ZoneId zone, Instant after) {
        var today = LocalDate.ofInstant(after, zone);
        for (var days = 0; days <= MOST_DAYS; days++) {
            var date = today.plusDays(days);
            var hours = week.on(date.getDayOfWeek());
            if (hours == null) {
                continue;
            }
            var local = LocalDateTime.of(date, hours.from());
            var jump = zone.getRules().getTransition(local);
            var candidates = jump != null && jump.isGap()
                    ? List.of(jump.getInstant())
                    : zone.getRules().getValidOffsets(local).stream()
                            .map(local::toInstant)
                            .toList();
            for (var candidate : candidates) {
                if (candidate.isAfter(after) && holds(week, candidate.atZone(zone))) {
                    return candidate;
                }
            }
        }
        return null;
    }
}
