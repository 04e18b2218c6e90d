package org.callosum.measures;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.callosum.kernel.id.AgentId;
import org.callosum.measures.facts.AgentStateInterval;
import org.callosum.measures.facts.MetricState;

/// STR of `metrics.md` for the hour that ends now, as far as it is known while the hour runs: handling time plus
/// what each hold lasted beyond the normal, as a share of the hour. Complaints are known only later, so their half is
/// not in it: it may read lower than the finished hour's, never higher. For the eyes of a floor; kept nowhere,
/// and part of no appraisal (EMO-16).
///
/// ```java
/// strain.add(interval);                                          // as facts are completed
/// strain.of(amy, MetricState.TALK, sinceMillis, nowMillis);      // 0.75: three quarters of an hour of work
/// ```
///
/// Memory: the handling intervals of the last hour per agent, at most [#MOST_INTERVALS] each. One thread at a time.
public final class RecentStrain {
    public static final long HOUR_MILLIS = 3_600_000;
    /// What a hold may last before it weighs twice.
    public static final long NORMAL_HOLD_MILLIS = 60_000;

    /// Three changes a second for an hour is no person's work: the oldest go first.
    static final int MOST_INTERVALS = 10_000;

    private final Map<AgentId, Deque<Busy>> agents = new HashMap<>();

    private record Busy(MetricState state, long fromMillis, long toMillis) {
        double weightedMillis(long begin, long end) {
            long inside = Math.max(0, Math.min(toMillis, end) - Math.max(fromMillis, begin));
            long beyondNormal = state == MetricState.HOLD
                    ? Math.max(0, Math.min(toMillis, end) - Math.max(fromMillis + NORMAL_HOLD_MILLIS, begin))
                    : 0;
            return inside + beyondNormal;
        }
    }

    /// Takes a finished interval; those in which nothing is handled are passed over.
    public void add(AgentStateInterval done) {
        if (isHandling(done.state()) && done.toMillis() > done.fromMillis()) {
            Deque<Busy> own = agents.computeIfAbsent(done.agent(), _ -> new ArrayDeque<>());
            own.addLast(new Busy(done.state(), done.fromMillis(), done.toMillis()));
            while (own.size() > MOST_INTERVALS
                    || own.getFirst().toMillis() < own.getLast().toMillis() - HOUR_MILLIS) {
                own.removeFirst();
            }
        }
    }

    /// @param state the present one
    /// @param sinceMillis when it began
    /// @return at least 0; 1 is an hour of work without a pause, more only by long holds
    public double of(AgentId agent, MetricState state, long sinceMillis, long nowMillis) {
        long begin = nowMillis - HOUR_MILLIS;
        double sum = isHandling(state) ? new Busy(state, sinceMillis, nowMillis).weightedMillis(begin, nowMillis) : 0;
        for (Busy busy : agents.getOrDefault(agent, new ArrayDeque<>())) {
            sum += busy.weightedMillis(begin, nowMillis);
        }
        return sum / HOUR_MILLIS;
    }

    private static boolean isHandling(MetricState state) {
        return switch (state) {
            case TALK, HOLD, ACW -> true;
            case RINGING, READY, NOT_READY -> false;
        };
    }
}
