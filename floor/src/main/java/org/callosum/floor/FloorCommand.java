package org.callosum.floor;

import java.util.List;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// What the floor can be asked to do. Each is answered by a [Decision]: events, or a [Refusal] that changes
/// nothing.
public sealed interface FloorCommand {
    /// Makes a queue or changes its rules at once, also for what is waiting in it. Its channel stays what
    /// it was.
    record ConfigureQueue(QueueId queue, QueueRules rules) implements FloorCommand {}

    /// Removes a queue in which nothing is waiting, offered, talking or wrapping up.
    record RetireQueue(QueueId queue) implements FloorCommand {}

    /// Makes an agent known or changes what they may serve; work in hand goes on.
    record ConfigureAgent(AgentId agent, AgentRules rules) implements FloorCommand {}

    /// Removes an agent who is signed out and for whom alone nothing waits.
    record RetireAgent(AgentId agent) implements FloorCommand {}

    /// @param proficiency 1 (learning) to 5 (expert)
    /// @param preference how gladly they should get what needs it
    record GrantSkill(AgentId agent, SkillId skill, int proficiency, Preference preference) implements FloorCommand {
        public GrantSkill {
            if (proficiency < 1 || proficiency > 5) {
                throw new IllegalArgumentException("A proficiency is 1 to 5, not " + proficiency);
            }
        }

        public GrantSkill(AgentId agent, SkillId skill, int proficiency) {
            this(agent, skill, proficiency, Preference.ORDINARY);
        }
    }

    record RevokeSkill(AgentId agent, SkillId skill) implements FloorCommand {}

    /// Signs in, not ready (`signed-in`). Of an agent whose sign-out is deferred, takes the sign-out back.
    record SignIn(AgentId agent) implements FloorCommand {}

    /// Signs out; with conversations or wrap-up in hand the agent gets nothing new and is signed out when
    /// the last ends.
    record SignOut(AgentId agent) implements FloorCommand {}

    record GoReady(AgentId agent) implements FloorCommand {}

    /// Takes back pending offers; conversations and wrap-up go on.
    ///
    /// @param reason a code, such as `break` or `training`
    record GoNotReady(AgentId agent, String reason) implements FloorCommand {}

    /// An interaction enters a queue. The same id may enter again once it has left or its conversation has
    /// ended.
    record Enqueue(InteractionId interaction, QueueId queue, Arrival arrival) implements FloorCommand {}

    /// The customer hung up before an agent answered.
    record Abandon(InteractionId interaction) implements FloorCommand {}

    /// The interaction leaves the queue without an agent and without an abandon.
    record LeaveQueue(InteractionId interaction, Exit exit) implements FloorCommand {}

    /// The interaction keeps its place and goes on waiting, but is offered to nobody until [ResumeWaiting];
    /// a pending offer is taken back. No timer of it runs meanwhile.
    record SuspendWaiting(InteractionId interaction) implements FloorCommand {}

    /// Offers go on. The wait has counted throughout: what would have relaxed or lapsed meanwhile does so
    /// now.
    record ResumeWaiting(InteractionId interaction) implements FloorCommand {}

    /// An answer on the deadline counts; one after it does not.
    record AcceptOffer(OfferId offer) implements FloorCommand {}

    /// The interaction goes back to its old place; see [FloorEvent.DeclineLapsed] for when the agent may
    /// get it again.
    record DeclineOffer(OfferId offer) implements FloorCommand {}

    record StartHold(InteractionId interaction) implements FloorCommand {}

    record EndHold(InteractionId interaction) implements FloorCommand {}

    /// The conversation passes to another agent, as a stay of its own that begins in conversation; the
    /// first agent goes to wrap-up as after a transfer.
    ///
    /// @param to with a consult: the agent who holds it; without: any agent signed in, not signing out,
    ///     granted the client and the channel, with nothing in hand that it could not lie beside (ready or
    ///     not)
    /// @param consult in conversation, about this interaction; ends with this. Its queue is the new stay's.
    ///     Null for a take-over, which stays in its queue
    record MoveConversation(
            InteractionId interaction, AgentId to, @Nullable InteractionId consult) implements FloorCommand {}

    /// The agent is in conversation at once, ready or not; the customer is being dialled. The queue gives
    /// client, channel and wrap-up; its skills are not asked for.
    ///
    /// @param arrival its kind becomes [ArrivalKind#OUTBOUND] unless it is a call-back
    record StartOutbound(InteractionId interaction, QueueId queue, AgentId agent, Arrival arrival)
            implements FloorCommand {}

    /// By [EndedBy#TRANSFERRED] it goes on elsewhere; to another queue, [Enqueue] follows.
    record EndConversation(InteractionId interaction, EndedBy by) implements FloorCommand {}

    /// @param agent whose wrap-up; null for the one that began first (an interaction transferred to a
    ///     second agent can have two)
    /// @param dispositions codes, at most 20
    record CompleteWrapUp(
            InteractionId interaction, @Nullable AgentId agent, List<String> dispositions) implements FloorCommand {
        public CompleteWrapUp {
            dispositions = List.copyOf(dispositions);
            if (dispositions.size() > 20) {
                throw new IllegalArgumentException(
                        "An interaction has at most 20 dispositions, not " + dispositions.size());
            }
        }

        public CompleteWrapUp(InteractionId interaction, List<String> dispositions) {
            this(interaction, null, dispositions);
        }
    }

    /// The centre failed this interaction (its media died): closed at once, without wrap-up, never as an
    /// abandon.
    record Interrupt(InteractionId interaction) implements FloorCommand {}

    /// Lets every timer that is due happen: see [Floor#nextDeadlineMillis()].
    record AdvanceTime() implements FloorCommand {}
}
