package org.callosum.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.flow.Draft.Sort;
import org.callosum.flow.FlowStep.CallBackTerms;
import org.callosum.flow.FlowStep.CallBackWay;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;

/// Reads what only somebody who waits can be told or offered.
final class WaitReader {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final int USUAL_ATTEMPTS = 3;

    private final StepReader steps;
    private final Names names;

    WaitReader(StepReader steps, Names names) {
        this.steps = steps;
        this.names = names;
    }

    /// Its value may stay empty: the place and every wait up to half an hour are said.
    @Nullable
    FlowStep waitTime(YamlItem body, StepReader.Step step) {
        var next = step.edge("next");
        var position = true;
        var longest = HOUR / 2;
        if (!body.isEmpty()) {
            var inner = fields(body, "wait-time", List.of("position", "longest"));
            if (inner == null) {
                return null;
            }
            var positionItem = inner.optional("position");
            var longestItem = inner.optional("longest");
            position = positionItem == null || positionItem.truth("position", true);
            longest = longestItem == null ? longest : longestItem.duration("longest", MINUTE, 4 * HOUR, longest);
        }
        return next == null ? null : new FlowStep.WaitTime(position, longest, next);
    }

    @Nullable
    FlowStep offerCallBack(YamlItem body, StepReader.Step step) {
        var next = step.edge("next");
        var refused = step.edge("refused");
        var inner = fields(body, "offer-call-back", List.of("number", "calendar"));
        if (inner == null) {
            return null;
        }
        var number = number(body, inner);
        var calendar = reference(Sort.CALENDAR, inner.optional("calendar"), "A calendar");
        return number == null || next == null || refused == null
                ? null
                : new FlowStep.OfferCallBack(number, calendar, next, refused);
    }

    @Nullable
    FlowStep callBack(YamlItem body, StepReader.Step step) {
        var next = step.edge("next");
        var refused = step.edge("refused");
        var known = List.of("number", "from", "way", "within", "attempts", "pause", "calendar", "greeting");
        var inner = fields(body, "call-back", known);
        if (inner == null) {
            return null;
        }
        var number = number(body, inner);
        var fromItem = inner.optional("from");
        var from = fromItem == null ? null : fromItem.expression("from", names, Type.TEXT);
        var wayItem = inner.optional("way");
        var way = wayItem == null ? CallBackWay.AGENT_FIRST : wayItem.oneOf("way", ways());
        var withinItem = inner.optional("within");
        var within = withinItem == null ? 2 * HOUR : withinItem.duration("within", MINUTE, 24 * HOUR, 2 * HOUR);
        var attemptsItem = inner.optional("attempts");
        var attempts = attemptsItem == null ? USUAL_ATTEMPTS : attemptsItem.integer("attempts", 1, 9, USUAL_ATTEMPTS);
        var pauseItem = inner.optional("pause");
        var pause = pauseItem == null ? 3 * MINUTE : pauseItem.duration("pause", 1_000, 4 * HOUR, 3 * MINUTE);
        var calendar = reference(Sort.CALENDAR, inner.optional("calendar"), "A calendar");
        var greeting = reference(Sort.TREATMENT, inner.optional("greeting"), "A treatment");
        return number == null || way == null || next == null || refused == null
                ? null
                : new FlowStep.CallBack(
                        number,
                        from,
                        new CallBackTerms(way, within, attempts, pause, calendar, greeting),
                        next,
                        refused);
    }

    private StepReader.@Nullable Step fields(YamlItem body, String kind, List<String> known) {
        var fields = body.fields(kind);
        if (fields == null) {
            return null;
        }
        YamlItem.refuseOthers(fields, known, kind);
        return steps.new Step(fields);
    }

    private @Nullable Expression number(YamlItem body, StepReader.Step inner) {
        var item = inner.optional("number");
        if (item == null) {
            body.error("missing", "A call-back needs number: what to dial, like caller.number");
            return null;
        }
        return item.expression("number", names, Type.TEXT);
    }

    private @Nullable String reference(Sort sort, @Nullable YamlItem item, String what) {
        return item == null ? null : steps.reference(sort, item, what);
    }

    private static Map<String, CallBackWay> ways() {
        var ways = new LinkedHashMap<String, CallBackWay>();
        for (var way : CallBackWay.values()) {
            ways.put(way.code(), way);
        }
        return ways;
    }
}
