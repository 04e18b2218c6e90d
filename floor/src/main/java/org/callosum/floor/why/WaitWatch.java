package org.callosum.floor.why;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.callosum.floor.Arrival;
import org.callosum.floor.Census;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.FloorSnapshot;
import org.callosum.floor.Withdrawal;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.jspecify.annotations.Nullable;

/// Follows a floor's events and tells the steps of the waits that are of interest, each as it happens. The
/// counts in a step cost a look at every agent; a wait that nobody asked for costs what replaying it costs.
///
/// Its memory is a floor, and the arrivals of the watched interactions that wait. One thread at a time.
public final class WaitWatch {
    private final Floor floor;
    private final Predicate<InteractionId> wanted;
    private final BiConsumer<InteractionId, ? super WaitStep> steps;
    private final Map<InteractionId, Arrival> waiting = new HashMap<>();

    /// @param floor as it was before the first event to come; belongs to the watch from now on
    public WaitWatch(Floor floor, Predicate<InteractionId> wanted, BiConsumer<InteractionId, ? super WaitStep> steps) {
        this.floor = floor;
        this.wanted = wanted;
        this.steps = steps;
    }

    public void heard(FloorEvent event) {
        switch (event) {
            case FloorEvent.InteractionQueued e when wanted.test(e.interaction()) -> queued(e);
            case FloorEvent.RequirementRelaxed e
            when waiting.containsKey(e.interaction()) -> {
                var before = who(e.interaction());
                floor.evolve(e);
                tell(
                        e.interaction(),
                        new WaitStep.Widened(
                                e.step(), before, who(e.interaction()), waited(e.interaction(), e), e.atMillis()));
            }
            case FloorEvent.PreferenceLapsed e when waiting.containsKey(e.interaction()) -> lapsed(e);
            case FloorEvent.DeclineLapsed e
            when waiting.containsKey(e.interaction()) -> {
                floor.evolve(e);
                tell(e.interaction(), new WaitStep.DeclineForgotten(e.agent(), e.atMillis()));
            }
            case FloorEvent.WaitingSuspended e
            when waiting.containsKey(e.interaction()) -> {
                floor.evolve(e);
                tell(e.interaction(), new WaitStep.Paused(waited(e.interaction(), e), e.atMillis()));
            }
            case FloorEvent.WaitingResumed e
            when waiting.containsKey(e.interaction()) -> {
                floor.evolve(e);
                tell(
                        e.interaction(),
                        new WaitStep.Resumed(who(e.interaction()), waited(e.interaction(), e), e.atMillis()));
            }
            case FloorEvent.OfferMade e
            when waiting.containsKey(e.interaction()) -> {
                var who = who(e.interaction());
                floor.evolve(e);
                tell(
                        e.interaction(),
                        new WaitStep.Offered(
                                e.offer(), e.agent(), e.explanation(), who, waited(e.interaction(), e), e.atMillis()));
            }
            case FloorEvent.OfferDeclined e
            when waiting.containsKey(e.interaction()) ->
                returned(e, e.offer(), e.agent(), WaitStep.Return.DECLINED, null);
            case FloorEvent.OfferExpired e
            when waiting.containsKey(e.interaction()) ->
                returned(e, e.offer(), e.agent(), WaitStep.Return.MISSED, null);
            case FloorEvent.OfferWithdrawn e
            when waiting.containsKey(e.interaction()) ->
                returned(e, e.offer(), e.agent(), WaitStep.Return.TAKEN_BACK, e.why());
            case FloorEvent.OfferAccepted e
            when waiting.remove(e.interaction()) != null -> {
                floor.evolve(e);
                tell(e.interaction(), new WaitStep.Answered(e.offer(), e.agent(), e.waitMillis(), e.atMillis()));
            }
            case FloorEvent.InteractionAbandoned e
            when waiting.remove(e.interaction()) != null -> {
                var who = who(e.interaction());
                floor.evolve(e);
                tell(e.interaction(), new WaitStep.Abandoned(who, e.waitMillis(), e.atMillis()));
            }
            case FloorEvent.InteractionLeftQueue e
            when waiting.remove(e.interaction()) != null -> {
                var who = who(e.interaction());
                floor.evolve(e);
                tell(e.interaction(), new WaitStep.Left(e.exit(), who, e.waitMillis(), e.atMillis()));
            }
            case FloorEvent.InteractionInterrupted e
            when waiting.remove(e.interaction()) != null -> {
                long waited = waited(e.interaction(), e);
                floor.evolve(e);
                tell(e.interaction(), new WaitStep.Interrupted(waited, e.atMillis()));
            }
            case FloorEvent any -> floor.evolve(any);
        }
    }

    private void queued(FloorEvent.InteractionQueued e) {
        floor.evolve(e);
        waiting.put(e.interaction(), e.arrival());
        var queue = floor.queue(e.queue());
        tell(
                e.interaction(),
                new WaitStep.Entered(
                        e.queue(),
                        e.arrival().kind(),
                        e.arrival().priority(),
                        queue == null ? 0 : queue.waiting() + queue.offered(),
                        who(e.interaction()),
                        e.atMillis()));
        var arrival = e.arrival();
        var only = arrival.onlyFor();
        var preferred = arrival.preferred();
        if (only != null) {
            tell(e.interaction(), new WaitStep.Held(only, WaitStep.Window.ONLY, 0, e.atMillis()));
        } else if (preferred != null && arrival.preferredForMillis() > 0) {
            tell(
                    e.interaction(),
                    new WaitStep.Held(
                            preferred,
                            WaitStep.Window.PREFERRED,
                            e.atMillis() + arrival.preferredForMillis(),
                            e.atMillis()));
        } else {
            heldForLast(e.interaction(), arrival, e.atMillis());
        }
    }

    private void heldForLast(InteractionId interaction, Arrival arrival, long at) {
        var last = arrival.last();
        if (last != null && arrival.lastForMillis() > 0) {
            tell(interaction, new WaitStep.Held(last, WaitStep.Window.LAST, at + arrival.lastForMillis(), at));
        }
    }

    private void lapsed(FloorEvent.PreferenceLapsed e) {
        boolean lastFollows = floor.window(e.interaction()) == FloorSnapshot.Window.PREFERRED;
        floor.evolve(e);
        tell(e.interaction(), new WaitStep.Released(e.agent(), e.why(), waited(e.interaction(), e), e.atMillis()));
        var arrival = waiting.get(e.interaction());
        if (lastFollows && arrival != null) {
            heldForLast(e.interaction(), arrival, e.atMillis());
        }
    }

    private void returned(FloorEvent e, OfferId offer, AgentId agent, WaitStep.Return how, @Nullable Withdrawal why) {
        floor.evolve(e);
        tell(
                offer.interaction(),
                new WaitStep.Returned(offer, agent, how, why, who(offer.interaction()), e.atMillis()));
    }

    private Census who(InteractionId interaction) {
        var census = floor.census(interaction);
        if (census == null) {
            throw new IllegalStateException(
                    "Interaction %s does not wait on this floor; give the watch every event, from the floor's state before them on"
                            .formatted(interaction));
        }
        return census;
    }

    private long waited(InteractionId interaction, FloorEvent e) {
        WorkView work = floor.interaction(interaction);
        return work == null ? 0 : e.atMillis() - work.queuedAtMillis();
    }

    private void tell(InteractionId interaction, WaitStep step) {
        steps.accept(interaction, step);
    }
}
