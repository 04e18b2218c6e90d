package org.callosum.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.callosum.flow.Draft.Reference;
import org.callosum.flow.FlowDefinition.Kind;
import org.callosum.kernel.expression.Nearest;
import org.jspecify.annotations.Nullable;

/// What can be said about a flow from its graph: names that are not there, steps nobody reaches, circles without an
/// end,
/// menus that are too long or too deep (IVR-10), waits that tell the customer nothing (QUE-07).
final class FlowChecks {
    private static final int MOST_OPTIONS = 5;
    private static final int DEEPEST_MENU = 3;

    private final Draft draft;
    private final FlowCatalogue catalogue;
    private final Findings findings;

    FlowChecks(Draft draft, FlowCatalogue catalogue, Findings findings) {
        this.draft = draft;
        this.catalogue = catalogue;
        this.findings = findings;
    }

    void check() {
        for (var reference : draft.references()) {
            if (findings.isFull()) {
                return;
            }
            checkReference(reference);
        }
        if (findings.hasErrors()) {
            return; // a graph with holes would only produce findings that vanish with the holes
        }
        checkPlaces();
        new ScriptChecks(draft, catalogue.scripts(), findings).check();
        checkReachable();
        checkEnds();
        checkMenus();
        checkWaits();
    }

    private void checkReference(Reference reference) {
        switch (reference.sort()) {
            case STEP -> checkKnown(reference, draft.places().keySet(), "unknown-step", "There is no step %s");
            case PROMPT -> checkKnown(reference, catalogue.prompts(), "missing-prompt", "There is no prompt %s");
            case QUEUE -> checkKnown(reference, catalogue.queues(), "unknown-queue", "There is no queue %s");
            case CALENDAR ->
                checkKnown(reference, catalogue.calendars(), "unknown-calendar", "There is no calendar %s");
            case SKILL -> checkKnown(reference, catalogue.skills(), "unknown-skill", "There is no skill %s");
            case CASE_TYPE ->
                checkKnown(reference, catalogue.caseTypes(), "unknown-case-type", "There is no case type %s");
            case PAGE ->
                checkKnown(reference, keys(catalogue.scripts().pages()), "unknown-page", "There is no page %s");
            case FORM ->
                checkKnown(reference, keys(catalogue.scripts().forms()), "unknown-form", "There is no form %s");
            case ITEM -> checkItem(reference);
            case DISPOSITION ->
                checkKnown(
                        reference,
                        catalogue.scripts().dispositions(),
                        "unknown-disposition",
                        "There is no disposition %s");
            case BEHAVIOUR ->
                checkKnown(
                        reference, catalogue.scripts().behaviours(), "unknown-behaviour", "There is no behaviour %s");
            case INTENT -> checkKnown(reference, catalogue.intents(), "unknown-intent", "There is no intent %s");
            case TREATMENT -> checkFlow(reference, Kind.TREATMENT);
            case PART -> checkFlow(reference, Kind.PART);
        }
    }

    private void checkKnown(Reference reference, @Nullable Collection<String> known, String code, String message) {
        if (known != null && !known.contains(reference.code())) {
            // a house with one queue or one calendar can mean no other
            var single = known.size() == 1
                    && (reference.sort() == Draft.Sort.QUEUE || reference.sort() == Draft.Sort.CALENDAR);
            var only = single ? known.iterator().next() : null;
            var nearest = Nearest.of(reference.code(), known);
            var near = nearest == null ? only : nearest;
            findings.error(
                    reference.place(),
                    code,
                    message.formatted(reference.code()) + (near == null ? "" : "; did you mean %s?".formatted(near)),
                    near);
        }
    }

    private static @Nullable Collection<String> keys(@Nullable Map<String, ?> known) {
        return known == null ? null : known.keySet();
    }

    /// Of a form that is not there only the form is missed.
    private void checkItem(Reference reference) {
        var parts = reference.code().split("/", 2);
        var forms = catalogue.scripts().forms();
        var items = forms == null ? null : forms.get(parts[0]);
        checkKnown(
                new Reference(reference.sort(), parts[1], reference.place(), reference.from()),
                items,
                "unknown-item",
                "Form " + parts[0] + " has no item %s");
    }

    private void checkFlow(Reference reference, Kind wanted) {
        var flows = catalogue.flows();
        if (flows == null) {
            return;
        }
        var kind = reference.code().equals(draft.code()) ? draft.kind() : flows.get(reference.code());
        if (kind == null) {
            checkKnown(reference, flows.keySet(), "unknown-flow", "There is no flow %s");
        } else if (kind != wanted) {
            findings.error(
                    reference.place(),
                    "wrong-flow-kind",
                    "Flow %s is of kind %s; %s is needed here".formatted(reference.code(), word(kind), word(wanted)));
        }
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// Steps that mean something only beside a wait, and steps that would tear a waiting customer out of it.
    private void checkPlaces() {
        draft.steps().forEach((id, step) -> {
            var beside = step instanceof FlowStep.Position
                    || step instanceof FlowStep.WaitTime
                    || step instanceof FlowStep.OfferCallBack
                    || step instanceof FlowStep.CallBack
                    || step instanceof FlowStep.RingOff
                    || step instanceof FlowStep.Leave;
            var ending = step instanceof FlowStep.Queue
                    || step instanceof FlowStep.Dial
                    || step instanceof FlowStep.Voicemail
                    || step instanceof FlowStep.Transfer
                    || step instanceof FlowStep.HangUp
                    || step instanceof FlowStep.Echo;
            if (beside && draft.kind() == Kind.ENTRY) {
                error(id, "only-in-treatment", "%s has a meaning only in a treatment".formatted(FlowStep.kind(step)));
            }
            if (ending && draft.kind() == Kind.TREATMENT) {
                error(
                        id,
                        "not-in-treatment",
                        "%s ends a wait; write leave: voicemail (or callback, overflow, closed) and do it in the flow with the queue"
                                .formatted(FlowStep.kind(step)));
            }
        });
    }

    private void checkReachable() {
        var reached = new LinkedHashSet<String>();
        spread(draft.start(), reached);
        if (draft.fault() != null) {
            spread(draft.fault(), reached);
        }
        for (var id : draft.steps().keySet()) {
            if (!reached.contains(id)) {
                warn(id, "unreachable-step", "Nothing leads to step %s; remove it or lead there".formatted(id));
            }
        }
    }

    private void spread(String from, Set<String> reached) {
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            var id = open.poll();
            if (reached.add(id)) {
                exits(id).forEach(exit -> open.add(exit.target()));
            }
        }
    }

    private List<FlowStep.Exit> exits(String id) {
        var step = draft.steps().get(id);
        return step == null ? List.of() : step.exits();
    }

    /// Two circles that never end: one the customer cannot leave but by hanging up, and one that asks nobody anything.
    /// A treatment may go round for ever, since the wait ends it.
    private void checkEnds() {
        if (draft.kind() != Kind.TREATMENT) {
            var ending = endingSteps();
            for (var id : draft.steps().keySet()) {
                if (!ending.contains(id)) {
                    error(id, "dead-end", "From step %s the customer goes round in a circle for ever".formatted(id));
                }
            }
        }
        for (var id : draft.steps().keySet()) {
            if (!waits(id) && comesBackWithoutWaiting(id)) {
                warn(
                        id,
                        "endless-loop",
                        "Step %s can come back to itself without asking anybody anything; after %d steps the run is stopped"
                                .formatted(id, FlowInterpreter.MAX_STEPS));
            }
        }
    }

    private Set<String> endingSteps() {
        var sources = new HashMap<String, List<String>>();
        var ending = new HashSet<String>();
        var open = new ArrayDeque<String>();
        draft.steps().forEach((id, step) -> {
            step.exits()
                    .forEach(exit -> sources.computeIfAbsent(exit.target(), any -> new ArrayList<>())
                            .add(id));
            if (ends(step)) {
                open.add(id);
            }
        });
        while (!open.isEmpty()) {
            var id = open.poll();
            if (ending.add(id)) {
                open.addAll(sources.getOrDefault(id, List.of()));
            }
        }
        return ending;
    }

    private static boolean ends(FlowStep step) {
        return switch (step) {
            case ScriptStep.Closing _ -> true;
            case ScriptStep _ -> false;
            case FlowStep.HangUp _, FlowStep.Transfer _, FlowStep.Return _, FlowStep.Leave _, FlowStep.RingOff _ ->
                true;
            case FlowStep.Queue _, FlowStep.Dial _ -> true; // somebody is there
            case FlowStep.Echo echo -> echo.limitMillis() == 0; // a test line, left by hanging up
            case FlowStep.Announce _,
                    FlowStep.Menu _,
                    FlowStep.Collect _,
                    FlowStep.Hours _,
                    FlowStep.SetVariables _,
                    FlowStep.Condition _,
                    FlowStep.Lookup _,
                    FlowStep.Pause _,
                    FlowStep.Position _,
                    FlowStep.WaitTime _,
                    FlowStep.OfferCallBack _,
                    FlowStep.CallBack _,
                    FlowStep.Voicemail _,
                    FlowStep.SubFlow _ -> false;
        };
    }

    private boolean waits(String id) {
        return !(draft.steps().get(id) instanceof ScriptStep.Propose)
                && !(draft.steps().get(id) instanceof FlowStep.SetVariables)
                && !(draft.steps().get(id) instanceof FlowStep.Condition);
    }

    private boolean comesBackWithoutWaiting(String id) {
        var seen = new HashSet<String>();
        var open = new ArrayDeque<String>();
        exits(id).forEach(exit -> open.add(exit.target()));
        while (!open.isEmpty()) {
            var at = open.poll();
            if (at.equals(id)) {
                return true;
            }
            if (!waits(at) && seen.add(at)) {
                exits(at).forEach(exit -> open.add(exit.target()));
            }
        }
        return false;
    }

    private void checkMenus() {
        var levels = menuLevels();
        draft.steps().forEach((id, step) -> {
            if (!(step instanceof FlowStep.Menu menu)) {
                return;
            }
            if (menu.options().size() > MOST_OPTIONS) {
                warn(
                        id,
                        "menu-too-long",
                        "%d options are more than a caller remembers; at most %d"
                                .formatted(menu.options().size(), MOST_OPTIONS));
            }
            var level = levels.getOrDefault(id, 0);
            if (level > DEEPEST_MENU && !choosesLanguage(menu)) {
                warn(
                        id,
                        "menu-too-deep",
                        "This menu is level %d; callers give up beyond %d".formatted(level, DEEPEST_MENU));
            }
        });
    }

    /// How many menus a caller has passed at least when this one speaks, itself included. A choice of language does not
    /// count.
    private Map<String, Integer> menuLevels() {
        var levels = new LinkedHashMap<String, Integer>();
        var open = new ArrayDeque<Map.Entry<String, Integer>>();
        open.add(Map.entry(draft.start(), 0));
        while (!open.isEmpty()) {
            var entry = open.poll();
            var counts = draft.steps().get(entry.getKey()) instanceof FlowStep.Menu menu && !choosesLanguage(menu);
            var level = entry.getValue() + (counts ? 1 : 0);
            var before = levels.get(entry.getKey());
            if (before == null || level < before) {
                levels.put(entry.getKey(), level);
                exits(entry.getKey()).forEach(exit -> open.add(Map.entry(exit.target(), level)));
            }
        }
        return levels;
    }

    private static boolean choosesLanguage(FlowStep.Menu menu) {
        return menu.options().stream().allMatch(option -> option.language() != null);
    }

    private void checkWaits() {
        draft.steps().forEach((id, step) -> {
            if (step instanceof FlowStep.Queue queue && queue.treatment() == null) {
                warn(
                        id,
                        "queue-without-treatment",
                        "Whoever waits in %s hears nothing but music; name a treatment".formatted(queue.queue()));
            }
        });
        if (draft.kind() == Kind.TREATMENT
                && !FlowDefinition.informs(draft.steps().values())) {
            warn(draft.start(), "silent-treatment", "This treatment tells the waiting customer nothing");
        }
    }

    private void error(String step, String code, String message) {
        findings.error(draft.places().getOrDefault(step, Findings.Place.TOP), code, message);
    }

    private void warn(String step, String code, String message) {
        findings.warn(draft.places().getOrDefault(step, Findings.Place.TOP), code, message);
    }
}
