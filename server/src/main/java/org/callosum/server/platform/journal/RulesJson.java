package org.callosum.server.platform.journal;

import static org.callosum.server.platform.journal.FloorEventReader.number;
import static org.callosum.server.platform.journal.FloorEventReader.part;
import static org.callosum.server.platform.journal.FloorEventReader.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.callosum.floor.AgentPolicy;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.ArrivalKind;
import org.callosum.floor.Channel;
import org.callosum.floor.Explanation;
import org.callosum.floor.Needed;
import org.callosum.floor.Preference;
import org.callosum.floor.QueueRules;
import org.callosum.floor.RequirementStep;
import org.callosum.floor.Urgency;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The values inside events: rules, arrivals, explanations. Ids are strings, as everywhere in our JSON.
final class RulesJson {
    private RulesJson() {}

    static void write(QueueRules rules, ObjectNode to) {
        to.put("client", rules.client().toString())
                .put("channel", code(rules.channel()))
                .put("priority", rules.priority())
                .put("targetMillis", rules.targetMillis())
                .put("policy", code(rules.policy()))
                .put("offerMillis", rules.offerMillis())
                .put("wrapUpMillis", rules.wrapUpMillis())
                .put("readyAfterWrapUp", rules.readyAfterWrapUp())
                .put("maxWaiting", rules.maxWaiting());
        to.putObject("urgency")
                .put("weight", rules.urgency().weight())
                .put("priorityMillis", rules.urgency().priorityMillis())
                .put("overdueMillis", rules.urgency().overdueMillis());
        ArrayNode steps = to.putArray("steps");
        for (RequirementStep step : rules.steps()) {
            write(
                    step.needs(),
                    steps.addObject().put("afterMillis", step.afterMillis()).putArray("needs"));
        }
    }

    static QueueRules queueRules(JsonNode node) {
        JsonNode urgency = part(node, "urgency");
        List<RequirementStep> steps = new ArrayList<>();
        part(node, "steps")
                .forEach(step ->
                        steps.add(new RequirementStep(number(step, "afterMillis"), needs(part(step, "needs")))));
        return new QueueRules(
                new ClientId(FloorEventReader.id(node, "client")),
                constant(Channel.class, text(node, "channel")),
                steps,
                (int) number(node, "priority"),
                number(node, "targetMillis"),
                new Urgency(
                        part(urgency, "weight").asDouble(),
                        number(urgency, "priorityMillis"),
                        number(urgency, "overdueMillis")),
                constant(AgentPolicy.class, text(node, "policy")),
                number(node, "offerMillis"),
                number(node, "wrapUpMillis"),
                part(node, "readyAfterWrapUp").asBoolean(),
                (int) number(node, "maxWaiting"));
    }

    static void write(AgentRules rules, ObjectNode to) {
        ArrayNode clients = to.putArray("clients");
        rules.clients().stream().sorted().forEach(client -> clients.add(client.toString()));
        ObjectNode capacity = to.putObject("capacity");
        for (Channel channel : Channel.values()) {
            if (rules.capacity(channel) > 0) {
                capacity.put(code(channel), rules.capacity(channel));
            }
        }
        ArrayNode queues = to.putArray("queues");
        rules.queues().forEach(queue -> queues.add(queue.toString()));
    }

    static AgentRules agentRules(JsonNode node) {
        Set<ClientId> clients = new HashSet<>();
        part(node, "clients").forEach(one -> clients.add(new ClientId(Long.parseLong(one.asString()))));
        Map<Channel, Integer> capacity = new HashMap<>();
        JsonNode stored = part(node, "capacity");
        for (Channel channel : Channel.values()) {
            JsonNode count = stored.get(code(channel));
            if (count != null) {
                capacity.put(channel, count.asInt());
            }
        }
        List<QueueId> queues = new ArrayList<>();
        part(node, "queues").forEach(one -> queues.add(new QueueId(Long.parseLong(one.asString()))));
        return new AgentRules(clients, capacity, queues);
    }

    static void write(Arrival arrival, ObjectNode to) {
        to.put("priority", arrival.priority());
        if (!arrival.extraNeeds().isEmpty()) {
            write(arrival.extraNeeds(), to.putArray("needs"));
        }
        window(to, "preferred", arrival.preferred(), arrival.preferredForMillis());
        window(to, "last", arrival.last(), arrival.lastForMillis());
        if (!arrival.excluded().isEmpty()) {
            ArrayNode excluded = to.putArray("excluded");
            arrival.excluded().forEach(agent -> excluded.add(agent.toString()));
        }
        if (!arrival.attributes().isEmpty()) {
            ObjectNode attributes = to.putObject("attributes");
            arrival.attributes().forEach(attributes::put);
        }
        if (arrival.offersBefore() > 0) {
            to.put("offersBefore", arrival.offersBefore());
        }
        if (arrival.kind() != ArrivalKind.CUSTOMER) {
            to.put("kind", code(arrival.kind()));
        }
        AgentId onlyFor = arrival.onlyFor();
        if (onlyFor != null) {
            to.put("onlyFor", onlyFor.toString());
        }
        InteractionId of = arrival.of();
        if (of != null) {
            to.put("of", of.toString());
        }
        if (arrival.waitedMillis() > 0) {
            to.put("waitedMillis", arrival.waitedMillis());
        }
    }

    private static void window(ObjectNode to, String name, @Nullable AgentId agent, long forMillis) {
        if (agent != null) {
            to.putObject(name).put("agent", agent.toString()).put("forMillis", forMillis);
        }
    }

    static Arrival arrival(JsonNode node) {
        List<AgentId> excluded = new ArrayList<>();
        node.path("excluded").forEach(one -> excluded.add(new AgentId(Long.parseLong(one.asString()))));
        Map<String, String> attributes = new TreeMap<>();
        node.path("attributes")
                .properties()
                .forEach(
                        entry -> attributes.put(entry.getKey(), entry.getValue().asString()));
        JsonNode preferred = node.get("preferred");
        JsonNode last = node.get("last");
        return new Arrival(
                (int) number(node, "priority"),
                needs(node.path("needs")),
                preferred == null ? null : new AgentId(FloorEventReader.id(preferred, "agent")),
                preferred == null ? 0 : number(preferred, "forMillis"),
                last == null ? null : new AgentId(FloorEventReader.id(last, "agent")),
                last == null ? 0 : number(last, "forMillis"),
                excluded,
                attributes,
                node.path("offersBefore").asInt(0),
                // the four below came with the second issue
                node.has("kind") ? constant(ArrivalKind.class, text(node, "kind")) : ArrivalKind.CUSTOMER,
                node.has("onlyFor") ? new AgentId(FloorEventReader.id(node, "onlyFor")) : null,
                node.has("of") ? new InteractionId(FloorEventReader.id(node, "of")) : null,
                node.path("waitedMillis").asLong(0));
    }

    static void write(Explanation explanation, ObjectNode to) {
        to.put("candidates", explanation.candidates())
                .put("rule", explanation.rule())
                .put("score", explanation.score())
                .put("waitingBefore", explanation.waitingBefore())
                .put("step", explanation.step());
        AgentId runnerUp = explanation.runnerUp();
        if (runnerUp != null) {
            to.put("runnerUp", runnerUp.toString());
        }
        write(explanation.preference(), to);
    }

    /// Nothing is written for the ordinary: most are, and events from before preferences were have none.
    static void write(Preference preference, ObjectNode to) {
        if (preference != Preference.ORDINARY) {
            to.put("preference", preference.code());
        }
    }

    static Preference preference(JsonNode node) {
        return node.has("preference") ? constant(Preference.class, text(node, "preference")) : Preference.ORDINARY;
    }

    static Explanation explanation(JsonNode node) {
        return new Explanation(
                (int) number(node, "candidates"),
                text(node, "rule"),
                part(node, "score").asDouble(),
                node.has("runnerUp") ? new AgentId(FloorEventReader.id(node, "runnerUp")) : null,
                (int) number(node, "waitingBefore"),
                (int) number(node, "step"),
                preference(node));
    }

    private static void write(List<Needed> needs, ArrayNode to) {
        for (Needed needed : needs) {
            to.addObject().put("skill", needed.skill().toString()).put("minimum", needed.minimumProficiency());
        }
    }

    private static List<Needed> needs(JsonNode array) {
        List<Needed> needs = new ArrayList<>();
        array.forEach(one ->
                needs.add(new Needed(new SkillId(FloorEventReader.id(one, "skill")), (int) number(one, "minimum"))));
        return needs;
    }

    /// `BEST_PROFICIENCY` is written `best-proficiency`.
    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E constant(Class<E> type, String code) {
        return Enum.valueOf(type, code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
