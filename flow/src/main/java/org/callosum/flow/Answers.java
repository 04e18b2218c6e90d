package org.callosum.flow;

import java.math.BigDecimal;
import java.text.Normalizer;
import org.callosum.flow.FlowEffect.Outcome;
import org.callosum.flow.FlowRun.Phase;
import org.callosum.kernel.expression.Type;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;

/// What an input means to a waiting run. What it does not wait for changes nothing.
final class Answers {
    private static final String KEYS = "0123456789*#";
    private static final int MOST_KEYS = 40;
    private static final int LONGEST_LINE = 500;
    private static final int MOST_NUMBER_DIGITS = 15;

    private final Walk walk;

    Answers(Walk walk) {
        this.walk = walk;
    }

    void take(FlowInput input) {
        if (walk.ended()) {
            return;
        }
        switch (input) {
            case ScriptInput script -> new ScriptSteps(walk).take(script);
            case FlowInput.CallerHungUp _ -> walk.end(Outcome.CALLER_LEFT);
            case FlowInput.PlayEnded(var ticket) -> playEnded(ticket);
            case FlowInput.Digit(var key) -> key(key);
            case FlowInput.Digits(var keys) -> keys.chars().limit(MOST_KEYS).forEach(key -> nextKey((char) key));
            case FlowInput.TextLine(var text) -> line(text);
            case FlowInput.Timeout(var ticket) -> timeout(ticket);
            case FlowInput.Understood(var ticket, var intent) -> understood(ticket, intent);
            case FlowInput.HoursAnswer(var ticket, var open, var reason) -> hours(ticket, open, reason);
            case FlowInput.LookupAnswer answer -> lookup(answer);
            case FlowInput.PositionAnswer answer -> position(answer);
            case FlowInput.CallBackAnswer answer -> callBack(answer);
            case FlowInput.CustomerAway _ -> {
                if (walk.queuedAt() >= 0) {
                    walk.waitsAlone();
                }
            }
            case FlowInput.CustomerBack(var greeting) -> {
                if (walk.top().phase() == Phase.QUEUED && (greeting == null || !walk.call(greeting))) {
                    walk.waitWithMusic();
                }
            }
            case FlowInput.EnqueueAnswer answer -> enqueue(answer);
            case FlowInput.DialAnswer(var ticket, var outcome) -> dial(ticket, outcome);
            case FlowInput.ConversationEnded _ -> conversationEnded();
            case FlowInput.VoicemailAnswer(var ticket, var kept, var _) -> {
                if (asked(ticket) instanceof FlowStep.Voicemail voicemail) {
                    walk.goTo(kept ? voicemail.next() : voicemail.failed());
                }
            }
        }
    }

    /// Of several keys at once each meets the step that the one before led to.
    private void nextKey(char key) {
        if (!walk.ended()) {
            key(key);
            walk.advance();
        }
    }

    /// The step that waits for the answer to this ticket, or `null`.
    private @Nullable FlowStep asked(int ticket) {
        var top = walk.top();
        return top.phase() == Phase.ASKED && top.ticket() == ticket ? walk.stepOf(top) : null;
    }

    private void playEnded(int ticket) {
        var top = walk.top();
        if (top.phase() != Phase.SPEAKING || top.ticket() != ticket) {
            return;
        }
        switch (walk.stepOf(top)) {
            case FlowStep.Announce announce -> walk.goTo(announce.next());
            case FlowStep.WaitTime wait -> walk.goTo(wait.next());
            case FlowStep.Menu menu -> listen(menu.timeoutMillis());
            case FlowStep.Collect collect -> listen(collect.firstTimeoutMillis());
            case null -> walk.fault("this step is not there");
            case FlowStep other -> walk.fault(FlowStep.kind(other) + " does not speak");
        }
    }

    private void listen(long timeoutMillis) {
        walk.replaceTop(walk.top().waiting(Phase.LISTENING, 0, walk.timerIn(timeoutMillis)));
    }

    private void key(char key) {
        if (KEYS.indexOf(key) < 0) {
            return;
        }
        var top = walk.top();
        var step = walk.stepOf(top);
        switch (top.phase()) {
            case SPEAKING -> {
                switch (step) {
                    case FlowStep.Menu menu -> {
                        walk.emit(new FlowEffect.StopMedia());
                        menuKey(menu, key);
                    }
                    case FlowStep.Collect collect -> {
                        walk.emit(new FlowEffect.StopMedia());
                        startEntry(collect);
                        entryKey(collect, key);
                    }
                    case FlowStep.WaitTime wait -> {
                        walk.emit(new FlowEffect.StopMedia());
                        walk.typeAhead(key);
                        walk.goTo(wait.next());
                    }
                    case FlowStep.Announce announce
                    when announce.interruptible() -> {
                        walk.emit(new FlowEffect.StopMedia());
                        walk.typeAhead(key);
                        walk.goTo(announce.next());
                    }
                    case null -> walk.fault("this step is not there");
                    case FlowStep _ -> walk.typeAhead(key);
                }
            }
            case LISTENING -> {
                switch (step) {
                    case FlowStep.Menu menu -> menuKey(menu, key);
                    case FlowStep.Collect collect -> entryKey(collect, key);
                    case ScriptStep script -> new ScriptSteps(walk).key(script, key);
                    case null -> walk.fault("this step is not there");
                    case FlowStep _ -> {}
                }
            }
            case PAUSED -> {
                if (step instanceof FlowStep.Pause pause && pause.keys().get(key) instanceof String target) {
                    walk.emit(new FlowEffect.StopMedia());
                    walk.goTo(target);
                }
            }
            case ASKED -> {
                // During a recording the keys belong to the recorder.
                if (!(step instanceof FlowStep.Voicemail)) {
                    walk.typeAhead(key);
                }
            }
            case ENTERING -> walk.typeAhead(key);
            case QUEUED, TALKING, CALLED -> {}
        }
    }

    void menuKey(FlowStep.Menu menu, char key) {
        for (var option : menu.options()) {
            if (option.key() == key) {
                choose(option);
                return;
            }
        }
        walk.forgetTypedAhead();
        again(menu, menu.noMatch());
    }

    private void choose(FlowStep.Option option) {
        var top = walk.top();
        var language = option.language();
        walk.emit(new FlowEffect.Chosen(top.flow(), top.step(), option.key(), option.label()));
        walk.set(FlowNames.MENU_KEY, Value.of(String.valueOf(option.key())));
        if (language != null) {
            walk.set(FlowNames.LANGUAGE, Value.of(language));
        }
        walk.set(option.set());
        walk.goTo(option.next());
    }

    /// Words of the customer's own: the site knows which of the menu's wishes they mean.
    private void understand(FlowStep.Menu menu, String text) {
        var ticket = walk.ticket();
        walk.replaceTop(walk.top().withTyped(text).waiting(Phase.ASKED, ticket, 0));
        walk.emit(new FlowEffect.Understand(ticket, text, menu.intents()));
    }

    private void understood(int ticket, String intent) {
        if (!(asked(ticket) instanceof FlowStep.Menu menu)) {
            return;
        }
        var top = walk.top();
        var text = top.typed();
        walk.replaceTop(top.withTyped(""));
        for (var option : menu.options()) {
            if (option.intents().contains(intent)) {
                walk.emit(new FlowEffect.Entered(top.flow(), top.step(), text, option.label()));
                choose(option);
                return;
            }
        }
        again(menu, menu.noMatch());
    }

    private void again(FlowStep.Menu menu, @Nullable Announcement lead) {
        var tries = walk.top().tries() + 1;
        if (tries > menu.retries()) {
            gaveUp();
            walk.goTo(menu.otherwise());
        } else {
            walk.replaceTop(walk.top().withTries(tries));
            new Steps(walk).prompt(menu, lead);
        }
    }

    private void gaveUp() {
        var top = walk.top();
        walk.emit(new FlowEffect.GaveUp(top.flow(), top.step()));
    }

    private void again(FlowStep.Collect collect, @Nullable Announcement lead) {
        var tries = walk.top().tries() + 1;
        walk.forgetTypedAhead();
        if (tries > collect.retries()) {
            gaveUp();
            walk.goTo(collect.otherwise());
        } else {
            walk.replaceTop(walk.top().withTries(tries));
            new Steps(walk).prompt(collect, lead);
        }
    }

    void startEntry(FlowStep.Collect collect) {
        listen(collect.interDigitMillis());
    }

    void entryKey(FlowStep.Collect collect, char key) {
        var typed = walk.top().typed();
        var ends = collect.ends();
        if (ends != null && ends == key) {
            entered(collect, typed);
        } else if (key == '*' || key == '#') {
            again(collect, collect.noMatch());
        } else if (typed.length() + 1 >= collect.max()) {
            entered(collect, typed + key);
        } else {
            walk.replaceTop(walk.top().withTyped(typed + key));
            listen(collect.interDigitMillis());
        }
    }

    private void entered(FlowStep.Collect collect, String entry) {
        var definition = walk.definitionOf(walk.top());
        if (definition == null) {
            walk.fault("this flow is not there");
        } else if (entry.length() < collect.min() || entry.length() > collect.max()) {
            again(collect, collect.noMatch());
        } else if (definition.variables().get(collect.into()) == Type.NUMBER) {
            if (entry.length() > MOST_NUMBER_DIGITS || !entry.chars().allMatch(c -> c >= '0' && c <= '9')) {
                again(collect, collect.noMatch());
            } else {
                told(collect, entry);
                walk.set(collect.into(), new Value.Number(new BigDecimal(entry)));
                walk.goTo(collect.next());
            }
        } else {
            told(collect, entry);
            walk.set(collect.into(), Value.of(entry));
            walk.goTo(collect.next());
        }
    }

    private void told(FlowStep.Collect collect, String entry) {
        if (!collect.secret()) {
            var top = walk.top();
            walk.emit(new FlowEffect.Entered(top.flow(), top.step(), entry, collect.label()));
        }
    }

    private void line(String written) {
        var top = walk.top();
        var clipped = written.length() > LONGEST_LINE ? written.substring(0, LONGEST_LINE) : written;
        var text = Normalizer.normalize(clipped, Normalizer.Form.NFKC).strip();
        var speaking = top.phase() == Phase.SPEAKING;
        if (!speaking && top.phase() != Phase.LISTENING && top.phase() != Phase.PAUSED) {
            return;
        }
        switch (walk.stepOf(top)) {
            case FlowStep.Menu menu -> {
                stopIf(speaking);
                var option = Wording.meant(menu, text);
                if (option != null) {
                    choose(option);
                } else if (text.isEmpty() || !menu.understandsWords()) {
                    again(menu, menu.noMatch());
                } else {
                    understand(menu, text);
                }
            }
            case FlowStep.Collect collect -> {
                stopIf(speaking);
                enteredLine(collect, text);
            }
            case ScriptStep script -> new ScriptSteps(walk).line(script, text);
            case FlowStep.Pause _ when text.length() == 1 -> key(text.charAt(0));
            case null -> walk.fault("this step is not there");
            case FlowStep _ -> {}
        }
    }

    private void stopIf(boolean speaking) {
        if (speaking) {
            walk.emit(new FlowEffect.StopMedia());
        }
    }

    private void enteredLine(FlowStep.Collect collect, String text) {
        var entry = collect.textAllowed() ? text : text.replaceAll("[\\s-]", "");
        if (entry.isEmpty() || (!collect.textAllowed() && !entry.chars().allMatch(c -> c >= '0' && c <= '9'))) {
            again(collect, entry.isEmpty() ? collect.noInput() : collect.noMatch());
        } else {
            entered(collect, entry);
        }
    }

    private void timeout(int ticket) {
        var top = walk.top();
        var queued = walk.queuedAt();
        if (ticket != 0 && top.timer() == ticket) {
            switch (walk.stepOf(top)) {
                case FlowStep.Menu menu -> again(menu, menu.noInput());
                case FlowStep.Collect collect -> {
                    if (top.typed().isEmpty()) {
                        again(collect, collect.noInput());
                    } else {
                        entered(collect, top.typed());
                    }
                }
                case FlowStep.Pause pause -> walk.goTo(pause.next());
                case FlowStep.Echo echo -> {
                    walk.emit(new FlowEffect.StopMedia());
                    walk.goTo(echo.next());
                }
                case FlowStep.Queue _ -> overflow(queued);
                case null -> walk.fault("this step is not there");
                case FlowStep _ -> {}
            }
        } else if (ticket != 0 && queued >= 0 && walk.frames().get(queued).timer() == ticket) {
            overflow(queued);
        }
    }

    private void overflow(int queued) {
        walk.emit(new FlowEffect.LeaveQueue(FlowStep.QueueExit.OVERFLOW));
        walk.emit(new FlowEffect.StopMedia());
        walk.unwindTo(queued);
        new Steps(walk).leftQueue(FlowStep.QueueExit.OVERFLOW.code());
    }

    private void hours(int ticket, boolean open, String reason) {
        if (asked(ticket) instanceof FlowStep.Hours hours) {
            because(reason);
            walk.goTo(open ? hours.open() : hours.closed());
        }
    }

    private void because(String reason) {
        walk.set(FlowNames.HOURS_REASON, reason.isEmpty() ? Value.ABSENT : Value.of(reason));
    }

    private void lookup(FlowInput.LookupAnswer answer) {
        if (!(asked(answer.ticket()) instanceof FlowStep.Lookup lookup)) {
            return;
        }
        walk.set(FlowNames.LOOKUP_STATUS, Value.of(answer.status()));
        if (answer.status() < 200 || answer.status() > 299) {
            walk.goTo(lookup.failed());
            return;
        }
        var definition = walk.definitionOf(walk.top());
        lookup.into().forEach((name, field) -> {
            var type = definition == null ? null : definition.variables().get(name);
            walk.set(
                    name,
                    type == null ? Value.ABSENT : ReadValue.of(answer.fields().get(field), type));
        });
        walk.goTo(lookup.next());
    }

    private void position(FlowInput.PositionAnswer answer) {
        var step = asked(answer.ticket());
        if (!(step instanceof FlowStep.Position) && !(step instanceof FlowStep.WaitTime)) {
            return;
        }
        walk.set(FlowNames.QUEUE_POSITION, Value.of(answer.position()));
        walk.set(FlowNames.QUEUE_WAITED, Value.of(answer.waitedMillis() / 1000));
        walk.set(
                FlowNames.QUEUE_EXPECTED,
                answer.expectedMillis() < 0 ? Value.ABSENT : Value.of(answer.expectedMillis() / 1000));
        var said = answer.toMinutes() > 0;
        walk.set(FlowNames.QUEUE_LEAST, said ? Value.of(answer.fromMinutes()) : Value.ABSENT);
        walk.set(FlowNames.QUEUE_MOST, said ? Value.of(answer.toMinutes()) : Value.ABSENT);
        walk.set(FlowNames.QUEUE_WAITING, Value.of(answer.waiting()));
        walk.set(FlowNames.QUEUE_AGENTS, Value.of(answer.agents()));
        if (step instanceof FlowStep.Position(var next)) {
            walk.goTo(next);
        } else if (step instanceof FlowStep.WaitTime time) {
            new Steps(walk).tell(time, answer);
        }
    }

    private void callBack(FlowInput.CallBackAnswer answer) {
        var granted = answer.granted();
        var next = switch (asked(answer.ticket())) {
            case FlowStep.OfferCallBack offer -> granted ? offer.next() : offer.refused();
            case FlowStep.CallBack promise -> {
                if (granted) {
                    walk.set(FlowNames.CALL_BACK_PROMISED, Value.of(true));
                }
                yield granted ? promise.next() : promise.refused();
            }
            case null -> null;
            case FlowStep _ -> null;
        };
        if (next != null) {
            walk.set(FlowNames.CALL_BACK_REASON, answer.reason().isEmpty() ? Value.ABSENT : Value.of(answer.reason()));
            walk.goTo(next);
        }
    }

    private void enqueue(FlowInput.EnqueueAnswer answer) {
        var at = -1;
        for (var i = 0; i < walk.frames().size(); i++) {
            var frame = walk.frames().get(i);
            if (frame.ticket() == answer.ticket() && (frame.phase() == Phase.ASKED || frame.phase() == Phase.QUEUED)) {
                at = i;
            }
        }
        if (at < 0 || !(walk.stepOf(walk.frames().get(at)) instanceof FlowStep.Queue queue)) {
            return;
        }
        var waiting = walk.frames().get(at).phase() == Phase.QUEUED;
        switch (answer.outcome()) {
            case QUEUED -> {
                if (!waiting) {
                    startWait(queue, answer.treatment());
                }
            }
            case FULL -> {
                if (!waiting) {
                    walk.goTo(queue.otherwise());
                }
            }
            case CLOSED -> {
                if (!waiting) {
                    because(answer.reason());
                    new Steps(walk).leftQueue(FlowStep.QueueExit.CLOSED.code());
                }
            }
            case ANSWERED -> {
                walk.unwindTo(at);
                walk.emit(new FlowEffect.StopMedia());
                walk.forgetTypedAhead();
                walk.replaceTop(walk.top().waiting(Phase.TALKING, 0, 0));
            }
            case LEFT -> {
                walk.unwindTo(at);
                walk.emit(new FlowEffect.StopMedia());
                new Steps(walk).leftQueue(answer.reason());
            }
        }
    }

    private void startWait(FlowStep.Queue queue, @Nullable String usual) {
        var limit = queue.limitMillis() > 0 ? walk.timerIn(queue.limitMillis()) : 0;
        walk.replaceTop(walk.top().waiting(Phase.QUEUED, walk.top().ticket(), limit));
        var treatment = queue.treatment() == null ? usual : queue.treatment();
        if (treatment == null) {
            walk.waitWithMusic();
        } else if (!walk.call(treatment)) {
            var top = walk.top();
            walk.emit(new FlowEffect.Faulted(top.flow(), top.step(), "treatment %s is not there".formatted(treatment)));
            walk.waitWithMusic();
        }
    }

    private void dial(int ticket, FlowInput.DialOutcome outcome) {
        if (asked(ticket) instanceof FlowStep.Dial dial) {
            switch (outcome) {
                case ANSWERED -> {
                    walk.answeredByOtherSide();
                    walk.forgetTypedAhead();
                    walk.replaceTop(walk.top().waiting(Phase.TALKING, 0, 0));
                }
                case BUSY -> walk.goTo(dial.busy());
                case NO_ANSWER -> walk.goTo(dial.noAnswer());
                case FAILED -> walk.goTo(dial.failed());
            }
        }
    }

    private void conversationEnded() {
        var top = walk.top();
        if (top.phase() != Phase.TALKING) {
            return;
        }
        var next = switch (walk.stepOf(top)) {
            case FlowStep.Queue queue -> queue.next();
            case FlowStep.Dial dial -> dial.next();
            case null -> null;
            case FlowStep _ -> null;
        };
        if (next != null) {
            walk.goTo(next);
        } else {
            walk.emit(new FlowEffect.HangUp(FlowStep.HangUpCause.NORMAL));
            walk.end(Outcome.SERVED);
        }
    }
}
