package org.callosum.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.callosum.flow.FlowInput.QueueOutcome;
import org.callosum.flow.FlowRun.Phase;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;

/// A test call of a flow by text, in virtual time: the interpreter that leads real customers, a world that asks nobody
/// and dials nobody. A trial is a pure function of the flow, the situation and the moves, so it is not stored: whoever
/// goes on with it sends all moves again.
///
/// Announcements are heard to their end before the next move; what waits for the customer, for an agent or for time
/// to pass waits for a move.
public final class FlowTrial {
    public static final int MOST_MOVES = 200;
    /// A trial longer than this is cut: a flow in a circle talks for ever.
    public static final int MOST_LINES = 1_000;

    private static final long MESSAGE_MILLIS = 10_000;

    /// Whose turn it is.
    public enum Turn {
        /// The customer's: a key or a word.
        CHOICE,
        /// The customer's: digits or a line.
        ENTRY,
        /// An agent's; the customer waits.
        AGENT,
        /// Nobody's: the customer talks with an agent or with whoever was dialled.
        CONVERSATION,
        /// Time has to pass.
        TIME,
        /// The call is over.
        NOBODY
    }

    /// @param nowMillis the virtual clock, UTC epoch
    /// @param choices that may be made now; empty if it is not the turn for one
    /// @param cut there were too many lines; what comes after them is missing
    public record Result(
            List<TrialLine> lines,
            FlowRun run,
            long nowMillis,
            Turn turn,
            List<FlowEffect.Choice> choices,
            boolean cut) {
        public Result {
            lines = List.copyOf(lines);
            choices = List.copyOf(choices);
        }
    }

    private final FlowDefinition definition;
    private final FlowLibrary library;
    private final FlowInterpreter interpreter;
    private final TrialWorld world;
    private final long startMillis;
    private final List<TrialLine> lines = new ArrayList<>();
    /// What is due when: the answers to announcements and timers, stale ones included.
    private final TreeMap<Long, Deque<FlowInput>> due = new TreeMap<>();

    private final Deque<FlowInput> answers = new ArrayDeque<>();
    private List<FlowEffect.Choice> choices = List.of();
    private long now;
    private FlowRun run;
    private String flow;
    private String step = "";
    private int playing;
    private int queued;
    private long queuedAt;
    private boolean cut;

    FlowTrial(FlowDefinition definition, FlowLibrary others, FlowContext context, long startMillis, TrialWorld world) {
        this.definition = definition;
        this.library = new FlowLibrary() {
            @Override
            public @Nullable FlowDefinition current(String code) {
                return code.equals(definition.code()) ? definition : others.current(code);
            }

            @Override
            public @Nullable FlowDefinition version(String code, int version) {
                return code.equals(definition.code()) ? definition : others.version(code, version);
            }
        };
        this.interpreter = new FlowInterpreter(library);
        this.world = world;
        this.startMillis = startMillis;
        this.now = startMillis;
        this.flow = definition.code();
        var first = interpreter.start(definition, context, now);
        this.run = first.run();
        take(first);
        settle();
    }

    /// Lets a customer with these facts enter the flow and make these moves.
    ///
    /// @param others the flows it calls; the tried one need not be among them
    /// @param startMillis when the call begins, UTC epoch
    /// @param moves at most [#MOST_MOVES]
    /// @throws IllegalArgumentException if there are more moves
    public static Result of(
            FlowDefinition definition,
            FlowLibrary others,
            FlowContext context,
            long startMillis,
            TrialWorld world,
            List<TrialMove> moves) {
        if (moves.size() > MOST_MOVES) {
            throw new IllegalArgumentException(
                    "A trial has at most %d moves, not %d".formatted(MOST_MOVES, moves.size()));
        }
        var trial = new FlowTrial(definition, others, context, startMillis, world);
        for (var move : moves) {
            if (trial.over()) {
                break;
            }
            trial.make(move);
        }
        return trial.result();
    }

    /// Nothing comes any more: the call has ended, or was too long to go on with.
    boolean over() {
        return run.ended() || cut;
    }

    Result result() {
        return new Result(lines, run, now, turn(), openChoices(), cut);
    }

    // ---- the tester's side

    void make(TrialMove move) {
        switch (move) {
            case TrialMove.Press(var keys) -> {
                line(TrialLine.Kind.MOVE, "move", "press", "text", keys);
                keys.chars().forEach(key -> give(new FlowInput.Digit((char) key)));
            }
            case TrialMove.Write(var text) -> {
                line(TrialLine.Kind.MOVE, "move", "write", "text", text);
                give(new FlowInput.TextLine(text));
            }
            case TrialMove.Stay(var millis) -> {
                line(TrialLine.Kind.MOVE, "move", "stay", "millis", Long.toString(millis));
                stay(millis);
            }
            case TrialMove.AgentAnswers _ -> {
                line(TrialLine.Kind.MOVE, "move", "agent-answers");
                give(new FlowInput.EnqueueAnswer(queued, QueueOutcome.ANSWERED, ""));
            }
            case TrialMove.AgentLeaves _ -> {
                line(TrialLine.Kind.MOVE, "move", "agent-leaves");
                give(new FlowInput.ConversationEnded());
            }
            case TrialMove.HangUp _ -> {
                line(TrialLine.Kind.MOVE, "move", "hang-up");
                give(new FlowInput.CallerHungUp());
            }
        }
        settle();
    }

    private void stay(long millis) {
        if (millis == 0) {
            int said = lines.size();
            while (lines.size() == said && goesOn()) {
                happen();
            }
            return;
        }
        long end = now + millis;
        while (goesOn() && due.firstKey() <= end) {
            happen();
        }
        now = Math.max(now, end);
    }

    /// Lets pass what nobody has to wait for: announcements, answers of the world, the pause after the last digit.
    private void settle() {
        while (goesOn() && passes(run.frames().getLast())) {
            happen();
        }
    }

    private static boolean passes(FlowRun.Frame top) {
        return switch (top.phase()) {
            case SPEAKING, ASKED -> true;
            case LISTENING -> !top.typed().isEmpty();
            case ENTERING, PAUSED, QUEUED, TALKING, CALLED -> false;
        };
    }

    private boolean goesOn() {
        return !cut && !run.ended() && !due.isEmpty();
    }

    private void happen() {
        var next = due.firstEntry();
        now = Math.max(now, next.getKey());
        var input = next.getValue().removeFirst();
        if (next.getValue().isEmpty()) {
            due.remove(next.getKey());
        }
        give(input);
    }

    Turn turn() {
        if (run.ended()) {
            return Turn.NOBODY;
        }
        var top = run.frames().getLast();
        return switch (top.phase()) {
            case LISTENING, SPEAKING -> openChoices().isEmpty() ? Turn.ENTRY : Turn.CHOICE;
            case TALKING -> Turn.CONVERSATION;
            case ENTERING, ASKED, PAUSED, QUEUED, CALLED ->
                run.frames().stream().anyMatch(frame -> frame.phase() == Phase.QUEUED) ? Turn.AGENT : Turn.TIME;
        };
    }

    private List<FlowEffect.Choice> openChoices() {
        return !run.ended() && run.frames().getLast().phase() == Phase.LISTENING ? choices : List.of();
    }

    // ---- the flow's side

    private void give(FlowInput input) {
        take(interpreter.resume(run, input, now));
    }

    private void take(FlowInterpreter.Step taken) {
        run = taken.run();
        taken.effects().forEach(this::carryOut);
        while (!answers.isEmpty() && !cut) {
            var next = interpreter.resume(run, answers.removeFirst(), now);
            run = next.run();
            next.effects().forEach(this::carryOut);
        }
    }

    private void carryOut(FlowEffect effect) {
        switch (effect) {
            case FlowEffect.StepEntered(var where, var entered) -> {
                flow = where;
                step = entered;
                choices = List.of();
                line(TrialLine.Kind.STEP);
            }
            case FlowEffect.Play play -> {
                playing = play.ticket();
                long millis = play.parts().stream()
                        .mapToLong(part -> world.millis(part, play.language()))
                        .sum();
                say(
                        TrialLine.Kind.SAID,
                        play.parts().stream()
                                .map(part -> said(part, play.language()))
                                .toList());
                due(now + Math.max(1, millis), new FlowInput.PlayEnded(play.ticket()));
            }
            case FlowEffect.Music(var code) -> line(TrialLine.Kind.MUSIC, "music", code);
            case FlowEffect.StopMedia _ -> {
                if (playing != 0) {
                    answers.add(new FlowInput.PlayEnded(playing));
                    playing = 0;
                }
            }
            case FlowEffect.Collect collect -> choices = collect.choices();
            case FlowEffect.SetTimer(var ticket, var atMillis) -> due(atMillis, new FlowInput.Timeout(ticket));
            case FlowEffect.Understand(var ticket, var text, var among) -> {
                var intent = world.intent(text, among);
                line(TrialLine.Kind.UNDERSTOOD, "intent", intent);
                answers.add(new FlowInput.Understood(ticket, intent));
            }
            case FlowEffect.CheckHours(var ticket, var calendar) -> {
                var hours = world.hours(calendar, now);
                line(TrialLine.Kind.HOURS, "calendar", calendar, "open", "" + hours.open(), "reason", hours.reason());
                answers.add(new FlowInput.HoursAnswer(ticket, hours.open(), hours.reason()));
            }
            case FlowEffect.Lookup lookup -> {
                var looked = world.lookup(lookup);
                line(TrialLine.Kind.LOOKUP, "url", lookup.url(), "status", "" + looked.status());
                answers.add(new FlowInput.LookupAnswer(lookup.ticket(), looked.status(), looked.fields()));
            }
            case FlowEffect.Enqueue enqueue -> enqueue(enqueue);
            case FlowEffect.LeaveQueue(var exit) -> line(TrialLine.Kind.LEFT_QUEUE, "exit", exit.code());
            case FlowEffect.AskPosition(var ticket) -> {
                var place = world.place();
                answers.add(new FlowInput.PositionAnswer(
                        ticket,
                        place.position(),
                        now - queuedAt,
                        place.toMinutes() == 0 ? -1 : (place.fromMinutes() + place.toMinutes()) * 30_000L,
                        place.fromMinutes(),
                        place.toMinutes(),
                        place.waiting(),
                        place.agents()));
            }
            case FlowEffect.CheckCallBack(var ticket, var number, var _) -> callBack(ticket, number, false);
            case FlowEffect.PromiseCallBack(var ticket, var number, var _, var _) -> callBack(ticket, number, true);
            case FlowEffect.RingOff _ -> {
                line(TrialLine.Kind.RUNG_OFF);
                answers.add(new FlowInput.CustomerAway());
            }
            case FlowEffect.PauseOffers(var on) -> line(TrialLine.Kind.OFFERS_PAUSED, "on", "" + on);
            case FlowEffect.Echo _ -> line(TrialLine.Kind.ECHO);
            case FlowEffect.Dial(var ticket, var target, var _) -> {
                var outcome = world.dial(target);
                line(TrialLine.Kind.DIALLED, "target", target.value(), "outcome", code(outcome));
                answers.add(new FlowInput.DialAnswer(ticket, outcome));
            }
            case FlowEffect.Voicemail voicemail -> {
                line(TrialLine.Kind.MESSAGE, "caseType", voicemail.caseType());
                due(now + MESSAGE_MILLIS, new FlowInput.VoicemailAnswer(voicemail.ticket(), true, (int)
                        (MESSAGE_MILLIS / 1000)));
            }
            case FlowEffect.Transfer(var target) -> line(TrialLine.Kind.TRANSFERRED, "target", target.value());
            case FlowEffect.HangUp(var cause) -> line(TrialLine.Kind.HUNG_UP, "cause", code(cause));
            case FlowEffect.Chosen(var _, var _, var key, var label) ->
                say(TrialLine.Kind.CHOSEN, named(label), "key", String.valueOf(key));
            case FlowEffect.Entered(var _, var _, var entry, var label) ->
                say(TrialLine.Kind.ENTERED, named(label), "entry", entry);
            case FlowEffect.Faulted(var _, var _, var reason) -> line(TrialLine.Kind.FAULT, "reason", reason);
            case FlowEffect.Ended(var outcome) -> line(TrialLine.Kind.ENDED, "outcome", code(outcome));
            case ScriptEffect script -> carryOut(script);
            case FlowEffect.Answer _, FlowEffect.WaitAnnounced _, FlowEffect.GaveUp _ -> {
                // a text is always heard, what is announced follows as an announcement, and where the run goes on after
                // the last try is the next step
            }
        }
    }

    private void carryOut(ScriptEffect effect) {
        switch (effect) {
            case ScriptEffect.Show show -> {
                choices = show.choices();
                var page = show.page();
                var text = show.text();
                if (page != null) {
                    say(TrialLine.Kind.SAID, List.of(new TrialLine.Said(page, world.page(page))));
                } else if (text != null) {
                    say(TrialLine.Kind.SAID, List.of(new TrialLine.Said(null, inEachLanguage(text, show.language()))));
                }
            }
            case ScriptEffect.FreeAnswered(var _, var _, var text, var target) ->
                noted(TrialLine.Kind.FREE_ANSWER, text, target == null ? "" : target);
            case ScriptEffect.FilledIn(var _, var _, var form, var answers) ->
                noted(TrialLine.Kind.FILLED, form, String.join(", ", answers.values()));
            case ScriptEffect.Offered(var _, var _, var offer, var _, var accepted, var value) ->
                noted(
                        TrialLine.Kind.OFFERED,
                        offer,
                        accepted ? "accepted" + (value == null ? "" : " " + value.toPlainString()) : "declined");
            case ScriptEffect.OfferPassedOver(var _, var _, var offer, var why) ->
                noted(TrialLine.Kind.PASSED_OVER, offer, code(why));
            case ScriptEffect.CaseWanted(var _, var _, var type) -> noted(TrialLine.Kind.CASE_OPENED, type, "");
            case ScriptEffect.DispositionProposed(var _, var _, var disposition) ->
                noted(TrialLine.Kind.PROPOSED, disposition, "");
            case ScriptEffect.Skipped(var _, var skipped) -> noted(TrialLine.Kind.SKIPPED, skipped, "");
            case ScriptEffect.Jumped(var _, var from, var to) -> noted(TrialLine.Kind.JUMPED, from, to);
            case ScriptEffect.Closed(var _, var _, var result) -> noted(TrialLine.Kind.CLOSED, result.code(), "");
        }
    }

    private void noted(TrialLine.Kind kind, String code, String answer) {
        line(kind, "code", code, "answer", answer);
    }

    private void enqueue(FlowEffect.Enqueue enqueue) {
        queued = enqueue.ticket();
        queuedAt = now;
        var queue = world.queue(enqueue.queue(), now);
        if (queue == null) {
            notQueued(enqueue, "unknown", "");
            answers.add(new FlowInput.EnqueueAnswer(queued, QueueOutcome.FULL, "unknown-queue"));
        } else if (!queue.hours().open()) {
            notQueued(enqueue, "closed", queue.hours().reason());
            answers.add(new FlowInput.EnqueueAnswer(
                    queued, QueueOutcome.CLOSED, queue.hours().reason()));
        } else if (queue.full()) {
            notQueued(enqueue, "full", "");
            answers.add(new FlowInput.EnqueueAnswer(queued, QueueOutcome.FULL, ""));
        } else {
            line(TrialLine.Kind.QUEUED, "queue", enqueue.queue(), "priority", "" + enqueue.priority());
            answers.add(new FlowInput.EnqueueAnswer(queued, QueueOutcome.QUEUED, "", queue.treatment()));
        }
    }

    private void notQueued(FlowEffect.Enqueue enqueue, String why, String reason) {
        line(TrialLine.Kind.NOT_QUEUED, "queue", enqueue.queue(), "why", why, "reason", reason);
    }

    private void callBack(int ticket, String number, boolean promised) {
        boolean granted = world.callsBack(number);
        line(
                TrialLine.Kind.CALL_BACK,
                "number",
                number,
                "granted",
                "" + granted,
                "promised",
                "" + (granted && promised));
        answers.add(new FlowInput.CallBackAnswer(ticket, granted, granted ? "" : "no-number"));
    }

    private void due(long atMillis, FlowInput input) {
        due.computeIfAbsent(atMillis, _ -> new ArrayDeque<>()).add(input);
    }

    // ---- what is written down

    private TrialLine.Said said(FlowEffect.Part part, String language) {
        return switch (part) {
            case FlowEffect.Part.Clip(var code) -> new TrialLine.Said(code, world.wording(code));
            case FlowEffect.Part.Text(var text) -> new TrialLine.Said(null, inEachLanguage(text, language));
        };
    }

    /// The run says a text in one language; the step it comes from has the others.
    private @Nullable LocaleText inEachLanguage(String text, String language) {
        var walk = new Walk(library, definition, run, now);
        for (var announcement : announcements()) {
            if (announcement instanceof Announcement.Spoken(var wording)
                    && Shown.fill(wording.in(language), walk::value).equals(text)) {
                var all = new LinkedHashMap<String, String>();
                for (var each : FlowNames.LANGUAGES) {
                    var filled = Shown.fill(wording.in(each), walk::value);
                    if (!filled.isBlank()) {
                        all.put(each, filled);
                    }
                }
                return all.isEmpty() ? null : new LocaleText(all);
            }
        }
        return text.isBlank() ? null : LocaleText.of(language, text);
    }

    private List<@Nullable Announcement> announcements() {
        var where = flow.equals(definition.code()) ? definition : library.current(flow);
        var found = new ArrayList<@Nullable Announcement>();
        switch (where == null ? null : where.steps().get(step)) {
            case FlowStep.Announce announce -> found.add(announce.announcement());
            case FlowStep.Menu menu -> {
                found.add(menu.prompt());
                found.add(menu.noInput());
                found.add(menu.noMatch());
            }
            case FlowStep.Collect collect -> {
                found.add(collect.prompt());
                found.add(collect.noInput());
                found.add(collect.noMatch());
            }
            case ScriptStep script
            when script.words() instanceof ScriptStep.Words.Said(var text) -> found.add(new Announcement.Spoken(text));
            case null -> {}
            case FlowStep _ -> {}
        }
        return found;
    }

    private static List<TrialLine.Said> named(@Nullable LocaleText label) {
        return label == null ? List.of() : List.of(new TrialLine.Said(null, label));
    }

    private void line(TrialLine.Kind kind, String... namesAndValues) {
        say(kind, List.of(), namesAndValues);
    }

    private void say(TrialLine.Kind kind, List<TrialLine.Said> said, String... namesAndValues) {
        if (lines.size() >= MOST_LINES) {
            cut = true;
            return;
        }
        SequencedMap<String, String> data = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            data.put(namesAndValues[i], Objects.requireNonNull(namesAndValues[i + 1]));
        }
        lines.add(new TrialLine(now - startMillis, kind, flow, step, said, data));
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
