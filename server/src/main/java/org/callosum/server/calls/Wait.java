package org.callosum.server.calls;

import java.util.Locale;
import org.callosum.floor.Arrival;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.id.OfferId;

/// The customer's wait: handed to the floor, asked after, and taken back.
final class Wait {
    private final CustomerOnLine on;
    private final DeskPhone phone;

    /// Offers so far, over all queues: an offer's id is never used twice.
    private int offers;

    /// How the customer entered their last queue.
    private Arrival arrival = Arrival.plain(0);

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
        arrival = Arrivals.of(enqueue, on.caller(), queue, on.world().now(), code -> directory.skill(on.tenant(), code))
                .withOffersBefore(offers);
        var placed = directory.placed(on.entry(), queue, arrival, on.caller());
        on.become(new Phase.Waiting(enqueue.ticket(), placed.queue(), null));
        on.toFloor(new FloorCommand.Enqueue(on.interaction(), placed.queue().id(), placed.arrival()))
                .thenAccept(accepted -> on.mailbox().post(() -> queued(enqueue.ticket(), accepted)));
    }

    private void queued(int ticket, boolean accepted) {
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
            on.flow().take(new FlowInput.EnqueueAnswer(ticket, outcome, ""));
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

    void askPosition(int ticket) {
        on.world()
                .floor()
                .position(on.tenant(), on.interaction())
                .thenAccept(position -> on.mailbox()
                        .post(() -> on.flow()
                                .take(new FlowInput.PositionAnswer(
                                        ticket, Math.max(1, position), on.flow().waitedMillis(), -1))));
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
}
