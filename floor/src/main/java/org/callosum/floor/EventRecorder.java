package org.callosum.floor;

import java.util.List;
import java.util.function.Consumer;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;

/// The live floor's sink: makes a [FloorEvent] of everything it hears, explanations included, and hands it on.
public final class EventRecorder implements EventSink {
    private final Consumer<? super FloorEvent> to;

    public EventRecorder(Consumer<? super FloorEvent> to) {
        this.to = to;
    }

    @Override
    public boolean explains() {
        return true;
    }

    @Override
    public void queueConfigured(long queue, QueueRules rules, long at) {
        to.accept(new FloorEvent.QueueConfigured(new QueueId(queue), rules, at));
    }

    @Override
    public void queueRetired(long queue, long at) {
        to.accept(new FloorEvent.QueueRetired(new QueueId(queue), at));
    }

    @Override
    public void agentConfigured(long agent, AgentRules rules, long at) {
        to.accept(new FloorEvent.AgentConfigured(new AgentId(agent), rules, at));
    }

    @Override
    public void agentRetired(long agent, long at) {
        to.accept(new FloorEvent.AgentRetired(new AgentId(agent), at));
    }

    @Override
    public void skillGranted(long agent, long skill, int proficiency, Preference preference, long at) {
        to.accept(new FloorEvent.SkillGranted(new AgentId(agent), new SkillId(skill), proficiency, preference, at));
    }

    @Override
    public void skillRevoked(long agent, long skill, long at) {
        to.accept(new FloorEvent.SkillRevoked(new AgentId(agent), new SkillId(skill), at));
    }

    @Override
    public void agentSignedIn(long agent, long at) {
        to.accept(new FloorEvent.AgentSignedIn(new AgentId(agent), at));
    }

    @Override
    public void agentSignedOut(long agent, long at) {
        to.accept(new FloorEvent.AgentSignedOut(new AgentId(agent), at));
    }

    @Override
    public void signOutDeferred(long agent, long at) {
        to.accept(new FloorEvent.SignOutDeferred(new AgentId(agent), at));
    }

    @Override
    public void signOutCancelled(long agent, long at) {
        to.accept(new FloorEvent.SignOutCancelled(new AgentId(agent), at));
    }

    @Override
    public void agentBecameReady(long agent, long at) {
        to.accept(new FloorEvent.AgentBecameReady(new AgentId(agent), at));
    }

    @Override
    public void agentBecameNotReady(long agent, String reason, long at) {
        to.accept(new FloorEvent.AgentBecameNotReady(new AgentId(agent), reason, at));
    }

    @Override
    public void interactionQueued(long interaction, long queue, Arrival arrival, long at) {
        to.accept(new FloorEvent.InteractionQueued(new InteractionId(interaction), new QueueId(queue), arrival, at));
    }

    @Override
    public void requirementRelaxed(long interaction, int step, long at) {
        to.accept(new FloorEvent.RequirementRelaxed(new InteractionId(interaction), step, at));
    }

    @Override
    public void preferenceLapsed(long interaction, long agent, Lapse why, long at) {
        to.accept(new FloorEvent.PreferenceLapsed(new InteractionId(interaction), new AgentId(agent), why, at));
    }

    @Override
    public void declineLapsed(long interaction, long agent, long at) {
        to.accept(new FloorEvent.DeclineLapsed(new InteractionId(interaction), new AgentId(agent), at));
    }

    @Override
    public void offerMade(
            long interaction,
            int count,
            long agent,
            long queue,
            long deadline,
            int candidates,
            String rule,
            double score,
            long runnerUp,
            int waitingBefore,
            int step,
            Preference preference,
            long at) {
        to.accept(new FloorEvent.OfferMade(
                offer(interaction, count),
                new AgentId(agent),
                new QueueId(queue),
                deadline,
                new Explanation(
                        candidates,
                        rule,
                        score,
                        runnerUp == 0 ? null : new AgentId(runnerUp),
                        waitingBefore,
                        step,
                        preference),
                at));
    }

    @Override
    public void offerAccepted(long interaction, int count, long agent, long queue, long waitMillis, long at) {
        to.accept(new FloorEvent.OfferAccepted(
                offer(interaction, count), new AgentId(agent), new QueueId(queue), waitMillis, at));
    }

    @Override
    public void offerDeclined(long interaction, int count, long agent, long queue, long at) {
        to.accept(new FloorEvent.OfferDeclined(offer(interaction, count), new AgentId(agent), new QueueId(queue), at));
    }

    @Override
    public void offerExpired(long interaction, int count, long agent, long queue, long at) {
        to.accept(new FloorEvent.OfferExpired(offer(interaction, count), new AgentId(agent), new QueueId(queue), at));
    }

    @Override
    public void offerWithdrawn(long interaction, int count, long agent, long queue, Withdrawal why, long at) {
        to.accept(new FloorEvent.OfferWithdrawn(
                offer(interaction, count), new AgentId(agent), new QueueId(queue), why, at));
    }

    @Override
    public void interactionAbandoned(long interaction, long queue, long waitMillis, long at) {
        to.accept(new FloorEvent.InteractionAbandoned(
                new InteractionId(interaction), new QueueId(queue), waitMillis, at));
    }

    @Override
    public void interactionLeftQueue(long interaction, long queue, Exit exit, long waitMillis, long at) {
        to.accept(new FloorEvent.InteractionLeftQueue(
                new InteractionId(interaction), new QueueId(queue), exit, waitMillis, at));
    }

    @Override
    public void waitingSuspended(long interaction, long queue, long at) {
        to.accept(new FloorEvent.WaitingSuspended(new InteractionId(interaction), new QueueId(queue), at));
    }

    @Override
    public void waitingResumed(long interaction, long queue, long at) {
        to.accept(new FloorEvent.WaitingResumed(new InteractionId(interaction), new QueueId(queue), at));
    }

    @Override
    public void conversationStarted(
            long interaction,
            int count,
            long agent,
            long queue,
            Arrival arrival,
            ConversationStart why,
            long from,
            long at) {
        to.accept(new FloorEvent.ConversationStarted(
                offer(interaction, count),
                new AgentId(agent),
                new QueueId(queue),
                arrival,
                why,
                from == 0 ? null : new AgentId(from),
                at));
    }

    @Override
    public void holdStarted(long interaction, long agent, long at) {
        to.accept(new FloorEvent.HoldStarted(new InteractionId(interaction), new AgentId(agent), at));
    }

    @Override
    public void holdEnded(long interaction, long agent, long at) {
        to.accept(new FloorEvent.HoldEnded(new InteractionId(interaction), new AgentId(agent), at));
    }

    @Override
    public void conversationEnded(long interaction, long agent, long queue, EndedBy by, long at) {
        to.accept(new FloorEvent.ConversationEnded(
                new InteractionId(interaction), new AgentId(agent), new QueueId(queue), by, at));
    }

    @Override
    public void wrapUpStarted(long interaction, int count, long agent, long deadline, long at) {
        to.accept(new FloorEvent.WrapUpStarted(offer(interaction, count), new AgentId(agent), deadline, at));
    }

    @Override
    public void wrapUpCompleted(
            long interaction, int count, long agent, List<String> dispositions, boolean timedOut, long at) {
        to.accept(new FloorEvent.WrapUpCompleted(
                offer(interaction, count), new AgentId(agent), dispositions, timedOut, at));
    }

    @Override
    public void interactionInterrupted(long interaction, long queue, long agent, long at) {
        to.accept(new FloorEvent.InteractionInterrupted(
                new InteractionId(interaction), new QueueId(queue), agent == 0 ? null : new AgentId(agent), at));
    }

    private static OfferId offer(long interaction, int count) {
        return new OfferId(new InteractionId(interaction), count);
    }
}
