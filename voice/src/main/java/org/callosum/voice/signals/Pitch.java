package org.callosum.voice.signals;

/// Pitch of a voice by the peak of the normalised autocorrelation, at half the sampling rate. The telephone band
/// cuts the lowest harmonics off; the period of the others remains.
final class Pitch {
    private static final int RATE = 4_000;
    private static final int LOWEST_LAG = RATE / 400;
    private static final int HIGHEST_LAG = RATE / 70;
    private static final int WINDOW = 100;
    private static final int KEPT = WINDOW + HIGHEST_LAG;
    private static final double VOICED = 0.55;

    private final float[] kept = new float[KEPT];
    private final double[] likeness = new double[HIGHEST_LAG + 2];

    /// @param filtered 160 samples of the next 20 ms
    void hear(float[] filtered) {
        System.arraycopy(kept, 80, kept, 0, KEPT - 80);
        for (var i = 0; i < 80; i++) {
            kept[KEPT - 80 + i] = 0.5f * (filtered[2 * i] + filtered[2 * i + 1]);
        }
    }

    /// @return semitones above 1 Hz of the last 39 ms, or NaN if unvoiced
    double semitones() {
        var own = 1.0;
        var offset = KEPT - WINDOW;
        for (var i = 0; i < WINDOW; i++) {
            own += (double) kept[offset + i] * kept[offset + i];
        }
        var best = 0.0;
        for (var lag = LOWEST_LAG - 1; lag <= HIGHEST_LAG; lag++) {
            var shared = 0.0;
            var other = 1.0;
            for (var i = 0; i < WINDOW; i++) {
                var then = kept[offset + i - lag];
                shared += (double) kept[offset + i] * then;
                other += (double) then * then;
            }
            likeness[lag] = shared / Math.sqrt(own * other);
            best = Math.max(best, likeness[lag]);
        }
        if (best < VOICED) {
            return Double.NaN;
        }
        // the first peak that is nearly as good: its multiples are periods, too
        for (var lag = LOWEST_LAG; lag < HIGHEST_LAG; lag++) {
            if (likeness[lag] > 0.9 * best
                    && likeness[lag] >= likeness[lag - 1]
                    && likeness[lag] >= likeness[lag + 1]) {
                var left = likeness[lag - 1];
                var right = likeness[lag + 1];
                var bend = left - 2 * likeness[lag] + right;
                var exact = lag + (bend == 0 ? 0 : 0.5 * (left - right) / bend);
                return 12 * Math.log(RATE / exact) / Math.log(2);
            }
        }
        return Double.NaN;
    }
}
