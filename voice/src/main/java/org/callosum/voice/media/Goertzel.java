package org.callosum.voice.media;

/// Power of one frequency in a block of samples (Goertzel, 1958): 1.0 for a pure tone of that frequency, relative to
/// the block's own energy.
public final class Goertzel {
    private static final double RATE = 8_000;

    private Goertzel() {}

    /// @return share of the block's energy at `hertz`, 0 to about 1
    public static double share(short[] samples, int from, int count, double hertz) {
        var energy = energy(samples, from, count);
        return energy == 0 ? 0 : power(samples, from, count, coefficient(hertz)) / (energy * count / 2);
    }

    static double coefficient(double hertz) {
        return 2 * Math.cos(2 * Math.PI * hertz / RATE);
    }

    static double energy(short[] samples, int from, int count) {
        var sum = 0.0;
        for (var i = from; i < from + count; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return sum;
    }

    /// (amplitude · count / 2)² for a tone of that frequency
    static double power(short[] samples, int from, int count, double coefficient) {
        var one = 0.0;
        var two = 0.0;
        for (var i = from; i < from + count; i++) {
            var next = samples[i] + coefficient * one - two;
            two = one;
            one = next;
        }
        return one * one + two * two - coefficient * one * two;
    }
}
