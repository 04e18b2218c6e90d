package org.callosum.server.platform.journal;

import java.util.List;
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
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes each kind of event; [FloorEventReader] is its mirror.
final class FloorEventWriter {
    private FloorEventWriter() {}

    static void write(FloorEvent event, ObjectNode to) {
        switch (event) {
            case QueueConfigured(var queue, var rules, var at) ->
                RulesJson.write(
                        rules, queue(start(to, "queue-configured", at), queue).putObject("rules"));
            case QueueRetired(var queue, var at) -> queue(start(to, "queue-retired", at), queue);
            case AgentConfigured(var agent, var rules, var at) ->
                RulesJson.write(
                        rules, agent(start(to, "agent-configured", at), agent).putObject("rules"));
            case AgentRetired(var agent, var at) -> agent(start(to, "agent-retired", at), agent);
            case SkillGranted(var agent, var skill, var proficiency, var preference, var at) ->
                RulesJson.write(
                        preference,
                        agent(start(to, "skill-granted", at), agent)
                                .put("skill", skill.toString())
                                .put("proficiency", proficiency));
            case SkillRevoked(var agent, var skill, var at) ->
                agent(start(to, "skill-revoked", at), agent).put("skill", skill.toString());
            case AgentSignedIn(var agent, var at) -> agent(start(to, "agent-signed-in", at), agent);
            case AgentSignedOut(var agent, var at) -> agent(start(to, "agent-signed-out", at), agent);
            case SignOutDeferred(var agent, var at) -> agent(start(to, "sign-out-deferred", at), agent);
            case SignOutCancelled(var agent, var at) -> agent(start(to, "sign-out-cancelled", at), agent);
            case AgentBecameReady(var agent, var at) -> agent(start(to, "agent-became-ready", at), agent);
            case AgentBecameNotReady(var agent, var reason, var at) ->
                agent(start(to, "agent-became-not-ready", at), agent).put("reason", reason);
            case InteractionQueued(var interaction, var queue, var arrival, var at) ->
                RulesJson.write(
                        arrival,
                        queue(interaction(start(to, "interaction-queued", at), interaction), queue)
                                .putObject("arrival"));
            case RequirementRelaxed(var interaction, var step, var at) ->
                interaction(start(to, "requirement-relaxed", at), interaction).put("step", step);
            case PreferenceLapsed(var interaction, var agent, var why, var at) ->
                agent(interaction(start(to, "preference-lapsed", at), interaction), agent)
                        .put("why", RulesJson.code(why));
            case DeclineLapsed(var interaction, var agent, var at) ->
                agent(interaction(start(to, "decline-lapsed", at), interaction), agent);
            case OfferMade(var offer, var agent, var queue, var deadline, var explanation, var at) ->
                RulesJson.write(
                        explanation,
                        offer(start(to, "offer-made", at), offer, agent, queue)
                                .put("deadline", deadline)
                                .putObject("explanation"));
            case OfferAccepted(var offer, var agent, var queue, var wait, var at) ->
                offer(start(to, "offer-accepted", at), offer, agent, queue).put("waitMillis", wait);
            case OfferDeclined(var offer, var agent, var queue, var at) ->
                offer(start(to, "offer-declined", at), offer, agent, queue);
            case OfferExpired(var offer, var agent, var queue, var at) ->
                offer(start(to, "offer-expired", at), offer, agent, queue);
            case OfferWithdrawn(var offer, var agent, var queue, var why, var at) ->
                offer(start(to, "offer-withdrawn", at), offer, agent, queue).put("why", RulesJson.code(why));
            case InteractionAbandoned(var interaction, var queue, var wait, var at) ->
                queue(interaction(start(to, "interaction-abandoned", at), interaction), queue)
                        .put("waitMillis", wait);
            case InteractionLeftQueue(var interaction, var queue, var exit, var wait, var at) ->
                queue(interaction(start(to, "interaction-left-queue", at), interaction), queue)
                        .put("exit", RulesJson.code(exit))
                        .put("waitMillis", wait);
            case WaitingSuspended(var interaction, var queue, var at) ->
                queue(interaction(start(to, "waiting-suspended", at), interaction), queue);
            case WaitingResumed(var interaction, var queue, var at) ->
                queue(interaction(start(to, "waiting-resumed", at), interaction), queue);
            case ConversationStarted(var offer, var agent, var queue, var arrival, var why, var from, var at) -> {
                ObjectNode node = offer(start(to, "conversation-started", at), offer, agent, queue)
                        .put("why", RulesJson.code(why));
                if (from != null) {
                    node.put("from", from.toString());
                }
                RulesJson.write(arrival, node.putObject("arrival"));
            }
            case HoldStarted(var interaction, var agent, var at) ->
                agent(interaction(start(to, "hold-started", at), interaction), agent);
            case HoldEnded(var interaction, var agent, var at) ->
                agent(interaction(start(to, "hold-ended", at), interaction), agent);
            case ConversationEnded(var interaction, var agent, var queue, var by, var at) ->
                queue(agent(interaction(start(to, "conversation-ended", at), interaction), agent), queue)
                        .put("by", RulesJson.code(by));
            case WrapUpStarted(var offer, var agent, var deadline, var at) ->
                agent(start(to, "wrap-up-started", at).put("offer", offer.toString()), agent)
                        .put("deadline", deadline);
            case WrapUpCompleted(var offer, var agent, var dispositions, var timedOut, var at) ->
                texts(
                        agent(start(to, "wrap-up-completed", at).put("offer", offer.toString()), agent)
                                .put("timedOut", timedOut)
                                .putArray("dispositions"),
                        dispositions);
            case InteractionInterrupted(var interaction, var queue, var agent, var at) -> {
                ObjectNode node = queue(interaction(start(to, "interaction-interrupted", at), interaction), queue);
                if (agent != null) {
                    agent(node, agent);
                }
            }
        }
    }

    private static ObjectNode start(ObjectNode to, String type, long atMillis) {
        return to.put("type", type).put("v", FloorEventCodec.VERSION).put("at", atMillis);
    }

    private static ObjectNode agent(ObjectNode to, AgentId agent) {
        return to.put("agent", agent.toString());
    }

    private static ObjectNode queue(ObjectNode to, QueueId queue) {
        return to.put("queue", queue.toString());
    }

    private static ObjectNode interaction(ObjectNode to, InteractionId interaction) {
        return to.put("interaction", interaction.toString());
    }

    private static ObjectNode offer(ObjectNode to, OfferId offer, AgentId agent, QueueId queue) {
        return queue(agent(to.put("offer", offer.toString()), agent), queue);
    }

    private static void texts(ArrayNode to, List<String> texts) {
        texts.forEach(to::add);
    }
}
