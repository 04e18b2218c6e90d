package org.callosum.server.flows.audio;

/// Brings sound to 8 000 samples per second: a windowed-sinc low pass below 3 700 Hz, taken at the new instants, so
/// that
/// what the telephone cannot carry does not come back as a whistle.
///
/// @see "J. O. Smith, Digital Audio Resampling (CCRMA): bandlimited interpolation by a windowed sinc"
final class Resampler {
    private static final double CUT_OFF_HERTZ = 3_700;
    private static final int ZERO_CROSSINGS = 16;

    private Resampler() {}

    /// @param samples on the scale of 16 bits
    /// @param rateHertz 8 000 to 48 000
    static short[] toEightKilohertz(float[] samples, int rateHertz) {
        if (rateHertz == 8_000) {
            var out = new short[samples.length];
            for (var i = 0; i < out.length; i++) {
                out[i] = clip(samples[i]);
            }
            return out;
        }
        var step = rateHertz / 8_000.0;
        var out = new short[(int) Math.max(1, samples.length / step)];
        var cut = 2 * CUT_OFF_HERTZ / rateHertz;
        var reach = (int) Math.ceil(ZERO_CROSSINGS / cut);
        for (var i = 0; i < out.length; i++) {
            var centre = i * step;
            var first = Math.max(0, (int) Math.ceil(centre - reach));
            var last = Math.min(samples.length - 1, (int) Math.floor(centre + reach));
            var sum = 0.0;
            var weights = 0.0;
            for (var j = first; j <= last; j++) {
                var x = j - centre;
                var weight = sinc(cut * x) * (0.5 + 0.5 * Math.cos(Math.PI * x / (reach + 1)));
                sum += weight * samples[j];
                weights += weight;
            }
            // dividing by the weights keeps the level at the edges, where half of the filter hangs over
            out[i] = clip(weights == 0 ? 0 : sum / weights);
        }
        return out;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static short clip(double value) {
        return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
