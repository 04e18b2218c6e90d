package org.callosum.voice.signals;

/// The median of a stream of which the older part fades: a value counts half after [#HALF_LIFE] others. Exact from
/// the first value on, up to the width of its classes. Values beyond them count at their ends.
final class FadingMedian {
    static final int HALF_LIFE = 200;
    private static final int CLASSES = 64;
    private static final double GROWTH = Math.pow(2, 1.0 / HALF_LIFE);
    private static final double LARGEST = 1e12;

    private final double least;
    private final double width;
    private final double[] weights = new double[CLASSES];
    private double next = 1;
    private double sum;
    private int seen;

    FadingMedian(double least, double width) {
        this.least = least;
        this.width = width;
    }

    void add(double value) {
        weights[Math.clamp((int) Math.floor((value - least) / width), 0, CLASSES - 1)] += next;
        sum += next;
        seen++;
        // a newer value weighs more, which is the same as all others fading
        next *= GROWTH;
        if (next > LARGEST) {
            for (var i = 0; i < CLASSES; i++) {
                weights[i] /= LARGEST;
            }
            sum /= LARGEST;
            next /= LARGEST;
        }
    }

    int seen() {
        return seen;
    }

    /// @return not a number before the first value
    double value() {
        if (seen == 0) {
            return Double.NaN;
        }
        var below = 0.0;
        var i = 0;
        while (i < CLASSES - 1 && below + weights[i] < sum / 2) {
            below += weights[i++];
        }
        var within = weights[i] == 0 ? 0.5 : Math.clamp((sum / 2 - below) / weights[i], 0, 1);
        return least + (i + within) * width;
    }
}
