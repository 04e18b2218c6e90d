package org.callosum.server.supervision;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.floor.AgentState;
import org.callosum.floor.AgentView;
import org.callosum.floor.Channel;
import org.callosum.floor.Presence;
import org.callosum.floor.QueueView;
import org.callosum.floor.WorkView;
import org.callosum.kernel.Ratio;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.QueueCounts;
import org.callosum.measures.facts.MetricState;
import org.callosum.server.supervision.breaks.PlannedBreak;
import org.jspecify.annotations.Nullable;

/// Puts a board together from what people configured, what the floor shows and what the facts count.
final class BoardAssembly {
    private final Directory directory;
    private final FloorMirror floor;
    private final Map<QueueId, QueueCounts> counts;
    private final TodayFigures today;
    private final Map<AgentId, List<PlannedBreak>> breaks;
    private final Instant asOf;

    private BoardAssembly(
            Directory directory,
            FloorMirror floor,
            TodayFigures today,
            Map<AgentId, List<PlannedBreak>> breaks,
            Instant asOf) {
        this.directory = directory;
        this.floor = floor;
        this.today = today;
        this.breaks = breaks;
        this.counts = today.counts(directory.queues(), asOf);
        this.asOf = asOf;
    }

    static BoardRows of(
            Directory directory,
            FloorMirror floor,
            TodayFigures today,
            Map<AgentId, List<PlannedBreak>> breaks,
            Instant asOf) {
        return new BoardAssembly(directory, floor, today, breaks, asOf).rows();
    }

    private BoardRows rows() {
        Map<QueueId, int[]> staff = staff();
        Map<QueueId, Integer> breaksSoon = breaksSoon();
        var queues = new LinkedHashMap<QueueId, BoardRows.SeenQueue>();
        directory.queues().forEach((id, card) -> {
            QueueView view = floor.queue(id);
            boolean busy = view != null && view.waiting() + view.offered() + view.talking() + view.wrappingUp() > 0;
            if (card.active() || busy) {
                queues.put(
                        id,
                        new BoardRows.SeenQueue(
                                card.client(),
                                queue(
                                        id,
                                        card,
                                        view,
                                        staff.getOrDefault(id, new int[STATES]),
                                        breaksSoon.getOrDefault(id, 0))));
            }
        });
        var agents = new LinkedHashMap<AgentId, BoardRows.SeenAgent>();
        directory.agents().forEach((id, card) -> agents.put(id, agent(id, card, floor.agent(id))));
        return new BoardRows(asOf, queues, agents);
    }

    private static final double STRAIN_STEPS = 20;
    /// How far ahead heads of queues look.
    private static final Duration SOON = Duration.ofMinutes(30);

    private static final int STATES = AgentState.values().length;

    /// Signed-in agents per queue they may serve, by state.
    private Map<QueueId, int[]> staff() {
        Map<QueueId, int[]> staff = new HashMap<>();
        for (AgentView agent : floor.everybody()) {
            if (agent.state() != AgentState.SIGNED_OUT) {
                for (QueueId queue : floor.serving().queuesOf(agent.agent())) {
                    staff.computeIfAbsent(queue, _ -> new int[STATES])[
                            agent.state().ordinal()]++;
                }
            }
        }
        return staff;
    }

    /// Signed-in agents per queue who have a break to take soon; those who are late with it count.
    private Map<QueueId, Integer> breaksSoon() {
        Map<QueueId, Integer> soon = new HashMap<>();
        Instant until = asOf.plus(SOON);
        breaks.forEach((agent, ofAgent) -> {
            AgentView view = floor.agent(agent);
            if (view != null
                    && view.state() != AgentState.SIGNED_OUT
                    && ofAgent.stream()
                            .anyMatch(one ->
                                    one.beganAt() == null && one.startsAt().isBefore(until))) {
                floor.serving().queuesOf(agent).forEach(queue -> soon.merge(queue, 1, Integer::sum));
            }
        });
        return soon;
    }

    private static AgentRow.Break row(PlannedBreak one) {
        return new AgentRow.Break(
                Long.toString(one.id()), one.reason(), one.startsAt(), one.clock(), one.minutes(), one.beganAt());
    }

    private QueueRow queue(
            QueueId id, Directory.QueueCard card, @Nullable QueueView view, int[] staff, int breaksSoon) {
        long oldest = view == null ? 0 : view.longestWaitSinceMillis();
        return new QueueRow(
                id.toString(),
                card.name(),
                card.client().toString(),
                view == null ? 0 : view.waiting() + view.offered(),
                0,
                oldest == 0 ? null : Instant.ofEpochMilli(oldest),
                new QueueRow.QueueAgents(
                        staff[AgentState.IDLE.ordinal()],
                        staff[AgentState.OFFERED.ordinal()],
                        staff[AgentState.TALKING.ordinal()] + staff[AgentState.ON_HOLD.ordinal()],
                        staff[AgentState.WRAPPING_UP.ordinal()],
                        staff[AgentState.NOT_READY.ordinal()]),
                breaksSoon,
                today(card, counts.getOrDefault(id, QueueCounts.NONE)));
    }

    private static QueueRow.QueueToday today(Directory.QueueCard card, QueueCounts counts) {
        var thresholds = card.thresholds();
        Ratio level = thresholds.variant().of(counts);
        return new QueueRow.QueueToday(
                counts.arrived(),
                counts.answered(),
                counts.abandoned(),
                counts.abandonedShort(),
                counts.flowOuts(),
                new QueueRow.LevelToday(
                        level.part(),
                        level.whole(),
                        thresholds.variant().code(),
                        (int) (thresholds.targetMillis() / 1_000),
                        card.targetPercent()),
                counts.answeredWaitMillis(),
                counts.handled(),
                counts.conversationMillis() + counts.wrapUpMillis());
    }

    private BoardRows.SeenAgent agent(AgentId id, Directory.AgentCard card, @Nullable AgentView view) {
        WorkView work = view == null ? null : deciding(view);
        Directory.QueueCard served = work == null ? null : directory.queues().get(work.queue());
        ClientId working = served == null ? null : served.client();
        AgentRow row = new AgentRow(
                id.toString(),
                card.name(),
                card.teamId(),
                view == null ? AgentRow.SIGNED_OUT : state(view.state()),
                view != null
                                && view.state() == AgentState.NOT_READY
                                && view.presence() instanceof Presence.NotReady(var why)
                        ? why
                        : null,
                Instant.ofEpochMilli(view == null ? 0 : view.sinceMillis()),
                work == null || working == null ? null : work.queue().toString(),
                work == null || working == null ? null : work.interaction().toString(),
                card.device(),
                view == null ? null : strain(view),
                breaks.getOrDefault(id, List.of()).stream()
                        .map(BoardAssembly::row)
                        .toList());
        return new BoardRows.SeenAgent(card.clients(), working, row);
    }

    /// What decides the agent's state: the same order as the floor's own and that of the facts.
    private static @Nullable WorkView deciding(AgentView view) {
        return view.work().stream()
                .min(Comparator.comparing((WorkView work) -> rank(work.stage()))
                        .thenComparing(work -> work.channel() != Channel.VOICE)
                        .thenComparingLong(WorkView::sinceMillis)
                        .thenComparing(WorkView::interaction))
                .orElse(null);
    }

    private static int rank(WorkView.Stage stage) {
        return switch (stage) {
            case TALKING -> 0;
            case ON_HOLD -> 1;
            case OFFERED -> 2;
            case WRAPPING_UP -> 3;
            case WAITING -> 4;
        };
    }

    /// In steps, so that a row does not change for a second of work.
    private @Nullable Double strain(AgentView view) {
        if (view.state() == AgentState.SIGNED_OUT) {
            return null;
        }
        double exact = today.strain(view.agent(), metric(view.state()), view.sinceMillis(), asOf.toEpochMilli());
        return Math.round(exact * STRAIN_STEPS) / STRAIN_STEPS;
    }

    private static MetricState metric(AgentState state) {
        return switch (state) {
            case TALKING -> MetricState.TALK;
            case ON_HOLD -> MetricState.HOLD;
            case OFFERED -> MetricState.RINGING;
            case WRAPPING_UP -> MetricState.ACW;
            case IDLE -> MetricState.READY;
            case NOT_READY, SIGNED_OUT -> MetricState.NOT_READY;
        };
    }

    /// In the words of figures (`metrics.md` 0.1).
    private static String state(AgentState state) {
        return switch (state) {
            case TALKING -> "talk";
            case ON_HOLD -> "hold";
            case OFFERED -> "ringing";
            case WRAPPING_UP -> "acw";
            case IDLE -> "ready";
            case NOT_READY -> "not-ready";
            case SIGNED_OUT -> AgentRow.SIGNED_OUT;
        };
    }
}
