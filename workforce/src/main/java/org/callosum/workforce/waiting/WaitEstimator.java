package org.callosum.workforce.waiting;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;

/// Follows a floor's events and says how long somebody who waits has still to wait.
///
/// **Formula.** `R` is the rate at which the agents who would take it become free: the sum of `1 ÷ handle`,
/// the agent's recent time per contact from being offered one to the end of wrap-up, whatever queue it came
/// from. Before it stand those of its queue with an earlier place and, of other queues, those that wait
/// longer, each counted by the share of its agents who are also ours: `k`, not a whole number. With `θ` the
/// rate at which one who waits gives up, the mean wait is `Σ 1 ÷ (R + i·θ)` over these and itself (queue
/// length with abandonment). Somebody ready: 0.
///
/// Handle times fade with a half-life of 20 minutes, abandons with one of 30, so a floor that gets slower
/// is seen to. The range takes the steps as exponential and the rate as known to 15 %.
///
/// **What it does not know**: agents about to sign out, steps that will relax, priorities that will
/// overtake. It says what happens if things go on as they are.
///
/// **Measured** on simulated days of two queues that share agents: the table stands in decision 0016.
///
/// Memory: a few numbers per queue and per agent, and what is open on the floor. One thread.
///
/// @see "Ibrahim, Whitt (2009), Real-time delay estimation in overloaded multiserver queues with
///     abandonments, Management Science 55, 1729–1742"
public final class WaitEstimator {
    private static final double HANDLE_HALF_LIFE = 20 * 60_000.0;
    private static final double HAZARD_HALF_LIFE = 30 * 60_000.0;
    private static final double GUESSED_HANDLE = 240_000;
    private static final double RATE_UNCERTAINTY = 0.15;
    /// Standard normal quantiles: a quarter below, a tenth above.
    private static final double LOW = -0.674;

    private static final double HIGH = 1.282;

    private final Map<QueueId, Smoothed> handleOfQueue = new HashMap<>();
    private final Map<AgentId, Smoothed> handleOfAgent = new HashMap<>();
    private final Map<QueueId, Smoothed> hazard = new HashMap<>();
    private final Map<OfferId, Begun> open = new HashMap<>();
    private final Map<InteractionId, Long> queuedAt = new HashMap<>();

    private record Begun(QueueId queue, long at) {}

    /// Who waits in one queue at one step is served by the same agents.
    private record Line(QueueId queue, int step) {}

    public void heard(FloorEvent event) {
        switch (event) {
            case FloorEvent.InteractionQueued e -> queuedAt.put(e.interaction(), e.atMillis());
            case FloorEvent.OfferMade e -> open.put(e.offer(), new Begun(e.queue(), e.atMillis()));
            case FloorEvent.OfferDeclined e -> open.remove(e.offer());
            case FloorEvent.OfferExpired e -> open.remove(e.offer());
            case FloorEvent.OfferWithdrawn e -> open.remove(e.offer());
            case FloorEvent.OfferAccepted e -> left(e.interaction(), e.queue(), 0, e.atMillis());
            case FloorEvent.ConversationStarted e -> open.put(e.offer(), new Begun(e.queue(), e.atMillis()));
            case FloorEvent.WrapUpCompleted e -> {
                var begun = open.remove(e.offer());
                if (begun != null) {
                    worked(e.agent(), begun.queue(), e.atMillis() - begun.at(), e.atMillis());
                }
            }
            case FloorEvent.InteractionAbandoned e -> left(e.interaction(), e.queue(), 1, e.atMillis());
            case FloorEvent.InteractionLeftQueue e -> left(e.interaction(), e.queue(), 0, e.atMillis());
            case FloorEvent.InteractionInterrupted e -> {
                queuedAt.remove(e.interaction());
                open.keySet().removeIf(offer -> offer.interaction().equals(e.interaction()));
            }
            case FloorEvent.AgentRetired e -> handleOfAgent.remove(e.agent());
            case FloorEvent.QueueRetired e -> {
                handleOfQueue.remove(e.queue());
                hazard.remove(e.queue());
            }
            case FloorEvent _ -> {}
        }
    }

    /// The hazard is a ratio of sums: abandons over hours waited.
    private void left(InteractionId interaction, QueueId queue, int abandons, long at) {
        Long since = queuedAt.remove(interaction);
        if (since != null) {
            hazard.computeIfAbsent(queue, _ -> new Smoothed(0, HAZARD_HALF_LIFE))
                    .add(abandons, (at - since) / 3_600_000.0, at);
        }
    }

    private void worked(AgentId agent, QueueId queue, long millis, long at) {
        var ofQueue = handleOfQueue.computeIfAbsent(queue, _ -> new Smoothed(GUESSED_HANDLE, HANDLE_HALF_LIFE));
        handleOfAgent
                .computeIfAbsent(agent, _ -> new Smoothed(ofQueue.mean(), HANDLE_HALF_LIFE))
                .add((double) millis, at);
        ofQueue.add((double) millis, at);
    }

    /// Looks at every agent, once for each line that waits.
    ///
    /// @param floor as it is after the last event heard
    /// @return unknown when nobody works for its queue, or if it does not wait
    public ExpectedWait of(Floor floor, InteractionId interaction) {
        var work = floor.interaction(interaction);
        int position = floor.position(interaction);
        if (work == null || position == 0) {
            return ExpectedWait.unknown(0);
        }
        var agents = floor.working(interaction);
        if (agents.isEmpty()) {
            return ExpectedWait.unknown(position);
        }
        var census = floor.census(interaction);
        if (work.agent() != null || census != null && census.ready() >= position) {
            return new ExpectedWait(0, 0, 0, position, agents.size());
        }
        double rate = rate(work.queue(), agents);
        var seen = hazard.get(work.queue());
        double theta = seen == null ? 0 : Math.max(0, seen.mean()) / 3_600_000;
        double before = position - 1 + elsewhere(floor, work, agents);
        double mean = 0;
        double variance = 0;
        for (int i = 0; i <= before; i++) {
            double step = 1 / (rate + i * theta);
            mean += step;
            variance += step * step;
        }
        mean += (before - Math.floor(before)) / (rate + before * theta);
        double spread = Math.sqrt(variance + mean * mean * RATE_UNCERTAINTY * RATE_UNCERTAINTY);
        return new ExpectedWait(
                (long) Math.max(0, mean + LOW * spread),
                (long) mean,
                (long) (mean + HIGH * spread),
                position,
                agents.size());
    }

    /// Those of other queues who wait longer, each by the share of its agents who are among ours.
    private static double elsewhere(Floor floor, WorkView work, List<AgentId> ours) {
        var mine = new HashSet<>(ours);
        var shares = new HashMap<Line, Double>();
        double sum = 0;
        for (var other : floor.waiting()) {
            if (!other.queue().equals(work.queue())
                    && other.agent() == null
                    && !other.suspended()
                    && other.queuedAtMillis() < work.queuedAtMillis()) {
                sum += shares.computeIfAbsent(new Line(other.queue(), other.step()), _ -> {
                    var theirs = floor.working(other.interaction());
                    long common = theirs.stream().filter(mine::contains).count();
                    return theirs.isEmpty() ? 0 : (double) common / theirs.size();
                });
            }
        }
        return sum;
    }

    private double rate(QueueId queue, List<AgentId> agents) {
        var ofQueue = handleOfQueue.get(queue);
        double usual = ofQueue == null ? GUESSED_HANDLE : ofQueue.mean();
        double rate = 0;
        for (var agent : agents) {
            var ofAgent = handleOfAgent.get(agent);
            rate += 1 / Math.max(1_000, ofAgent == null ? usual : ofAgent.mean());
        }
        return Math.max(rate, 1e-9);
    }
}
