package org.callosum.journeys.house;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// A recording as a listener gets it, read by the JDK's own decoder.
///
/// @param left the customer
/// @param right the agent
public record Stereo(short[] left, short[] right) {
    /// @param wav 16 bit, two channels, 8,000 samples a second
    public static Stereo of(byte[] wav) {
        try (var sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            var format = sound.getFormat();
            if (format.getChannels() != 2
                    || format.getSampleSizeInBits() != 16
                    || format.getSampleRate() != Tone.RATE) {
                throw new AssertionError("The recording is " + format);
            }
            var samples = ByteBuffer.wrap(sound.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer();
            var left = new short[samples.remaining() / 2];
            var right = new short[left.length];
            for (int i = 0; i < left.length; i++) {
                left[i] = samples.get();
                right[i] = samples.get();
            }
            return new Stereo(left, right);
        } catch (UnsupportedAudioFileException strange) {
            throw new AssertionError("The recording is not a WAV file", strange);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    public long millis() {
        return left.length * 1_000L / Tone.RATE;
    }
}
