package org.callosum.server.calls;

import java.util.Map;
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
    private final KeptPromise kept;
    private final CallBackAttempt attempt;
    private Consumer<Boolean> lineEnded = _ -> {};

    /// The customer's line has ended; the interaction is still to be served.
    private boolean away;

    /// An agent has accepted and holds the conversation on the floor.
    private boolean agentWaits;

    /// It could not be kept; what is left on the floor is being taken down.
    private boolean breaking;

    /// The customer has chosen an hour that has not come: nobody is offered them.
    private boolean parked;

    private boolean looking;
    private long paceMillis = LOOK_MILLIS;

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
        this.kept = new KeptPromise(on);
        this.attempt = new CallBackAttempt(on, customerHeard, this::reached, this::notReached);
        this.customerHeard = customerHeard;
        this.over = over;
    }

    // ---- what the flow asks

    void check(FlowEffect.CheckCallBack check) {
        var obstacle = offering.obstacle(check.number(), "", check.calendar(), kept.now() != null);
        if (obstacle.isEmpty() && on.phase() instanceof Phase.Waiting waiting) {
            kept.event("call-back-offered", Map.of("queue", waiting.queue().id().toString()));
        }
        answer(check.ticket(), obstacle.isEmpty(), obstacle);
    }

    void promise(FlowEffect.PromiseCallBack order) {
        var obstacle = offering.obstacle(
                order.number(), order.fromHour(), order.terms().calendar(), kept.now() != null);
        var made = obstacle.isEmpty() ? offering.promise(order) : null;
        if (made == null) {
            answer(order.ticket(), false, obstacle.isEmpty() ? "not-waiting" : obstacle);
            return;
        }
        kept.keep(made, "")
                .whenComplete((_, problem) -> on.mailbox().post(() -> promised(order.ticket(), made, problem)));
    }

    private void promised(int ticket, CallBackPromise made, @Nullable Throwable problem) {
        if (problem != null) {
            answer(ticket, false, "not-stored");
        } else if (on.phase() instanceof Phase.Waiting) {
            kept.given(made);
            kept.event(
                    "call-back-promised",
                    Map.of(
                            "queue",
                            made.queue().toString(),
                            "way",
                            made.terms().way().code()));
            answer(ticket, true, "");
        } else {
            // an agent or the end of the line was quicker
            kept.keep(made.in(State.WITHDRAWN), "");
        }
    }

    private void answer(int ticket, boolean granted, String reason) {
        on.mailbox().post(() -> on.flow().take(new FlowInput.CallBackAnswer(ticket, granted, reason)));
    }

    void ringOff() {
        if (kept.isOpen() && !away) {
            on.promised();
            on.world().voice().hangUp(on.leg());
        }
    }

    /// The customer goes another way: leaves a message, is sent to another queue.
    void withdraw(String why) {
        if (kept.isOpen() && !away) {
            kept.settle(State.WITHDRAWN, why);
        }
    }

    // ---- the line ends, the wait goes on

    /// Whether the end of the line leaves the place in the queue as it is.
    boolean keepsPlace() {
        return kept.isOpen() && !away && on.phase() instanceof Phase.Waiting;
    }

    void customerGone() {
        away = true;
        on.world().legs().forget(on.leg());
        on.flow().lineLost();
        on.flow().take(new FlowInput.CustomerAway());
        kept.event("customer-away", Map.of());
        if (kept.way() == CallBackWay.CUSTOMER_FIRST || kept.isForLater()) {
            parked = kept.isForLater();
            on.toFloor(new FloorCommand.SuspendWaiting(on.interaction()));
        }
        lookLater();
    }

    /// Goes on with a promise of a process that has ended.
    void takeUp(CallBackPromise stored, Directory.QueueRef queue) {
        kept.given(stored);
        away = true;
        on.become(new Phase.Waiting(stored.enqueue().ticket(), queue, null));
        on.flow().takeUp(stored.run(), stored.queuedMillis());
        wait.takeUp(stored.enqueue(), stored.queuedMillis(), stored.offers());
        kept.event("call-back-taken-up", Map.of());
        on.world()
                .floor()
                .place(on.tenant(), on.interaction())
                .thenAccept(place -> on.mailbox().post(() -> takenUp(place)));
    }

    /// An offer may have been accepted while nobody was there to dial: that agent is set free, the place is kept.
    private void takenUp(FloorGate.Place place) {
        var now = kept.now();
        if (now != null && place.position() == 0 && now.state() != State.RESTING) {
            on.endConversation(EndedBy.TRANSFERRED);
            kept.become(now.restingUntil(on.world().now()), "");
        } else if (now != null && (kept.way() == CallBackWay.CUSTOMER_FIRST || kept.isForLater())) {
            parked = kept.isForLater();
            on.toFloor(new FloorCommand.SuspendWaiting(on.interaction()));
        }
        lookLater();
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
        var now = kept.now();
        if (!away || now == null || breaking) {
            return;
        }
        if (parked && !kept.isForLater()) {
            comesDue(now);
        }
        if (now.terms().way() == CallBackWay.AGENT_FIRST) {
            paceMillis = now.state() == State.RESTING ? LOOK_MILLIS : SELDOM_MILLIS;
        }
        lookLater();
        if (attempt.underWay() || agentWaits || parked) {
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

    /// The hour has come that the customer has chosen: their place is in the line again.
    private void comesDue(CallBackPromise now) {
        parked = false;
        kept.event("call-back-due", Map.of());
        if (now.terms().way() == CallBackWay.AGENT_FIRST) {
            on.toFloor(new FloorCommand.ResumeWaiting(on.interaction()));
        }
    }

    private void nears(FloorGate.Place place) {
        boolean soon = place.likelyMillis() >= 0 && place.likelyMillis() <= NEAR_MILLIS;
        paceMillis = place.likelyMillis() > NEAR_MILLIS + 2 * SELDOM_MILLIS ? SELDOM_MILLIS : LOOK_MILLIS;
        if (away && !attempt.underWay() && !breaking && place.position() > 0 && (place.position() == 1 || soon)) {
            dial(null, null);
        }
    }

    private void entersAgain(CallBackPromise now) {
        kept.become(now.in(State.PROMISED), "");
        wait.calledAgain().thenAccept(accepted -> {
            if (!accepted) {
                on.mailbox().post(() -> {
                    var open = kept.now();
                    if (open != null && open.state().open()) {
                        kept.become(open.restingUntil(on.world().now() + LOOK_MILLIS), "queue-full");
                    }
                });
            }
        });
    }

    // ---- the customer is dialled

    /// @return whether the customer has to be dialled first; else the two can be joined
    boolean accepted(FloorEvent.OfferAccepted accepted) {
        if (!away) {
            if (kept.isOpen()) {
                kept.settle(State.REACHED, "on-the-line");
            }
            return false;
        }
        agentWaits = true;
        if (kept.isOpen() && !breaking) {
            dial(accepted.offer(), accepted.agent());
        } else {
            on.endConversation(EndedBy.SYSTEM);
        }
        return true;
    }

    private void dial(@Nullable OfferId offer, @Nullable AgentId agent) {
        var now = kept.now();
        if (now == null) {
            return;
        }
        if (offering.isClosed(now.terms().calendar(), on.world().now())) {
            breaks("closed");
            return;
        }
        var world = on.world();
        kept.become(now.dialling(), "");
        switch (world.directory()
                .callBack(on.tenant(), on.entry().client(), on.interaction(), now.customer(), now.number())) {
            case Directory.Route.Refused(var reason) -> {
                kept.event("dial-refused", Map.of("reason", reason));
                notReached(reason);
            }
            case Directory.Route.Allowed route -> {
                kept.event("call-back-dialled", Map.of("attempt", Integer.toString(now.attempts() + 1)));
                attempt.begin(route, offer, agent);
            }
        }
    }

    private void reached(CallBackAttempt.Reached now) {
        lineEnded = now.ended();
        away = false;
        on.comesBackBy(now.leg());
        on.world().legs().listen(now.leg(), on.interaction(), customerHeard::accept);
        kept.event("call-back-reached", Map.of());
        kept.settle(State.REACHED, "");
        if (now.offer() != null && now.agent() != null) {
            agentWaits = false;
            wait.answered();
            conversation.accepted(now.offer(), now.agent());
        } else {
            var reached = kept.now();
            on.flow()
                    .take(new FlowInput.CustomerBack(
                            reached == null ? null : reached.terms().greeting()));
            on.toFloor(new FloorCommand.ResumeWaiting(on.interaction()));
        }
    }

    /// Rests before the next attempt, or gives up. An agent who waited is set free and goes to wrap-up.
    private void notReached(String why) {
        var now = kept.now();
        if (now == null) {
            return;
        }
        kept.event("call-back-not-reached", Map.of("attempt", Integer.toString(now.attempts()), "reason", why));
        long next = on.world().now() + now.terms().pauseMillis();
        if (now.attempts() >= now.terms().attempts() || next >= now.dueMillis()) {
            breaks("not-reached");
            return;
        }
        kept.become(now.restingUntil(next), why);
        if (agentWaits) {
            on.endConversation(EndedBy.TRANSFERRED);
        }
    }

    // ---- what cannot be kept becomes a case

    private void breaks(String why) {
        breaking = true;
        kept.event("call-back-broken", Map.of("reason", why));
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
        var now = kept.now();
        on.openCase("call-back", "requested", now == null ? null : now.enqueue().queue());
        on.afterCases(() -> on.mailbox().post(() -> {
            kept.settle(State.RAISED, why);
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
        boolean rang = attempt.stop();
        stopPhone();
        if (breaking) {
            finish();
        } else if (rang) {
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
            kept.event("call-back-broken", Map.of("reason", exit));
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
        kept.settle(State.RAISED, "interrupted");
        finish();
        return true;
    }

    private void cancel() {
        attempt.stop();
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
}
