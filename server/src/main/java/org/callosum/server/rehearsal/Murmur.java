package org.callosum.server.rehearsal;

import java.util.random.RandomGenerator;
import org.callosum.voice.Sound;

/// Something like speech without words: voiced syllables in phrases with pauses between them. It lets a level meter and
/// a
/// waveform look alive, and is nobody's voice.
public final class Murmur {
    private static final int RATE = 8_000;
    private static final double LOUDEST = 6_000;

    private Murmur() {}

    /// @param pitchHertz of the voice, 80 to 300
    /// @param seconds 1 to 120
    /// @param chance seeded by the caller, so that a rehearsal can be repeated
    public static Sound of(double pitchHertz, int seconds, RandomGenerator chance) {
        var samples = new short[seconds * RATE];
        int at = 0;
        while (at < samples.length) {
            int syllables = 4 + chance.nextInt(9);
            for (int i = 0; i < syllables && at < samples.length; i++) {
                int length = Math.min(samples.length - at, (int) (RATE * (0.11 + chance.nextDouble() * 0.13)));
                double pitch = pitchHertz * (0.9 + chance.nextDouble() * 0.25);
                double colour = 2 + chance.nextInt(5);
                syllable(samples, at, length, pitch, colour);
                at += length;
            }
            at += (int) (RATE * (0.25 + chance.nextDouble() * 0.9));
        }
        return Sound.ofLinear(samples);
    }

    /// A pulse train softened into a handful of harmonics, rising and falling like a vowel.
    private static void syllable(short[] samples, int at, int length, double pitch, double colour) {
        for (int i = 0; i < length; i++) {
            double time = (double) i / RATE;
            double wave = 0;
            for (int harmonic = 1; harmonic <= 8; harmonic++) {
                double distance = (harmonic - colour) / 2;
                wave += Math.sin(2 * Math.PI * pitch * harmonic * time) / (1 + distance * distance) / 4;
            }
            double envelope = Math.sin(Math.PI * i / length);
            samples[at + i] = (short) (LOUDEST * envelope * wave);
        }
    }
}
