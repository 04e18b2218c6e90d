package org.callosum.floor;

import java.util.List;

/// Hears what the floor decides, as it decides it, in plain numbers: ids are the values of the typed ids, times
/// are milliseconds since the epoch. The same facts as [FloorEvent], without an object per fact, so that a
/// simulated day allocates nothing per command; [EventRecorder] makes the records of a live floor. Every method
/// does nothing by default.
///
/// Called on the floor's own thread, in the middle of a decision: a sink must not call the floor.
public interface EventSink {
    /// Whether [#offerMade] should be given candidates and runner-up, which cost a look at every group of
    /// candidates.
    default boolean explains() {
        return false;
    }

    default void queueConfigured(long queue, QueueRules rules, long at) {}

    default void queueRetired(long queue, long at) {}

    default void agentConfigured(long agent, AgentRules rules, long at) {}

    default void agentRetired(long agent, long at) {}

    default void skillGranted(long agent, long skill, int proficiency, Preference preference, long at) {}

    default void skillRevoked(long agent, long skill, long at) {}

    default void agentSignedIn(long agent, long at) {}

    default void agentSignedOut(long agent, long at) {}

    default void signOutDeferred(long agent, long at) {}

    default void signOutCancelled(long agent, long at) {}

    default void agentBecameReady(long agent, long at) {}

    default void agentBecameNotReady(long agent, String reason, long at) {}

    default void interactionQueued(long interaction, long queue, Arrival arrival, long at) {}

    default void requirementRelaxed(long interaction, int step, long at) {}

    default void preferenceLapsed(long interaction, long agent, Lapse why, long at) {}

    default void declineLapsed(long interaction, long agent, long at) {}

    /// @param candidates 0 unless [#explains()]
    /// @param runnerUp 0 for none, or unless [#explains()]
    /// @param preference the agent's for it; ordinary where it decided nothing (see [Explanation])
    default void offerMade(
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
            long at) {}

    default void offerAccepted(long interaction, int count, long agent, long queue, long waitMillis, long at) {}

    default void offerDeclined(long interaction, int count, long agent, long queue, long at) {}

    default void offerExpired(long interaction, int count, long agent, long queue, long at) {}

    default void offerWithdrawn(long interaction, int count, long agent, long queue, Withdrawal why, long at) {}

    default void interactionAbandoned(long interaction, long queue, long waitMillis, long at) {}

    default void interactionLeftQueue(long interaction, long queue, Exit exit, long waitMillis, long at) {}

    default void waitingSuspended(long interaction, long queue, long at) {}

    default void waitingResumed(long interaction, long queue, long at) {}

    /// @param from 0 when it is new
    default void conversationStarted(
            long interaction,
            int count,
            long agent,
            long queue,
            Arrival arrival,
            ConversationStart why,
            long from,
            long at) {}

    default void holdStarted(long interaction, long agent, long at) {}

    default void holdEnded(long interaction, long agent, long at) {}

    default void conversationEnded(long interaction, long agent, long queue, EndedBy by, long at) {}

    default void wrapUpStarted(long interaction, int count, long agent, long deadline, long at) {}

    default void wrapUpCompleted(
            long interaction, int count, long agent, List<String> dispositions, boolean timedOut, long at) {}

    /// @param agent 0 if it was waiting or offered
    default void interactionInterrupted(long interaction, long queue, long agent, long at) {}
}
