package org.callosum.measures;

/// SURGE of `metrics.md`: how far more arrive than expected, in standard deviations of a Poisson stream.
///
/// ```java
/// Surge.index(135, 100);   // 3.5
/// ```
///
/// Real volumes scatter more than that, so an alarm asks for more than two.
public final class Surge {
    private Surge() {}

    /// z = (offered − expected) / √expected. Less than one expected counts as one: otherwise a single call in a
    /// quiet night would be a surge.
    ///
    /// @param offered arrivals of an interval, at least 0
    /// @param expected for that interval, by forecast or history; at least 0
    /// @throws IllegalArgumentException if one is negative or not a number
    public static double index(long offered, double expected) {
        if (offered < 0 || !(expected >= 0)) {
            throw new IllegalArgumentException(
                    "Arrivals and their expectation are 0 or more, not %d and %s".formatted(offered, expected));
        }
        double mean = Math.max(1, expected);
        return (offered - mean) / Math.sqrt(mean);
    }
}
