package org.callosum.floor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.callosum.kernel.id.AgentId;
import org.jspecify.annotations.Nullable;

/// Between the floor's columns and its [FloorSnapshot].
final class Snapshots {
    private static final int VERSION = 3;

    private Snapshots() {}

    static FloorSnapshot take(FloorState state) {
        var queues = state.queues;
        var agents = state.agents;
        var entries = state.entries;
        var queueList = new ArrayList<FloorSnapshot.Queue>();
        for (int q = 0; q < queues.bound(); q++) {
            if (queues.exists(q)) {
                queueList.add(new FloorSnapshot.Queue(queues.queueId(q), queues.rules(q)));
            }
        }
        queueList.sort(Comparator.comparing(FloorSnapshot.Queue::queue));
        var agentList = new ArrayList<FloorSnapshot.Agent>();
        for (int a = 0; a < agents.bound(); a++) {
            if (agents.exists(a)) {
                agentList.add(agent(agents, a));
            }
        }
        agentList.sort(Comparator.comparing(FloorSnapshot.Agent::agent));
        var entryList = new ArrayList<FloorSnapshot.Entry>();
        for (int e = 0; e < entries.bound(); e++) {
            if (entries.exists(e)) {
                entryList.add(entry(state, e));
            }
        }
        // two stays of one interaction: the earlier has fewer offers
        entryList.sort(Comparator.comparing(FloorSnapshot.Entry::interaction)
                .thenComparingLong(FloorSnapshot.Entry::queuedAtMillis)
                .thenComparingInt(FloorSnapshot.Entry::offers));
        return new FloorSnapshot(VERSION, state.at, queueList, agentList, entryList);
    }

    private static FloorSnapshot.Agent agent(Agents agents, int a) {
        List<FloorSnapshot.Skill> skills = agents.skills(a).entrySet().stream()
                .map(e -> new FloorSnapshot.Skill(
                        e.getKey(), e.getValue(), agents.preferences(a).getOrDefault(e.getKey(), Preference.ORDINARY)))
                .toList();
        return new FloorSnapshot.Agent(
                agents.agentId(a),
                agents.rules(a),
                skills,
                agents.presence(a),
                agents.presenceSince[a],
                agents.leaving[a],
                agents.idleSince[a],
                agents.emptySince[a],
                agents.atWork[a],
                agents.ready[a],
                agents.accounted[a],
                agents.accepted[a],
                agents.occupancyPermille[a],
                agents.shareTenths[a]);
    }

    private static FloorSnapshot.Entry entry(FloorState state, int e) {
        var entries = state.entries;
        boolean declined = entries.declinedBy[e] >= 0;
        return new FloorSnapshot.Entry(
                entries.interaction(e),
                state.queues.queueId(entries.queue[e]),
                entries.arrival(e),
                WorkView.Stage.values()[entries.stage[e]],
                entries.queuedAt[e],
                entries.since[e],
                entries.deadline[e],
                entries.offers[e],
                entries.step[e],
                FloorSnapshot.Window.values()[entries.window[e]],
                entries.windowEnds[e],
                agentId(state, entries.agent[e]),
                agentId(state, entries.declinedBy[e]),
                declined ? entries.declinedUntil[e] : 0,
                entries.suspended[e]);
    }

    private static @Nullable AgentId agentId(FloorState state, int a) {
        return a < 0 ? null : state.agents.agentId(a);
    }

    static FloorState restore(FloorSnapshot snapshot, FloorLimits limits) {
        if (snapshot.version() != VERSION) {
            throw new IllegalArgumentException(
                    "The floor's snapshot has version %d, this build reads version %d; replay the events from the beginning instead"
                            .formatted(snapshot.version(), VERSION));
        }
        var state = new FloorState(limits);
        for (var queue : snapshot.queues()) {
            state.queueConfigured(queue.queue().value(), queue.rules(), snapshot.atMillis());
        }
        for (var agent : snapshot.agents()) {
            restore(state, agent);
        }
        snapshot.entries().stream()
                .sorted(Comparator.comparingLong(FloorSnapshot.Entry::queuedAtMillis)
                        .thenComparing(FloorSnapshot.Entry::interaction)
                        .thenComparingInt(FloorSnapshot.Entry::offers))
                .forEach(entry -> restore(state, entry));
        for (int a = 0; a < state.agents.bound(); a++) {
            state.availability.list(a);
        }
        state.at = snapshot.atMillis();
        return state;
    }

    private static void restore(FloorState state, FloorSnapshot.Agent from) {
        var agents = state.agents;
        int a = agents.add(from.agent().value(), from.rules());
        from.skills().forEach(skill -> {
            state.entitlement.skill(skill.skill());
            agents.skills(a).put(skill.skill(), skill.proficiency());
            agents.prefer(a, skill.skill(), skill.preference());
        });
        switch (from.presence()) {
            case Presence.SignedOut() -> agents.presence[a] = Agents.SIGNED_OUT;
            case Presence.Ready() -> agents.presence[a] = Agents.READY;
            case Presence.NotReady(var reason) -> {
                agents.presence[a] = Agents.NOT_READY;
                agents.reason[a] = reason;
            }
        }
        if (agents.presence[a] != Agents.SIGNED_OUT) {
            agents.profile[a] = state.entitlement.join(agents.rules(a), agents.skills(a), agents.preferences(a));
        }
        agents.presenceSince[a] = from.presenceSinceMillis();
        agents.leaving[a] = from.leaving();
        agents.idleSince[a] = from.idleSinceMillis();
        agents.emptySince[a] = from.emptySinceMillis();
        agents.atWork[a] = from.atWorkMillis();
        agents.ready[a] = from.readyMillis();
        agents.accounted[a] = from.accountedMillis();
        agents.accepted[a] = from.accepted();
        agents.occupancyPermille[a] = from.occupancyPermille();
        agents.shareTenths[a] = from.shareTenths();
    }

    private static void restore(FloorState state, FloorSnapshot.Entry from) {
        var entries = state.entries;
        int q = state.queues.find(from.queue().value());
        if (q < 0) {
            throw new IllegalArgumentException("The floor's snapshot has interaction %s in queue %s, but no such queue"
                    .formatted(from.interaction(), from.queue()));
        }
        int e = entries.add(from.interaction().value(), q, from.arrival(), from.queuedAtMillis());
        entries.stage[e] = (byte) from.stage().ordinal();
        entries.since[e] = from.sinceMillis();
        entries.deadline[e] = from.deadlineMillis();
        entries.offers[e] = from.offers();
        entries.step[e] = from.step();
        entries.window[e] = (byte) from.window().ordinal();
        entries.windowEnds[e] = from.windowEndsMillis();
        long held = entries.windowAgent(e);
        entries.heldFor[e] = held == 0 ? -1 : state.agents.find(held);
        entries.suspended[e] = from.suspended();
        entries.agent[e] = index(state, from.agent(), from);
        entries.declinedBy[e] = index(state, from.declinedBy(), from);
        entries.declinedUntil[e] = from.declinedUntilMillis();
        state.restored(e);
    }

    private static int index(FloorState state, @Nullable AgentId agent, FloorSnapshot.Entry from) {
        if (agent == null) {
            return -1;
        }
        int a = state.agents.find(agent.value());
        if (a < 0) {
            throw new IllegalArgumentException(
                    "The floor's snapshot has interaction %s with agent %s, but no such agent"
                            .formatted(from.interaction(), agent));
        }
        return a;
    }
}
