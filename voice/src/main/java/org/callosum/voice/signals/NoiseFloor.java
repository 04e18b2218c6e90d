package org.callosum.voice.signals;

import java.util.Arrays;

/// The noise behind a voice, without being told when nobody speaks: the least loudness of the last four seconds
/// (minimum statistics), refined by the mean and spread of what was found to be noise.
///
/// @see "Martin (2001), Noise power spectral density estimation based on optimal smoothing and minimum
///     statistics, IEEE Transactions on Speech and Audio Processing 9(5), 504–512"
final class NoiseFloor {
    private static final int WINDOWS = 8;
    private static final int FRAMES = 25;
    private static final double SMOOTHING = 0.4;
    private static final double LEARNING = 0.05;
    /// the least of many smoothed frames lies about so far below their mean
    private static final double BIAS = 1.5;
    private static final double MOST_ABOVE_LEAST = 7;

    private final double[] least = new double[WINDOWS];
    private int window;
    private int inWindow;
    private double smoothed = Double.NaN;
    private double current = Double.MAX_VALUE;
    private double mean = Double.NaN;
    private double spread = 1;

    NoiseFloor() {
        Arrays.fill(least, Double.MAX_VALUE);
    }

    /// A new frame's loudness, whatever it is.
    void hear(double decibels) {
        smoothed = Double.isNaN(smoothed) ? decibels : smoothed + SMOOTHING * (decibels - smoothed);
        least[window] = Math.min(least[window], smoothed);
        current = Math.min(current, smoothed);
        if (++inWindow == FRAMES) {
            inWindow = 0;
            window = (window + 1) % WINDOWS;
            least[window] = Double.MAX_VALUE;
            current = smoothed;
            for (var one : least) {
                current = Math.min(current, one);
            }
        }
    }

    /// A frame that was found to be noise.
    void learn(double decibels) {
        if (Double.isNaN(mean)) {
            mean = level();
        }
        spread += LEARNING * (Math.abs(decibels - mean) - spread);
        mean += LEARNING * (decibels - mean);
    }

    double level() {
        var lowest = current + BIAS;
        return Double.isNaN(mean) ? lowest : Math.clamp(mean, lowest - BIAS, lowest + MOST_ABOVE_LEAST);
    }

    /// Mean absolute deviation of noise frames, dB.
    double spread() {
        return Math.min(spread, 3);
    }
}
