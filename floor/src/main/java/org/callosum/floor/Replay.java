package org.callosum.floor;

import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;

/// Lets a recorded event happen again.
final class Replay {
    private final FloorState state;

    Replay(FloorState state) {
        this.state = state;
    }

    /// @throws IllegalStateException if the event names what the floor does not have: the events before it are
    ///     missing, or belong to another floor
    void evolve(FloorEvent event) {
        switch (event) {
            case FloorEvent.QueueConfigured(var queue, var rules, var at) ->
                state.queueConfigured(queue.value(), rules, at);
            case FloorEvent.QueueRetired(var queue, var at) -> {
                queue(queue, event);
                state.queueRetired(queue.value(), at);
            }
            case FloorEvent.AgentConfigured(var agent, var rules, var at) ->
                state.agentConfigured(agent.value(), rules, at);
            case FloorEvent.AgentRetired(var agent, var at) -> state.agentRetired(agent(agent, event), at);
            case FloorEvent.SkillGranted(var agent, var skill, var proficiency, var preference, var at) ->
                state.skillGranted(agent(agent, event), skill, proficiency, preference, at);
            case FloorEvent.SkillRevoked(var agent, var skill, var at) ->
                state.skillRevoked(agent(agent, event), skill, at);
            case FloorEvent.AgentSignedIn(var agent, var at) -> state.agentSignedIn(agent(agent, event), at);
            case FloorEvent.AgentSignedOut(var agent, var at) -> state.agentSignedOut(agent(agent, event), at);
            case FloorEvent.SignOutDeferred(var agent, var at) -> state.signOutDeferred(agent(agent, event), at);
            case FloorEvent.SignOutCancelled(var agent, var at) -> state.signOutCancelled(agent(agent, event), at);
            case FloorEvent.AgentBecameReady(var agent, var at) -> state.agentBecameReady(agent(agent, event), at);
            case FloorEvent.AgentBecameNotReady(var agent, var reason, var at) ->
                state.agentBecameNotReady(agent(agent, event), reason, at);
            case FloorEvent.InteractionQueued(var interaction, var queue, var arrival, var at) ->
                state.interactionQueued(interaction.value(), queue(queue, event), arrival, at);
            case FloorEvent.RequirementRelaxed(var interaction, var step, var at) ->
                state.requirementRelaxed(entry(interaction, event), step, at);
            case FloorEvent.PreferenceLapsed happened ->
                state.preferenceLapsed(entry(happened.interaction(), event), happened.atMillis());
            case FloorEvent.DeclineLapsed happened ->
                state.declineLapsed(entry(happened.interaction(), event), happened.atMillis());
            case FloorEvent.OfferMade happened ->
                state.offerMade(
                        entry(happened.offer().interaction(), event),
                        agent(happened.agent(), event),
                        happened.deadlineMillis(),
                        happened.atMillis());
            case FloorEvent.OfferAccepted happened ->
                state.offerAccepted(entry(happened.offer().interaction(), event), happened.atMillis());
            case FloorEvent.OfferDeclined happened ->
                state.offerDeclined(entry(happened.offer().interaction(), event), happened.atMillis());
            case FloorEvent.OfferExpired happened ->
                state.offerExpired(entry(happened.offer().interaction(), event), happened.atMillis());
            case FloorEvent.OfferWithdrawn happened ->
                state.offerWithdrawn(entry(happened.offer().interaction(), event), happened.atMillis());
            case FloorEvent.InteractionAbandoned happened ->
                state.leftQueue(entry(happened.interaction(), event), happened.atMillis());
            case FloorEvent.InteractionLeftQueue happened ->
                state.leftQueue(entry(happened.interaction(), event), happened.atMillis());
            case FloorEvent.WaitingSuspended happened ->
                state.waitingSuspended(entry(happened.interaction(), event), happened.atMillis());
            case FloorEvent.WaitingResumed happened ->
                state.waitingResumed(entry(happened.interaction(), event), happened.atMillis());
            case FloorEvent.ConversationStarted happened ->
                state.conversationStarted(
                        happened.interaction().value(),
                        happened.offer().count(),
                        queue(happened.queue(), event),
                        agent(happened.agent(), event),
                        happened.arrival(),
                        happened.atMillis());
            case FloorEvent.HoldStarted happened ->
                state.holdStarted(entry(happened.interaction(), event), happened.atMillis());
            case FloorEvent.HoldEnded happened ->
                state.holdEnded(entry(happened.interaction(), event), happened.atMillis());
            case FloorEvent.ConversationEnded happened ->
                state.conversationEnded(entry(happened.interaction(), event), happened.atMillis());
            case FloorEvent.WrapUpStarted happened ->
                state.wrapUpStarted(wrapUp(happened.offer(), event), happened.deadlineMillis(), happened.atMillis());
            case FloorEvent.WrapUpCompleted happened ->
                state.wrapUpCompleted(wrapUp(happened.offer(), event), happened.atMillis());
            case FloorEvent.InteractionInterrupted happened -> {
                int e = entry(happened.interaction(), event);
                if (happened.agent() == null) {
                    state.leftQueue(e, happened.atMillis());
                } else {
                    state.conversationInterrupted(e, happened.atMillis());
                }
            }
        }
    }

    private int agent(AgentId agent, FloorEvent event) {
        return found(state.agents.find(agent.value()), "agent " + agent, event);
    }

    private int queue(QueueId queue, FloorEvent event) {
        return found(state.queues.find(queue.value()), "queue " + queue, event);
    }

    private int entry(InteractionId interaction, FloorEvent event) {
        return found(state.entries.find(interaction.value()), "interaction " + interaction, event);
    }

    private int wrapUp(OfferId offer, FloorEvent event) {
        int e = entry(offer.interaction(), event);
        while (e >= 0 && (state.entries.stage[e] != Entries.WRAPPING_UP || state.entries.offers[e] != offer.count())) {
            e = state.entries.older[e];
        }
        return found(e, "wrap-up of offer " + offer, event);
    }

    private static int found(int index, String what, FloorEvent event) {
        if (index < 0) {
            throw new IllegalStateException(
                    "Cannot replay %s: the floor has no %s; replay every event from the snapshot on, of one floor, in order"
                            .formatted(event, what));
        }
        return index;
    }
}
