package org.callosum.server.interactions;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Preference;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.jspecify.annotations.Nullable;

/// What a floor event is on an interaction's timeline: a type that screens word in each language, and codes.
final class Timeline {
    private Timeline() {}

    /// @param data ids as strings, codes, numbers
    record Step(InteractionId interaction, String type, Map<String, Object> data) {}

    /// @return null if the event is not about one interaction, or nothing a person would read
    static @Nullable Step of(FloorEvent event) {
        return switch (event) {
            case FloorEvent.InteractionQueued queued -> queued(queued);
            case FloorEvent.RequirementRelaxed relaxed ->
                step(relaxed.interaction(), "requirement-relaxed")
                        .with("step", relaxed.step())
                        .done();
            case FloorEvent.OfferMade made -> offered(made);
            case FloorEvent.OfferAccepted accepted ->
                offer("answered", accepted.offer(), accepted.agent())
                        .with("waitMillis", accepted.waitMillis())
                        .done();
            case FloorEvent.OfferDeclined declined ->
                offer("offer-declined", declined.offer(), declined.agent()).done();
            case FloorEvent.OfferExpired expired ->
                offer("offer-expired", expired.offer(), expired.agent()).done();
            case FloorEvent.OfferWithdrawn withdrawn ->
                offer("offer-withdrawn", withdrawn.offer(), withdrawn.agent())
                        .with("why", code(withdrawn.why()))
                        .done();
            case FloorEvent.InteractionAbandoned abandoned ->
                step(abandoned.interaction(), "abandoned")
                        .with("queue", abandoned.queue())
                        .with("waitMillis", abandoned.waitMillis())
                        .done();
            case FloorEvent.InteractionLeftQueue left ->
                step(left.interaction(), "left-queue")
                        .with("queue", left.queue())
                        .with("exit", code(left.exit()))
                        .with("waitMillis", left.waitMillis())
                        .done();
            case FloorEvent.WaitingSuspended suspended ->
                step(suspended.interaction(), "waiting-suspended")
                        .with("queue", suspended.queue())
                        .done();
            case FloorEvent.WaitingResumed resumed ->
                step(resumed.interaction(), "waiting-resumed")
                        .with("queue", resumed.queue())
                        .done();
            case FloorEvent.ConversationStarted started -> started(started);
            case FloorEvent.HoldStarted(var interaction, var agent, var _) ->
                step(interaction, "hold-started").with("agent", agent).done();
            case FloorEvent.HoldEnded(var interaction, var agent, var _) ->
                step(interaction, "hold-ended").with("agent", agent).done();
            case FloorEvent.ConversationEnded ended ->
                step(ended.interaction(), "ended")
                        .with("by", code(ended.by()))
                        .with("agent", ended.agent())
                        .done();
            case FloorEvent.WrapUpStarted started ->
                step(started.interaction(), "wrap-up-started")
                        .with("agent", started.agent())
                        .done();
            case FloorEvent.WrapUpCompleted completed ->
                step(completed.interaction(), "wrapped-up")
                        .with("agent", completed.agent())
                        .with("timedOut", completed.timedOut())
                        .with("dispositions", String.join(" ", completed.dispositions()))
                        .done();
            case FloorEvent.InteractionInterrupted cut ->
                step(cut.interaction(), "interrupted")
                        .with("queue", cut.queue())
                        .done();
            case FloorEvent.PreferenceLapsed _,
                    FloorEvent.DeclineLapsed _,
                    FloorEvent.QueueConfigured _,
                    FloorEvent.QueueRetired _,
                    FloorEvent.AgentConfigured _,
                    FloorEvent.AgentRetired _,
                    FloorEvent.SkillGranted _,
                    FloorEvent.SkillRevoked _,
                    FloorEvent.AgentSignedIn _,
                    FloorEvent.AgentSignedOut _,
                    FloorEvent.SignOutDeferred _,
                    FloorEvent.SignOutCancelled _,
                    FloorEvent.AgentBecameReady _,
                    FloorEvent.AgentBecameNotReady _ -> null;
        };
    }

    private static Step queued(FloorEvent.InteractionQueued queued) {
        var building = step(queued.interaction(), "queued")
                .with("queue", queued.queue())
                .with("priority", queued.arrival().priority())
                .with("kind", code(queued.arrival().kind()));
        // rules of routing that had a say, as `team:1 priority:4`, and of which version
        var rules = queued.arrival().attributes().get("routed.rules");
        if (rules != null) {
            building.with("rules", rules)
                    .with("rulesVersion", queued.arrival().attributes().getOrDefault("routed.version", ""));
        }
        return building.done();
    }

    private static Step started(FloorEvent.ConversationStarted started) {
        Building building = offer("conversation-started", started.offer(), started.agent())
                .with("queue", started.queue())
                .with("why", code(started.why()));
        AgentId from = started.from();
        if (from != null) {
            building.with("from", from);
        }
        return building.done();
    }

    private static Step offered(FloorEvent.OfferMade made) {
        Building building = offer("offered", made.offer(), made.agent())
                .with("queue", made.queue())
                .with("candidates", made.explanation().candidates())
                .with("rule", made.explanation().rule())
                .with("score", made.explanation().score())
                .with("waitingBefore", made.explanation().waitingBefore())
                .with("step", made.explanation().step());
        AgentId runnerUp = made.explanation().runnerUp();
        if (runnerUp != null) {
            building.with("runnerUp", runnerUp);
        }
        if (made.explanation().preference() != Preference.ORDINARY) {
            building.with("preference", made.explanation().preference().code());
        }
        return building.done();
    }

    private static Building step(InteractionId interaction, String type) {
        return new Building(interaction, type);
    }

    private static Building offer(String type, OfferId offer, AgentId agent) {
        return step(offer.interaction(), type).with("offer", offer.count()).with("agent", agent);
    }

    private static final class Building {
        private final InteractionId interaction;
        private final String type;
        private final Map<String, Object> data = new LinkedHashMap<>();

        Building(InteractionId interaction, String type) {
            this.interaction = interaction;
            this.type = type;
        }

        Building with(String name, Object value) {
            data.put(name, value instanceof Number || value instanceof Boolean ? value : value.toString());
            return this;
        }

        Step done() {
            return new Step(interaction, type, data);
        }
    }

    /// `LEFT_QUEUE` is written `left-queue`.
    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
