package org.callosum.server.supervision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.callosum.floor.AgentRules;
import org.callosum.floor.FloorSnapshot;
import org.callosum.floor.Needed;
import org.callosum.floor.QueueRules;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// Who may serve which queue, by the rules the floor has in force: the client is granted, the queue is among the
/// agent's, there is capacity for its channel, and at one of its steps at least the skills suffice. Agents with the
/// same
/// rules and skills are worked out together.
final class Serving {
    private final TreeMap<QueueId, QueueRules> queues = new TreeMap<>();
    private final Map<AgentId, Profile> agents = new HashMap<>();
    private final Map<Profile, List<QueueId>> worked = new HashMap<>();

    private record Profile(AgentRules rules, Map<SkillId, Integer> skills) {
        Profile {
            skills = Map.copyOf(skills);
        }

        Profile with(SkillId skill, @Nullable Integer proficiency) {
            Map<SkillId, Integer> changed = new HashMap<>(skills);
            if (proficiency == null) {
                changed.remove(skill);
            } else {
                changed.put(skill, proficiency);
            }
            return new Profile(rules, changed);
        }

        boolean serves(QueueId id, QueueRules queue) {
            return rules.clients().contains(queue.client())
                    && (rules.queues().isEmpty() || rules.queues().contains(id))
                    && rules.capacity(queue.channel()) > 0
                    && queue.steps().stream()
                            .anyMatch(step -> step.needs().stream().allMatch(this::has));
        }

        private boolean has(Needed needed) {
            return skills.getOrDefault(needed.skill(), 0) >= needed.minimumProficiency();
        }
    }

    Serving(FloorSnapshot floor) {
        floor.queues().forEach(queue -> queues.put(queue.queue(), queue.rules()));
        for (FloorSnapshot.Agent agent : floor.agents()) {
            Map<SkillId, Integer> skills = new HashMap<>();
            agent.skills().forEach(skill -> skills.put(skill.skill(), skill.proficiency()));
            agents.put(agent.agent(), new Profile(agent.rules(), skills));
        }
    }

    /// In order of ids; none for an agent the floor does not know.
    synchronized List<QueueId> queuesOf(AgentId agent) {
        Profile profile = agents.get(agent);
        return profile == null ? List.of() : worked.computeIfAbsent(profile, this::work);
    }

    private List<QueueId> work(Profile profile) {
        List<QueueId> served = new ArrayList<>();
        queues.forEach((id, rules) -> {
            if (profile.serves(id, rules)) {
                served.add(id);
            }
        });
        return List.copyOf(served);
    }

    synchronized void configured(QueueId queue, QueueRules rules) {
        queues.put(queue, rules);
        worked.clear();
    }

    synchronized void retired(QueueId queue) {
        queues.remove(queue);
        worked.clear();
    }

    synchronized void configured(AgentId agent, AgentRules rules) {
        Profile before = agents.get(agent);
        profile(agent, new Profile(rules, before == null ? Map.of() : before.skills()));
    }

    synchronized void retired(AgentId agent) {
        agents.remove(agent);
    }

    /// @param proficiency null takes the skill away
    synchronized void skill(AgentId agent, SkillId skill, @Nullable Integer proficiency) {
        Profile before = agents.get(agent);
        if (before != null) {
            profile(agent, before.with(skill, proficiency));
        }
    }

    private void profile(AgentId agent, Profile profile) {
        agents.put(agent, profile);
        if (worked.size() > 2 * agents.size()) {
            worked.clear(); // profiles nobody has any more
        }
    }
}
