package org.callosum.server.supervision.actions;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.supervision.breaks.BreakChange;
import org.callosum.server.supervision.breaks.BreakPlan;
import org.callosum.server.supervision.breaks.BreakWish;
import org.callosum.server.supervision.breaks.OvertimeAsks;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Acts that concern a later hour of the day: breaks, and calls for overtime.
@Service
class PlannedActs {
    private static final Set<String> KINDS = Set.of("break", "break-move", "break-length", "break-off", "overtime");
    private static final int LONGEST_TEXT = 500;
    private static final int MOST_MINUTES = 480;
    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_ANSWER_MINUTES = 1_440;

    private final BreakPlan plan;
    private final OvertimeAsks asks;
    private final Clock clock;

    PlannedActs(BreakPlan plan, OvertimeAsks asks, Clock clock) {
        this.plan = plan;
        this.asks = asks;
        this.clock = clock;
    }

    /// Read and checked.
    sealed interface Wish {
        record OfBreaks(BreakWish wish, ActionRow.Wanted wanted) implements Wish {}

        record OfOvertime(OvertimeAsks.Wish wish, ActionRow.Wanted wanted) implements Wish {}
    }

    /// @param slots breaks before and after, of whom something was changed
    record Done(Map<AgentId, String> outcomes, Map<AgentId, BreakChange> slots, ActionRow.Wanted wanted) {
        static final Done NOTHING = new Done(Map.of(), Map.of(), ActionRow.Wanted.NOTHING);
    }

    /// @param fields is told what is wrong
    /// @return null for an act of another kind, or while something is wrong
    @Nullable
    Wish read(Fields fields, FloorAct wanted, int agents) {
        String kind = Objects.requireNonNullElse(wanted.kind(), "");
        if (!KINDS.contains(kind)) {
            return null;
        }
        LocalTime from = null;
        Long breakId = null;
        fields.range("atOnce", wanted.atOnce(), 1, MOST_AT_ONCE);
        fields.range("byMinutes", wanted.byMinutes(), -MOST_MINUTES, MOST_MINUTES);
        fields.range("minutes", wanted.minutes(), 1, MOST_MINUTES);
        if (kind.startsWith("break-")) {
            breakId = fields.optionalId("breakId", wanted.breakId());
            if (breakId != null && agents > 1) {
                fields.add("breakId", "not-between", Map.of("min", 1, "max", 1));
            }
        }
        switch (kind) {
            case "break" -> {
                fields.present("from", wanted.from());
                from = time(fields, wanted.from());
                fields.present("minutes", wanted.minutes());
                fields.required("reason", wanted.reason(), 60);
                String reason = wanted.reason();
                if (reason != null && !plan.plannable(reason)) {
                    fields.add(
                            "reason",
                            "unknown",
                            Map.of("value", reason.length() > 60 ? reason.substring(0, 60) : reason));
                }
            }
            case "break-move" -> {
                from = time(fields, wanted.from());
                if ((wanted.from() == null) == (wanted.byMinutes() == null)) {
                    fields.add("from", "required");
                }
            }
            case "break-length" -> fields.present("minutes", wanted.minutes());
            case "overtime" -> {
                fields.oneOf("direction", wanted.direction(), List.of("stay", "come"));
                fields.requiredRange("minutes", wanted.minutes(), 5, MOST_MINUTES);
                fields.requiredRange("answerMinutes", wanted.answerMinutes(), 1, MOST_ANSWER_MINUTES);
                fields.required("text", wanted.text(), LONGEST_TEXT);
            }
            default -> {} // taking back needs nothing more
        }
        return fields.anyWrong() ? null : wish(kind, wanted, from, breakId);
    }

    private Wish wish(String kind, FloorAct wanted, @Nullable LocalTime from, @Nullable Long breakId) {
        int minutes = Objects.requireNonNullElse(wanted.minutes(), 0);
        int atOnce = Objects.requireNonNullElse(wanted.atOnce(), 0);
        String clockFrom = from == null ? null : from.toString();
        return switch (kind) {
            case "break" ->
                new Wish.OfBreaks(
                        new BreakWish.Give(
                                Objects.requireNonNull(wanted.reason()), Objects.requireNonNull(from), minutes, atOnce),
                        new ActionRow.Wanted(clockFrom, minutes, null, wanted.atOnce(), null, null));
            case "break-move" ->
                new Wish.OfBreaks(
                        new BreakWish.Move(from, wanted.byMinutes(), from == null ? 0 : atOnce, breakId),
                        new ActionRow.Wanted(
                                clockFrom,
                                null,
                                wanted.byMinutes(),
                                from == null ? null : wanted.atOnce(),
                                null,
                                null));
            case "break-length" ->
                new Wish.OfBreaks(
                        new BreakWish.Length(minutes, breakId),
                        new ActionRow.Wanted(null, minutes, null, null, null, null));
            case "break-off" -> new Wish.OfBreaks(new BreakWish.TakeBack(breakId), ActionRow.Wanted.NOTHING);
            default -> { // overtime: `read` lets no other kind pass
                var within = Duration.ofMinutes(Objects.requireNonNull(wanted.answerMinutes()));
                String direction = Objects.requireNonNull(wanted.direction());
                yield new Wish.OfOvertime(
                        new OvertimeAsks.Wish(
                                direction,
                                minutes,
                                Objects.requireNonNull(wanted.text()).strip(),
                                within),
                        new ActionRow.Wanted(
                                null,
                                minutes,
                                null,
                                null,
                                direction,
                                clock.instant().plus(within)));
            }
        };
    }

    private static @Nullable LocalTime time(Fields fields, @Nullable String text) {
        try {
            return text == null ? null : LocalTime.parse(text);
        } catch (DateTimeParseException unreadable) {
            fields.add("from", "unreadable");
            return null;
        }
    }

    /// In the transaction of the act.
    Done apply(long action, Wish wish, List<AgentId> agents) {
        return switch (wish) {
            case Wish.OfBreaks(var breaks, var wanted) -> {
                SequencedMap<AgentId, BreakChange> changes = plan.apply(breaks, agents);
                Map<AgentId, String> outcomes = new LinkedHashMap<>();
                changes.forEach((agent, change) -> outcomes.put(agent, change.outcome()));
                yield new Done(outcomes, changes, wanted);
            }
            case Wish.OfOvertime(var overtime, var wanted) ->
                new Done(asks.ask(action, overtime, agents), Map.of(), wanted);
        };
    }
}
