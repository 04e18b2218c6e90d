package org.callosum.server.calls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.callosum.flow.FlowContext;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowInterpreter;
import org.callosum.flow.FlowLibrary;
import org.callosum.flow.FlowNames;
import org.callosum.flow.FlowRun;
import org.callosum.flow.FlowStep;
import org.callosum.flow.ScriptEffect;
import org.callosum.kernel.expression.Value;
import org.callosum.kernel.id.InteractionId;
import org.callosum.voice.AudioSource;
import org.callosum.voice.LegId;
import org.callosum.voice.PlayId;
import org.callosum.voice.Sound;
import org.callosum.voice.ToneKind;
import org.jspecify.annotations.Nullable;

/// The flow of one call: the run, and how it speaks to the customer's leg. Runs in the call's mailbox. What
/// concerns the
/// floor or a second party is handed to the call.
final class FlowSession {
    private static final long WRITING_MILLIS = 10_000;
    private static final long LONGEST_WRITING_MILLIS = 60_000;

    /// A telephone that nobody answers rings for about as long.
    private static final long LONGEST_CONTENT_MILLIS = 60_000;

    /// Time for the end of a line to arrive that cut its sound off.
    private static final long CUT_MILLIS = 1_000;

    /// How a call begins.
    ///
    /// @param callerNumber empty if withheld, or from the web
    /// @param flow null where nobody is led: an agent calls the customer
    /// @param open the leg can be heard from the first moment (a browser), so there is nothing to answer
    record Start(@Nullable FlowDefinition flow, String callerNumber, boolean open) {}

    private final CallWorld world;
    private final Mailbox mailbox;
    private final EntryPoint entry;
    private final InteractionId interaction;
    private long knownCustomer;
    private LegId customer;
    private final Start start;
    private final Consumer<FlowEffect.@Nullable Collect> shows;
    private final Consumer<FlowEffect> beyond;
    private final FlowInterpreter interpreter;
    private @Nullable Question question;
    private @Nullable FlowRun run;
    private @Nullable PlayId playing;
    private int playingTicket;

    /// What plays before the flow begins, and what follows it.
    private @Nullable PlayId beforeFlow;

    private @Nullable Runnable afterContent;
    private boolean answered;
    private boolean musicOn;
    private boolean served;
    private boolean closed;

    /// A menu or a question was left after its last try.
    private boolean gaveUp;
    private long queuedAtMillis;
    private long queuedBefore;
    private FlowEffect.@Nullable Outcome outcome;

    FlowSession(
            CallWorld world,
            Mailbox mailbox,
            EntryPoint entry,
            InteractionId interaction,
            LegId customer,
            Start start,
            Consumer<FlowEffect.@Nullable Collect> shows,
            Consumer<FlowEffect> beyond) {
        this.world = world;
        this.mailbox = mailbox;
        this.entry = entry;
        this.interaction = interaction;
        this.customer = customer;
        this.start = start;
        this.shows = shows;
        this.beyond = beyond;
        this.answered = start.open();
        this.interpreter =
                new FlowInterpreter(knowing(start.flow(), world.directory().flows(entry)));
    }

    /// A run keeps the text it began with, which may be a draft that nobody else knows.
    private static FlowLibrary knowing(@Nullable FlowDefinition begun, FlowLibrary others) {
        return begun == null
                ? others
                : new FlowLibrary() {
                    @Override
                    public @Nullable FlowDefinition current(String code) {
                        return others.current(code);
                    }

                    @Override
                    public @Nullable FlowDefinition version(String code, int version) {
                        return code.equals(begun.code()) && version == begun.version()
                                ? begun
                                : others.version(code, version);
                    }
                };
    }

    /// What the customer is asked.
    ///
    /// @param step that asks
    /// @param writingUntilMillis the question does not run out before
    private record Question(FlowEffect.Collect what, String step, long sinceMillis, long writingUntilMillis) {
        Question writing(long now) {
            return new Question(
                    what, step, sinceMillis, Math.min(now + WRITING_MILLIS, sinceMillis + LONGEST_WRITING_MILLIS));
        }
    }

    /// The customer writes the answer to a question, for instance on a page; what is asked with keys only is not
    /// answered by it.
    void written(String line) {
        var now = question;
        if (now != null && (now.what().entry() != null || now.what().freeWords())) {
            take(new FlowInput.TextLine(line));
        }
    }

    /// The customer is at it: the question waits for them, for a minute at most.
    void isWriting() {
        var now = question;
        if (now != null) {
            question = now.writing(world.now());
        }
    }

    private void timeUp(int ticket) {
        var now = question;
        long left = now == null ? 0 : now.writingUntilMillis() - world.now();
        if (left > 0) {
            world.timers().schedule(() -> mailbox.post(() -> timeUp(ticket)), left, TimeUnit.MILLISECONDS);
        } else {
            take(new FlowInput.Timeout(ticket));
        }
    }

    /// The language of the call now.
    String language() {
        var now = run;
        return now != null && now.variables().get(FlowNames.LANGUAGE) instanceof Value.Text(var tag)
                ? tag
                : entry.language();
    }

    void start(Caller caller) {
        knownCustomer = caller.customer();
        var flow = Objects.requireNonNull(start.flow(), "Nobody is led here");
        var values = new LinkedHashMap<String, Value>();
        values.put("channel", Value.of("voice"));
        values.put("dialled", Value.of(entry.number()));
        values.put("caller.number", Value.of(start.callerNumber()));
        values.put("caller.name", Value.of(caller.name()));
        values.put("customer.known", Value.of(caller.customer() != 0));
        values.put("customer.rank", Value.of(caller.valueRank()));
        values.put("customer.level", Value.of(caller.memberLevel()));
        values.put("customer.shortWay", Value.of(world.directory().shortWay(entry, caller)));
        var language = caller.language();
        if (language != null) {
            values.put("customer.language", Value.of(language));
        }
        var context = new FlowContext(entry.language(), entry.zone(), values);
        var content = answered ? null : ringBackContent();
        if (content == null) {
            lead(flow, context);
        } else {
            beforeAnswering(content, () -> lead(flow, context));
        }
    }

    private void lead(FlowDefinition flow, FlowContext context) {
        beforeFlow = null;
        event("flow-started", Map.of("flow", flow.code(), "version", Integer.toString(flow.version())));
        follow(interpreter.start(flow, context, world.now()));
    }

    private @Nullable Sound ringBackContent() {
        var code = entry.ringBack();
        return code == null ? null : world.directory().clip(entry.tenant(), entry.client(), code, entry.language());
    }

    /// Plays the number's own content before anybody answers (RFC 3960: early media by the gateway model), once from
    /// end to end, then goes on; sooner if the sound should not end by itself.
    private void beforeAnswering(Sound content, Runnable next) {
        var play = new PlayId(world.ids().getAsLong());
        beforeFlow = play;
        afterContent = next;
        event("ring-back-played", Map.of("prompt", String.valueOf(entry.ringBack())));
        world.voice().early(customer);
        world.voice().play(customer, play, List.of(new AudioSource.Clip(content)), false);
        goOnAfterContent(play, LONGEST_CONTENT_MILLIS);
    }

    private void goOnAfterContent(PlayId play, long delayMillis) {
        if (delayMillis == 0) {
            contentEnded(play);
        } else {
            world.timers().schedule(() -> mailbox.post(() -> contentEnded(play)), delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void contentEnded(PlayId play) {
        var next = afterContent;
        if (play.equals(beforeFlow) && next != null) {
            beforeFlow = null;
            afterContent = null;
            next.run();
        }
    }

    void take(FlowInput input) {
        if (input instanceof FlowInput.EnqueueAnswer answer && answer.outcome() == FlowInput.QueueOutcome.ANSWERED) {
            served = true;
        }
        var now = run;
        if (now != null && !now.ended()) {
            follow(interpreter.resume(now, input, world.now()));
        } else if (start.flow() == null && input instanceof FlowInput.ConversationEnded) {
            beyond.accept(new FlowEffect.HangUp(FlowStep.HangUpCause.NORMAL)); // nothing else follows
        }
    }

    /// The queue takes nobody at this hour.
    ///
    /// @param reason code of the rule that decided
    void queueClosed(int ticket, String reason) {
        closed = true;
        queuedAtMillis = queuedBefore;
        take(new FlowInput.EnqueueAnswer(ticket, FlowInput.QueueOutcome.CLOSED, reason));
    }

    String callerNumber() {
        return start.callerNumber();
    }

    boolean answered() {
        return answered;
    }

    /// The run as it goes on waiting when nobody is on the line; null before it has begun.
    @Nullable
    FlowRun waitingAlone() {
        var now = run;
        return now == null
                ? null
                : interpreter
                        .resume(now, new FlowInput.CustomerAway(), world.now())
                        .run();
    }

    /// Goes on with a stored run of somebody who waits and is called back.
    void takeUp(FlowRun stored, long waitingSinceMillis) {
        run = stored;
        answered = true;
        queuedAtMillis = waitingSinceMillis;
    }

    /// What is heard from here on is heard on this leg.
    void comesBackBy(LegId leg) {
        lineLost();
        customer = leg;
        answered = true;
    }

    /// Nothing plays any more, and nothing has to be stopped.
    void lineLost() {
        playing = null;
        musicOn = false;
    }

    long waitedMillis() {
        return queuedAtMillis == 0 ? 0 : world.now() - queuedAtMillis;
    }

    /// How the history calls what became of a call that has ended: `abandoned` and `handled` as the floor has
    /// it, `left-queue`; of those never queued `self-served`, or `left-flow` for a caller who hung up before
    /// the end.
    String outcome(Phase was) {
        return switch (was) {
            case Phase.Waiting _ -> "abandoned";
            case Phase.Talking _ -> "handled";
            case Phase.CallingOut _ -> "not-reached";
            case Phase.InFlow _, Phase.Dialled _, Phase.Messaging _, Phase.Over _ -> {
                if (served) {
                    yield "handled";
                }
                if (queuedAtMillis != 0) {
                    yield "left-queue";
                }
                if (beforeFlow != null) {
                    beforeFlow = null;
                    yield "left-flow"; // hung up before anybody answered
                }
                yield outcome == FlowEffect.Outcome.CALLER_LEFT ? "left-flow" : "self-served";
            }
        };
    }

    /// Why the customer leaves a message, as the playbook's case types name it.
    String messageReason() {
        if (queuedAtMillis != 0) {
            return "left-while-waiting";
        }
        return closed ? "after-hours" : "voicemail";
    }

    // ---- the customer's ear

    void answerCaller() {
        if (!answered) {
            answered = true;
            world.voice().answer(customer);
        }
    }

    /// Nothing plays from here on: someone is about to be heard.
    void silence() {
        playing = null;
        musicOn = false;
        world.voice().stopPlaying(customer);
    }

    void ringBack() {
        if (answered) {
            world.voice().tone(customer, ToneKind.RINGBACK);
        } else if (ringBackContent() instanceof Sound content) {
            world.voice().early(customer);
            world.voice()
                    .play(customer, new PlayId(world.ids().getAsLong()), List.of(new AudioSource.Clip(content)), true);
        } else {
            world.voice().ring(customer);
        }
    }

    void beep() {
        world.voice().tone(customer, ToneKind.BEEP);
    }

    /// @param completed false also where the line is ending: what follows then must not begin
    void playEnded(PlayId play, boolean completed) {
        if (play.equals(beforeFlow)) {
            goOnAfterContent(play, completed ? 0 : CUT_MILLIS);
            return;
        }
        playEnded(play);
    }

    private void playEnded(PlayId play) {
        if (play.equals(playing)) {
            playing = null;
            take(new FlowInput.PlayEnded(playingTicket));
        }
    }

    private void play(FlowEffect.Play order) {
        var sounds = new ArrayList<CompletableFuture<@Nullable Sound>>();
        for (var part : order.parts()) {
            sounds.add(
                    switch (part) {
                        case FlowEffect.Part.Clip(var code) ->
                            CompletableFuture.completedFuture(
                                    world.directory().clip(entry.tenant(), entry.client(), code, order.language()));
                        case FlowEffect.Part.Text(var text) ->
                            world.directory()
                                    .speech(entry.tenant(), text, order.language())
                                    .<@Nullable Sound>thenApply(sound -> sound)
                                    .exceptionally(problem -> {
                                        event("speech-missing", Map.of());
                                        return null;
                                    });
                    });
        }
        var play = new PlayId(world.ids().getAsLong());
        playing = play;
        playingTicket = order.ticket();
        musicOn = false;
        CompletableFuture.allOf(sounds.toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> mailbox.post(() -> playNow(play, sounds)));
    }

    private void playNow(PlayId play, List<CompletableFuture<@Nullable Sound>> sounds) {
        if (!play.equals(playing)) {
            return; // something else is to be heard by now
        }
        var sources = new ArrayList<AudioSource>();
        for (var sound : sounds) {
            var ready = sound.join();
            if (ready != null) {
                sources.add(new AudioSource.Clip(ready));
            }
        }
        if (sources.isEmpty()) {
            playEnded(play); // what cannot be heard must not hold the caller up
        } else {
            world.voice().play(customer, play, sources, false);
        }
    }

    // ---- the run

    private void follow(FlowInterpreter.Step step) {
        run = step.run();
        for (var effect : step.effects()) {
            carryOut(effect);
        }
        ask(step);
    }

    /// Whoever shows questions is told of a new one, and of the end of one.
    private void ask(FlowInterpreter.Step step) {
        var top = step.run().ended() ? null : step.run().frames().getLast();
        var listens = top != null && (top.phase() == FlowRun.Phase.SPEAKING || top.phase() == FlowRun.Phase.LISTENING);
        FlowEffect.Collect asked = null;
        for (var effect : step.effects()) {
            if (effect instanceof FlowEffect.Collect collect) {
                asked = collect;
            }
        }
        var before = question;
        if (top != null && listens && asked != null) {
            question = new Question(asked, top.step(), world.now(), 0);
            shows.accept(asked);
        } else if (before != null && (top == null || !listens || !before.step().equals(top.step()))) {
            question = null;
            shows.accept(null);
        }
    }

    private void carryOut(FlowEffect effect) {
        switch (effect) {
            case FlowEffect.Answer _ -> answerCaller();
            case FlowEffect.Play play -> play(play);
            case FlowEffect.Music(var code) -> {
                playing = null;
                musicOn = true;
                world.voice()
                        .play(
                                customer,
                                new PlayId(world.ids().getAsLong()),
                                List.of(world.directory().music(entry.tenant(), entry.client(), code)),
                                true);
            }
            case FlowEffect.StopMedia _ -> {
                stopMedia();
                beyond.accept(effect);
            }
            case FlowEffect.Collect _ -> {
                // keys come as they are pressed; the run keeps the time
            }
            case FlowEffect.SetTimer(var ticket, var atMillis) ->
                world.timers()
                        .schedule(
                                () -> mailbox.post(() -> timeUp(ticket)),
                                Math.max(0, atMillis - world.now()),
                                TimeUnit.MILLISECONDS);
            case FlowEffect.CheckHours(var ticket, var calendar) -> {
                var hours = world.directory().hours(entry.tenant(), entry.client(), calendar, world.now());
                event(
                        "hours-checked",
                        Map.of("calendar", calendar, "open", Boolean.toString(hours.open()), "reason", hours.reason()));
                closed = !hours.open();
                mailbox.post(() -> take(new FlowInput.HoursAnswer(ticket, hours.open(), hours.reason())));
            }
            case FlowEffect.Understand(var ticket, var text, var among) ->
                world.directory()
                        .intent(entry, text, among)
                        .exceptionally(problem -> "")
                        .thenAccept(intent -> mailbox.post(() -> {
                            event("wish-understood", Map.of("intent", intent));
                            take(new FlowInput.Understood(ticket, intent));
                        }));
            case FlowEffect.Lookup lookup ->
                world.directory()
                        .lookup(entry.tenant(), entry.client(), knownCustomer, interaction, lookup)
                        .exceptionally(problem -> new Directory.Answer(0, new LinkedHashMap<>()))
                        .thenAccept(answer -> mailbox.post(() ->
                                take(new FlowInput.LookupAnswer(lookup.ticket(), answer.status(), answer.fields()))));
            case FlowEffect.StepEntered(var flow, var step) ->
                event("step-entered", Map.of("flow", flow, "step", step));
            case FlowEffect.Chosen(var flow, var step, var key, var label) -> {
                world.history().keys(entry.tenant(), interaction, step, String.valueOf(key), label, world.now());
                event("menu-choice", Map.of("flow", flow, "step", step, "digit", String.valueOf(key)));
            }
            case FlowEffect.Entered(var flow, var step, var typed, var label) -> {
                world.history().keys(entry.tenant(), interaction, step, typed, label, world.now());
                // the log of events holds codes only: that there was an entry, not what it was
                event("entry-collected", Map.of("flow", flow, "step", step));
            }
            case FlowEffect.GaveUp _ -> gaveUp = true;
            case FlowEffect.Faulted(var flow, var step, var reason) ->
                event("flow-fault", Map.of("flow", flow, "step", step, "reason", reason));
            case FlowEffect.Ended(var how) -> outcome = how;
            case ScriptEffect _ -> {
                // of agents' scripts only: in a call their steps are faults
            }
            case FlowEffect.Enqueue enqueue -> {
                queuedBefore = queuedAtMillis;
                queuedAtMillis = world.now();
                beyond.accept(gaveUp ? ofOneWhoGaveUp(enqueue) : enqueue);
            }
            case FlowEffect.AskPosition _,
                    FlowEffect.WaitAnnounced _,
                    FlowEffect.PauseOffers _,
                    FlowEffect.CheckCallBack _,
                    FlowEffect.PromiseCallBack _,
                    FlowEffect.RingOff _,
                    FlowEffect.Echo _,
                    FlowEffect.Dial _,
                    FlowEffect.LeaveQueue _,
                    FlowEffect.Voicemail _,
                    FlowEffect.Transfer _,
                    FlowEffect.HangUp _ -> beyond.accept(effect);
        }
    }

    /// Rules of routing then know that self-service failed, in this very call (RTG-12); what the flow says itself
    /// counts
    /// more.
    private static FlowEffect.Enqueue ofOneWhoGaveUp(FlowEffect.Enqueue enqueue) {
        var attributes = new LinkedHashMap<>(enqueue.attributes());
        attributes.putIfAbsent("selfService.failed", "true");
        return new FlowEffect.Enqueue(
                enqueue.ticket(), enqueue.queue(), enqueue.needs(), enqueue.priority(), attributes);
    }

    private void stopMedia() {
        var cut = playing;
        if (cut != null || musicOn) {
            world.voice().stopPlaying(customer);
            musicOn = false;
        }
        if (cut != null) {
            playing = null;
            int ticket = playingTicket;
            mailbox.post(() -> take(new FlowInput.PlayEnded(ticket)));
        }
    }

    private void event(String type, Map<String, String> data) {
        world.history().event(entry.tenant(), interaction, type, world.now(), data);
    }
}
