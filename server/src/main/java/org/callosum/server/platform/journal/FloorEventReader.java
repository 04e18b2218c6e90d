package org.callosum.server.platform.journal;

import java.util.ArrayList;
import java.util.List;
import org.callosum.floor.ConversationStart;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.FloorEvent.AgentBecameNotReady;
import org.callosum.floor.FloorEvent.AgentBecameReady;
import org.callosum.floor.FloorEvent.AgentConfigured;
import org.callosum.floor.FloorEvent.AgentRetired;
import org.callosum.floor.FloorEvent.AgentSignedIn;
import org.callosum.floor.FloorEvent.AgentSignedOut;
import org.callosum.floor.FloorEvent.ConversationEnded;
import org.callosum.floor.FloorEvent.ConversationStarted;
import org.callosum.floor.FloorEvent.DeclineLapsed;
import org.callosum.floor.FloorEvent.HoldEnded;
import org.callosum.floor.FloorEvent.HoldStarted;
import org.callosum.floor.FloorEvent.InteractionAbandoned;
import org.callosum.floor.FloorEvent.InteractionInterrupted;
import org.callosum.floor.FloorEvent.InteractionLeftQueue;
import org.callosum.floor.FloorEvent.InteractionQueued;
import org.callosum.floor.FloorEvent.OfferAccepted;
import org.callosum.floor.FloorEvent.OfferDeclined;
import org.callosum.floor.FloorEvent.OfferExpired;
import org.callosum.floor.FloorEvent.OfferMade;
import org.callosum.floor.FloorEvent.OfferWithdrawn;
import org.callosum.floor.FloorEvent.PreferenceLapsed;
import org.callosum.floor.FloorEvent.QueueConfigured;
import org.callosum.floor.FloorEvent.QueueRetired;
import org.callosum.floor.FloorEvent.RequirementRelaxed;
import org.callosum.floor.FloorEvent.SignOutCancelled;
import org.callosum.floor.FloorEvent.SignOutDeferred;
import org.callosum.floor.FloorEvent.SkillGranted;
import org.callosum.floor.FloorEvent.SkillRevoked;
import org.callosum.floor.FloorEvent.WaitingResumed;
import org.callosum.floor.FloorEvent.WaitingSuspended;
import org.callosum.floor.FloorEvent.WrapUpCompleted;
import org.callosum.floor.FloorEvent.WrapUpStarted;
import org.callosum.floor.Lapse;
import org.callosum.floor.Withdrawal;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import tools.jackson.databind.JsonNode;

/// Reads what [FloorEventWriter] wrote, in this build or an earlier one. A component added after the first
/// landing is
/// read with a default, and the line says which.
final class FloorEventReader {
    private FloorEventReader() {}

    static FloorEvent read(JsonNode node) {
        long at = number(node, "at");
        String type = text(node, "type");
        return switch (type) {
            case "queue-configured" -> new QueueConfigured(queue(node), RulesJson.queueRules(part(node, "rules")), at);
            case "queue-retired" -> new QueueRetired(queue(node), at);
            case "agent-configured" -> new AgentConfigured(agent(node), RulesJson.agentRules(part(node, "rules")), at);
            case "agent-retired" -> new AgentRetired(agent(node), at);
            case "skill-granted" ->
                new SkillGranted(
                        agent(node), skill(node), (int) number(node, "proficiency"), RulesJson.preference(node), at);
            case "skill-revoked" -> new SkillRevoked(agent(node), skill(node), at);
            case "agent-signed-in" -> new AgentSignedIn(agent(node), at);
            case "agent-signed-out" -> new AgentSignedOut(agent(node), at);
            case "sign-out-deferred" -> new SignOutDeferred(agent(node), at);
            case "sign-out-cancelled" -> new SignOutCancelled(agent(node), at);
            case "agent-became-ready" -> new AgentBecameReady(agent(node), at);
            case "agent-became-not-ready" -> new AgentBecameNotReady(agent(node), text(node, "reason"), at);
            case "interaction-queued" ->
                new InteractionQueued(interaction(node), queue(node), RulesJson.arrival(part(node, "arrival")), at);
            case "requirement-relaxed" -> new RequirementRelaxed(interaction(node), (int) number(node, "step"), at);
            case "preference-lapsed" ->
                new PreferenceLapsed(
                        interaction(node), agent(node), RulesJson.constant(Lapse.class, text(node, "why")), at);
            case "decline-lapsed" -> new DeclineLapsed(interaction(node), agent(node), at);
            case "offer-made" ->
                new OfferMade(
                        offer(node),
                        agent(node),
                        queue(node),
                        number(node, "deadline"),
                        RulesJson.explanation(part(node, "explanation")),
                        at);
            case "offer-accepted" ->
                new OfferAccepted(offer(node), agent(node), queue(node), number(node, "waitMillis"), at);
            case "offer-declined" -> new OfferDeclined(offer(node), agent(node), queue(node), at);
            case "offer-expired" -> new OfferExpired(offer(node), agent(node), queue(node), at);
            case "offer-withdrawn" ->
                new OfferWithdrawn(
                        offer(node),
                        agent(node),
                        queue(node),
                        RulesJson.constant(Withdrawal.class, text(node, "why")),
                        at);
            case "interaction-abandoned" ->
                new InteractionAbandoned(interaction(node), queue(node), number(node, "waitMillis"), at);
            case "interaction-left-queue" ->
                new InteractionLeftQueue(
                        interaction(node),
                        queue(node),
                        RulesJson.constant(Exit.class, text(node, "exit")),
                        number(node, "waitMillis"),
                        at);
            case "waiting-suspended" -> new WaitingSuspended(interaction(node), queue(node), at);
            case "waiting-resumed" -> new WaitingResumed(interaction(node), queue(node), at);
            case "conversation-started" ->
                new ConversationStarted(
                        offer(node),
                        agent(node),
                        queue(node),
                        RulesJson.arrival(part(node, "arrival")),
                        RulesJson.constant(ConversationStart.class, text(node, "why")),
                        node.has("from") ? new AgentId(id(node, "from")) : null,
                        at);
            case "hold-started" -> new HoldStarted(interaction(node), agent(node), at);
            case "hold-ended" -> new HoldEnded(interaction(node), agent(node), at);
            case "conversation-ended" ->
                new ConversationEnded(
                        interaction(node),
                        agent(node),
                        queue(node),
                        RulesJson.constant(EndedBy.class, text(node, "by")),
                        at);
            case "wrap-up-started" -> new WrapUpStarted(offer(node), agent(node), number(node, "deadline"), at);
            case "wrap-up-completed" ->
                new WrapUpCompleted(
                        offer(node),
                        agent(node),
                        texts(part(node, "dispositions")),
                        part(node, "timedOut").asBoolean(),
                        at);
            case "interaction-interrupted" ->
                new InteractionInterrupted(interaction(node), queue(node), node.has("agent") ? agent(node) : null, at);
            default -> throw new IllegalArgumentException("Unknown event type '" + type + "'");
        };
    }

    static JsonNode part(JsonNode node, String name) {
        JsonNode part = node.get(name);
        if (part == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return part;
    }

    static String text(JsonNode node, String name) {
        return part(node, name).asString();
    }

    static long number(JsonNode node, String name) {
        return part(node, name).asLong();
    }

    static long id(JsonNode node, String name) {
        return Long.parseLong(text(node, name));
    }

    private static AgentId agent(JsonNode node) {
        return new AgentId(id(node, "agent"));
    }

    private static QueueId queue(JsonNode node) {
        return new QueueId(id(node, "queue"));
    }

    private static SkillId skill(JsonNode node) {
        return new SkillId(id(node, "skill"));
    }

    private static InteractionId interaction(JsonNode node) {
        return new InteractionId(id(node, "interaction"));
    }

    private static OfferId offer(JsonNode node) {
        return OfferId.parse(text(node, "offer"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asString()));
        return texts;
    }
}
