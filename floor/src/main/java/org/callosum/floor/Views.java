package org.callosum.floor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.callosum.kernel.id.AgentId;

/// What boards read: copies, made when asked for.
final class Views {
    private Views() {}

    static AgentView agent(FloorState state, int a) {
        var agents = state.agents;
        var work = new ArrayList<WorkView>();
        var shown = AgentState.IDLE;
        long since = Math.max(agents.presenceSince[a], agents.emptySince[a]);
        boolean shownIsVoice = false;
        for (int e = agents.firstWork[a]; e >= 0; e = state.entries.nextWork[e]) {
            var view = work(state, e);
            work.add(view);
            var stage = agentState(view.stage());
            boolean voice = view.channel() == Channel.VOICE;
            int order = stage.compareTo(shown);
            if (order < 0
                    || order == 0 && voice && !shownIsVoice
                    || order == 0 && voice == shownIsVoice && view.sinceMillis() < since) {
                shown = stage;
                since = view.sinceMillis();
                shownIsVoice = voice;
            }
        }
        if (work.isEmpty() && agents.presence[a] != Agents.READY) {
            shown = agents.presence[a] == Agents.NOT_READY ? AgentState.NOT_READY : AgentState.SIGNED_OUT;
        }
        work.sort(Comparator.comparing(WorkView::interaction).thenComparingInt(WorkView::offers));
        return new AgentView(
                agents.agentId(a), agents.presence(a), shown, since, agents.leaving[a], work, agents.accepted[a]);
    }

    private static AgentState agentState(WorkView.Stage stage) {
        return switch (stage) {
            case WAITING -> throw new IllegalStateException("Nobody works on what waits; this is a fault of the floor");
            case OFFERED -> AgentState.OFFERED;
            case TALKING -> AgentState.TALKING;
            case ON_HOLD -> AgentState.ON_HOLD;
            case WRAPPING_UP -> AgentState.WRAPPING_UP;
        };
    }

    static WorkView work(FloorState state, int e) {
        var entries = state.entries;
        int q = entries.queue[e];
        return new WorkView(
                entries.interaction(e),
                state.queues.queueId(q),
                Channel.values()[state.queues.channel[q]],
                WorkView.Stage.values()[entries.stage[e]],
                entries.agent[e] < 0 ? null : state.agents.agentId(entries.agent[e]),
                entries.queuedAt[e],
                entries.since[e],
                entries.deadline[e],
                entries.offers[e],
                entries.step[e],
                entries.arrival(e).kind(),
                entries.suspended[e]);
    }

    static QueueView queue(FloorState state, int q) {
        var queues = state.queues;
        int first = queues.firstUnanswered[q];
        while (first >= 0 && state.entries.counted[first] == 0) {
            first = state.entries.nextInQueue[first];
        }
        return new QueueView(
                queues.queueId(q),
                queues.waiting[q],
                queues.offered[q],
                queues.talking[q],
                queues.wrappingUp[q],
                first < 0 ? 0 : state.entries.queuedAt[first],
                queues.suspended[q],
                queues.apart[q]);
    }

    static List<WorkView> unanswered(FloorState state, int q) {
        var list = new ArrayList<WorkView>();
        for (int e = state.queues.firstUnanswered[q]; e >= 0; e = state.entries.nextInQueue[e]) {
            list.add(work(state, e));
        }
        return list;
    }

    static int position(FloorState state, int e) {
        var entries = state.entries;
        int position = 1;
        for (int o = state.queues.firstUnanswered[entries.queue[e]]; o >= 0; o = entries.nextInQueue[o]) {
            if (entries.stage[o] == Entries.WAITING
                    && !entries.suspended[o]
                    && entries.window[o] != Entries.ONLY
                    && (entries.key[o] < entries.key[e]
                            || entries.key[o] == entries.key[e] && entries.id[o] < entries.id[e])) {
                position++;
            }
        }
        return position;
    }

    static List<AgentId> working(FloorState state, int e) {
        var list = new ArrayList<AgentId>();
        for (int a = 0; a < state.agents.bound(); a++) {
            if (state.agents.exists(a)
                    && state.agents.presence[a] == Agents.READY
                    && state.mayHave(e, a)
                    && (state.entries.window[e] != Entries.ONLY || state.entries.heldFor[e] == a)
                    && !state.entries.excludes(e, state.agents.id[a])) {
                list.add(state.agents.agentId(a));
            }
        }
        list.sort(null);
        return list;
    }
}
