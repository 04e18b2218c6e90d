package org.callosum.server.supervision.breaks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.queues.NotReadyReason;
import org.callosum.server.queues.NotReadyReasons;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Gives, moves, shortens and takes back breaks of today, agent by agent: one refusal does not undo the others.
/// Whoever calls has made sure that the leader sees the agents.
@Service
public class BreakPlan {
    static final int MOST_OF_AGENT = 20;

    /// Of a reason that says nothing itself.
    static final int MOST_MINUTES = 120;

    private static final String DONE = "done";

    /// A time of day is the first one that lies no longer ago than this: at 23:50, 00:20 is tomorrow's, and at 14:00,
    /// 09:00 is over.
    private static final Duration BACK = Duration.ofHours(8);

    private static final Duration AHEAD = Duration.ofHours(16);

    /// The minute that is running is not past yet.
    private static final Duration RUNNING = Duration.ofMinutes(1);

    private final BreakTable table;
    private final NotReadyReasons reasons;
    private final Ids ids;
    private final Clock clock;

    BreakPlan(BreakTable table, NotReadyReasons reasons, Ids ids, Clock clock) {
        this.table = table;
        this.reasons = reasons;
        this.ids = ids;
        this.clock = clock;
    }

    /// Whether a reason of the house is one that breaks are planned with.
    public boolean plannable(String code) {
        return reasons.all().stream()
                .anyMatch(each -> code.equals(each.code())
                        && Boolean.TRUE.equals(each.planned())
                        && Boolean.TRUE.equals(each.active())
                        && !Boolean.TRUE.equals(each.system()));
    }

    /// In the transaction of the act. Refusals: `break-past`, `break-too-far`, `break-overlap`, `break-too-long`,
    /// `break-too-many`, `no-break`, `break-begun`, `nothing-to-change`.
    public SequencedMap<AgentId, BreakChange> apply(BreakWish wish, List<AgentId> agents) {
        table.lock();
        var now = clock.instant();
        var changes = new LinkedHashMap<AgentId, BreakChange>();
        Duration step = step(wish, agents, now);
        for (int place = 0; place < agents.size(); place++) {
            AgentId agent = agents.get(place);
            ZoneId zone = table.zone(agent);
            if (zone == null) {
                changes.put(agent, BreakChange.refused("not-found"));
                continue;
            }
            var one = new One(agent, zone, table.live(agent, now.minus(TodayBreaks.BACK)), now);
            changes.put(
                    agent,
                    switch (wish) {
                        case BreakWish.Give give ->
                            one.give(give, step.multipliedBy(give.atOnce() == 0 ? 0 : place / give.atOnce()));
                        case BreakWish.Move move ->
                            one.move(move, step.multipliedBy(move.atOnce() == 0 ? 0 : place / move.atOnce()));
                        case BreakWish.Length length -> one.length(length);
                        case BreakWish.TakeBack back -> one.takeBack(back);
                    });
        }
        table.say(changes.entrySet().stream()
                .filter(change -> change.getValue().outcome().equals(DONE))
                .map(Map.Entry::getKey)
                .toList());
        return changes;
    }

    /// How much later each next group goes: when the longest break of the one before is over.
    private Duration step(BreakWish wish, List<AgentId> agents, Instant now) {
        return switch (wish) {
            case BreakWish.Give give -> Duration.ofMinutes(give.minutes());
            case BreakWish.Move move
            when move.atOnce() > 0 ->
                Duration.ofMinutes(agents.stream()
                        .flatMap(agent -> table.live(agent, now.minus(TodayBreaks.BACK)).stream()
                                .filter(one -> one.beganAt() == null)
                                .limit(1))
                        .mapToInt(PlannedBreak::minutes)
                        .max()
                        .orElse(0));
            case BreakWish.Move _, BreakWish.Length _, BreakWish.TakeBack _ -> Duration.ZERO;
        };
    }

    /// The instant meant by a time of day at a site; a time that the clock skips is an hour later.
    static Instant moment(LocalTime at, ZoneId zone, Instant now) {
        LocalDate day = now.minus(BACK).atZone(zone).toLocalDate();
        Instant first = day.atTime(at).atZone(zone).toInstant();
        return first.isBefore(now.minus(BACK))
                ? day.plusDays(1).atTime(at).atZone(zone).toInstant()
                : first;
    }

    private int most(String reason) {
        for (NotReadyReason each : reasons.all()) {
            if (reason.equals(each.code())) {
                return Objects.requireNonNullElse(each.mostMinutes(), MOST_MINUTES);
            }
        }
        return MOST_MINUTES;
    }

    /// One agent with what is still ahead of them.
    private final class One {
        private final AgentId agent;
        private final ZoneId zone;
        private final List<PlannedBreak> live;
        private final Instant now;

        One(AgentId agent, ZoneId zone, List<PlannedBreak> live, Instant now) {
            this.agent = agent;
            this.zone = zone;
            this.live = live;
            this.now = now;
        }

        BreakChange give(BreakWish.Give wish, Duration later) {
            Instant from = moment(wish.from(), zone, now).plus(later);
            String refusal = live.size() >= MOST_OF_AGENT
                    ? "break-too-many"
                    : refusal(from, wish.minutes(), wish.reason(), null, true);
            if (refusal != null) {
                return BreakChange.refused(refusal);
            }
            table.add(ids.next(), agent, wish.reason(), from, wish.minutes(), now);
            return new BreakChange(DONE, null, slot(from, wish.minutes()));
        }

        BreakChange move(BreakWish.Move wish, Duration later) {
            PlannedBreak one = meant(wish.id(), false);
            if (one == null) {
                return BreakChange.refused(
                        wish.id() != null && meant(wish.id(), true) != null ? "break-begun" : "no-break");
            }
            Instant to = wish.from() == null
                    ? one.startsAt().plus(Duration.ofMinutes(Objects.requireNonNullElse(wish.byMinutes(), 0)))
                    : moment(wish.from(), zone, now).plus(later);
            return to.equals(one.startsAt()) ? BreakChange.refused("nothing-to-change") : put(one, to, one.minutes());
        }

        BreakChange length(BreakWish.Length wish) {
            PlannedBreak one = meant(wish.id(), true);
            if (one == null) {
                return BreakChange.refused("no-break");
            }
            return wish.minutes() == one.minutes()
                    ? BreakChange.refused("nothing-to-change")
                    : put(one, one.startsAt(), wish.minutes());
        }

        BreakChange takeBack(BreakWish.TakeBack wish) {
            PlannedBreak one = meant(wish.id(), false);
            if (one == null) {
                return BreakChange.refused(
                        wish.id() != null && meant(wish.id(), true) != null ? "break-begun" : "no-break");
            }
            return table.takeBack(one.id(), now)
                    ? new BreakChange(DONE, slot(one.startsAt(), one.minutes()), null)
                    : BreakChange.refused("break-begun");
        }

        private BreakChange put(PlannedBreak one, Instant startsAt, int minutes) {
            // a break that is late or going on may well be made longer or shorter where it stands
            boolean moved = !startsAt.equals(one.startsAt());
            String refusal = refusal(startsAt, minutes, one.reason(), one, moved);
            if (refusal != null) {
                return BreakChange.refused(refusal);
            }
            return table.change(one.id(), startsAt, minutes, now)
                    ? new BreakChange(DONE, slot(one.startsAt(), one.minutes()), slot(startsAt, minutes))
                    : BreakChange.refused("break-begun");
        }

        /// @param own the break that is changed; null for a new one
        /// @param timed whether its beginning is new
        private @Nullable String refusal(
                Instant from, int minutes, String reason, @Nullable PlannedBreak own, boolean timed) {
            if (timed && from.isBefore(now.minus(RUNNING))) {
                return "break-past";
            }
            if (timed && from.isAfter(now.plus(AHEAD))) {
                return "break-too-far";
            }
            if (minutes > most(reason)) {
                return "break-too-long";
            }
            Instant begins = own != null && own.beganAt() != null ? own.beganAt() : from;
            Instant ends = begins.plus(Duration.ofMinutes(minutes));
            boolean overlaps = live.stream()
                    .filter(other -> own == null || other.id() != own.id())
                    .anyMatch(other -> begins.isBefore(other.endsAt())
                            && ends.isAfter(other.beganAt() == null ? other.startsAt() : other.beganAt()));
            return overlaps ? "break-overlap" : null;
        }

        /// @param also whether one that they are on counts
        private @Nullable PlannedBreak meant(@Nullable Long id, boolean also) {
            return live.stream()
                    .filter(one -> (id == null || one.id() == id) && (also || one.beganAt() == null))
                    .findFirst()
                    .orElse(null);
        }

        private BreakChange.Slot slot(Instant at, int minutes) {
            return new BreakChange.Slot(PlannedBreak.clock(at, zone), minutes);
        }
    }
}
