package org.callosum.voice.media;

import java.util.SplittableRandom;
import org.callosum.voice.Sound;

/// Hold music of our own making: slow broken chords over a soft pad, 48 s, seamless when repeated. Each piece is made
/// once, on first use (some 100 ms), from a seed, so it is the same in every house.
///
/// Loudness is −24 dBFS (root mean square): a caller should be able to speak over it, and nobody should jump.
public final class Music {
    private static final int RATE = 8_000;
    private static final int BARS = 12;
    private static final int BAR = 4 * RATE;
    private static final int NOTES_PER_BAR = 8;
    private static final double TARGET = 32_768 * Math.pow(10, -24 / 20.0);
    /// Chords as semitones above the key, four voices each; each row is one harmony of four bars, three rows a piece.
    private static final int[][][] PIECES = {
        {
            {0, 4, 7, 11}, {9, 12, 16, 19}, {5, 9, 12, 16}, {7, 11, 14, 17},
            {0, 4, 7, 14}, {4, 7, 11, 14}, {5, 9, 12, 14}, {7, 12, 14, 19},
            {9, 12, 16, 19}, {5, 9, 12, 16}, {2, 5, 9, 12}, {7, 11, 14, 17}
        },
        {
            {0, 3, 7, 10}, {8, 12, 15, 19}, {3, 7, 10, 14}, {10, 14, 17, 20},
            {0, 3, 7, 14}, {5, 8, 12, 15}, {8, 12, 15, 19}, {7, 10, 14, 17},
            {3, 7, 10, 14}, {10, 14, 17, 20}, {5, 8, 12, 15}, {7, 10, 14, 19}
        }
    };
    private static final double[] KEYS = {196.00, 220.00};

    private Music() {}

    /// @param tune any number; taken modulo the pieces there are
    public static Sound piece(int tune) {
        return Rendered.PIECES[Math.floorMod(tune, PIECES.length)];
    }

    private static final class Rendered {
        static final Sound[] PIECES = {render(0), render(1)};
    }

    private static Sound render(int tune) {
        var mix = new double[BARS * BAR];
        var random = new SplittableRandom(20_260_101L + tune);
        for (var bar = 0; bar < BARS; bar++) {
            var chord = PIECES[tune][bar];
            for (var voice : chord) {
                pad(mix, bar * BAR, KEYS[tune] / 2 * Math.pow(2, voice / 12.0));
            }
            var order = random.nextInt(3);
            for (var note = 0; note < NOTES_PER_BAR; note++) {
                if (note % 4 != 0 && random.nextInt(5) == 0) {
                    continue; // a rest now and then lets it breathe
                }
                var step = switch (order) {
                    case 0 -> note % 4;
                    case 1 -> 3 - note % 4;
                    default -> note * 3 % 4;
                };
                var octave = note >= 4 && step == 0 ? 2 : 1;
                var hertz = KEYS[tune] * octave * Math.pow(2, chord[step] / 12.0);
                pluck(mix, bar * BAR + note * BAR / NOTES_PER_BAR, hertz, 0.5 + 0.2 * random.nextDouble());
            }
        }
        return levelled(mix);
    }

    /// A string's beginning and long end; what rings beyond the piece goes on at its start.
    private static void pluck(double[] mix, int from, double hertz, double loudness) {
        var length = 2 * RATE;
        for (var i = 0; i < length; i++) {
            var seconds = (double) i / RATE;
            var attack = Math.min(1, seconds / 0.012);
            var turn = 2 * Math.PI * hertz * seconds;
            var tone = Math.sin(turn)
                    + 0.35 * Math.exp(-3 * seconds) * Math.sin(2 * turn)
                    + 0.12 * Math.exp(-6 * seconds) * Math.sin(3 * turn);
            mix[(from + i) % mix.length] += loudness * attack * Math.exp(-2.2 * seconds) * tone;
        }
    }

    private static void pad(double[] mix, int from, double hertz) {
        var length = BAR + RATE;
        for (var i = 0; i < length; i++) {
            var seconds = (double) i / RATE;
            var rise = Math.min(1, seconds);
            var fall = Math.min(1, (double) (length - i) / RATE);
            mix[(from + i) % mix.length] += 0.11 * rise * fall * Math.sin(2 * Math.PI * hertz * seconds);
        }
    }

    private static Sound levelled(double[] mix) {
        var sum = 0.0;
        for (var value : mix) {
            sum += value * value;
        }
        var gain = TARGET / Math.sqrt(sum / mix.length);
        var samples = new short[mix.length];
        for (var i = 0; i < mix.length; i++) {
            samples[i] = (short) Math.clamp(Math.round(gain * mix[i]), -32_000, 32_000);
        }
        return Sound.ofLinear(samples);
    }
}
