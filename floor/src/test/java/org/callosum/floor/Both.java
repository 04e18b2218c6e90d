package org.callosum.floor;

import java.util.List;

/// Tells two sinks the same.
record Both(EventSink one, EventSink other) implements EventSink {
    @Override
    public boolean explains() {
        return one.explains() || other.explains();
    }

    @Override
    public void queueConfigured(long queue, QueueRules rules, long at) {
        one.queueConfigured(queue, rules, at);
        other.queueConfigured(queue, rules, at);
    }

    @Override
    public void queueRetired(long queue, long at) {
        one.queueRetired(queue, at);
        other.queueRetired(queue, at);
    }

    @Override
    public void agentConfigured(long agent, AgentRules rules, long at) {
        one.agentConfigured(agent, rules, at);
        other.agentConfigured(agent, rules, at);
    }

    @Override
    public void agentRetired(long agent, long at) {
        one.agentRetired(agent, at);
        other.agentRetired(agent, at);
    }

    @Override
    public void skillGranted(long agent, long skill, int proficiency, Preference preference, long at) {
        one.skillGranted(agent, skill, proficiency, preference, at);
        other.skillGranted(agent, skill, proficiency, preference, at);
    }

    @Override
    public void skillRevoked(long agent, long skill, long at) {
        one.skillRevoked(agent, skill, at);
        other.skillRevoked(agent, skill, at);
    }

    @Override
    public void agentSignedIn(long agent, long at) {
        one.agentSignedIn(agent, at);
        other.agentSignedIn(agent, at);
    }

    @Override
    public void agentSignedOut(long agent, long at) {
        one.agentSignedOut(agent, at);
        other.agentSignedOut(agent, at);
    }

    @Override
    public void signOutDeferred(long agent, long at) {
        one.signOutDeferred(agent, at);
        other.signOutDeferred(agent, at);
    }

    @Override
    public void signOutCancelled(long agent, long at) {
        one.signOutCancelled(agent, at);
        other.signOutCancelled(agent, at);
    }

    @Override
    public void agentBecameReady(long agent, long at) {
        one.agentBecameReady(agent, at);
        other.agentBecameReady(agent, at);
    }

    @Override
    public void agentBecameNotReady(long agent, String reason, long at) {
        one.agentBecameNotReady(agent, reason, at);
        other.agentBecameNotReady(agent, reason, at);
    }

    @Override
    public void interactionQueued(long interaction, long queue, Arrival arrival, long at) {
        one.interactionQueued(interaction, queue, arrival, at);
        other.interactionQueued(interaction, queue, arrival, at);
    }

    @Override
    public void requirementRelaxed(long interaction, int step, long at) {
        one.requirementRelaxed(interaction, step, at);
        other.requirementRelaxed(interaction, step, at);
    }

    @Override
    public void preferenceLapsed(long interaction, long agent, Lapse why, long at) {
        one.preferenceLapsed(interaction, agent, why, at);
        other.preferenceLapsed(interaction, agent, why, at);
    }

    @Override
    public void declineLapsed(long interaction, long agent, long at) {
        one.declineLapsed(interaction, agent, at);
        other.declineLapsed(interaction, agent, at);
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
        one.offerMade(
                interaction,
                count,
                agent,
                queue,
                deadline,
                candidates,
                rule,
                score,
                runnerUp,
                waitingBefore,
                step,
                preference,
                at);
        other.offerMade(
                interaction,
                count,
                agent,
                queue,
                deadline,
                candidates,
                rule,
                score,
                runnerUp,
                waitingBefore,
                step,
                preference,
                at);
    }

    @Override
    public void offerAccepted(long interaction, int count, long agent, long queue, long waitMillis, long at) {
        one.offerAccepted(interaction, count, agent, queue, waitMillis, at);
        other.offerAccepted(interaction, count, agent, queue, waitMillis, at);
    }

    @Override
    public void offerDeclined(long interaction, int count, long agent, long queue, long at) {
        one.offerDeclined(interaction, count, agent, queue, at);
        other.offerDeclined(interaction, count, agent, queue, at);
    }

    @Override
    public void offerExpired(long interaction, int count, long agent, long queue, long at) {
        one.offerExpired(interaction, count, agent, queue, at);
        other.offerExpired(interaction, count, agent, queue, at);
    }

    @Override
    public void offerWithdrawn(long interaction, int count, long agent, long queue, Withdrawal why, long at) {
        one.offerWithdrawn(interaction, count, agent, queue, why, at);
        other.offerWithdrawn(interaction, count, agent, queue, why, at);
    }

    @Override
    public void interactionAbandoned(long interaction, long queue, long waitMillis, long at) {
        one.interactionAbandoned(interaction, queue, waitMillis, at);
        other.interactionAbandoned(interaction, queue, waitMillis, at);
    }

    @Override
    public void interactionLeftQueue(long interaction, long queue, Exit exit, long waitMillis, long at) {
        one.interactionLeftQueue(interaction, queue, exit, waitMillis, at);
        other.interactionLeftQueue(interaction, queue, exit, waitMillis, at);
    }

    @Override
    public void waitingSuspended(long interaction, long queue, long at) {
        one.waitingSuspended(interaction, queue, at);
        other.waitingSuspended(interaction, queue, at);
    }

    @Override
    public void waitingResumed(long interaction, long queue, long at) {
        one.waitingResumed(interaction, queue, at);
        other.waitingResumed(interaction, queue, at);
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
        one.conversationStarted(interaction, count, agent, queue, arrival, why, from, at);
        other.conversationStarted(interaction, count, agent, queue, arrival, why, from, at);
    }

    @Override
    public void holdStarted(long interaction, long agent, long at) {
        one.holdStarted(interaction, agent, at);
        other.holdStarted(interaction, agent, at);
    }

    @Override
    public void holdEnded(long interaction, long agent, long at) {
        one.holdEnded(interaction, agent, at);
        other.holdEnded(interaction, agent, at);
    }

    @Override
    public void conversationEnded(long interaction, long agent, long queue, EndedBy by, long at) {
        one.conversationEnded(interaction, agent, queue, by, at);
        other.conversationEnded(interaction, agent, queue, by, at);
    }

    @Override
    public void wrapUpStarted(long interaction, int count, long agent, long deadline, long at) {
        one.wrapUpStarted(interaction, count, agent, deadline, at);
        other.wrapUpStarted(interaction, count, agent, deadline, at);
    }

    @Override
    public void wrapUpCompleted(
            long interaction, int count, long agent, List<String> dispositions, boolean timedOut, long at) {
        one.wrapUpCompleted(interaction, count, agent, dispositions, timedOut, at);
        other.wrapUpCompleted(interaction, count, agent, dispositions, timedOut, at);
    }

    @Override
    public void interactionInterrupted(long interaction, long queue, long agent, long at) {
        one.interactionInterrupted(interaction, queue, agent, at);
        other.interactionInterrupted(interaction, queue, agent, at);
    }
}
