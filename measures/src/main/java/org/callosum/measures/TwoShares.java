package org.callosum.measures;

import org.callosum.kernel.Ratio;
import org.jspecify.annotations.Nullable;

/// How two shares differ, counted of two groups that have nobody in common, and whether chance alone could make
/// the difference.
///
/// The interval has 95 % confidence (Newcombe's score method: Wilson's intervals of both, put together). The
/// probability is two-sided: of the pooled normal approximation where each of the four counts is expected to
/// be at least 5, else Fisher's exact one. Both take contacts as independent of each other and the groups as
/// like each other: weeks that were busier for other reasons are not told apart.
///
/// @param difference the first less the second, -1 to 1
/// @param low of the interval
/// @param high of the interval
/// @param p that chance alone makes a difference at least as great, 0 to 1
/// @see "Newcombe (1998), Statistics in Medicine 17, 873–890, method 10"
public record TwoShares(double difference, double low, double high, double p) {
    private static final double LEAST_EXPECTED = 5;
    private static final double SAME = 1e-7;

    /// @return null where one of them is a share of nothing
    public static @Nullable TwoShares of(Ratio one, Ratio other) {
        var first = Wilson.of(one);
        var second = Wilson.of(other);
        if (first == null || second == null) {
            return null;
        }
        double a = one.part() / (double) one.whole();
        double b = other.part() / (double) other.whole();
        return new TwoShares(
                a - b,
                a - b - Math.hypot(a - first.low(), second.high() - b),
                a - b + Math.hypot(first.high() - a, b - second.low()),
                p(one, other, a - b));
    }

    private static double p(Ratio one, Ratio other, double difference) {
        double n = (double) one.whole() + other.whole();
        double pooled = (one.part() + other.part()) / n;
        double least = Math.min(one.whole(), other.whole()) * Math.min(pooled, 1 - pooled);
        if (least < LEAST_EXPECTED) {
            return fisher(one, other);
        }
        double spread = Math.sqrt(pooled * (1 - pooled) * (1.0 / one.whole() + 1.0 / other.whole()));
        return Normal.erfc(Math.abs(difference) / spread / Math.sqrt(2));
    }

    /// All tables with the same margins that are no more likely than the one counted.
    private static double fisher(Ratio one, Ratio other) {
        long parts = one.part() + other.part();
        long least = Math.max(0, parts - other.whole());
        long most = Math.min(parts, one.whole());
        double log = 0; // of the table with `least`, up to a factor that all share
        double counted = 0;
        for (long k = least; k < one.part(); k++) {
            counted += step(k, parts, one.whole(), other.whole());
        }
        double whole = 0;
        double unlikely = 0;
        for (long k = least; k <= most; k++) {
            double weight = Math.exp(log - counted);
            whole += weight;
            if (weight <= 1 + SAME) {
                unlikely += weight;
            }
            log += step(k, parts, one.whole(), other.whole());
        }
        return Math.min(1, unlikely / whole);
    }

    /// What the logarithm of a table's probability gains from `k` parts in the first group to `k + 1`.
    private static double step(long k, long parts, long first, long second) {
        return Math.log((double) (first - k) * (parts - k)) - Math.log((double) (k + 1) * (second - parts + k + 1));
    }
}
