package org.callosum.bench.floor;

import java.util.Arrays;

/// How long decisions took: counts per 16th of a power of two nanoseconds, so any percentile is within 7 %.
public final class DecisionTimes {
    private static final int PARTS = 16;
    private final long[] counts = new long[64 * PARTS];
    private long count;
    private long most;

    public void add(long nanos) {
        long value = Math.max(1, nanos);
        int power = 63 - Long.numberOfLeadingZeros(value);
        int part = power < 4 ? 0 : (int) (value >>> (power - 4)) & (PARTS - 1);
        counts[power * PARTS + part]++;
        count++;
        most = Math.max(most, value);
    }

    public void clear() {
        Arrays.fill(counts, 0);
        count = 0;
        most = 0;
    }

    public long count() {
        return count;
    }

    public long mostNanos() {
        return most;
    }

    /// The smallest bound that at least this share of decisions stayed below.
    ///
    /// @param share above 0, at most 1
    public long percentileNanos(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && counts[i] > 0) {
                int power = i / PARTS;
                int part = i % PARTS;
                return power < 4 ? 1L << (power + 1) : (1L << power) + ((part + 1L) << (power - 4));
            }
        }
        return most;
    }
}
