package org.callosum.floor;

import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// Decides what makes the floor: queues, agents and their skills.
final class Configuring {
    private final FloorState state;
    private final EventSink sink;
    private final Agents agents;
    private final Queues queues;
    private final Entries entries;
    private final Matching matching;

    Configuring(FloorState state, EventSink sink, Matching matching) {
        this.state = state;
        this.sink = sink;
        this.agents = state.agents;
        this.queues = state.queues;
        this.entries = state.entries;
        this.matching = matching;
    }

    @Nullable
    Refusal configureQueue(QueueId queue, QueueRules rules, long now) {
        long at = state.time(now);
        int q = queues.find(queue.value());
        if (q < 0 && queues.size() >= state.limits.queues()) {
            return new Refusal.FloorFull("queues", state.limits.queues());
        }
        if (q >= 0) {
            var before = queues.rules(q);
            if (before.channel() != rules.channel() || !before.client().equals(rules.client())) {
                return new Refusal.QueueFixed(queue, before.client(), before.channel());
            }
        }
        if (unknownSkills(rules) > state.limits.skills() - state.entitlement.skillIndex.size()) {
            return new Refusal.FloorFull("skills", state.limits.skills());
        }
        sink.queueConfigured(queue.value(), rules, at);
        state.queueConfigured(queue.value(), rules, at);
        if (q >= 0) {
            matching.rematchQueue(q, at);
        }
        return null;
    }

    private long unknownSkills(QueueRules rules) {
        return rules.steps().stream()
                .flatMap(step -> step.needs().stream())
                .map(Needed::skill)
                .distinct()
                .filter(skill -> state.entitlement.skillIndex.get(skill.value()) < 0)
                .count();
    }

    @Nullable
    Refusal retireQueue(QueueId queue, long now) {
        long at = state.time(now);
        int q = queues.find(queue.value());
        if (q < 0) {
            return new Refusal.UnknownQueue(queue);
        }
        if (queues.inUse(q) > 0) {
            return new Refusal.QueueInUse(queue, queues.inUse(q));
        }
        sink.queueRetired(queue.value(), at);
        state.queueRetired(queue.value(), at);
        return null;
    }

    @Nullable
    Refusal configureAgent(AgentId agent, AgentRules rules, long now) {
        long at = state.time(now);
        int a = agents.find(agent.value());
        if (a < 0 && agents.size() >= state.limits.agents()) {
            return new Refusal.FloorFull("agents", state.limits.agents());
        }
        sink.agentConfigured(agent.value(), rules, at);
        state.agentConfigured(agent.value(), rules, at);
        if (a >= 0) {
            matching.rematchAgent(a, at);
        }
        return null;
    }

    @Nullable
    Refusal retireAgent(AgentId agent, long now) {
        long at = state.time(now);
        int a = agents.find(agent.value());
        if (a < 0) {
            return new Refusal.UnknownAgent(agent);
        }
        if (agents.presence[a] != Agents.SIGNED_OUT) {
            return new Refusal.StillSignedIn(agent);
        }
        int awaited = awaited(a);
        if (awaited > 0) {
            return new Refusal.StillAwaited(agent, awaited);
        }
        sink.agentRetired(agent.value(), at);
        state.agentRetired(a, at);
        return null;
    }

    /// What waits for this agent and nobody else. A look at every entry: agents are retired rarely.
    private int awaited(int a) {
        int n = 0;
        for (int e = 0; e < entries.bound(); e++) {
            if (entries.exists(e) && entries.window[e] == Entries.ONLY && entries.windowAgent(e) == agents.id[a]) {
                n++;
            }
        }
        return n;
    }

    @Nullable
    Refusal grantSkill(AgentId agent, SkillId skill, int proficiency, Preference preference, long now) {
        long at = state.time(now);
        int a = agents.find(agent.value());
        if (a < 0) {
            return new Refusal.UnknownAgent(agent);
        }
        if (state.entitlement.skillIndex.get(skill.value()) < 0
                && state.entitlement.skillIndex.size() >= state.limits.skills()) {
            return new Refusal.FloorFull("skills", state.limits.skills());
        }
        sink.skillGranted(agent.value(), skill.value(), proficiency, preference, at);
        state.skillGranted(a, skill, proficiency, preference, at);
        matching.rematchAgent(a, at);
        return null;
    }

    @Nullable
    Refusal revokeSkill(AgentId agent, SkillId skill, long now) {
        long at = state.time(now);
        int a = agents.find(agent.value());
        if (a < 0) {
            return new Refusal.UnknownAgent(agent);
        }
        if (!agents.skills(a).containsKey(skill)) {
            return new Refusal.SkillNotHeld(agent, skill);
        }
        sink.skillRevoked(agent.value(), skill.value(), at);
        state.skillRevoked(a, skill, at);
        matching.rematchAgent(a, at);
        return null;
    }
}
