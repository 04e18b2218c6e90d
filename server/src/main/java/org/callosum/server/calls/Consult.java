package org.callosum.server.calls;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.callosum.floor.Arrival;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.desk.DeskTransfers;
import org.callosum.server.desk.DeskTransfers.Target;
import org.callosum.voice.DialRequest;
import org.callosum.voice.LegId;
import org.callosum.voice.ToneKind;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// Whom the agent asks while the customer waits: a colleague, whoever serves a queue, or somebody outside. One
/// at a time. A question to the house is an interaction of its own on the floor (decision 0003), so that a
/// colleague is asked only when they are free, and works on nothing else meanwhile.
///
/// Who hears whom follows from the customer's hold: on hold, the agent talks with whoever was asked; taken
/// back, that one hears music. A conference is the same with nobody on hold.
final class Consult {
    private static final long DIAL_MILLIS = 45_000;

    private final CustomerOnLine on;
    private final Runnable changed;
    private final DeskPhone phone;
    private final ConsultSigns signs;
    private @Nullable Question stage;
    private @Nullable Target target;
    private volatile boolean muted;

    /// Counts the silences of colleagues' browsers, so that the timer of one does not end the next.
    private int silences;

    /// A colleague who takes the customer over.
    record Taking(boolean phone, @Nullable LegId line) {}

    /// A party outside who keeps the customer.
    record Kept(LegId leg, Consumer<Boolean> ended) {}

    /// @param changed works out anew what everybody hears, and tells [#heard]
    Consult(CustomerOnLine on, Runnable changed) {
        this.on = on;
        this.changed = changed;
        this.signs = new ConsultSigns(on);
        this.phone = new DeskPhone(on, new DeskPhone.Holder() {
            @Override
            public boolean waits() {
                return stage instanceof Question.Waiting;
            }

            @Override
            public Phase.@Nullable Ringing ringing() {
                return stage instanceof Question.Waiting waiting ? waiting.ringing() : null;
            }

            @Override
            public void ringing(Phase.@Nullable Ringing ringing) {
                if (stage instanceof Question.Waiting waiting) {
                    stage = new Question.Waiting(waiting.id(), waiting.only(), ringing);
                }
            }

            @Override
            public boolean talksBy(LegId leg) {
                return stage instanceof Question.Colleague colleague && leg.equals(colleague.line());
            }

            @Override
            public void hungUp() {
                end(EndedBy.AGENT);
            }
        });
    }

    /// May be read from any thread.
    DeskTransfers.@Nullable Asked shown() {
        return signs.shown();
    }

    // ---- asking

    /// @return empty, or the code of the refusal
    CompletableFuture<String> ask(Phase.Talking talking, Target whom) {
        if (stage != null) {
            return CompletableFuture.completedFuture("consult-under-way");
        }
        return switch (whom) {
            case Target.Colleague(var agent) ->
                enter(talking, whom, talking.queue().id(), agent);
            case Target.Line(var queue) -> enter(talking, whom, queue, null);
            case Target.Number(var number) -> dial(talking, whom, number);
        };
    }

    private CompletableFuture<String> enter(Phase.Talking talking, Target whom, QueueId queue, @Nullable AgentId only) {
        var world = on.world();
        var id = new InteractionId(world.ids().getAsLong());
        begin(whom, new Question.Waiting(id, only, null));
        world.consults().open(id, on.interaction());
        changed.run(); // before it rings anywhere: whoever is asked is shown by whom
        var question = Arrival.consult(on.interaction(), talking.agent());
        var arrival = only == null ? question : question.onlyFor(only);
        return world.history()
                .consultBegan(on.tenant(), id, on.interaction(), world.now())
                .thenCompose(_ -> on.askFloor(new FloorCommand.Enqueue(id, queue, arrival)))
                .exceptionally(problem -> "not-stored")
                .thenCompose(code -> on.mailbox().ask(() -> entered(id, queue, code)));
    }

    private String entered(InteractionId id, QueueId queue, String code) {
        if (!code.isEmpty()) {
            on.world().history().ended(on.tenant(), id, "left-queue", on.world().now());
            if (is(id)) {
                clear();
                changed.run();
            }
            return code;
        }
        if (!is(id)) {
            leaveFloor(id); // given up between the command and its answer
            return "";
        }
        started(whom(queue), id);
        return "";
    }

    private Map<String, String> whom(QueueId queue) {
        return target instanceof Target.Colleague(var agent)
                ? Map.of("to", "agent", "agent", agent.toString())
                : Map.of("to", "queue", "queue", queue.toString());
    }

    private CompletableFuture<String> dial(Phase.Talking talking, Target whom, String number) {
        var world = on.world();
        return switch (world.directory().outside(on.tenant(), on.entry().client(), on.interaction(), number)) {
            case Directory.Route.Refused(var reason) ->
                CompletableFuture.completedFuture(DeskTransfers.NUMBER + reason);
            case Directory.Route.Allowed(var to, var shownNumber, var ended, var _, var _) -> {
                var leg = world.newLeg();
                begin(whom, new Question.Dialled(leg, ended, false, false));
                world.legs().listen(leg, on.interaction(), event -> on.mailbox().post(() -> heard(leg, event)));
                world.voice().dial(new DialRequest(leg, to, shownNumber, "", DIAL_MILLIS));
                started(Map.of("to", "outside"), null);
                yield CompletableFuture.completedFuture("");
            }
        };
    }

    private void begin(Target whom, Question first) {
        target = whom;
        stage = first;
    }

    /// The customer hears music from here on, unless they do already.
    private void started(Map<String, String> whom, @Nullable InteractionId id) {
        var data = new java.util.LinkedHashMap<>(whom);
        if (id != null) {
            data.put("consult", id.toString());
        }
        on.step("consult-started", data);
        holdCustomer(true);
        changed.run();
    }

    void holdCustomer(boolean held) {
        if (on.phase() instanceof Phase.Talking talking && talking.held() != held) {
            on.toFloor(
                    held ? new FloorCommand.StartHold(on.interaction()) : new FloorCommand.EndHold(on.interaction()));
        }
    }

    /// Whether somebody is asked.
    boolean underWay() {
        return stage != null;
    }

    /// Whether this is the question in hand.
    boolean is(InteractionId id) {
        return stage != null && stage.is(id);
    }

    /// Whether this agent is the one who was asked and answered.
    boolean with(AgentId agent) {
        return stage != null && agent.equals(stage.who());
    }

    /// Whether the customer has somebody to talk with beside the agent.
    boolean together() {
        return stage != null && stage.isTogether() && stage.isThere();
    }

    /// Whether somebody is on the line who could have the customer.
    boolean ready() {
        return stage != null && stage.isThere();
    }

    // ---- what the floor says of the question

    void floor(FloorEvent event) {
        switch (event) {
            case FloorEvent.OfferMade made -> phone.offered(made);
            case FloorEvent.OfferAccepted accepted -> accepted(accepted.offer(), accepted.agent());
            case FloorEvent.OfferDeclined declined -> refused(declined.offer(), "declined");
            case FloorEvent.OfferExpired expired -> refused(expired.offer(), "no-answer");
            case FloorEvent.OfferWithdrawn withdrawn -> refused(withdrawn.offer(), "not-available");
            case FloorEvent.InteractionLeftQueue left -> gone(left.interaction(), "left-queue");
            case FloorEvent.InteractionInterrupted cut -> gone(cut.interaction(), "interrupted");
            case FloorEvent.ConversationEnded ended -> {
                if (ended.by() != EndedBy.TRANSFERRED) { // else the customer's stay with them begins now
                    gone(ended.interaction(), "ended");
                }
            }
            case FloorEvent _ -> {
                // holds, wrap-up and time: nothing that a question has
            }
        }
    }

    private void accepted(OfferId offer, AgentId agent) {
        if (!(stage instanceof Question.Waiting waiting) || !waiting.id().equals(offer.interaction())) {
            leaveFloor(offer.interaction());
            return;
        }
        var world = on.world();
        var ringing = waiting.ringing();
        boolean byPhone = ringing != null && ringing.offer().equals(offer);
        var line =
                byPhone ? Objects.requireNonNull(ringing).leg() : world.lines().connected(on.key(agent));
        if (!byPhone) {
            phone.stop(ringing);
            if (line != null) {
                world.voice().tone(line, ToneKind.ALERT);
            }
            world.lines().onChange(on.key(agent), () -> on.mailbox().post(this::lineChanged));
        }
        stage = new Question.Colleague(waiting.id(), offer, agent, byPhone, line, false);
        on.step("consult-answered", Map.of("agent", agent.toString()));
        changed.run();
        if (line == null) {
            waitForLine();
        }
    }

    /// The colleague's browser has come or gone.
    private void lineChanged() {
        if (stage instanceof Question.Colleague colleague && !colleague.phone()) {
            var line = on.world().lines().connected(on.key(colleague.agent()));
            if (!Objects.equals(line, colleague.line())) {
                stage = colleague.withLine(line);
                changed.run();
                if (line == null) {
                    waitForLine();
                }
            }
        }
    }

    private void waitForLine() {
        int silence = ++silences;
        on.world()
                .timers()
                .schedule(
                        () -> on.mailbox().post(() -> giveUpOnColleague(silence)),
                        CallWorld.AGENT_RETURN.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void giveUpOnColleague(int silence) {
        if (stage instanceof Question.Colleague colleague && colleague.line() == null && silence == silences) {
            end(EndedBy.SYSTEM);
        }
    }

    /// One colleague who does not answer has answered; of a queue, the next one rings.
    private void refused(OfferId offer, String why) {
        phone.offerOver(offer);
        if (stage instanceof Question.Waiting waiting && waiting.only() != null) {
            leaveFloor(waiting.id());
            gone(waiting.id(), why);
        } else {
            changed.run();
        }
    }

    private void gone(InteractionId id, String why) {
        if (is(id)) {
            on.step("consult-ended", Map.of("why", why));
            if (stage instanceof Question.Colleague colleague) {
                free(colleague);
            }
            clear();
            changed.run();
        }
    }

    // ---- somebody outside

    private void heard(LegId leg, VoiceEvent.OfLeg event) {
        var world = on.world();
        if (!(stage instanceof Question.Dialled dialled) || !dialled.leg().equals(leg)) {
            if (event instanceof VoiceEvent.Ended) {
                world.legs().forget(leg);
            } else {
                world.voice().hangUp(leg);
            }
            return;
        }
        switch (event) {
            case VoiceEvent.Answered _ -> {
                stage = dialled.heard();
                on.step("consult-answered", Map.of());
                changed.run();
            }
            case VoiceEvent.Ended _ -> {
                dialled.ended().accept(dialled.answered());
                world.legs().forget(leg);
                on.step("consult-ended", Map.of("why", dialled.answered() ? "ended" : "no-answer"));
                clear();
                changed.run();
            }
            case VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.IncomingCall _,
                    VoiceEvent.Digit _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.MediaLost _,
                    VoiceEvent.QualityMeasured _ -> {}
        }
    }

    /// Whom the agent's keys are for: somebody outside while the customer hears music, else the customer.
    LegId keysFor(Phase.Talking talking) {
        return talking.held() && stage instanceof Question.Dialled dialled && dialled.answered()
                ? dialled.leg()
                : on.leg();
    }

    /// The colleague asked is silenced, or heard again.
    ///
    /// @return false if there is no line to be silenced
    boolean mutes(boolean silenced) {
        if (stage instanceof Question.Colleague colleague && colleague.line() != null) {
            on.world().voice().mute(colleague.line(), silenced);
            muted = silenced;
            return true;
        }
        return false;
    }

    /// Whether they have silenced themselves. May be asked from any thread.
    boolean muted() {
        return muted;
    }

    // ---- what the agent decides

    /// All three talk.
    String join() {
        switch (stage) {
            case Question.Colleague colleague -> stage = colleague.joined();
            case Question.Dialled dialled when dialled.answered() -> stage = dialled.joined();
            case Question.Dialled _, Question.Waiting _ -> {
                return "consult-not-answered";
            }
            case null -> {
                return "no-consult";
            }
        }
        on.step("conference-started", Map.of());
        holdCustomer(false);
        changed.run();
        return "";
    }

    /// Lets whoever was asked go, and takes the customer back.
    String end() {
        if (stage == null) {
            return "no-consult";
        }
        end(EndedBy.AGENT);
        holdCustomer(false);
        return "";
    }

    private void end(EndedBy by) {
        switch (stage) {
            case Question.Waiting waiting -> {
                phone.stop(waiting.ringing());
                leaveFloor(waiting.id());
                gone(waiting.id(), "given-up");
            }
            case Question.Colleague colleague ->
                on.toFloor(new FloorCommand.EndConversation(colleague.id(), by)).thenAccept(accepted -> {
                    if (!accepted) {
                        on.mailbox().post(() -> gone(colleague.id(), "ended"));
                    }
                });
            case Question.Dialled dialled -> on.world().voice().hangUp(dialled.leg());
            case null -> {}
        }
    }

    /// The colleague who is on the line gets the customer.
    ///
    /// @return empty, or the code of the refusal; null if it is somebody outside, who is no agent of the floor
    @Nullable
    CompletableFuture<String> complete() {
        return switch (stage) {
            case Question.Colleague(var id, var _, var agent, var _, var _, var _) ->
                on.askFloor(new FloorCommand.MoveConversation(on.interaction(), agent, id));
            case Question.Dialled dialled when dialled.answered() -> null;
            case Question.Dialled _, Question.Waiting _ -> CompletableFuture.completedFuture("consult-not-answered");
            case null -> CompletableFuture.completedFuture("no-consult");
        };
    }

    // ---- the end

    /// The conversation has moved to this agent. If they were asked, their line comes along; any other question
    /// ends.
    @Nullable
    Taking becomesAgent(AgentId agent) {
        if (stage instanceof Question.Colleague colleague && colleague.agent().equals(agent)) {
            var line = colleague.line();
            if (line != null) {
                on.world().voice().mute(line, false);
            }
            clear();
            return new Taking(colleague.phone(), line);
        }
        over();
        return null;
    }

    /// Somebody outside who keeps the customer; null if they have just gone.
    @Nullable
    Kept keeps() {
        if (stage instanceof Question.Dialled dialled && dialled.answered()) {
            clear();
            return new Kept(dialled.leg(), dialled.ended());
        }
        return null;
    }

    /// The customer's conversation is over: whoever was asked is let go.
    void over() {
        var last = stage;
        switch (last) {
            case Question.Waiting waiting -> {
                phone.stop(waiting.ringing());
                leaveFloor(waiting.id());
            }
            case Question.Colleague colleague -> {
                on.toFloor(new FloorCommand.EndConversation(colleague.id(), EndedBy.AGENT));
                free(colleague);
            }
            case Question.Dialled dialled -> {
                dialled.ended().accept(dialled.answered());
                on.world().voice().hangUp(dialled.leg());
            }
            case null -> {}
        }
        clear();
    }

    private void clear() {
        switch (stage) {
            case Question.Waiting waiting -> on.world().consults().close(waiting.id());
            case Question.Colleague colleague -> {
                on.world().consults().close(colleague.id());
                if (!colleague.phone()) {
                    on.world().lines().onChange(on.key(colleague.agent()), null);
                }
            }
            case Question.Dialled _ -> {}
            case null -> {}
        }
        stage = null;
        target = null;
        muted = false;
        signs.gone();
    }

    /// The colleague's line is theirs again.
    private void free(Question.Colleague colleague) {
        var voice = on.world().voice();
        var line = colleague.line();
        if (line != null) {
            if (colleague.phone()) {
                voice.hangUp(line);
            } else {
                voice.mute(line, false);
            }
        }
    }

    private void leaveFloor(InteractionId id) {
        on.toFloor(new FloorCommand.Abandon(id)).thenAccept(abandoned -> {
            if (!abandoned) {
                on.toFloor(new FloorCommand.EndConversation(id, EndedBy.AGENT));
            }
        });
    }

    // ---- what is heard and shown

    List<Party> parties(Phase.Talking talking) {
        return stage == null ? List.of() : stage.parties(talking.held());
    }

    /// What is heard has been worked out: the agent's ear and the desks follow.
    void heard(Phase.Talking talking) {
        signs.of(talking, target, stage);
    }
}
