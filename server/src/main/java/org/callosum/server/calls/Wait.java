package org.callosum.server.calls;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.callosum.floor.Arrival;
import org.callosum.floor.ArrivalKind;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.id.OfferId;
import org.jspecify.annotations.Nullable;

/// The customer's wait: handed to the floor, asked after, and taken back. Who is sent from one queue to
/// another without having talked to anybody brings the place along.
final class Wait {
    /// What the floor believes.
    private static final long MOST_WAITED_MILLIS = 86_400_000;

    private final CustomerOnLine on;
    private final DeskPhone phone;

    /// Offers so far, over all queues: an offer's id is never used twice.
    private int offers;

    /// How the customer entered their last queue.
    private Arrival arrival = Arrival.plain(0);

    /// The same before rules of routing had their say.
    private Arrival asked = Arrival.plain(0);

    private FlowEffect.@Nullable Enqueue enqueued;

    /// Since when the customer waits, over all queues; 0 while they do not.
    private long queuedMillis;

    private FloorGate.Place place = FloorGate.Place.NONE;

    Wait(CustomerOnLine on, DeskPhone phone) {
        this.on = on;
        this.phone = phone;
    }

    void begin(FlowEffect.Enqueue enqueue) {
        var directory = on.world().directory();
        var queue = directory.queue(on.tenant(), on.entry().client(), enqueue.queue());
        if (queue == null) {
            on.flow().take(new FlowInput.EnqueueAnswer(enqueue.ticket(), FlowInput.QueueOutcome.FULL, "unknown-queue"));
            return;
        }
        long before = queuedMillis;
        if (queuedMillis == 0) {
            queuedMillis = on.world().now();
        }
        var placed = placed(enqueue, queue);
        if (closed(placed.queue(), enqueue.ticket())) {
            queuedMillis = before;
            return;
        }
        enqueued = enqueue;
        on.become(new Phase.Waiting(enqueue.ticket(), placed.queue(), null));
        on.toFloor(new FloorCommand.Enqueue(on.interaction(), placed.queue().id(), placed.arrival()))
                .thenAccept(accepted -> on.mailbox().post(() -> queued(enqueue.ticket(), accepted, queue.treatment())));
    }

    /// Whether the queue's own hours are over: then the customer goes the flow's closing way, without having
    /// waited there. Those who wait already, come back from a transfer that nobody took, or were promised a call
    /// are not sent away by it.
    private boolean closed(Directory.QueueRef queue, int ticket) {
        var calendar = queue.calendar();
        if (calendar == null) {
            return false;
        }
        long now = on.world().now();
        var hours = on.world().directory().hours(on.tenant(), on.entry().client(), calendar, now);
        if (hours.open()) {
            return false;
        }
        on.world()
                .history()
                .event(
                        on.tenant(),
                        on.interaction(),
                        "queue-closed",
                        now,
                        Map.of("queue", queue.id().toString(), "calendar", calendar, "reason", hours.reason()));
        on.mailbox().post(() -> on.flow().queueClosed(ticket, hours.reason()));
        return true;
    }

    private Directory.Placed placed(FlowEffect.Enqueue enqueue, Directory.QueueRef queue) {
        long now = on.world().now();
        var directory = on.world().directory();
        var fresh = Arrivals.of(enqueue, on.caller(), queue, now, code -> directory.skill(on.tenant(), code))
                .withOffersBefore(offers);
        long waited = Math.min(now - queuedMillis, MOST_WAITED_MILLIS);
        asked = fresh;
        arrival = waited > 0 ? fresh.withWaited(waited) : fresh;
        return directory.placed(on.entry(), queue, arrival, on.caller());
    }

    private void queued(int ticket, boolean accepted, @Nullable String treatment) {
        if (on.phase() instanceof Phase.Over) {
            if (accepted) {
                leaveFloor(); // the customer left between the command and its answer
            }
            return;
        }
        if (!accepted) {
            on.become(new Phase.InFlow());
        }
        // An agent may have accepted already; the flow ignores what comes late.
        if (!(on.phase() instanceof Phase.Talking)) {
            var outcome = accepted ? FlowInput.QueueOutcome.QUEUED : FlowInput.QueueOutcome.FULL;
            on.flow().take(new FlowInput.EnqueueAnswer(ticket, outcome, "", treatment));
        }
    }

    void offered(FloorEvent.OfferMade made) {
        offers = made.offer().count();
        phone.offered(made);
    }

    /// A stay that began without an offer counts as one.
    void counted(OfferId stay) {
        offers = stay.count();
    }

    /// The customer enters another queue: their worth and what is known of them goes with them, what the first queue
    /// asked of its agents does not.
    Arrival again() {
        return Arrival.plain(arrival.priority())
                .withAttributes(arrival.attributes())
                .withOffersBefore(offers);
    }

    /// An agent sends the customer to a queue: rules of routing have their say as with any arrival there.
    Directory.Placed sentTo(Directory.QueueRef queue) {
        var again = Arrival.plain(asked.priority())
                .withAttributes(asked.attributes())
                .withOffersBefore(offers);
        return on.world().directory().placed(on.entry(), queue, again, on.caller());
    }

    /// An agent has taken the customer: another wait begins anew.
    void answered() {
        queuedMillis = 0;
    }

    void askPosition(int ticket) {
        on.world()
                .floor()
                .place(on.tenant(), on.interaction())
                .thenAccept(now -> on.mailbox().post(() -> tell(ticket, now)));
    }

    private void tell(int ticket, FloorGate.Place now) {
        place = now;
        on.flow()
                .take(new FlowInput.PositionAnswer(
                        ticket,
                        Math.max(1, now.position()),
                        on.flow().waitedMillis(),
                        now.likelyMillis(),
                        now.fromMinutes(),
                        now.toMinutes(),
                        Math.max(1, now.waiting()),
                        now.agents()));
    }

    /// What the customer is being told of the wait is kept, so that its error can be (M:EWT).
    void announced(FlowEffect.WaitAnnounced said) {
        if (on.phase() instanceof Phase.Waiting waiting) {
            on.world()
                    .history()
                    .event(
                            on.tenant(),
                            on.interaction(),
                            "wait-announced",
                            on.world().now(),
                            Map.of(
                                    "queue",
                                    waiting.queue().id().toString(),
                                    "position",
                                    Integer.toString(said.position()),
                                    "fromMinutes",
                                    Integer.toString(said.fromMinutes()),
                                    "toMinutes",
                                    Integer.toString(said.toMinutes()),
                                    "saidMillis",
                                    Long.toString(said.saidMillis()),
                                    "likelyMillis",
                                    Long.toString(place.likelyMillis())));
        }
    }

    /// The place is kept while the customer serves themselves.
    void pauseOffers(boolean pause) {
        if (on.phase() instanceof Phase.Waiting) {
            on.toFloor(
                    pause
                            ? new FloorCommand.SuspendWaiting(on.interaction())
                            : new FloorCommand.ResumeWaiting(on.interaction()));
        }
    }

    /// The flow takes the customer out of the queue.
    void leave(FlowStep.QueueExit exit) {
        if (on.phase() instanceof Phase.Waiting waiting) {
            phone.stop(waiting.ringing());
            on.become(new Phase.InFlow());
        }
        on.toFloor(new FloorCommand.LeaveQueue(on.interaction(), floorExit(exit)));
    }

    private static Exit floorExit(FlowStep.QueueExit exit) {
        return switch (exit) {
            case OVERFLOW -> Exit.OVERFLOW;
            case CALLBACK -> Exit.CALLBACK;
            case VOICEMAIL -> Exit.VOICEMAIL;
            case CLOSED -> Exit.CLOSED;
        };
    }

    /// The floor has taken the customer out of the queue.
    void left(FloorEvent.InteractionLeftQueue left) {
        if (on.phase() instanceof Phase.Waiting waiting) {
            phone.stop(waiting.ringing());
            on.become(new Phase.InFlow());
            on.flow()
                    .take(new FlowInput.EnqueueAnswer(
                            waiting.ticket(),
                            FlowInput.QueueOutcome.LEFT,
                            left.exit().name().toLowerCase(Locale.ROOT)));
        }
    }

    /// The customer has hung up while the floor had them. Whether they were waiting or already talking is the
    /// floor's to say: an offer may have been accepted in the same moment.
    void leaveFloor() {
        on.toFloor(new FloorCommand.Abandon(on.interaction())).thenAccept(abandoned -> {
            if (!abandoned) {
                on.endConversation(EndedBy.CUSTOMER);
            }
        });
    }

    // ---- for a call-back that keeps the place

    FlowEffect.@Nullable Enqueue enqueued() {
        return enqueued;
    }

    long queuedMillis() {
        return queuedMillis;
    }

    int offers() {
        return offers;
    }

    /// Goes on with a wait that began in another process. Offers that were made while nobody heard of them
    /// had numbers too: far fewer than are left out here.
    void takeUp(FlowEffect.Enqueue how, long sinceMillis, int offersBefore) {
        enqueued = how;
        queuedMillis = sinceMillis;
        offers = offersBefore + 1_000;
    }

    /// Enters the queue again at the place the customer had, to be called back.
    ///
    /// @return whether the floor accepted
    CompletableFuture<Boolean> calledAgain() {
        var how = enqueued;
        var queue = how == null
                ? null
                : on.world().directory().queue(on.tenant(), on.entry().client(), how.queue());
        if (how == null || queue == null || !(on.phase() instanceof Phase.Waiting waiting)) {
            return CompletableFuture.completedFuture(false);
        }
        var placed = placed(how, queue);
        var again = placed.arrival().withKind(ArrivalKind.CALL_BACK);
        on.become(new Phase.Waiting(waiting.ticket(), placed.queue(), waiting.ringing()));
        return on.toFloor(
                new FloorCommand.Enqueue(on.interaction(), placed.queue().id(), again));
    }
}
