package org.callosum.workforce.waiting;

/// A mean of observations at irregular times whose weight halves with each half-life; before the first, a
/// guess that counts as one observation.
final class Smoothed {
    private final double halfLifeMillis;
    private double weight = 1;
    private double sum;
    private long at = Long.MIN_VALUE;

    Smoothed(double guess, double halfLifeMillis) {
        this.sum = guess;
        this.halfLifeMillis = halfLifeMillis;
    }

    void add(double value, long now) {
        fade(now);
        sum += value;
        weight += 1;
    }

    /// Adds to the sum and to what it is divided by on their own, for ratios of sums.
    void add(double value, double of, long now) {
        fade(now);
        sum += value;
        weight += of;
    }

    double mean() {
        return sum / weight;
    }

    private void fade(long now) {
        if (at != Long.MIN_VALUE && now > at) {
            double left = Math.exp(-Math.log(2) * (now - at) / halfLifeMillis);
            sum *= left;
            weight *= left;
        }
        at = Math.max(at, now);
    }
}
