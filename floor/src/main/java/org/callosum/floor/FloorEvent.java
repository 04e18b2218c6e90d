package org.callosum.floor;

import java.util.List;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// What happened on the floor. Facts, for ever: a new fact is a new component with a default on reading, or
/// a new event. No event holds personal data, only ids and codes.
public sealed interface FloorEvent {
    /// When it happened, milliseconds since the epoch, UTC.
    long atMillis();

    record QueueConfigured(QueueId queue, QueueRules rules, long atMillis) implements FloorEvent {}

    record QueueRetired(QueueId queue, long atMillis) implements FloorEvent {}

    record AgentConfigured(AgentId agent, AgentRules rules, long atMillis) implements FloorEvent {}

    record AgentRetired(AgentId agent, long atMillis) implements FloorEvent {}

    record SkillGranted(AgentId agent, SkillId skill, int proficiency, Preference preference, long atMillis)
            implements FloorEvent {
        public SkillGranted(AgentId agent, SkillId skill, int proficiency, long atMillis) {
            this(agent, skill, proficiency, Preference.ORDINARY, atMillis);
        }
    }

    record SkillRevoked(AgentId agent, SkillId skill, long atMillis) implements FloorEvent {}

    /// Signed in, not ready with reason `signed-in`.
    record AgentSignedIn(AgentId agent, long atMillis) implements FloorEvent {}

    record AgentSignedOut(AgentId agent, long atMillis) implements FloorEvent {}

    /// Asked to sign out with work in hand: not ready with reason `signing-out` until the last of it ends.
    record SignOutDeferred(AgentId agent, long atMillis) implements FloorEvent {}

    /// Stays after all, still not ready (reason `signed-in`).
    record SignOutCancelled(AgentId agent, long atMillis) implements FloorEvent {}

    record AgentBecameReady(AgentId agent, long atMillis) implements FloorEvent {}

    /// @param reason a code; the floor's own are `signed-in`, `signing-out`, `no-answer` and
    ///     `after-wrap-up`
    record AgentBecameNotReady(AgentId agent, String reason, long atMillis) implements FloorEvent {}

    record InteractionQueued(InteractionId interaction, QueueId queue, Arrival arrival, long atMillis)
            implements FloorEvent {}

    /// @param step the requirement step now in force
    record RequirementRelaxed(InteractionId interaction, int step, long atMillis) implements FloorEvent {}

    /// No longer held for this agent; the next window, or everyone entitled, follows.
    record PreferenceLapsed(InteractionId interaction, AgentId agent, Lapse why, long atMillis) implements FloorEvent {}

    /// The agent who declined it may be offered it again: as long as an offer lasts has passed. (It also
    /// ends, without this event, when the interaction is offered to another or its requirement relaxes.)
    record DeclineLapsed(InteractionId interaction, AgentId agent, long atMillis) implements FloorEvent {}

    /// @param deadlineMillis the last instant at which an answer counts
    record OfferMade(
            OfferId offer, AgentId agent, QueueId queue, long deadlineMillis, Explanation explanation, long atMillis)
            implements FloorEvent {
        public InteractionId interaction() {
            return offer.interaction();
        }
    }

    /// @param waitMillis from entering the queue; ringing belongs to the wait
    record OfferAccepted(OfferId offer, AgentId agent, QueueId queue, long waitMillis, long atMillis)
            implements FloorEvent {
        public InteractionId interaction() {
            return offer.interaction();
        }
    }

    record OfferDeclined(OfferId offer, AgentId agent, QueueId queue, long atMillis) implements FloorEvent {
        public InteractionId interaction() {
            return offer.interaction();
        }
    }

    /// Nobody answered; [AgentBecameNotReady] with `no-answer` follows.
    record OfferExpired(OfferId offer, AgentId agent, QueueId queue, long atMillis) implements FloorEvent {
        public InteractionId interaction() {
            return offer.interaction();
        }
    }

    record OfferWithdrawn(OfferId offer, AgentId agent, QueueId queue, Withdrawal why, long atMillis)
            implements FloorEvent {
        public InteractionId interaction() {
            return offer.interaction();
        }
    }

    record InteractionAbandoned(InteractionId interaction, QueueId queue, long waitMillis, long atMillis)
            implements FloorEvent {}

    record InteractionLeftQueue(InteractionId interaction, QueueId queue, Exit exit, long waitMillis, long atMillis)
            implements FloorEvent {}

    /// Keeps its place; no offers, no timers.
    record WaitingSuspended(InteractionId interaction, QueueId queue, long atMillis) implements FloorEvent {}

    record WaitingResumed(InteractionId interaction, QueueId queue, long atMillis) implements FloorEvent {}

    /// A stay that begins in conversation, without a wait and without an offer: moved from another agent
    /// (whose [ConversationEnded] by [EndedBy#TRANSFERRED] comes before), or begun by the agent.
    ///
    /// @param offer numbered as an offer, so that this stay and its wrap-up can be told from others
    /// @param from the agent who had it; null when it is new
    record ConversationStarted(
            OfferId offer,
            AgentId agent,
            QueueId queue,
            Arrival arrival,
            ConversationStart why,
            @Nullable AgentId from,
            long atMillis)
            implements FloorEvent {
        public InteractionId interaction() {
            return offer.interaction();
        }
    }

    record HoldStarted(InteractionId interaction, AgentId agent, long atMillis) implements FloorEvent {}

    record HoldEnded(InteractionId interaction, AgentId agent, long atMillis) implements FloorEvent {}

    /// Ends a hold, too. Followed by [WrapUpStarted], or at once by [WrapUpCompleted] where the queue has
    /// no wrap-up.
    record ConversationEnded(InteractionId interaction, AgentId agent, QueueId queue, EndedBy by, long atMillis)
            implements FloorEvent {}

    /// @param offer the accepted offer whose work this is: an interaction that was transferred can be
    ///     wrapped up twice at once
    /// @param deadlineMillis when wrap-up ends by itself
    record WrapUpStarted(OfferId offer, AgentId agent, long deadlineMillis, long atMillis) implements FloorEvent {
        public InteractionId interaction() {
            return offer.interaction();
        }
    }

    /// The agent's work on this interaction is over; each conversation that was not interrupted ends with
    /// this.
    record WrapUpCompleted(OfferId offer, AgentId agent, List<String> dispositions, boolean timedOut, long atMillis)
            implements FloorEvent {
        public WrapUpCompleted {
            dispositions = List.copyOf(dispositions);
        }

        public InteractionId interaction() {
            return offer.interaction();
        }
    }

    /// @param agent who had it in conversation; null if it was waiting or offered
    record InteractionInterrupted(
            InteractionId interaction,
            QueueId queue,
            @Nullable AgentId agent,
            long atMillis) implements FloorEvent {}
}
