package org.callosum.flow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.callosum.flow.FlowEffect.Outcome;
import org.callosum.flow.FlowRun.Phase;
import org.callosum.flow.ScriptEffect.Why;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Type;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;

/// What each step of a script does when a run comes to it, and what the agent's answer means.
final class ScriptSteps {
    private final Walk walk;

    ScriptSteps(Walk walk) {
        this.walk = walk;
    }

    void enter(ScriptStep step) {
        switch (step) {
            case ScriptStep.Offer offer -> {
                var why = against(offer);
                if (why == null) {
                    show(offer);
                } else {
                    passOver(offer, why);
                }
            }
            case ScriptStep.Propose(var disposition, var next) -> {
                var top = walk.top();
                walk.emit(new ScriptEffect.DispositionProposed(top.flow(), top.step(), disposition));
                walk.goTo(next);
            }
            case ScriptStep.Ask _,
                    ScriptStep.Tell _,
                    ScriptStep.Fill _,
                    ScriptStep.Settled _,
                    ScriptStep.OpenCase _,
                    ScriptStep.Closing _ -> show(step);
        }
    }

    private @Nullable Why against(ScriptStep.Offer offer) {
        if (!Value.of(true).equals(walk.value(FlowNames.SCRIPT_SETTLED))) {
            return Why.UNSETTLED;
        }
        var when = offer.when();
        return when == null || walk.holds(when) ? null : Why.UNFITTING;
    }

    private void passOver(ScriptStep.Offer offer, Why why) {
        var top = walk.top();
        walk.emit(new ScriptEffect.OfferPassedOver(top.flow(), top.step(), offer.code(), why));
        walk.goTo(offer.unfitting());
    }

    private void show(ScriptStep step) {
        var ticket = walk.ticket();
        var top = walk.top().waiting(Phase.LISTENING, ticket, 0);
        walk.replaceTop(top);
        var language = walk.language();
        var words = step.words();
        walk.emit(new ScriptEffect.Show(
                ticket,
                top.flow(),
                top.step(),
                words instanceof ScriptStep.Words.Said(var text) ? Shown.fill(text.in(language), walk::value) : null,
                words instanceof ScriptStep.Words.Page(var code) ? code : null,
                choices(step, language),
                language));
    }

    static List<FlowEffect.Choice> choices(ScriptStep step, String language) {
        var labels = new ArrayList<LocaleText>();
        switch (step) {
            case ScriptStep.Ask ask -> ask.replies().forEach(reply -> labels.add(reply.label()));
            case ScriptStep.Settled _ -> labels.addAll(List.of(ScriptStep.YES, ScriptStep.NO));
            case ScriptStep.Offer _ -> labels.addAll(List.of(ScriptStep.ACCEPTED, ScriptStep.DECLINED));
            case ScriptStep.Tell _, ScriptStep.Fill _, ScriptStep.OpenCase _, ScriptStep.Closing _ ->
                labels.add(ScriptStep.DONE);
            case ScriptStep.Propose _ -> {}
        }
        var choices = new ArrayList<FlowEffect.Choice>();
        for (int i = 0; i < labels.size(); i++) {
            choices.add(new FlowEffect.Choice((char) ('1' + i), labels.get(i).in(language)));
        }
        return choices;
    }

    // ---- the agent's side

    void take(ScriptInput input) {
        switch (input) {
            case ScriptInput.FreeAnswer(var ticket, var text, var target) -> {
                if (shown(ticket) instanceof ScriptStep.Ask ask) {
                    freeAnswer(ask, text, target);
                }
            }
            case ScriptInput.Filled(var ticket, var answers) -> {
                if (shown(ticket) instanceof ScriptStep.Fill fill) {
                    filled(fill, answers);
                    walk.goTo(fill.next());
                }
            }
            case ScriptInput.OfferAnswered(var ticket, var accepted, var value) -> {
                if (shown(ticket) instanceof ScriptStep.Offer offer) {
                    offered(offer, accepted, value);
                }
            }
            case ScriptInput.Jump(var ticket, var step) -> {
                if (shown(ticket) != null || asking(ticket) != null) {
                    jump(step);
                }
            }
            case ScriptInput.Skip(var ticket) -> {
                var step = shown(ticket);
                var lookup = asking(ticket);
                if (step != null) {
                    skip(step);
                } else if (lookup != null) {
                    goOnWithout(lookup);
                }
            }
        }
    }

    private @Nullable ScriptStep shown(int ticket) {
        var top = walk.top();
        return top.phase() == Phase.LISTENING && top.ticket() == ticket && walk.stepOf(top) instanceof ScriptStep step
                ? step
                : null;
    }

    /// The look-up whose answer is still awaited: an agent need not wait for it.
    private FlowStep.@Nullable Lookup asking(int ticket) {
        var top = walk.top();
        return top.phase() == Phase.ASKED && top.ticket() == ticket && walk.stepOf(top) instanceof FlowStep.Lookup step
                ? step
                : null;
    }

    private void goOnWithout(FlowStep.Lookup lookup) {
        var top = walk.top();
        walk.emit(new ScriptEffect.Skipped(top.flow(), top.step()));
        walk.set(FlowNames.LOOKUP_STATUS, Value.of(0));
        walk.goTo(lookup.failed());
    }

    void key(ScriptStep step, char key) {
        var place = key - '1';
        switch (step) {
            case ScriptStep.Ask ask -> {
                if (place >= 0 && place < ask.replies().size()) {
                    reply(ask.replies().get(place), key);
                }
            }
            case ScriptStep.Settled settled -> {
                if (place == 0 || place == 1) {
                    chosen(key, place == 0 ? ScriptStep.YES : ScriptStep.NO);
                    walk.set(FlowNames.SCRIPT_SETTLED, Value.of(place == 0));
                    walk.goTo(place == 0 ? settled.yes() : settled.no());
                }
            }
            case ScriptStep.Offer offer -> {
                if (place == 0 || place == 1) {
                    offered(offer, place == 0, null);
                }
            }
            case ScriptStep.Tell tell -> {
                if (place == 0) {
                    walk.goTo(tell.next());
                }
            }
            case ScriptStep.Fill fill -> {
                if (place == 0) {
                    walk.goTo(fill.next());
                }
            }
            case ScriptStep.OpenCase open -> {
                if (place == 0) {
                    var top = walk.top();
                    walk.emit(new ScriptEffect.CaseWanted(top.flow(), top.step(), open.type()));
                    walk.goTo(open.next());
                }
            }
            case ScriptStep.Closing closing -> {
                if (place == 0) {
                    var top = walk.top();
                    walk.emit(new ScriptEffect.Closed(top.flow(), top.step(), closing.result()));
                    walk.end(Outcome.COMPLETED);
                }
            }
            case ScriptStep.Propose _ -> {}
        }
    }

    /// A written line: the reply it means, or a free answer; where data is filled in, the first that is missing.
    void line(ScriptStep step, String text) {
        switch (step) {
            case ScriptStep.Ask ask -> {
                var place = Wording.meant(ask, text);
                if (place < 0) {
                    freeAnswer(ask, text, null);
                } else {
                    reply(ask.replies().get(place), (char) ('1' + place));
                }
            }
            case ScriptStep.Fill fill -> {
                for (var entry : fill.into().entrySet()) {
                    if (walk.value(entry.getKey()) instanceof Value.Absent) {
                        var answers = new LinkedHashMap<String, String>();
                        answers.put(entry.getValue(), text);
                        filled(fill, answers);
                        return;
                    }
                }
                keyOf(step, text);
            }
            case ScriptStep.Settled _,
                    ScriptStep.Offer _,
                    ScriptStep.Tell _,
                    ScriptStep.OpenCase _,
                    ScriptStep.Closing _,
                    ScriptStep.Propose _ -> keyOf(step, text);
        }
    }

    private void keyOf(ScriptStep step, String text) {
        if (text.length() == 1) {
            key(step, text.charAt(0));
        }
    }

    private void reply(ScriptStep.Reply reply, char key) {
        chosen(key, reply.label());
        walk.set(reply.set());
        walk.goTo(reply.next());
    }

    private void chosen(char key, LocaleText label) {
        var top = walk.top();
        walk.emit(new FlowEffect.Chosen(top.flow(), top.step(), key, label));
    }

    private void freeAnswer(ScriptStep.Ask ask, String text, @Nullable String target) {
        var kept = text.strip();
        if (kept.isEmpty()) {
            return;
        }
        var clipped = kept.length() > ScriptInput.LONGEST_TEXT ? kept.substring(0, ScriptInput.LONGEST_TEXT) : kept;
        var way = target != null && ask.free().leadsTo(target) ? target : null;
        var top = walk.top();
        walk.emit(new ScriptEffect.FreeAnswered(top.flow(), top.step(), clipped, way));
        if (way != null) {
            walk.goTo(way);
        }
    }

    private void filled(ScriptStep.Fill fill, SequencedMap<String, String> answers) {
        var kept = new LinkedHashMap<String, String>();
        for (var item : fill.items()) {
            var answer = answers.get(item);
            if (answer != null && !answer.isBlank()) {
                kept.put(item, answer);
            }
        }
        var top = walk.top();
        if (!kept.isEmpty()) {
            walk.emit(new ScriptEffect.FilledIn(top.flow(), top.step(), fill.form(), kept));
        }
        var definition = walk.definitionOf(top);
        fill.into().forEach((name, item) -> {
            var type = definition == null ? null : definition.variables().get(name);
            if (kept.containsKey(item)) {
                walk.set(name, ReadValue.of(kept.get(item), type == null ? Type.TEXT : type));
            }
        });
    }

    private void offered(ScriptStep.Offer offer, boolean accepted, @Nullable BigDecimal value) {
        var top = walk.top();
        var worth = offer.value();
        var sale = value != null
                ? value
                : worth != null && walk.evaluate(worth) instanceof Value.Number(var number) ? number : null;
        walk.emit(new ScriptEffect.Offered(
                top.flow(), top.step(), offer.code(), offer.aim(), accepted, accepted ? sale : null));
        walk.goTo(accepted ? offer.accepted() : offer.declined());
    }

    private void skip(ScriptStep step) {
        var top = walk.top();
        if (step instanceof ScriptStep.Offer offer) {
            passOver(offer, Why.NOT_MADE);
            return;
        }
        var next = switch (step) {
            case ScriptStep.Tell tell -> tell.next();
            case ScriptStep.Fill fill -> fill.next();
            case ScriptStep.OpenCase open -> open.next();
            case ScriptStep.Offer _,
                    ScriptStep.Ask _,
                    ScriptStep.Settled _,
                    ScriptStep.Closing _,
                    ScriptStep.Propose _ -> null;
        };
        if (next != null) {
            walk.emit(new ScriptEffect.Skipped(top.flow(), top.step()));
            walk.goTo(next);
        }
    }

    private void jump(String to) {
        var top = walk.top();
        var here = walk.definitionOf(top);
        var first = walk.definitionOf(walk.frames().getFirst());
        if (here != null && here.steps().get(to) instanceof ScriptStep) {
            walk.emit(new ScriptEffect.Jumped(top.flow(), top.step(), to));
            walk.goTo(to);
        } else if (first != null && first.steps().get(to) instanceof ScriptStep) {
            walk.emit(new ScriptEffect.Jumped(top.flow(), top.step(), to));
            walk.unwindTo(0);
            walk.goTo(to);
        }
    }
}
