package org.callosum.server.floor;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.floor.AgentPolicy;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Channel;
import org.callosum.floor.Needed;
import org.callosum.floor.Preference;
import org.callosum.floor.QueueRules;
import org.callosum.floor.RequirementStep;
import org.callosum.floor.Urgency;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.callosum.server.people.Agent;
import org.callosum.server.people.Agents;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Reads queues, agents and the skill matrix as people keep them, in the floor's words.
@Component
class ConfiguredRules implements QueueRulesSource, AgentRulesSource {
    private final Tenancy tenancy;
    private final Queues queues;
    private final Agents agents;
    private final ObjectProvider<RoutingOverlay> overlay;

    ConfiguredRules(Tenancy tenancy, Queues queues, Agents agents, ObjectProvider<RoutingOverlay> overlay) {
        this.tenancy = tenancy;
        this.queues = queues;
        this.agents = agents;
        this.overlay = overlay;
    }

    @Override
    public Map<QueueId, QueueRules> queues(long tenant) {
        Map<QueueId, QueueRules> rules = edited(tenant);
        rules.replaceAll((queue, edited) -> overlaid(tenant, queue, edited));
        return rules;
    }

    @Override
    public Map<QueueId, QueueRules> edited(long tenant) {
        Map<QueueId, QueueRules> rules = new HashMap<>();
        for (Queue queue : tenancy.asSystem(tenant, queues::all)) {
            if (Boolean.TRUE.equals(queue.active())) {
                rules.put(new QueueId(id(queue.id())), rules(queue));
            }
        }
        return rules;
    }

    @Override
    public @Nullable QueueRules queue(long tenant, QueueId queue) {
        return tenancy.asSystem(tenant, () -> queues.find(queue.value()))
                .filter(found -> Boolean.TRUE.equals(found.active()))
                .map(found -> overlaid(tenant, queue, rules(found)))
                .orElse(null);
    }

    private QueueRules overlaid(long tenant, QueueId queue, QueueRules edited) {
        RoutingOverlay routing = overlay.getIfAvailable();
        return routing == null ? edited : routing.queue(tenant, queue, edited);
    }

    private static QueueRules rules(Queue queue) {
        return new QueueRules(
                new ClientId(id(queue.clientId())),
                Channel.VOICE,
                orEmpty(queue.steps()).stream()
                        .map(step -> new RequirementStep(
                                1_000L * given(step.afterSeconds()),
                                orEmpty(step.needs()).stream()
                                        .map(need -> new Needed(new SkillId(id(need.skillId())), given(need.minimum())))
                                        .toList()))
                        .toList(),
                given(queue.priority()),
                1_000L * given(queue.targetSeconds()),
                Urgency.NORMAL,
                policy(Objects.requireNonNull(queue.policy())),
                1_000L * given(queue.offerSeconds()),
                1_000L * given(queue.wrapUpSeconds()),
                Boolean.TRUE.equals(queue.readyAfterWrapUp()),
                given(queue.maxWaiting()));
    }

    private static AgentPolicy policy(String code) {
        for (AgentPolicy policy : AgentPolicy.values()) {
            if (policy.code().equals(code)) {
                return policy;
            }
        }
        throw new IllegalStateException("No policy is called " + code);
    }

    @Override
    public Map<AgentId, ConfiguredAgent> agents(long tenant) {
        Map<AgentId, ConfiguredAgent> configured = new HashMap<>();
        for (Agent agent : tenancy.asSystem(tenant, agents::active)) {
            configured.put(new AgentId(id(agent.id())), configured(tenant, agent));
        }
        return configured;
    }

    @Override
    public @Nullable ConfiguredAgent agent(long tenant, AgentId agent) {
        return tenancy.asSystem(tenant, () -> agents.find(agent.value()))
                .filter(found -> Boolean.TRUE.equals(found.active()))
                .map(found -> configured(tenant, found))
                .orElse(null);
    }

    private ConfiguredAgent configured(long tenant, Agent agent) {
        Set<ClientId> clients = new HashSet<>();
        orEmpty(agent.clients()).forEach(client -> clients.add(new ClientId(id(client))));
        Map<Channel, Integer> capacity = new EnumMap<>(Channel.class);
        capacity.put(Channel.VOICE, given(agent.voiceCapacity()));
        capacity.put(Channel.CHAT, given(agent.chatCapacity()));
        Map<SkillId, Integer> skills = new HashMap<>();
        Map<SkillId, Preference> preferences = new HashMap<>();
        orEmpty(agent.skills()).forEach(skill -> {
            SkillId id = new SkillId(id(skill.skillId()));
            skills.put(id, skill.level());
            Preference preference = Preference.of(skill.preference());
            if (preference != Preference.ORDINARY) {
                preferences.put(id, preference);
            }
        });
        List<QueueId> queues = orEmpty(agent.queues()).stream()
                .map(queue -> new QueueId(id(queue)))
                .toList();
        RoutingOverlay routing = overlay.getIfAvailable();
        return new ConfiguredAgent(
                new AgentRules(clients, capacity, queues),
                routing == null
                        ? skills
                        : routing.skills(
                                tenant,
                                new AgentId(id(agent.id())),
                                Objects.requireNonNull(agent.joinedOn(), "a stored agent has joined"),
                                skills),
                preferences);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static int given(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static long id(@Nullable String id) {
        return Long.parseLong(Objects.requireNonNull(id, "a stored row has its ids"));
    }
}
