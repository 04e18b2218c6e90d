package org.callosum.measures;

import java.util.OptionalDouble;
import org.callosum.kernel.Ratio;
import org.callosum.measures.facts.Outcome;
import org.callosum.measures.facts.QueueEntry;

/// The counts and sums behind a queue's figures, for entries of one attribution interval (code Q: by when they
/// entered the queue). Intervals, queues and clients add up by adding these, never by averaging figures
/// (`metrics.md` 0.3).
///
/// @param arrived M:OFF, entries that entered, open ones included
/// @param answered A; `interrupted` ones that had been answered and open conversations included
/// @param answeredInT A_T, wait ≤ T
/// @param abandoned B
/// @param abandonedShort B_s, wait < S
/// @param abandonedInT B_T, wait ≤ T
/// @param flowOuts F, unanswered `interrupted` ones included
/// @param interrupted shown apart; counted above as well
/// @param open still waiting
/// @param handled conversations and wrap-ups that are over, `interrupted` ones left out; the next three sums
///     are theirs
public record QueueCounts(
        long arrived,
        long answered,
        long answeredInT,
        long abandoned,
        long abandonedShort,
        long abandonedInT,
        long flowOuts,
        long interrupted,
        long transferred,
        long open,
        long answeredWaitMillis,
        long abandonedWaitMillis,
        long flowOutWaitMillis,
        long longestAnsweredWaitMillis,
        long handled,
        long conversationMillis,
        long holdMillis,
        long wrapUpMillis) {
    public static final QueueCounts NONE = new QueueCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// Nothing for what is no customer's: consults and outbound conversations.
    public static QueueCounts of(QueueEntry entry, Thresholds thresholds) {
        if (!entry.kind().entersFigures()) {
            return NONE;
        }
        long wait = entry.waitMillis();
        boolean answered = entry.answered();
        boolean abandoned = entry.outcome() == Outcome.ABANDONED;
        boolean interrupted = entry.outcome() == Outcome.INTERRUPTED;
        boolean open = entry.outcome() == Outcome.OPEN;
        boolean flowOut = entry.outcome().isFlowOut() || interrupted && !answered;
        boolean handled = answered && !open && !interrupted;
        return new QueueCounts(
                1,
                one(answered),
                one(answered && wait <= thresholds.targetMillis()),
                one(abandoned),
                one(abandoned && wait < thresholds.shortAbandonMillis()),
                one(abandoned && wait <= thresholds.targetMillis()),
                one(flowOut),
                one(interrupted),
                one(entry.outcome() == Outcome.TRANSFERRED),
                one(open && !answered),
                answered ? wait : 0,
                abandoned ? wait : 0,
                flowOut ? wait : 0,
                answered ? wait : 0,
                one(handled),
                handled ? entry.conversationMillis() : 0,
                handled ? entry.holdMillis() : 0,
                handled ? entry.wrapUpMillis() : 0);
    }

    private static long one(boolean is) {
        return is ? 1 : 0;
    }

    public QueueCounts plus(QueueCounts o) {
        return new QueueCounts(
                arrived + o.arrived,
                answered + o.answered,
                answeredInT + o.answeredInT,
                abandoned + o.abandoned,
                abandonedShort + o.abandonedShort,
                abandonedInT + o.abandonedInT,
                flowOuts + o.flowOuts,
                interrupted + o.interrupted,
                transferred + o.transferred,
                open + o.open,
                answeredWaitMillis + o.answeredWaitMillis,
                abandonedWaitMillis + o.abandonedWaitMillis,
                flowOutWaitMillis + o.flowOutWaitMillis,
                Math.max(longestAnsweredWaitMillis, o.longestAnsweredWaitMillis),
                handled + o.handled,
                conversationMillis + o.conversationMillis,
                holdMillis + o.holdMillis,
                wrapUpMillis + o.wrapUpMillis);
    }

    /// N, entries that are over as far as the queue is concerned.
    public long finished() {
        return answered + abandoned + flowOuts;
    }

    /// M:CON, connect rate 接通率.
    public Ratio connectRate() {
        return new Ratio(answered, finished());
    }

    /// M:ABN, gross: B ÷ (A + B).
    public Ratio abandonRateGross() {
        return new Ratio(abandoned, answered + abandoned);
    }

    /// M:ABN, net, the default: (B − B_s) ÷ (A + B − B_s).
    public Ratio abandonRate() {
        return new Ratio(abandoned - abandonedShort, answered + abandoned - abandonedShort);
    }

    /// M:FLO, flow-out rate 溢出率.
    public Ratio flowOutRate() {
        return new Ratio(flowOuts, finished());
    }

    /// M:ASA, average speed of answer 平均应答速度, in milliseconds; empty if nothing was answered.
    public OptionalDouble averageSpeedOfAnswerMillis() {
        return mean(answeredWaitMillis, answered);
    }

    /// M:AWT, average waiting time 平均等待时间 of all finished entries, in milliseconds.
    public OptionalDouble averageWaitMillis() {
        return mean(answeredWaitMillis + abandonedWaitMillis + flowOutWaitMillis, finished());
    }

    /// M:ABT, average time to abandon, in milliseconds.
    public OptionalDouble averageTimeToAbandonMillis() {
        return mean(abandonedWaitMillis, abandoned);
    }

    /// M:AHT, average handle time, in milliseconds, of what has been handled.
    public OptionalDouble averageHandleMillis() {
        return mean(conversationMillis + wrapUpMillis, handled);
    }

    private static OptionalDouble mean(long sum, long count) {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) sum / count);
    }
}
