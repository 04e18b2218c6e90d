package org.callosum.kernel;

import java.util.OptionalDouble;

/// A share that keeps both its counts, so that quarter-hours add up to a day by adding counts (`metrics.md` 0.3).
///
/// @param part at least 0
/// @param whole at least 0; 0 makes the value undefined, which is neither 0 % nor 100 %
public record Ratio(long part, long whole) {
    public static final Ratio NONE = new Ratio(0, 0);

    public Ratio {
        if (part < 0 || whole < 0) {
            throw new IllegalArgumentException("A ratio has counts of at least 0, not %d/%d".formatted(part, whole));
        }
    }

    public Ratio plus(Ratio other) {
        return new Ratio(part + other.part, whole + other.whole);
    }

    /// The share as a fraction; empty when there is nothing to share.
    public OptionalDouble value() {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
