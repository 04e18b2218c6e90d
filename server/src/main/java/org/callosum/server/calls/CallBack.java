package org.callosum.server.calls;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowStep.CallBackWay;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.OfferId;
import org.callosum.server.calls.CallBackPromise.State;
import org.callosum.voice.DialRequest;
import org.callosum.voice.LegId;
import org.callosum.voice.ToneKind;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// A call-back that keeps the place (decision 0117). It is stored before the customer hears of it; when
/// their line ends the interaction goes on waiting in its queue without one. *Agent first*: whoever accepts
/// the offer hears it ring while the customer is dialled. *Customer first*: offers pause, the customer is
/// dialled shortly before their turn and waits the rest on the line. Who cannot be reached in the attempts
/// and the time promised gets a case.
///
/// Belongs to the call's mailbox.
final class CallBack {
    /// How often a promise looks whether it is time.
    static final long LOOK_MILLIS = 5_000;

    /// How often while it cannot be time soon: a look costs the floor one at every agent.
    static final long SELDOM_MILLIS = 30_000;

    /// How long the customer's telephone rings.
    static final long RING_MILLIS = 35_000;

    /// Customer first: the expected wait at which the customer is dialled; a ring and a greeting take about
    /// as long.
    static final long NEAR_MILLIS = 45_000;

    private final CustomerOnLine on;
    private final Wait wait;
    private final DeskPhone phone;
    private final Conversation conversation;
    private final CallBackOffer offering;
    private final Consumer<VoiceEvent.OfLeg> customerHeard;
    private final Runnable over;
    private @Nullable CallBackPromise promise;
    private @Nullable Dialling dialling;
    private CompletableFuture<Void> kept = CompletableFuture.completedFuture(null);
    private Consumer<Boolean> lineEnded = _ -> {};

    /// The customer's line has ended; the interaction is still to be served.
    private boolean away;

    /// An agent has accepted and holds the conversation on the floor.
    private boolean agentWaits;

    /// It could not be kept; what is left on the floor is being taken down.
    private boolean breaking;

    private boolean looking;
    private long paceMillis = LOOK_MILLIS;

    /// @param offer the agent's, and `agent` who hears it ring; null for customer first
    /// @param ended gives the place of an outside call back
    private record Dialling(
            LegId leg, @Nullable OfferId offer, @Nullable AgentId agent, Consumer<Boolean> ended) {}

    /// @param customerHeard takes the events of the customer's new leg
    /// @param over runs when nothing is left to be done for this customer
    CallBack(
            CustomerOnLine on,
            Wait wait,
            DeskPhone phone,
            Conversation conversation,
            Consumer<VoiceEvent.OfLeg> customerHeard,
            Runnable over) {
        this.on = on;
        this.wait = wait;
        this.phone = phone;
        this.conversation = conversation;
        this.offering = new CallBackOffer(on, wait);
        this.customerHeard = customerHeard;
        this.over = over;
    }

    // ---- what the flow asks

    void check(FlowEffect.CheckCallBack check) {
        var obstacle = offering.obstacle(check.number(), check.calendar(), promise != null);
        if (obstacle.isEmpty() && on.phase() instanceof Phase.Waiting waiting) {
            event("call-back-offered", Map.of("queue", waiting.queue().id().toString()));
        }
        answer(check.ticket(), obstacle.isEmpty(), obstacle);
    }

    void promise(FlowEffect.PromiseCallBack order) {
        var obstacle = offering.obstacle(order.number(), order.terms().calendar(), promise != null);
        var made = obstacle.isEmpty() ? offering.promise(order) : null;
        if (made == null) {
            answer(order.ticket(), false, obstacle.isEmpty() ? "not-waiting" : obstacle);
            return;
        }
        keep(made, "").whenComplete((_, problem) -> on.mailbox().post(() -> promised(order.ticket(), made, problem)));
    }

    private void promised(int ticket, CallBackPromise made, @Nullable Throwable problem) {
        if (problem != null) {
            answer(ticket, false, "not-stored");
        } else if (on.phase() instanceof Phase.Waiting) {
            promise = made;
            event(
                    "call-back-promised",
                    Map.of(
                            "queue",
                            made.queue().toString(),
                            "way",
                            made.terms().way().code()));
            answer(ticket, true, "");
        } else {
            // an agent or the end of the line was quicker
            keep(made.in(State.WITHDRAWN), "");
        }
    }

    private void answer(int ticket, boolean granted, String reason) {
        on.mailbox().post(() -> on.flow().take(new FlowInput.CallBackAnswer(ticket, granted, reason)));
    }

    void ringOff() {
        if (isOpen() && !away) {
            on.world().voice().hangUp(on.leg());
        }
    }

    /// The customer goes another way: leaves a message, is sent to another queue.
    void withdraw(String why) {
        if (isOpen() && !away) {
            settle(State.WITHDRAWN, why);
        }
    }

    private boolean isOpen() {
        return promise != null && promise.state().open();
    }

    // ---- the line ends, the wait goes on

    /// Whether the end of the line leaves the place in the queue as it is.
    boolean keepsPlace() {
        return isOpen() && !away && on.phase() instanceof Phase.Waiting;
    }

    void customerGone() {
        away = true;
        on.world().legs().forget(on.leg());
        on.flow().lineLost();
        on.flow().take(new FlowInput.CustomerAway());
        event("customer-away", Map.of());
        if (way() == CallBackWay.CUSTOMER_FIRST) {
            on.toFloor(new FloorCommand.SuspendWaiting(on.interaction()));
        }
        lookLater();
    }

    /// Goes on with a promise of a process that has ended.
    void takeUp(CallBackPromise stored, Directory.QueueRef queue) {
        promise = stored;
        away = true;
        on.become(new Phase.Waiting(stored.enqueue().ticket(), queue, null));
        on.flow().takeUp(stored.run(), stored.queuedMillis());
        wait.takeUp(stored.enqueue(), stored.queuedMillis(), stored.offers());
        event("call-back-taken-up", Map.of());
        on.world()
                .floor()
                .place(on.tenant(), on.interaction())
                .thenAccept(place -> on.mailbox().post(() -> takenUp(place)));
    }

    /// An offer may have been accepted while nobody was there to dial: that agent is set free, the place is kept.
    private void takenUp(FloorGate.Place place) {
        var now = promise;
        if (now != null && place.position() == 0 && now.state() != State.RESTING) {
            on.endConversation(EndedBy.TRANSFERRED);
            become(now.restingUntil(on.world().now()), "");
        } else if (now != null && way() == CallBackWay.CUSTOMER_FIRST) {
            on.toFloor(new FloorCommand.SuspendWaiting(on.interaction()));
        }
        lookLater();
    }

    private CallBackWay way() {
        return promise == null ? CallBackWay.AGENT_FIRST : promise.terms().way();
    }

    private void lookLater() {
        if (!looking) {
            looking = true;
            var world = on.world();
            world.timers().schedule(() -> on.mailbox().post(this::look), paceMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        looking = false;
        var now = promise;
        if (!away || now == null || breaking) {
            return;
        }
        if (now.terms().way() == CallBackWay.AGENT_FIRST) {
            paceMillis = now.state() == State.RESTING ? LOOK_MILLIS : SELDOM_MILLIS;
        }
        lookLater();
        if (dialling != null || agentWaits) {
            return;
        }
        long at = on.world().now();
        if (at >= now.dueMillis()) {
            breaks("late");
        } else if (now.state() != State.RESTING || at >= now.nextMillis()) {
            switch (now.terms().way()) {
                case AGENT_FIRST -> {
                    if (now.state() == State.RESTING) {
                        entersAgain(now);
                    }
                }
                case CUSTOMER_FIRST ->
                    on.world()
                            .floor()
                            .place(on.tenant(), on.interaction())
                            .thenAccept(place -> on.mailbox().post(() -> nears(place)));
            }
        }
    }

    private void nears(FloorGate.Place place) {
        boolean soon = place.likelyMillis() >= 0 && place.likelyMillis() <= NEAR_MILLIS;
        paceMillis = place.likelyMillis() > NEAR_MILLIS + 2 * SELDOM_MILLIS ? SELDOM_MILLIS : LOOK_MILLIS;
        if (away && dialling == null && !breaking && place.position() > 0 && (place.position() == 1 || soon)) {
            dial(null, null);
        }
    }

    private void entersAgain(CallBackPromise now) {
        become(now.in(State.PROMISED), "");
        wait.calledAgain().thenAccept(accepted -> {
            if (!accepted) {
                on.mailbox().post(() -> {
                    if (isOpen() && promise != null) {
                        become(promise.restingUntil(on.world().now() + LOOK_MILLIS), "queue-full");
                    }
                });
            }
        });
    }

    // ---- the customer is dialled

    /// @return whether the customer has to be dialled first; else the two can be joined
    boolean accepted(FloorEvent.OfferAccepted accepted) {
        if (!away) {
            if (isOpen()) {
                settle(State.REACHED, "on-the-line");
            }
            return false;
        }
        agentWaits = true;
        if (isOpen() && !breaking) {
            dial(accepted.offer(), accepted.agent());
        } else {
            on.endConversation(EndedBy.SYSTEM);
        }
        return true;
    }

    private void dial(@Nullable OfferId offer, @Nullable AgentId agent) {
        var now = promise;
        if (now == null) {
            return;
        }
        if (offering.isClosed(now.terms().calendar())) {
            breaks("closed");
            return;
        }
        var world = on.world();
        become(now.dialling(), "");
        var attempt = Map.of("attempt", Integer.toString(now.attempts() + 1));
        switch (world.directory()
                .callBack(on.tenant(), on.entry().client(), on.interaction(), now.customer(), now.number())) {
            case Directory.Route.Refused(var reason) -> {
                event("dial-refused", Map.of("reason", reason));
                notReached(reason);
            }
            case Directory.Route.Allowed(var to, var callerNumber, var ended) -> {
                var leg = world.newLeg();
                dialling = new Dialling(leg, offer, agent, ended);
                on.rings(offer);
                world.legs().listen(leg, on.interaction(), event -> on.mailbox().post(() -> heard(leg, event)));
                var line = agentLine();
                if (line != null) {
                    world.voice().tone(line, ToneKind.RINGBACK);
                }
                event("call-back-dialled", attempt);
                var from = callerNumber.isEmpty() ? on.entry().number() : callerNumber;
                world.voice().dial(new DialRequest(leg, to, from, "", RING_MILLIS));
            }
        }
    }

    /// The line of the agent who waits for the customer.
    private @Nullable LegId agentLine() {
        var now = dialling;
        if (now == null || now.agent() == null) {
            return null;
        }
        return on.phase() instanceof Phase.Waiting waiting && waiting.ringing() instanceof Phase.Ringing ringing
                ? ringing.leg()
                : on.world().lines().connected(new AgentLines.Key(on.tenant(), now.agent()));
    }

    private void heard(LegId leg, VoiceEvent.OfLeg event) {
        var world = on.world();
        var now = dialling;
        if (now == null || !now.leg().equals(leg)) {
            if (event instanceof VoiceEvent.Ended) {
                world.legs().forget(leg);
            } else {
                world.voice().hangUp(leg); // too late
            }
            return;
        }
        switch (event) {
            case VoiceEvent.Answered _ -> reached(now);
            case VoiceEvent.Ended ended -> {
                world.legs().forget(leg);
                stopDialling(now);
                notReached(OutsideParty.outcome(ended)
                        .name()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace('_', '-'));
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

    private void reached(Dialling now) {
        quiet();
        dialling = null;
        lineEnded = now.ended();
        away = false;
        on.rings(null);
        on.comesBackBy(now.leg());
        on.world().legs().listen(now.leg(), on.interaction(), customerHeard::accept);
        event("call-back-reached", Map.of());
        settle(State.REACHED, "");
        if (now.offer() != null && now.agent() != null) {
            agentWaits = false;
            wait.answered();
            conversation.accepted(now.offer(), now.agent());
        } else {
            on.flow()
                    .take(new FlowInput.CustomerBack(
                            promise == null ? null : promise.terms().greeting()));
            on.toFloor(new FloorCommand.ResumeWaiting(on.interaction()));
        }
    }

    private void quiet() {
        var line = agentLine();
        if (line != null) {
            on.world().voice().stopPlaying(line);
        }
    }

    private void stopDialling(Dialling now) {
        quiet();
        dialling = null;
        on.rings(null);
        now.ended().accept(false);
    }

    /// Rests before the next attempt, or gives up. An agent who waited is set free and goes to wrap-up.
    private void notReached(String why) {
        var now = promise;
        if (now == null) {
            return;
        }
        event("call-back-not-reached", Map.of("attempt", Integer.toString(now.attempts()), "reason", why));
        long next = on.world().now() + now.terms().pauseMillis();
        if (now.attempts() >= now.terms().attempts() || next >= now.dueMillis()) {
            breaks("not-reached");
            return;
        }
        become(now.restingUntil(next), why);
        if (agentWaits) {
            on.endConversation(EndedBy.TRANSFERRED);
        }
    }

    // ---- what cannot be kept becomes a case

    private void breaks(String why) {
        breaking = true;
        event("call-back-broken", Map.of("reason", why));
        raise(why, () -> {
            if (agentWaits) {
                on.endConversation(EndedBy.SYSTEM);
            } else {
                on.toFloor(new FloorCommand.LeaveQueue(on.interaction(), Exit.CALLBACK))
                        .thenAccept(accepted -> {
                            if (!accepted) {
                                on.mailbox().post(this::finish); // it rested and was on no floor
                            }
                        });
            }
        });
    }

    /// The case is stored before anything is taken down (decision 0078).
    private void raise(String why, Runnable then) {
        var now = promise;
        on.openCase("call-back", "requested", now == null ? null : now.enqueue().queue());
        on.afterCases(() -> on.mailbox().post(() -> {
            settle(State.RAISED, why);
            then.run();
        }));
    }

    private void finish() {
        if (away) {
            away = false;
            over.run();
        }
    }

    // ---- the floor

    /// @return whether it concerned an agent who waited for the customer to answer
    boolean conversationEnded() {
        if (!away) {
            return false;
        }
        agentWaits = false;
        var now = dialling;
        if (now != null) {
            on.world().voice().hangUp(now.leg());
            stopDialling(now);
        }
        stopPhone();
        if (breaking) {
            finish();
        } else if (now != null) {
            notReached("agent-left");
        }
        return true;
    }

    /// The agent puts the telephone down while the customer's rings.
    boolean agentHangsUp() {
        if (away && agentWaits) {
            on.endConversation(EndedBy.AGENT);
            return true;
        }
        return false;
    }

    /// @return whether nobody is on the line who could be led on
    boolean left(FloorEvent.InteractionLeftQueue left) {
        if (!away) {
            return false;
        }
        cancel();
        if (breaking) {
            finish();
        } else {
            breaking = true;
            var exit = left.exit().name().toLowerCase(java.util.Locale.ROOT);
            event("call-back-broken", Map.of("reason", exit));
            raise(exit, this::finish);
        }
        return true;
    }

    /// The centre has failed this contact; whoever records that owes the call.
    boolean interrupted() {
        if (!away) {
            return false;
        }
        cancel();
        settle(State.RAISED, "interrupted");
        finish();
        return true;
    }

    private void cancel() {
        var now = dialling;
        if (now != null) {
            on.world().voice().hangUp(now.leg());
            stopDialling(now);
        }
        stopPhone();
    }

    private void stopPhone() {
        if (on.phase() instanceof Phase.Waiting waiting) {
            phone.stop(waiting.ringing());
            on.become(waiting.with(null));
        }
    }

    /// The customer's last line has ended.
    void lineOver() {
        lineEnded.accept(true);
        lineEnded = _ -> {};
    }

    // ---- what is stored

    private void become(CallBackPromise next, String reason) {
        promise = next;
        keep(next, reason);
    }

    private void settle(State how, String reason) {
        var now = promise;
        if (now != null && now.state().open()) {
            become(now.in(how), reason);
        }
    }

    /// One after the other: what is stored last is what holds.
    private CompletableFuture<Void> keep(CallBackPromise state, String reason) {
        long at = on.world().now();
        var book = on.world().callBacks();
        kept = kept.handle((_, _) -> true).thenCompose(_ -> book.keep(state, at, reason));
        return kept;
    }

    private void event(String type, Map<String, String> data) {
        on.world()
                .history()
                .event(on.tenant(), on.interaction(), type, on.world().now(), data);
    }
}
