package org.callosum.server.flows.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.callosum.voice.Sound;
import org.callosum.voice.media.G711;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundReaderTest {
    @ParameterizedTest(name = "{0} Hz, {1} channels, {2} bit")
    @CsvSource({
        "8000,1,16",
        "8000,2,16",
        "16000,1,16",
        "22050,1,16",
        "44100,2,16",
        "48000,1,24",
        "11025,1,8",
        "48000,2,32"
    })
    void aToneComesOutAtTheSamePitchAndLevel(int rate, int channels, int bits) throws UnreadableSound {
        var sound = SoundReader.read(wave(1, rate, channels, bits, tone(440, rate, channels, bits)), "tone.wav");
        assertThat(sound.durationMillis()).isBetween(995, 1_000);
        assertThat(level(sound, 440)).isBetween(0.45, 0.55); // half scale went in
        assertThat(level(sound, 1_200)).isLessThan(0.02);
    }

    @Test
    void whatTheTelephoneCannotCarryIsTakenOutAndDoesNotFoldBack() throws UnreadableSound {
        var sound = SoundReader.read(wave(1, 48_000, 1, 16, tone(7_000, 48_000, 1, 16)), "high.wav");
        assertThat(level(sound, 1_000)).isLessThan(0.01); // where 7 000 Hz would land without a filter
    }

    @Test
    void g711AtEightKilohertzIsKeptByteForByte() throws UnreadableSound {
        var law = new byte[800];
        new Random(1).nextBytes(law);
        assertThat(SoundReader.read(wave(7, 8_000, 1, 8, law), "a.wav")).isEqualTo(Sound.ofMuLaw(law));
        assertThat(SoundReader.read(wave(6, 8_000, 1, 8, law), "a.wav")).isEqualTo(Sound.ofALaw(law));
        assertThat(SoundReader.read(law, "a.ul")).isEqualTo(Sound.ofMuLaw(law));
    }

    @Test
    void writtenAndReadAgainItIsTheSame() throws UnreadableSound {
        var law = new byte[256];
        for (var i = 0; i < law.length; i++) {
            // 0x7f is a second zero: it comes back as the first
            law[i] = (byte) (i == 0x7f ? 0xff : i);
        }
        assertThat(SoundReader.read(WaveFile.of(Sound.ofMuLaw(law)), "a.wav")).isEqualTo(Sound.ofMuLaw(law));
    }

    @ParameterizedTest
    @CsvSource({"8000,3,16,unsupported", "96000,1,16,unsupported", "8000,1,12,unsupported", "4000,1,16,unsupported"})
    void anEncodingThatIsNotReadSaysWhatIsNeeded(int rate, int channels, int bits, String code) {
        assertThatThrownBy(() -> SoundReader.read(wave(1, rate, channels, bits, new byte[480]), "a.wav"))
                .isInstanceOfSatisfying(UnreadableSound.class, problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem).hasMessageContaining("8000 Hz");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"RIFF", "RIFF....WAVE", "ID3.....", "hello", "RIFF....WAVEdata\u0004\0\0\0abcd", ".snd"})
    void whatIsNoSoundIsRefused(String bytes) {
        assertThatThrownBy(() -> SoundReader.read(bytes.getBytes(StandardCharsets.ISO_8859_1), "a.wav"))
                .isInstanceOf(UnreadableSound.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void damagedFilesAreRefusedOrReadButNeverBreakAnything(long seed) {
        var random = new Random(seed);
        var good = wave(1, 16_000, 2, 16, tone(300, 16_000, 2, 16));
        for (var i = 0; i < 2_000; i++) {
            var bad = Arrays.copyOf(good, 12 + random.nextInt(200));
            for (var hits = random.nextInt(6); hits >= 0; hits--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(SoundReader.read(bad, "a.wav").sampleCount()).isPositive();
            } catch (UnreadableSound refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    /// The amplitude of one frequency, as a share of full scale (Goertzel).
    private static double level(Sound sound, double hertz) {
        var re = 0.0;
        var im = 0.0;
        var samples = sound.samples();
        var from = 400; // the filter's edges
        var count = samples.length - 800;
        for (var i = 0; i < count; i++) {
            var value =
                    sound.law() == Sound.Law.MU ? G711.fromMuLaw(samples[from + i]) : G711.fromALaw(samples[from + i]);
            re += value * Math.cos(2 * Math.PI * hertz * i / 8_000);
            im += value * Math.sin(2 * Math.PI * hertz * i / 8_000);
        }
        return 2 * Math.hypot(re, im) / count / 32_768;
    }

    private static byte[] tone(double hertz, int rate, int channels, int bits) {
        var out = ByteBuffer.allocate(rate * channels * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 0; i < rate; i++) {
            var value = 0.5 * Math.sin(2 * Math.PI * hertz * i / rate);
            for (var channel = 0; channel < channels; channel++) {
                switch (bits) {
                    case 8 -> out.put((byte) (128 + Math.round(value * 127)));
                    case 16 -> out.putShort((short) Math.round(value * 32_767));
                    case 24 -> {
                        var whole = (int) Math.round(value * 8_388_607);
                        out.put((byte) whole).put((byte) (whole >> 8)).put((byte) (whole >> 16));
                    }
                    default -> out.putInt((int) Math.round(value * Integer.MAX_VALUE));
                }
            }
        }
        return out.array();
    }

    private static byte[] wave(int format, int rate, int channels, int bits, byte[] data) {
        var frame = channels * bits / 8;
        return ByteBuffer.allocate(44 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + data.length)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) format)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * frame)
                .putShort((short) frame)
                .putShort((short) bits)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }
}
