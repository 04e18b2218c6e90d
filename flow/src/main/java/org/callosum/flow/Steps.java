package org.callosum.flow;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.callosum.flow.FlowEffect.Outcome;
import org.callosum.flow.FlowRun.Phase;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;

/// What each kind of step does when a run comes to it.
final class Steps {
    private static final int HIGHEST_PRIORITY = 9;

    private final Walk walk;

    Steps(Walk walk) {
        this.walk = walk;
    }

    void enter(FlowStep step) {
        if (walk.isScript() ? ScriptChecks.needsLine(step) : step instanceof ScriptStep) {
            walk.fault("%s is for another kind of flow".formatted(FlowStep.kind(step)));
            return;
        }
        switch (step) {
            case ScriptStep script -> new ScriptSteps(walk).enter(script);
            case FlowStep.Announce announce -> announce(announce);
            case FlowStep.Menu menu -> prompt(menu, null);
            case FlowStep.Collect collect -> prompt(collect, null);
            case FlowStep.Hours(var calendar, var _, var _) ->
                walk.emit(new FlowEffect.CheckHours(ask(Phase.ASKED), calendar));
            case FlowStep.SetVariables(var values, var next) -> {
                walk.set(values);
                walk.goTo(next);
            }
            case FlowStep.Condition condition -> walk.goTo(decide(condition));
            case FlowStep.Lookup lookup -> lookup(lookup);
            case FlowStep.Echo(var limitMillis, var _) -> {
                walk.answer();
                walk.emit(new FlowEffect.Echo());
                pause(limitMillis);
            }
            case FlowStep.Pause pause -> pause(pause);
            case FlowStep.Position _ -> walk.emit(new FlowEffect.AskPosition(ask(Phase.ASKED)));
            case FlowStep.WaitTime _ -> walk.emit(new FlowEffect.AskPosition(ask(Phase.ASKED)));
            case FlowStep.OfferCallBack(var number, var calendar, var _, var _) ->
                walk.emit(new FlowEffect.CheckCallBack(ask(Phase.ASKED), text(number), calendar));
            case FlowStep.CallBack(var number, var from, var terms, var _, var _) -> {
                if (walk.queuedAt() < 0) {
                    walk.fault("nobody waits here who could keep a place");
                } else {
                    var hour = from == null ? "" : text(from);
                    walk.emit(new FlowEffect.PromiseCallBack(ask(Phase.ASKED), text(number), hour, terms));
                }
            }
            case FlowStep.RingOff _ -> ringOff();
            case FlowStep.Dial _, FlowStep.Echo _, FlowStep.Voicemail _, FlowStep.Transfer _
            when walk.queuedAt() >= 0 ->
                // a part that was written for another place: the wait is worth more than the step
                walk.fault("%s ends a wait; leave the queue first".formatted(FlowStep.kind(step)));
            case FlowStep.Dial dial ->
                walk.emit(new FlowEffect.Dial(ask(Phase.ASKED), dial.target(), dial.timeoutMillis()));
            case FlowStep.Queue queue -> queue(queue);
            case FlowStep.Leave(var exit) -> leave(exit);
            case FlowStep.Voicemail voicemail -> {
                walk.answer();
                walk.forgetTypedAhead();
                walk.emit(new FlowEffect.Voicemail(
                        ask(Phase.ASKED), voicemail.maxSeconds(), voicemail.caseType(), voicemail.queue()));
            }
            case FlowStep.SubFlow(var flow, var pausesOffers, var _) -> subFlow(flow, pausesOffers);
            case FlowStep.Return _ -> walk.comeBack();
            case FlowStep.Transfer(var target) -> {
                walk.emit(new FlowEffect.Transfer(target));
                walk.end(Outcome.TRANSFERRED);
            }
            case FlowStep.HangUp(var cause) -> {
                walk.emit(new FlowEffect.HangUp(cause));
                walk.end(cause == FlowStep.HangUpCause.FAULT ? Outcome.FAULT : Outcome.COMPLETED);
            }
        }
    }

    private int ask(Phase phase) {
        var ticket = walk.ticket();
        walk.replaceTop(walk.top().waiting(phase, ticket, 0));
        return ticket;
    }

    private void announce(FlowStep.Announce announce) {
        var skipped = announce.interruptible() && walk.hasTypedAhead();
        var ticket = skipped ? 0 : walk.play(walk.parts(announce.announcement()), announce.interruptible());
        if (ticket == 0) {
            walk.goTo(announce.next());
        } else {
            walk.replaceTop(walk.top().waiting(Phase.SPEAKING, ticket, 0));
        }
    }

    /// Prompts for a choice.
    ///
    /// @param lead said first when it is asked again, or `null`
    void prompt(FlowStep.Menu menu, @Nullable Announcement lead) {
        if (walk.hasTypedAhead()) {
            new Answers(walk).menuKey(menu, walk.takeTypedAhead());
            return;
        }
        var choices = menu.options().stream()
                .map(option -> new FlowEffect.Choice(option.key(), label(option)))
                .toList();
        listen(
                new FlowEffect.Collect(1, choices, menu.understandsWords(), walk.language(), null),
                lead,
                menu.prompt(),
                menu.timeoutMillis());
    }

    /// Prompts for an entry; what has been typed ahead is taken first.
    void prompt(FlowStep.Collect collect, @Nullable Announcement lead) {
        walk.replaceTop(walk.top().withTyped(""));
        if (walk.hasTypedAhead()) {
            var answers = new Answers(walk);
            var visit = walk.top();
            answers.startEntry(collect);
            while (walk.hasTypedAhead() && !walk.ended() && sameVisit(visit)) {
                answers.entryKey(collect, walk.takeTypedAhead());
            }
            return;
        }
        listen(
                new FlowEffect.Collect(collect.max(), List.of(), false, walk.language(), entry(collect)),
                lead,
                collect.prompt(),
                collect.firstTimeoutMillis());
    }

    private FlowEffect.Entry entry(FlowStep.Collect collect) {
        var label = collect.label();
        var definition = walk.definitionOf(walk.top());
        var hour = definition != null
                && definition.steps().values().stream()
                        .anyMatch(step -> step instanceof FlowStep.CallBack callBack
                                && callBack.from() != null
                                && callBack.from().source().equals(collect.into()));
        return new FlowEffect.Entry(
                label == null ? "" : label.in(walk.language()), collect.min(), collect.secret(), hour);
    }

    private boolean sameVisit(FlowRun.Frame visit) {
        var top = walk.top();
        return top.phase() == Phase.LISTENING && top.step().equals(visit.step()) && top.tries() == visit.tries();
    }

    private void listen(
            FlowEffect.Collect collect, @Nullable Announcement lead, Announcement prompt, long timeoutMillis) {
        walk.answer();
        walk.emit(collect);
        var parts = new ArrayList<>(walk.parts(lead));
        parts.addAll(walk.parts(prompt));
        var ticket = walk.play(parts, true);
        if (ticket == 0) {
            walk.replaceTop(walk.top().waiting(Phase.LISTENING, 0, walk.timerIn(timeoutMillis)));
        } else {
            walk.replaceTop(walk.top().waiting(Phase.SPEAKING, ticket, 0));
        }
    }

    private String label(FlowStep.Option option) {
        var label = option.label();
        return label == null ? "" : label.in(walk.language());
    }

    private String decide(FlowStep.Condition condition) {
        for (var one : condition.cases()) {
            if (walk.holds(one.when())) {
                return one.next();
            }
        }
        return condition.otherwise();
    }

    private void lookup(FlowStep.Lookup lookup) {
        walk.emit(new FlowEffect.Lookup(
                ask(Phase.ASKED),
                lookup.url(),
                lookup.method(),
                texts(lookup.query()),
                texts(lookup.body()),
                List.copyOf(lookup.into().values()),
                lookup.timeoutMillis()));
    }

    private SequencedMap<String, String> texts(SequencedMap<String, Expression> values) {
        var texts = new LinkedHashMap<String, String>();
        values.forEach((name, expression) -> {
            if (walk.evaluate(expression) instanceof Value known && !(known instanceof Value.Absent)) {
                texts.put(name, Shown.text(known));
            }
        });
        return texts;
    }

    private void pause(FlowStep.Pause pause) {
        while (walk.hasTypedAhead()) {
            var target = pause.keys().get(walk.takeTypedAhead());
            if (target != null) {
                walk.goTo(target);
                return;
            }
        }
        var music = pause.music();
        if (music != null) {
            walk.answer();
            walk.emit(new FlowEffect.Music(music));
        }
        pause(pause.millis());
    }

    private void pause(long millis) {
        var timer = millis > 0 ? walk.timerIn(millis) : 0;
        walk.replaceTop(walk.top().waiting(Phase.PAUSED, 0, timer));
    }

    private void queue(FlowStep.Queue queue) {
        if (walk.queuedAt() >= 0) {
            walk.fault("a customer who waits in a queue cannot enter another");
            return;
        }
        walk.forgetTypedAhead();
        walk.set(FlowNames.CALL_BACK_PROMISED, Value.ABSENT);
        walk.answer();
        var attributes = texts(queue.attributes());
        var ticket = ask(Phase.ASKED);
        walk.emit(new FlowEffect.Enqueue(ticket, queue.queue(), queue.needs(), priority(queue.priority()), attributes));
    }

    private int priority(@Nullable Expression priority) {
        if (priority == null || !(walk.evaluate(priority) instanceof Value.Number(var number))) {
            return 0;
        }
        return Math.clamp(number.setScale(0, RoundingMode.FLOOR).longValue(), 0, HIGHEST_PRIORITY);
    }

    private void leave(FlowStep.QueueExit exit) {
        var queued = walk.queuedAt();
        if (queued < 0) {
            walk.fault("nobody waits here who could leave a queue");
            return;
        }
        walk.emit(new FlowEffect.LeaveQueue(exit));
        walk.emit(new FlowEffect.StopMedia());
        walk.unwindTo(queued);
        leftQueue(exit.code());
    }

    /// The place that waited is on top; goes where its step says for this exit.
    void leftQueue(String exit) {
        if (walk.stepOf(walk.top()) instanceof FlowStep.Queue queue) {
            walk.goTo(queue.leave().getOrDefault(exit, queue.otherwise()));
        } else {
            walk.fault("the step that waited is not there");
        }
    }

    private String text(Expression expression) {
        return Shown.text(walk.evaluate(expression));
    }

    /// The customer goes, the place stays.
    private void ringOff() {
        if (walk.queuedAt() < 0 || !Value.of(true).equals(walk.value(FlowNames.CALL_BACK_PROMISED))) {
            walk.fault("no call-back has been promised; this line must not end");
            return;
        }
        walk.emit(new FlowEffect.StopMedia());
        walk.waitsAlone();
        walk.emit(new FlowEffect.RingOff());
    }

    /// What is worth saying about a wait, and its announcement.
    ///
    /// @return nothing when neither is known
    void tell(FlowStep.WaitTime step, FlowInput.PositionAnswer answer) {
        var parts = new ArrayList<FlowEffect.Part>();
        var sayable = answer.position() > 0 && answer.position() <= SpokenNumbers.HIGHEST;
        var place = step.position() && sayable ? answer.position() : 0;
        if (place == 1) {
            say(parts, "queue-next");
        } else if (place > 1) {
            say(parts, "queue-position");
            number(parts, place);
            say(parts, "queue-position-end");
        }
        var to = answer.toMinutes() * 60_000L <= step.longestMillis() ? Math.max(0, answer.toMinutes()) : 0;
        var from = Math.clamp(answer.fromMinutes(), 0, to);
        if (to == 1 && from == 0) {
            say(parts, "queue-wait-short");
        } else if (to > 0) {
            if (from == 0) {
                say(parts, "queue-wait-under");
            } else if (from == to) {
                say(parts, "queue-wait");
            } else {
                say(parts, "queue-wait-between");
                number(parts, from);
                say(parts, "queue-wait-and");
            }
            number(parts, to);
            say(parts, "minutes");
        }
        if (parts.isEmpty()) {
            walk.goTo(step.next());
            return;
        }
        walk.emit(new FlowEffect.WaitAnnounced(place, from, to, to == 0 ? -1 : (from + to) * 30_000L));
        walk.replaceTop(walk.top().waiting(Phase.SPEAKING, walk.play(parts, true), 0));
    }

    private static void say(List<FlowEffect.Part> parts, String clip) {
        parts.add(new FlowEffect.Part.Clip(clip));
    }

    private static void number(List<FlowEffect.Part> parts, int number) {
        SpokenNumbers.number(Value.of(number)).forEach(clip -> say(parts, clip));
    }

    private void subFlow(String flow, boolean pausesOffers) {
        var caller = walk.top().waiting(Phase.CALLED, 0, 0);
        if (pausesOffers && walk.queuedAt() >= 0 && !walk.offersPaused()) {
            walk.emit(new FlowEffect.PauseOffers(true));
        }
        walk.replaceTop(caller);
        if (!walk.call(flow)) {
            walk.fault("flow %s is not there or calls go too deep".formatted(flow));
        }
    }
}
