package org.callosum.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.callosum.flow.FlowDefinition.Kind;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;

/// What can be said about a script from its graph: steps of the wrong kind, offers before the matter is settled
/// (SCR-06), reading aloud (SCR-02), jargon (DSK-22).
final class ScriptChecks {
    /// "100 words to the next step": after that nobody listens any more.
    static final int MOST_WORDS = 100;

    /// A sum beyond this is not made longer, so that a circle ends.
    private static final int ENOUGH = 1_000;

    private final Draft draft;
    private final ScriptCatalogue catalogue;
    private final Findings findings;

    ScriptChecks(Draft draft, ScriptCatalogue catalogue, Findings findings) {
        this.draft = draft;
        this.catalogue = catalogue;
        this.findings = findings;
    }

    void check() {
        checkPlaces();
        if (draft.kind() == Kind.SCRIPT) {
            checkOffers();
        }
        checkLengths();
        checkJargon();
    }

    /// A step for a screen in a call, and a step for a line in a script.
    private void checkPlaces() {
        boolean forScreen = draft.kind() == Kind.SCRIPT
                || (draft.kind() == Kind.PART
                        && draft.steps().values().stream().anyMatch(ScriptStep.class::isInstance));
        draft.steps().forEach((id, step) -> {
            if (!forScreen && step instanceof ScriptStep) {
                error(
                        id,
                        "only-in-script",
                        "%s is shown to an agent; it has a meaning only in a flow of kind script"
                                .formatted(FlowStep.kind(step)));
            } else if (forScreen && needsLine(step)) {
                error(
                        id,
                        "not-in-script",
                        "%s needs the customer's line; a script has ask, tell, fill and the like"
                                .formatted(FlowStep.kind(step)));
            }
        });
    }

    static boolean needsLine(FlowStep step) {
        return switch (step) {
            case FlowStep.Hours _,
                    FlowStep.SetVariables _,
                    FlowStep.Condition _,
                    FlowStep.SubFlow _,
                    FlowStep.Return _,
                    FlowStep.Lookup _,
                    ScriptStep _ -> false;
            case FlowStep.Announce _,
                    FlowStep.Menu _,
                    FlowStep.Collect _,
                    FlowStep.Echo _,
                    FlowStep.Pause _,
                    FlowStep.Position _,
                    FlowStep.WaitTime _,
                    FlowStep.OfferCallBack _,
                    FlowStep.CallBack _,
                    FlowStep.RingOff _,
                    FlowStep.Dial _,
                    FlowStep.Queue _,
                    FlowStep.Leave _,
                    FlowStep.Voicemail _,
                    FlowStep.Transfer _,
                    FlowStep.HangUp _ -> true;
        };
    }

    /// No way may lead to an offer without a yes to "is it settled?".
    private void checkOffers() {
        var reached = new HashSet<String>();
        var open = new ArrayDeque<>(List.of(draft.start()));
        while (!open.isEmpty()) {
            var id = open.poll();
            var step = draft.steps().get(id);
            if (step == null || !reached.add(id)) {
                continue;
            }
            if (step instanceof ScriptStep.Offer) {
                error(
                        id,
                        "offer-before-settled",
                        "Offer %s can be reached before the customer's matter is settled; ask settled: first"
                                .formatted(id));
            }
            if (step instanceof ScriptStep.Settled settled) {
                open.add(settled.no());
            } else {
                step.exits().forEach(exit -> open.add(exit.target()));
            }
        }
    }

    private void checkLengths() {
        var fromStart = lengths(Set.of(draft.start()));
        var afterListening = new HashSet<String>();
        draft.steps().values().forEach(step -> {
            if (listens(step)) {
                step.exits().forEach(exit -> afterListening.add(exit.target()));
            }
        });
        var lengths = lengths(afterListening);
        for (var id : draft.steps().keySet()) {
            if (tooLong(id, fromStart)) {
                warn(
                        id,
                        "late-question",
                        "The customer hears %s words before anybody asks them anything; more than %d are a speech"
                                .formatted(fromStart.get(id), MOST_WORDS));
            } else if (tooLong(id, lengths)) {
                warn(
                        id,
                        "long-monologue",
                        "The customer hears %s words up to here without being asked; after %d nobody listens"
                                .formatted(lengths.get(id), MOST_WORDS));
            }
        }
    }

    /// Too long here, and for the first time on its way.
    private boolean tooLong(String id, Map<String, Integer> lengths) {
        var length = lengths.get(id);
        var own = words(draft.steps().get(id));
        return length != null && length > MOST_WORDS && (length - own <= MOST_WORDS || own > MOST_WORDS);
    }

    /// The most words said since one of these steps began, its own included.
    private Map<String, Integer> lengths(Set<String> beginnings) {
        var lengths = new HashMap<String, Integer>();
        var open = new ArrayDeque<String>();
        for (var id : draft.steps().keySet()) {
            if (beginnings.contains(id)) {
                lengths.put(id, words(draft.steps().get(id)));
                open.add(id);
            }
        }
        while (!open.isEmpty()) {
            var id = open.poll();
            var step = draft.steps().get(id);
            if (step == null || listens(step)) {
                continue;
            }
            int before = lengths.getOrDefault(id, 0);
            for (var exit : step.exits()) {
                int length = Math.min(ENOUGH, before + words(draft.steps().get(exit.target())));
                if (length > lengths.getOrDefault(exit.target(), -1)) {
                    lengths.put(exit.target(), length);
                    open.add(exit.target());
                }
            }
        }
        return lengths;
    }

    private static boolean listens(FlowStep step) {
        return step instanceof ScriptStep.Ask
                || step instanceof ScriptStep.Settled
                || step instanceof ScriptStep.Offer
                || step instanceof ScriptStep.Fill;
    }

    private int words(@Nullable FlowStep step) {
        if (!(step instanceof ScriptStep script)) {
            return 0;
        }
        var pages = catalogue.pages();
        return switch (script.words()) {
            case ScriptStep.Words.Said(var text) -> ScriptWords.count(text);
            case ScriptStep.Words.Page(var code) -> pages == null ? 0 : pages.getOrDefault(code, 0);
            case null -> 0;
        };
    }

    private void checkJargon() {
        if (catalogue.jargon().isEmpty()) {
            return;
        }
        draft.steps().forEach((id, step) -> {
            for (var text : texts(step)) {
                for (var word : ScriptCatalogue.in(text, catalogue.jargon())) {
                    warn(
                            id,
                            "jargon",
                            "“%s” is a word of the trade%s"
                                    .formatted(
                                            word.word(),
                                            word.instead().isEmpty() ? "" : "; say “%s”".formatted(word.instead())));
                }
            }
        });
    }

    /// What a customer hears or reads of a step.
    private static List<LocaleText> texts(FlowStep step) {
        var texts = new ArrayList<LocaleText>();
        switch (step) {
            case ScriptStep script when script.words() instanceof ScriptStep.Words.Said(var text) -> texts.add(text);
            case FlowStep.Announce announce -> spoken(announce.announcement(), texts);
            case FlowStep.Menu menu -> spoken(menu.prompt(), texts);
            case FlowStep.Collect collect -> spoken(collect.prompt(), texts);
            case FlowStep _ -> {}
        }
        return texts;
    }

    private static void spoken(Announcement announcement, List<LocaleText> texts) {
        if (announcement instanceof Announcement.Spoken(var text)) {
            texts.add(text);
        }
    }

    private void error(String step, String code, String message) {
        findings.error(draft.places().getOrDefault(step, Findings.Place.TOP), code, message);
    }

    private void warn(String step, String code, String message) {
        findings.warn(draft.places().getOrDefault(step, Findings.Place.TOP), code, message);
    }
}
