package org.callosum.server.floor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorCommand.ConfigureAgent;
import org.callosum.floor.FloorCommand.ConfigureQueue;
import org.callosum.floor.FloorCommand.GrantSkill;
import org.callosum.floor.FloorCommand.RetireAgent;
import org.callosum.floor.FloorCommand.RetireQueue;
import org.callosum.floor.FloorCommand.RevokeSkill;
import org.callosum.floor.FloorCommand.SignOut;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.FloorSnapshot;
import org.callosum.floor.Preference;
import org.callosum.floor.QueueRules;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// Brings what people edit in tables to the floor, as commands. Tables are where people edit; the event is what
/// counts.
///
/// What the floor knows is mirrored here from its events, so only differences are sent. A queue in use or an
/// agent at work
/// cannot be retired at once: it is tried again after each event that may have freed it.
final class FloorDifferences implements FloorListener {
    private final @Nullable QueueRulesSource queues;
    private final @Nullable AgentRulesSource agents;
    private final ConcurrentMap<Long, Known> known = new ConcurrentHashMap<>();

    /// What one floor has been told.
    private static final class Known {
        final ConcurrentMap<QueueId, QueueRules> queues = new ConcurrentHashMap<>();
        final ConcurrentMap<AgentId, ConfiguredAgent> agents = new ConcurrentHashMap<>();
        final Set<QueueId> retiringQueues = ConcurrentHashMap.newKeySet();
        final Set<AgentId> retiringAgents = ConcurrentHashMap.newKeySet();
    }

    FloorDifferences(@Nullable QueueRulesSource queues, @Nullable AgentRulesSource agents) {
        this.queues = queues;
        this.agents = agents;
    }

    /// All differences between the tables and the floor, for a start.
    List<FloorCommand> all(long tenant) {
        Known floor = of(tenant);
        List<FloorCommand> commands = new ArrayList<>();
        if (queues != null) {
            Map<QueueId, QueueRules> wanted = new TreeMap<>(queues.queues(tenant));
            wanted.forEach((queue, rules) -> commands.addAll(queue(floor, queue, rules)));
            floor.queues.keySet().stream()
                    .sorted()
                    .filter(queue -> !wanted.containsKey(queue))
                    .forEach(queue -> commands.addAll(queue(floor, queue, null)));
        }
        if (agents != null) {
            Map<AgentId, ConfiguredAgent> wanted = new TreeMap<>(agents.agents(tenant));
            wanted.forEach((agent, configured) -> commands.addAll(agent(floor, agent, configured)));
            floor.agents.keySet().stream()
                    .sorted()
                    .filter(agent -> !wanted.containsKey(agent))
                    .forEach(agent -> commands.addAll(agent(floor, agent, null)));
        }
        return commands;
    }

    /// The differences of one queue.
    List<FloorCommand> queue(long tenant, QueueId queue) {
        return queues == null ? List.of() : queue(of(tenant), queue, queues.queue(tenant, queue));
    }

    /// The differences of one agent.
    List<FloorCommand> agent(long tenant, AgentId agent) {
        return agents == null ? List.of() : agent(of(tenant), agent, agents.agent(tenant, agent));
    }

    private static List<FloorCommand> queue(Known floor, QueueId queue, @Nullable QueueRules wanted) {
        QueueRules now = floor.queues.get(queue);
        if (wanted == null) {
            if (now == null) {
                return List.of();
            }
            floor.retiringQueues.add(queue);
            return List.of(new RetireQueue(queue));
        }
        floor.retiringQueues.remove(queue);
        return wanted.equals(now) ? List.of() : List.of(new ConfigureQueue(queue, wanted));
    }

    private static List<FloorCommand> agent(Known floor, AgentId agent, @Nullable ConfiguredAgent wanted) {
        ConfiguredAgent now = floor.agents.get(agent);
        if (wanted == null) {
            if (now == null) {
                return List.of();
            }
            floor.retiringAgents.add(agent);
            return List.of(new SignOut(agent), new RetireAgent(agent));
        }
        floor.retiringAgents.remove(agent);
        List<FloorCommand> commands = new ArrayList<>();
        if (now == null || !now.rules().equals(wanted.rules())) {
            commands.add(new ConfigureAgent(agent, wanted.rules()));
        }
        ConfiguredAgent held = now == null ? new ConfiguredAgent(wanted.rules(), Map.of()) : now;
        // In order of ids: two nodes sending the same edit must send the same commands.
        new TreeMap<>(wanted.skills()).forEach((skill, proficiency) -> {
            Preference preference = wanted.preference(skill);
            if (!proficiency.equals(held.skills().get(skill)) || preference != held.preference(skill)) {
                commands.add(new GrantSkill(agent, skill, proficiency, preference));
            }
        });
        held.skills().keySet().stream()
                .sorted()
                .filter(skill -> !wanted.skills().containsKey(skill))
                .forEach(skill -> commands.add(new RevokeSkill(agent, skill)));
        return commands;
    }

    /// What may be tried again after this event.
    List<FloorCommand> retries(long tenant, FloorEvent event) {
        Known floor = of(tenant);
        if (floor.retiringAgents.isEmpty() && floor.retiringQueues.isEmpty()) {
            return List.of();
        }
        return switch (event) {
            case FloorEvent.AgentSignedOut out
            when floor.retiringAgents.contains(out.agent()) -> List.of(new RetireAgent(out.agent()));
            case FloorEvent.WrapUpCompleted _,
                    FloorEvent.InteractionAbandoned _,
                    FloorEvent.InteractionLeftQueue _,
                    FloorEvent.InteractionInterrupted _ ->
                // an agent may be kept by what waits for them alone
                Stream.concat(
                                floor.retiringQueues.stream().sorted().<FloorCommand>map(RetireQueue::new),
                                floor.retiringAgents.stream().sorted().<FloorCommand>map(RetireAgent::new))
                        .toList();
            case FloorEvent _ -> List.of();
        };
    }

    @Override
    public boolean everywhere() {
        return true;
    }

    @Override
    public void recovered(long tenant, Floor floor) {
        Known fresh = new Known();
        FloorSnapshot snapshot = floor.snapshot();
        for (FloorSnapshot.Queue queue : snapshot.queues()) {
            fresh.queues.put(queue.queue(), queue.rules());
        }
        for (FloorSnapshot.Agent agent : snapshot.agents()) {
            ConfiguredAgent configured = new ConfiguredAgent(agent.rules(), Map.of());
            for (FloorSnapshot.Skill skill : agent.skills()) {
                configured = configured.with(skill.skill(), skill.proficiency(), skill.preference());
            }
            fresh.agents.put(agent.agent(), configured);
        }
        known.put(tenant, fresh);
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        Known floor = of(tenant);
        switch (event) {
            case FloorEvent.QueueConfigured(var queue, var rules, var _) -> floor.queues.put(queue, rules);
            case FloorEvent.QueueRetired(var queue, var _) -> {
                floor.queues.remove(queue);
                floor.retiringQueues.remove(queue);
            }
            case FloorEvent.AgentConfigured(var agent, var rules, var _) -> configured(floor, agent, rules);
            case FloorEvent.AgentRetired(var agent, var _) -> {
                floor.agents.remove(agent);
                floor.retiringAgents.remove(agent);
            }
            case FloorEvent.SkillGranted(var agent, var skill, var proficiency, var preference, var _) ->
                skill(floor, agent, skill, proficiency, preference);
            case FloorEvent.SkillRevoked(var agent, var skill, var _) ->
                skill(floor, agent, skill, null, Preference.ORDINARY);
            case FloorEvent _ -> {}
        }
    }

    private static void configured(Known floor, AgentId agent, AgentRules rules) {
        ConfiguredAgent now = floor.agents.get(agent);
        floor.agents.put(
                agent,
                now == null
                        ? new ConfiguredAgent(rules, Map.of())
                        : new ConfiguredAgent(rules, now.skills(), now.preferences()));
    }

    private static void skill(
            Known floor, AgentId agent, SkillId skill, @Nullable Integer proficiency, Preference preference) {
        ConfiguredAgent now = floor.agents.get(agent);
        if (now != null) {
            floor.agents.put(agent, now.with(skill, proficiency, preference));
        }
    }

    private Known of(long tenant) {
        return known.computeIfAbsent(tenant, key -> new Known());
    }
}
