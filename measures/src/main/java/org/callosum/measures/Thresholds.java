package org.callosum.measures;

/// What a queue's service level is measured with.
///
/// @param targetMillis T, inclusive: answered with wait ≤ T counts
/// @param shortAbandonMillis S, strict: abandoned with wait < S is short
public record Thresholds(long targetMillis, long shortAbandonMillis, ServiceLevel variant) {
    /// 20 s, 5 s, `sl_no_short`.
    public static final Thresholds DEFAULT = new Thresholds(20_000, 5_000, ServiceLevel.SL_NO_SHORT);

    public Thresholds {
        if (targetMillis <= 0 || shortAbandonMillis < 0) {
            throw new IllegalArgumentException(
                    "T is above 0 ms and S at least 0 ms, not %d and %d".formatted(targetMillis, shortAbandonMillis));
        }
    }
}
