package org.callosum.voice.signals;

/// Loudness of 10 ms halves of a frame after a high-pass that takes hum away, in dB over one unit of sample value
/// squared: a full-scale sine has 87, digital silence 0.
final class Loudness {
    private static final int HALF = 80;
    // Butterworth, second order, 200 Hz at 8 kHz (bilinear transform)
    private static final double B0;
    private static final double A1;
    private static final double A2;

    static {
        var w = Math.tan(Math.PI * 200 / 8_000);
        var norm = 1 / (1 + Math.sqrt(2) * w + w * w);
        B0 = norm;
        A1 = 2 * (w * w - 1) * norm;
        A2 = (1 - Math.sqrt(2) * w + w * w) * norm;
    }

    private double z1;
    private double z2;
    double first;
    double second;
    double whole;

    /// @param frame 160 samples
    /// @param filtered gets the 160 filtered ones
    void listen(short[] frame, float[] filtered) {
        var one = half(frame, 0, filtered);
        var two = half(frame, HALF, filtered);
        first = decibels(one / HALF);
        second = decibels(two / HALF);
        whole = decibels((one + two) / (2 * HALF));
    }

    private double half(short[] frame, int from, float[] filtered) {
        var sum = 0.0;
        for (var i = from; i < from + HALF; i++) {
            var in = frame[i];
            var out = B0 * in + z1;
            z1 = -2 * B0 * in - A1 * out + z2;
            z2 = B0 * in - A2 * out;
            filtered[i] = (float) out;
            sum += out * out;
        }
        return sum;
    }

    static double decibels(double power) {
        return 10 * Math.log10(power + 1);
    }
}
