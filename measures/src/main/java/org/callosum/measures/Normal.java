package org.callosum.measures;

/// Tails of the normal distribution.
final class Normal {
    private Normal() {}

    /// Of `x` at least 0; error below 1.5e-7 (Abramowitz and Stegun 7.1.26).
    static double erfc(double x) {
        double t = 1 / (1 + 0.3275911 * x);
        double polynomial =
                t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return Math.min(1, polynomial * Math.exp(-x * x));
    }
}
