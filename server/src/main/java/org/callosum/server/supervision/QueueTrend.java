package org.callosum.server.supervision;

import java.util.ArrayDeque;
import java.util.Deque;
import org.callosum.kernel.Ratio;

/// How a queue has been moving: samples of the last quarter of an hour, one each [#STEP_MILLIS]. One thread at a time.
final class QueueTrend {
    static final long STEP_MILLIS = 30_000;
    static final long LEVEL_MILLIS = 15 * 60_000L;
    private static final long SLOPE_MILLIS = 5 * 60_000L;
    private static final int FEWEST_SAMPLES = 6;
    /// A share of fewer contacts says nothing about the next.
    private static final long FEWEST_CONTACTS = 5;

    private final Deque<Sample> samples = new ArrayDeque<>();

    /// @param level of the day so far, as counts
    private record Sample(long atMillis, int waiting, Ratio level) {}

    void add(long atMillis, int waiting, Ratio level) {
        Sample last = samples.peekLast();
        if (last != null && atMillis - last.atMillis() < STEP_MILLIS) {
            return;
        }
        if (last != null && level.whole() < last.level().whole()) {
            samples.clear(); // a new day has begun
        }
        samples.addLast(new Sample(atMillis, waiting, level));
        while (samples.getFirst().atMillis() < atMillis - LEVEL_MILLIS - STEP_MILLIS) {
            samples.removeFirst();
        }
    }

    /// How many more wait each minute, by least squares over five minutes.
    ///
    /// @return not a number while too little is known
    double waitingPerMinute() {
        if (samples.isEmpty()) {
            return Double.NaN;
        }
        long end = samples.getLast().atMillis();
        double n = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (Sample sample : samples) {
            if (end - sample.atMillis() <= SLOPE_MILLIS) {
                double minutes = (sample.atMillis() - end) / 60_000.0;
                n++;
                x += minutes;
                y += sample.waiting();
                xx += minutes * minutes;
                xy += minutes * sample.waiting();
            }
        }
        double spread = n * xx - x * x;
        return n < FEWEST_SAMPLES || spread == 0 ? Double.NaN : (n * xy - x * y) / spread;
    }

    /// Service level, in per cent, of what was counted within the last quarter of an hour.
    ///
    /// @return not a number while too little is known
    double recentLevel() {
        if (samples.isEmpty()) {
            return Double.NaN;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long whole = last.level().whole() - first.level().whole();
        boolean longEnough = last.atMillis() - first.atMillis() >= LEVEL_MILLIS / 2;
        return !longEnough || whole < FEWEST_CONTACTS
                ? Double.NaN
                : 100.0 * (last.level().part() - first.level().part()) / whole;
    }
}
