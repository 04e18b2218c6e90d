package org.callosum.voice.signals;

import java.util.ArrayList;
import java.util.List;

/// What somebody says, with the truth about it.
///
/// @param sound 8 kHz, clean
/// @param spoken from–to in samples, pauses of more than 300 ms left out
/// @param syllables how many it has
record Clip(double[] sound, List<int[]> spoken, int syllables) {
    private static final int PAUSE = 300 * 8;

    double seconds() {
        return sound.length / 8_000.0;
    }

    /// RMS over what is spoken.
    double level() {
        var sum = 0.0;
        var count = 0L;
        for (var stretch : spoken) {
            for (var i = stretch[0]; i < stretch[1]; i++) {
                sum += sound[i] * sound[i];
                count++;
            }
        }
        return Math.sqrt(sum / Math.max(1, count));
    }

    Clip at(double rms) {
        var factor = rms / level();
        var louder = new double[sound.length];
        for (var i = 0; i < sound.length; i++) {
            louder[i] = sound[i] * factor;
        }
        return new Clip(louder, spoken, syllables);
    }

    /// The truth about a clip that is clean: where its 10 ms blocks are within 35 dB of the loudest.
    static Clip clean(double[] sound, int syllables) {
        return new Clip(sound, louder(sound, most(sound) * Math.pow(10, -3.5)), syllables);
    }

    private static double power(double[] sound, int block) {
        var sum = 0.0;
        for (var i = 80 * block; i < 80 * block + 80; i++) {
            sum += sound[i] * sound[i];
        }
        return sum;
    }

    private static double most(double[] sound) {
        var most = 0.0;
        for (var b = 0; b < sound.length / 80; b++) {
            most = Math.max(most, power(sound, b));
        }
        return most;
    }

    private static List<int[]> louder(double[] sound, double threshold) {
        var spoken = new ArrayList<int[]>();
        for (var b = 0; b < sound.length / 80; b++) {
            if (power(sound, b) > threshold) {
                add(spoken, 80 * b, 80 * b + 80);
            }
        }
        return spoken;
    }

    static void add(List<int[]> spoken, int from, int to) {
        if (!spoken.isEmpty() && from - spoken.getLast()[1] <= PAUSE) {
            spoken.getLast()[1] = Math.max(to, spoken.getLast()[1]);
        } else {
            spoken.add(new int[] {from, to});
        }
    }
}
