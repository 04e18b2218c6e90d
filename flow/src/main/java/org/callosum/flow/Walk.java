package org.callosum.flow;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.callosum.flow.FlowEffect.Outcome;
import org.callosum.flow.FlowRun.Frame;
import org.callosum.flow.FlowRun.Phase;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;

/// One move of a run: its places, what is known, and the effects so far. Lives for one call of the interpreter.
final class Walk {
    static final String HOLD_MUSIC = "hold";
    private static final int MAX_FRAMES = 8;
    private static final int MAX_TYPED_AHEAD = 20;
    private static final int MAX_TEXT = 500;

    private final FlowLibrary library;
    private final @Nullable FlowDefinition starting;
    private final List<Frame> frames;
    private final SequencedMap<String, Value> variables;
    private final FlowRun before;
    private final long nowMillis;
    private final List<FlowEffect> effects = new ArrayList<>();
    private int nextTicket;
    private boolean answered;
    private boolean faulted;
    private String typedAhead;
    private int stepsTaken;

    Walk(FlowLibrary library, @Nullable FlowDefinition starting, FlowRun run, long nowMillis) {
        this.library = library;
        this.starting = starting;
        this.before = run;
        this.nowMillis = nowMillis;
        frames = new ArrayList<>(run.frames());
        variables = new LinkedHashMap<>(run.variables());
        nextTicket = run.nextTicket();
        answered = run.answered();
        faulted = run.faulted();
        typedAhead = run.typedAhead();
    }

    FlowInterpreter.Step step() {
        var run = new FlowRun(frames, variables, before.zone(), nextTicket, answered, faulted, typedAhead);
        return new FlowInterpreter.Step(run, effects);
    }

    /// Carries out steps until the run waits or has ended.
    void advance() {
        while (!frames.isEmpty() && top().phase() == Phase.ENTERING) {
            if (++stepsTaken > FlowInterpreter.MAX_STEPS) {
                fault("%d steps without waiting for anybody".formatted(FlowInterpreter.MAX_STEPS));
                stepsTaken = 0;
                continue;
            }
            var step = stepOf(top());
            if (step == null) {
                fault("this step is not there");
                continue;
            }
            emit(new FlowEffect.StepEntered(top().flow(), top().step()));
            new Steps(this).enter(step);
        }
    }

    // Places

    boolean ended() {
        return frames.isEmpty();
    }

    List<Frame> frames() {
        return frames;
    }

    Frame top() {
        return frames.getLast();
    }

    void replaceTop(Frame frame) {
        frames.set(frames.size() - 1, frame);
    }

    @Nullable
    FlowDefinition definitionOf(Frame frame) {
        if (starting != null && starting.code().equals(frame.flow()) && starting.version() == frame.version()) {
            return starting;
        }
        return library.version(frame.flow(), frame.version());
    }

    @Nullable
    FlowStep stepOf(Frame frame) {
        var definition = definitionOf(frame);
        return definition == null ? null : definition.steps().get(frame.step());
    }

    /// Whether an agent is led, by a screen.
    boolean isScript() {
        var definition = definitionOf(frames.getFirst());
        return definition != null && definition.kind() == FlowDefinition.Kind.SCRIPT;
    }

    void goTo(String step) {
        var frame = top();
        replaceTop(Frame.entering(frame.flow(), frame.version(), step));
    }

    /// Begins another flow above the present place.
    ///
    /// @return whether there is such a flow and room for it
    boolean call(String code) {
        var definition = library.current(code);
        if (definition == null || frames.size() >= MAX_FRAMES) {
            return false;
        }
        frames.add(Frame.entering(definition.code(), definition.version(), definition.start()));
        return true;
    }

    /// The index of the place that waits in a queue, or -1.
    int queuedAt() {
        for (var i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i).phase() == Phase.QUEUED) {
                return i;
            }
        }
        return -1;
    }

    /// Leaves everything above this place.
    void unwindTo(int index) {
        var paused = offersPaused();
        while (frames.size() > index + 1) {
            frames.removeLast();
        }
        offersGoOn(paused);
    }

    /// Whether a part above the wait keeps offers away.
    boolean offersPaused() {
        return frames.stream()
                .anyMatch(frame -> frame.phase() == Phase.CALLED
                        && stepOf(frame) instanceof FlowStep.SubFlow(var _, var pausesOffers, var _)
                        && pausesOffers);
    }

    private void offersGoOn(boolean paused) {
        if (paused && queuedAt() >= 0 && !offersPaused()) {
            emit(new FlowEffect.PauseOffers(false));
        }
    }

    /// The wait goes on with nobody on the line: nothing is heard, nothing is limited.
    void waitsAlone() {
        var queued = queuedAt();
        unwindTo(queued);
        forgetTypedAhead();
        replaceTop(top().waiting(Phase.QUEUED, top().ticket(), 0));
    }

    /// The wait goes on with nothing but music.
    void waitWithMusic() {
        emit(new FlowEffect.Music(HOLD_MUSIC));
    }

    void comeBack() {
        var paused = offersPaused();
        var script = isScript();
        frames.removeLast();
        if (frames.isEmpty()) {
            if (!script) {
                emit(new FlowEffect.HangUp(FlowStep.HangUpCause.NORMAL));
            }
            end(Outcome.COMPLETED);
        } else if (top().phase() == Phase.QUEUED) {
            waitWithMusic();
        } else if (stepOf(top()) instanceof FlowStep.SubFlow(var _, var _, var next)) {
            goTo(next);
            offersGoOn(paused);
        } else {
            fault("the flow to come back to is not there");
        }
    }

    // Ends

    void end(Outcome outcome) {
        frames.clear();
        typedAhead = "";
        emit(new FlowEffect.Ended(outcome));
    }

    /// Something broke. A treatment gives way to music, for the customer keeps the place in the queue; else the flow's
    /// `fault` step takes over, once; else the call ends and the server opens a case.
    void fault(String reason) {
        var frame = top();
        emit(new FlowEffect.Faulted(frame.flow(), frame.step(), reason));
        var queued = queuedAt();
        if (queued >= 0 && queued < frames.size() - 1) {
            unwindTo(queued);
            waitWithMusic();
            return;
        }
        var first = frames.getFirst();
        var definition = definitionOf(first);
        if (!faulted && definition != null && definition.fault() != null) {
            faulted = true;
            typedAhead = "";
            unwindTo(0);
            goTo(definition.fault());
            return;
        }
        if (definition == null || definition.kind() != FlowDefinition.Kind.SCRIPT) {
            emit(new FlowEffect.HangUp(FlowStep.HangUpCause.FAULT));
        }
        end(Outcome.FAULT);
    }

    // Effects

    void emit(FlowEffect effect) {
        effects.add(effect);
    }

    int ticket() {
        return nextTicket++;
    }

    int timerIn(long millis) {
        var ticket = ticket();
        emit(new FlowEffect.SetTimer(ticket, nowMillis + millis));
        return ticket;
    }

    void answer() {
        if (!answered) {
            answered = true;
            emit(new FlowEffect.Answer());
        }
    }

    void answeredByOtherSide() {
        answered = true;
    }

    /// @return the ticket of the announcement, or 0 when there is nothing to be heard
    int play(List<FlowEffect.Part> parts, boolean interruptible) {
        if (parts.isEmpty()) {
            return 0;
        }
        answer();
        var ticket = ticket();
        emit(new FlowEffect.Play(ticket, parts, language(), interruptible));
        return ticket;
    }

    List<FlowEffect.Part> parts(@Nullable Announcement announcement) {
        return switch (announcement) {
            case null -> List.of();
            case Announcement.Spoken(var text) ->
                List.of(new FlowEffect.Part.Text(Shown.fill(text.in(language()), this::value)));
            case Announcement.Clips(var pieces) ->
                pieces.stream()
                        .flatMap(piece -> codes(piece).stream())
                        .<FlowEffect.Part>map(FlowEffect.Part.Clip::new)
                        .toList();
        };
    }

    private List<String> codes(Announcement.Piece piece) {
        return switch (piece) {
            case Announcement.Piece.Clip(var code) -> List.of(code);
            case Announcement.Piece.Number(var value) -> SpokenNumbers.number(evaluate(value));
            case Announcement.Piece.Digits(var value) -> SpokenNumbers.digits(evaluate(value));
        };
    }

    // What is known

    String language() {
        return variables.get(FlowNames.LANGUAGE) instanceof Value.Text(var tag) ? tag : "en";
    }

    Value value(String name) {
        return switch (name) {
            case FlowNames.TIME -> Value.of(LocalTime.ofInstant(now(), before.zone()));
            case FlowNames.DAY ->
                Value.of(FlowNames.DAYS.get(
                        now().atZone(before.zone()).getDayOfWeek().ordinal()));
            default -> variables.getOrDefault(name, Value.ABSENT);
        };
    }

    private Instant now() {
        return Instant.ofEpochMilli(nowMillis);
    }

    Value evaluate(Expression expression) {
        return expression.evaluate(this::value);
    }

    boolean holds(Expression expression) {
        return expression.holds(this::value);
    }

    void set(String name, Value value) {
        switch (value) {
            case Value.Absent _ -> variables.remove(name);
            case Value.Text(var text)
            when text.length() > MAX_TEXT -> variables.put(name, new Value.Text(text.substring(0, MAX_TEXT)));
            case Value.Text _, Value.Number _, Value.Truth _, Value.Time _, Value.Texts _ -> variables.put(name, value);
        }
    }

    void set(SequencedMap<String, Expression> values) {
        values.forEach((name, expression) -> set(name, evaluate(expression)));
    }

    // Keys pressed before they are asked for; beyond the bound they are dropped, as nobody types so far ahead.

    void typeAhead(char key) {
        if (typedAhead.length() < MAX_TYPED_AHEAD) {
            typedAhead += key;
        }
    }

    boolean hasTypedAhead() {
        return !typedAhead.isEmpty();
    }

    char takeTypedAhead() {
        var key = typedAhead.charAt(0);
        typedAhead = typedAhead.substring(1);
        return key;
    }

    void forgetTypedAhead() {
        typedAhead = "";
    }
}
