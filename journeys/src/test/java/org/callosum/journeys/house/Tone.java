package org.callosum.journeys.house;

import org.callosum.voice.Sound;

/// Steady tones, and how much of one is in a sound of 8,000 samples a second.
public final class Tone {
    public static final int RATE = 8_000;
    private static final double SILENCE = 1e6;

    private Tone() {}

    public static Sound of(double hertz, int millis) {
        var samples = new short[RATE * millis / 1_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * i / RATE));
        }
        return Sound.ofLinear(samples);
    }

    /// G.711 µ-law, by the segments of the recommendation.
    static byte[] muLaw(short[] samples) {
        var coded = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            int sign = samples[i] < 0 ? 0x80 : 0;
            int magnitude = Math.min(32_635, Math.abs((int) samples[i])) + 132;
            int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
            coded[i] = (byte) ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f));
        }
        return coded;
    }

    /// The share of the sound's power that lies at this frequency (Goertzel), 0 to 1; 0 for silence.
    public static double share(short[] samples, double hertz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / RATE);
        double before = 0;
        double last = 0;
        double power = 0;
        for (short sample : samples) {
            double now = sample + coefficient * last - before;
            before = last;
            last = now;
            power += (double) sample * sample;
        }
        double at = last * last + before * before - coefficient * last * before;
        return power < SILENCE ? 0 : 2 * at / (samples.length * power);
    }

    /// The loudest sample, 0 to 32,767.
    public static int peak(short[] samples) {
        int loudest = 0;
        for (short sample : samples) {
            loudest = Math.max(loudest, Math.abs((int) sample));
        }
        return loudest;
    }
}
