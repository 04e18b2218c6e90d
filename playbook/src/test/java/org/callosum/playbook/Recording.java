package org.callosum.playbook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Speech as samples in −1 … 1 at 8 kHz, on its way from a WAV to G.711.
record Recording(float[] samples) {
    static final int RATE = 8_000;
    /// Level of the speech itself (pauses not counted), in dB of full scale; usual for announcements.
    static final double LEVEL_DB = -19;
    /// Peaks stay below this, so that nothing is clipped.
    static final double PEAK = 0.85;

    private static final int FRAME = RATE / 100;
    private static final int TAPS = 48;
    private static final int LONGEST_PAUSE = 22;

    static Recording of(byte[] wav) throws IOException {
        return new Recording(levelled(trimmed(to8kHz(wav))));
    }

    private static float[] to8kHz(byte[] wav) throws IOException {
        var in = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(0) != 0x46464952 || in.getShort(20) != 1 || in.getShort(22) != 1 || in.getShort(34) != 16) {
            throw new IOException("Not a mono 16-bit WAV file");
        }
        var rate = in.getInt(24);
        // A WAV on a pipe cannot know its length, so all after the header of 44 bytes is sound.
        var source = new float[(wav.length - 44) / 2];
        for (var i = 0; i < source.length; i++) {
            source[i] = in.getShort(44 + 2 * i) / 32768f;
        }
        return resampled(source, rate);
    }

    /// Windowed-sinc interpolation with the cut-off at 3.6 kHz, below half of the new rate.
    private static float[] resampled(float[] source, int rate) {
        var cutOff = 2.0 * 3_600 / rate;
        var result = new float[(int) ((long) source.length * RATE / rate)];
        for (var n = 0; n < result.length; n++) {
            var centre = (double) n * rate / RATE;
            var first = (int) Math.floor(centre) - TAPS + 1;
            var sum = 0.0;
            for (var k = Math.max(0, first); k < Math.min(source.length, first + 2 * TAPS); k++) {
                var x = centre - k;
                var sinc = x == 0 ? cutOff : StrictMath.sin(Math.PI * cutOff * x) / (Math.PI * x);
                var window =
                        0.42 + 0.5 * StrictMath.cos(Math.PI * x / TAPS) + 0.08 * StrictMath.cos(2 * Math.PI * x / TAPS);
                sum += source[k] * sinc * window;
            }
            result[n] = (float) sum;
        }
        return result;
    }

    /// Without the silence around the speech, but for a little, and with soft edges.
    private static float[] trimmed(float[] samples) {
        var loudest = 0.0;
        for (var at = 0; at + FRAME <= samples.length; at += FRAME) {
            loudest = Math.max(loudest, energy(samples, at));
        }
        var threshold = loudest * 1e-4;
        var first = 0;
        while (first + FRAME < samples.length && energy(samples, first) < threshold) {
            first += FRAME;
        }
        var last = samples.length;
        while (last - FRAME > first && energy(samples, last - FRAME) < threshold) {
            last -= FRAME;
        }
        var start = Math.max(0, first - 2 * FRAME);
        var end = Math.min(samples.length, last + 6 * FRAME);
        var result = Arrays.copyOfRange(samples, start, end);
        for (var i = 0; i < Math.min(FRAME, result.length); i++) {
            result[i] *= (float) i / FRAME;
            result[result.length - 1 - i] *= (float) i / FRAME;
        }
        return withShortPauses(result, threshold);
    }

    /// Pauses between sentences of at most 0.22 s: callers wait long enough.
    private static float[] withShortPauses(float[] samples, double threshold) {
        var result = new float[samples.length];
        var length = 0;
        var silent = 0;
        for (var at = 0; at < samples.length; at += FRAME) {
            silent = energy(samples, at) < threshold ? silent + 1 : 0;
            if (silent <= LONGEST_PAUSE) {
                var frame = Math.min(FRAME, samples.length - at);
                System.arraycopy(samples, at, result, length, frame);
                length += frame;
            }
        }
        return Arrays.copyOf(result, length);
    }

    private static float[] levelled(float[] samples) {
        var speech = activePower(samples);
        var peak = 0.0;
        for (var sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        var gain = Math.min(StrictMath.pow(10, LEVEL_DB / 20) / Math.sqrt(speech), PEAK / peak);
        var result = samples.clone();
        for (var i = 0; i < result.length; i++) {
            result[i] *= (float) gain;
        }
        return result;
    }

    /// Mean power of the frames within 25 dB of the loudest.
    static double activePower(float[] samples) {
        var loudest = 0.0;
        for (var at = 0; at + FRAME <= samples.length; at += FRAME) {
            loudest = Math.max(loudest, energy(samples, at));
        }
        var sum = 0.0;
        var frames = 0;
        for (var at = 0; at + FRAME <= samples.length; at += FRAME) {
            var energy = energy(samples, at);
            if (energy >= loudest / 316) {
                sum += energy;
                frames++;
            }
        }
        return frames == 0 ? 1e-9 : sum / frames / FRAME;
    }

    private static double energy(float[] samples, int at) {
        var energy = 0.0;
        for (var i = at; i < Math.min(samples.length, at + FRAME); i++) {
            energy += (double) samples[i] * samples[i];
        }
        return energy;
    }

    byte[] toUlaw() {
        var bytes = new byte[samples.length];
        for (var i = 0; i < samples.length; i++) {
            bytes[i] = ulaw(Math.round(samples[i] * 32767));
        }
        return bytes;
    }

    static Recording ofUlaw(byte[] bytes) {
        var samples = new float[bytes.length];
        for (var i = 0; i < bytes.length; i++) {
            samples[i] = linear(bytes[i]) / 32768f;
        }
        return new Recording(samples);
    }

    /// ITU-T G.711, table 2a: sign, three bits of segment, four of the place in it, all inverted.
    static byte ulaw(int linear) {
        var magnitude = Math.min(Math.abs(linear), 32_635) + 132;
        var segment = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
        var mantissa = magnitude >> (segment + 3) & 0x0f;
        return (byte) ~((linear < 0 ? 0x80 : 0) | segment << 4 | mantissa);
    }

    static int linear(byte ulaw) {
        var bits = ~ulaw & 0xff;
        var magnitude = (((bits & 0x0f) << 3) + 132 << (bits >> 4 & 7)) - 132;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }
}
