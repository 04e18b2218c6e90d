package org.callosum.server.scripts;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.callosum.flow.FlowContext;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowInterpreter;
import org.callosum.flow.FlowLibrary;
import org.callosum.flow.FlowRun;
import org.callosum.flow.FlowStep;
import org.callosum.flow.ScriptStep;
import org.callosum.kernel.expression.Value;
import org.callosum.server.flows.Flows;
import org.callosum.server.queues.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Leads through scripts of a house: what the interpreter asks of the world besides the agent is answered at once.
@Component
class ScriptWalk {
    private static final SequencedMap<String, String> NOTHING = Collections.emptySortedMap();

    private final Flows flows;
    private final Calendars calendars;

    ScriptWalk(Flows flows, Calendars calendars) {
        this.flows = flows;
        this.calendars = calendars;
    }

    /// @param effects of the whole move, without questions to the world
    record Moved(FlowRun run, List<FlowEffect> effects) {
        Moved {
            effects = List.copyOf(effects);
        }
    }

    Moved begin(
            long tenant,
            long client,
            FlowDefinition script,
            String language,
            ZoneId zone,
            Map<String, Value> known,
            Instant now) {
        var library = flows.library(tenant, client);
        var first =
                new FlowInterpreter(library).start(script, new FlowContext(language, zone, known), now.toEpochMilli());
        return settled(library, first, now);
    }

    Moved move(long tenant, long client, FlowRun run, FlowInput input, Instant now) {
        var library = flows.library(tenant, client);
        return settled(library, new FlowInterpreter(library).resume(run, input, now.toEpochMilli()), now);
    }

    /// A run in which nothing is asked of anybody: each look-up goes the way of one that has no answer.
    Moved played(long tenant, long client, Moved moved, Instant now) {
        var effects = new ArrayList<>(moved.effects());
        var run = moved.run();
        for (var asking = asking(tenant, run); asking != null; asking = asking(tenant, run)) {
            var next = move(tenant, client, run, new FlowInput.LookupAnswer(asking.ticket(), 0, NOTHING), now);
            run = next.run();
            effects.addAll(next.effects());
        }
        return new Moved(run, effects);
    }

    private Moved settled(FlowLibrary library, FlowInterpreter.Step first, Instant now) {
        var effects = new ArrayList<FlowEffect>();
        var run = first.run();
        var open = new ArrayList<>(first.effects());
        while (!open.isEmpty()) {
            var effect = open.removeFirst();
            if (effect instanceof FlowEffect.CheckHours(var ticket, var calendar)) {
                var next = new FlowInterpreter(library).resume(run, hours(ticket, calendar, now), now.toEpochMilli());
                run = next.run();
                open.addAll(next.effects());
            } else {
                effects.add(effect);
            }
        }
        return new Moved(run, effects);
    }

    /// A calendar that is gone is open: it must not keep an agent from going on.
    private FlowInput hours(int ticket, String calendar, Instant now) {
        var known = calendars.byCode(calendar).orElse(null);
        if (known == null) {
            return new FlowInput.HoursAnswer(ticket, true, "unknown");
        }
        var answer = calendars.isOpen(Long.parseLong(String.valueOf(known.id())), now);
        return new FlowInput.HoursAnswer(ticket, answer.open(), answer.reason());
    }

    /// Where a run stands.
    record At(FlowDefinition flow, String id, ScriptStep step, int ticket) {}

    /// @return null when it is over, or its flow is there no more
    @Nullable
    At at(long tenant, FlowRun run) {
        if (run.ended()) {
            return null;
        }
        var top = run.frames().getLast();
        var flow = flows.version(tenant, top.flow(), top.version());
        return flow != null && flow.steps().get(top.step()) instanceof ScriptStep step
                ? new At(flow, top.step(), step, top.ticket())
                : null;
    }

    /// A look-up that a run waits for.
    record Asking(FlowDefinition flow, String id, FlowStep.Lookup step, int ticket) {}

    /// @return null when it waits for none
    @Nullable
    Asking asking(long tenant, FlowRun run) {
        if (run.ended()) {
            return null;
        }
        var top = run.frames().getLast();
        var flow = flows.version(tenant, top.flow(), top.version());
        return flow != null && flow.steps().get(top.step()) instanceof FlowStep.Lookup step
                ? new Asking(flow, top.step(), step, top.ticket())
                : null;
    }

    @Nullable
    FlowDefinition version(long tenant, String code, int version) {
        return flows.version(tenant, code, version);
    }
}
