package org.callosum.floor;

import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;

/// Why a command changes nothing: an ordinary answer, not a fault.
public sealed interface Refusal {
    /// A stable id for problem details and logs.
    default String code() {
        return switch (this) {
            case UnknownAgent _ -> "agent-unknown";
            case UnknownQueue _ -> "queue-unknown";
            case UnknownInteraction _ -> "interaction-unknown";
            case AlreadySignedIn _ -> "agent-already-signed-in";
            case NotSignedIn _ -> "agent-not-signed-in";
            case StillSignedIn _ -> "agent-still-signed-in";
            case AlreadyReady _ -> "agent-already-ready";
            case AlreadyNotReady _ -> "agent-already-not-ready";
            case SkillNotHeld _ -> "skill-not-held";
            case QueueFixed _ -> "queue-fixed";
            case QueueInUse _ -> "queue-in-use";
            case QueueFull _ -> "queue-full";
            case FloorFull _ -> "floor-full";
            case AlreadyOnFloor _ -> "interaction-already-on-floor";
            case AlreadyAnswered _ -> "interaction-already-answered";
            case NotAnswered _ -> "interaction-not-answered";
            case ConversationOver _ -> "conversation-over";
            case AlreadyOnHold _ -> "already-on-hold";
            case NotOnHold _ -> "not-on-hold";
            case NotWrappingUp _ -> "not-wrapping-up";
            case OfferSettled _ -> "offer-already-settled";
            case DeadlinePassed _ -> "offer-deadline-passed";
            case StillAwaited _ -> "agent-still-awaited";
            case NotEntitled _ -> "agent-not-entitled";
            case NoRoom _ -> "agent-has-no-room";
            case SameAgent _ -> "same-agent";
            case NotConsulting _ -> "not-consulting";
            case AlreadySuspended _ -> "waiting-already-suspended";
            case NotSuspended _ -> "waiting-not-suspended";
        };
    }

    record UnknownAgent(AgentId agent) implements Refusal {}

    record UnknownQueue(QueueId queue) implements Refusal {}

    /// Never on the floor, or gone from it.
    record UnknownInteraction(InteractionId interaction) implements Refusal {}

    record AlreadySignedIn(AgentId agent) implements Refusal {}

    record NotSignedIn(AgentId agent) implements Refusal {}

    /// Sign the agent out first.
    record StillSignedIn(AgentId agent) implements Refusal {}

    record AlreadyReady(AgentId agent) implements Refusal {}

    /// Not ready for this very reason already; another reason is accepted.
    record AlreadyNotReady(AgentId agent, String reason) implements Refusal {}

    record SkillNotHeld(AgentId agent, SkillId skill) implements Refusal {}

    /// A queue keeps its client and its channel: make another queue.
    record QueueFixed(QueueId queue, ClientId client, Channel channel) implements Refusal {}

    /// Drain it or move them first.
    record QueueInUse(QueueId queue, int interactions) implements Refusal {}

    /// @param limit the queue's own limit of unanswered interactions
    record QueueFull(QueueId queue, int limit) implements Refusal {}

    /// @param what `interactions`, `agents`, `queues` or `skills`
    record FloorFull(String what, int limit) implements Refusal {}

    /// It is waiting, offered or in conversation already.
    record AlreadyOnFloor(InteractionId interaction) implements Refusal {}

    record AlreadyAnswered(InteractionId interaction) implements Refusal {}

    record NotAnswered(InteractionId interaction) implements Refusal {}

    record ConversationOver(InteractionId interaction) implements Refusal {}

    record AlreadyOnHold(InteractionId interaction) implements Refusal {}

    record NotOnHold(InteractionId interaction) implements Refusal {}

    record NotWrappingUp(InteractionId interaction) implements Refusal {}

    /// Accepted, declined, expired or withdrawn before.
    record OfferSettled(OfferId offer) implements Refusal {}

    record DeadlinePassed(OfferId offer, long deadlineMillis) implements Refusal {}

    /// Something waits for this agent only: let it leave first.
    record StillAwaited(AgentId agent, int interactions) implements Refusal {}

    /// The agent is not granted the queue's client, or takes nothing on its channel.
    record NotEntitled(AgentId agent, QueueId queue) implements Refusal {}

    /// Has something in hand that this could not lie beside, or is signing out.
    record NoRoom(AgentId agent) implements Refusal {}

    /// Has it already.
    record SameAgent(InteractionId interaction, AgentId agent) implements Refusal {}

    /// This agent is not in conversation in a consult of that id about this interaction.
    record NotConsulting(InteractionId consult, AgentId agent) implements Refusal {}

    record AlreadySuspended(InteractionId interaction) implements Refusal {}

    record NotSuspended(InteractionId interaction) implements Refusal {}
}
