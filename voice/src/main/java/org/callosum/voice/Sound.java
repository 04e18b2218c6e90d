package org.callosum.voice;

import java.util.Arrays;
import org.callosum.voice.media.G711;

/// A prompt: mono, 8 000 samples per second, G.711 (ITU-T G.711), one byte per sample. Immutable.
public final class Sound {
    public enum Law {
        MU,
        A
    }

    private final Law law;
    private final byte[] samples;

    private Sound(Law law, byte[] samples) {
        this.law = law;
        this.samples = samples;
    }

    public static Sound ofMuLaw(byte[] samples) {
        return new Sound(Law.MU, samples.clone());
    }

    public static Sound ofALaw(byte[] samples) {
        return new Sound(Law.A, samples.clone());
    }

    /// Encodes 16-bit samples at 8 000 Hz as µ-law.
    public static Sound ofLinear(short[] samples) {
        var encoded = new byte[samples.length];
        for (var i = 0; i < samples.length; i++) {
            encoded[i] = G711.toMuLaw(samples[i]);
        }
        return new Sound(Law.MU, encoded);
    }

    public Law law() {
        return law;
    }

    public int sampleCount() {
        return samples.length;
    }

    public int durationMillis() {
        return (samples.length + 7) / 8;
    }

    /// A copy of the bytes, in [#law()].
    public byte[] samples() {
        return samples.clone();
    }

    /// The byte at `index` in µ-law, whatever the law of the store; the media tick's reader, allocates nothing.
    public byte muLawAt(int index) {
        var sample = samples[index];
        return law == Law.MU ? sample : G711.aToMu(sample);
    }

    /// Copies `count` bytes from `index` on, in µ-law, whatever the law of the store; the media tick's reader,
    /// allocates
    /// nothing.
    public void copyMuLaw(int index, byte[] into, int offset, int count) {
        if (law == Law.MU) {
            System.arraycopy(samples, index, into, offset, count);
        } else {
            for (var i = 0; i < count; i++) {
                into[offset + i] = G711.aToMu(samples[index + i]);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sound sound && sound.law == law && Arrays.equals(sound.samples, samples);
    }

    @Override
    public int hashCode() {
        return 31 * law.hashCode() + Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return "Sound[" + law + ", " + durationMillis() + " ms]";
    }
}
