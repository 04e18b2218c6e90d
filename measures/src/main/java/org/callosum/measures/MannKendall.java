package org.callosum.measures;

import java.util.Arrays;

/// Whether values in order of time rise or fall: Mann and Kendall's test, which asks for no distribution and is not
/// led astray by single wild values. Steepness by Theil and Sen: the median of the slopes between all pairs.
///
/// Up to nine values the probability is exact, from all orders of the values, ties included; above, the normal
/// approximation with correction for ties and continuity. It takes the values as independent of each other: a
/// season that is longer than the values looks like a trend.
///
/// @param s pairs that rise less pairs that fall
/// @param p that chance alone makes an |s| at least as great, from 0 to 1
/// @param slope per step, in the values' unit
/// @see "Mann (1945), Econometrica 13, 245–259; Kendall (1975), Rank Correlation Methods; Sen (1968), JASA 63"
public record MannKendall(int values, long s, double p, double slope) {
    /// Below this no order of values, however clear, reaches 5 %.
    public static final int LEAST = 5;

    private static final double SIGNIFICANT = 0.05;
    private static final int EXACT = 9;

    public enum Direction {
        RISES,
        FALLS,
        /// Nothing that could not be chance.
        NEITHER,
        TOO_FEW
    }

    /// @param values in order of time, equally far apart
    public static MannKendall of(double... values) {
        long s = s(values);
        double p = values.length < 2
                ? 1
                : values.length <= EXACT ? exact(values.clone(), Math.abs(s)) : normal(values, Math.abs(s));
        return new MannKendall(values.length, s, p, slope(values));
    }

    public Direction direction() {
        if (values < LEAST) {
            return Direction.TOO_FEW;
        }
        if (p >= SIGNIFICANT) {
            return Direction.NEITHER;
        }
        return s > 0 ? Direction.RISES : Direction.FALLS;
    }

    private static long s(double[] values) {
        long s = 0;
        for (int later = 1; later < values.length; later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                s += (long) Math.signum(values[later] - values[earlier]);
            }
        }
        return s;
    }

    private static double exact(double[] values, long atLeast) {
        var found = new long[2];
        orders(values, 0, 0, atLeast, found);
        return (double) found[0] / found[1];
    }

    /// Every order of what stands from `at` on; `s` is that of the values before.
    private static void orders(double[] values, int at, long s, long atLeast, long[] found) {
        if (at == values.length) {
            found[0] += Math.abs(s) >= atLeast ? 1 : 0;
            found[1]++;
            return;
        }
        for (int chosen = at; chosen < values.length; chosen++) {
            swap(values, at, chosen);
            long with = s;
            for (int before = 0; before < at; before++) {
                with += (long) Math.signum(values[at] - values[before]);
            }
            orders(values, at + 1, with, atLeast, found);
            swap(values, at, chosen);
        }
    }

    private static void swap(double[] values, int one, int other) {
        double kept = values[one];
        values[one] = values[other];
        values[other] = kept;
    }

    private static double normal(double[] values, long s) {
        double n = values.length;
        double variance = n * (n - 1) * (2 * n + 5);
        var sorted = values.clone();
        Arrays.sort(sorted);
        for (int from = 0, to; from < sorted.length; from = to) {
            to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double tied = to - from;
            variance -= tied * (tied - 1) * (2 * tied + 5);
        }
        variance /= 18;
        return s == 0 || variance <= 0 ? 1 : Normal.erfc((s - 1) / Math.sqrt(variance) / Math.sqrt(2));
    }

    private static double slope(double[] values) {
        int n = values.length;
        if (n < 2) {
            return 0;
        }
        var slopes = new double[n * (n - 1) / 2];
        int next = 0;
        for (int later = 1; later < n; later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                slopes[next++] = (values[later] - values[earlier]) / (later - earlier);
            }
        }
        Arrays.sort(slopes);
        int middle = slopes.length / 2;
        return slopes.length % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
    }
}
