package org.callosum.voice.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.SplittableRandom;
import org.callosum.voice.Sound;
import org.callosum.voice.ToneKind;
import org.callosum.voice.rtp.KeyEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {
    private static final String KEYS = "1234567890*#ABCD";

    private static String keysIn(short[] samples) {
        var detector = new KeyTones();
        var found = new StringBuilder();
        var frame = new short[160];
        for (var at = 0; at + 160 <= samples.length; at += 160) {
            System.arraycopy(samples, at, frame, 0, 160);
            var key = detector.listen(frame, 160);
            if (key != 0) {
                found.append(key);
            }
        }
        return found.toString();
    }

    /// Keys one after another, at any phase, over noise, through G.711.
    private static short[] dialled(String keys, int toneMillis, int gapMillis, double gain, int noise, long seed) {
        var random = new SplittableRandom(seed);
        var step = 8 * (toneMillis + gapMillis);
        var samples = new short[2_400 + keys.length() * step];
        for (var k = 0; k < keys.length(); k++) {
            var tone = KeyTones.sound(keys.charAt(k), 8 * toneMillis);
            var from = 800 + k * step + random.nextInt(80);
            for (var i = 0; i < tone.length; i++) {
                samples[from + i] = (short) (gain * tone[i]);
            }
        }
        for (var i = 0; i < samples.length; i++) {
            var noisy = samples[i] + (noise == 0 ? 0 : random.nextInt(-noise, noise + 1));
            samples[i] = G711.fromMuLaw(G711.toMuLaw((short) noisy));
        }
        return samples;
    }

    private static short[] linear(Sound sound) {
        var samples = new short[sound.sampleCount()];
        for (var i = 0; i < samples.length; i++) {
            samples[i] = G711.fromMuLaw(sound.muLawAt(i));
        }
        return samples;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachKeyIsHeardExactlyOnceEvenQuietlyAndOverNoise(long seed) {
        assertThat(keysIn(dialled(KEYS, 80, 80, 1, 0, seed))).isEqualTo(KEYS);
        assertThat(keysIn(dialled(KEYS, 50, 55, 1, 0, seed))).isEqualTo(KEYS);
        assertThat(keysIn(dialled(KEYS, 100, 60, 0.15, 100, seed))).isEqualTo(KEYS);
        assertThat(keysIn(dialled("1123455#", 100, 80, 1, 1_500, seed))).isEqualTo("1123455#");
        assertThat(keysIn(dialled("5", 2_000, 80, 1, 500, seed))).isEqualTo("5");
    }

    @Test
    void musicSignalsAndNoiseAreNoKeys() {
        assertThat(keysIn(linear(Music.piece(0)))).isEmpty();
        assertThat(keysIn(linear(Music.piece(1)))).isEmpty();
        for (var kind : ToneKind.values()) {
            assertThat(keysIn(linear(Tones.cycle(kind)))).as("%s", kind).isEmpty();
        }
        var random = new SplittableRandom(9);
        var noise = new short[8_000 * 30];
        for (var i = 0; i < noise.length; i++) {
            noise[i] = (short) random.nextInt(-8_000, 8_001);
        }
        assertThat(keysIn(noise)).isEmpty();
    }

    @Test
    void musicIsCalmAndTheSameInEveryHouse() {
        for (var tune = 0; tune < 2; tune++) {
            var sum = 0.0;
            var samples = linear(Music.piece(tune));
            for (var sample : samples) {
                sum += (double) sample * sample;
            }
            var decibels = 10 * Math.log10(sum / samples.length / (32_768.0 * 32_768.0));
            assertThat(decibels).isBetween(-25.0, -23.0);
            assertThat(Music.piece(tune).durationMillis()).isEqualTo(48_000);
        }
        assertThat(Music.piece(2)).isSameAs(Music.piece(0)).isNotEqualTo(Music.piece(1));
    }

    @Test
    void speechBeginsAndEndsOnceAndNoiseIsNone() {
        var speech = new Speech();
        var frame = new short[160];
        var random = new SplittableRandom(4);
        var changes = new ArrayList<String>();
        for (var tick = 0; tick < 500; tick++) {
            var talking = tick >= 100 && tick < 200;
            for (var i = 0; i < 160; i++) {
                frame[i] = (short) (random.nextInt(-150, 151)
                        + (talking ? 6_000 * Math.sin(2 * Math.PI * 300 * (tick * 160 + i) / 8_000) : 0));
            }
            var change = speech.listen(frame, 160);
            if (change != Speech.Change.NONE) {
                changes.add(change + " " + tick);
            }
        }
        assertThat(changes).containsExactly("STARTED 102", "STOPPED 219");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anEventIsOneKeyHoweverItsPacketsAreLostRepeatedAndMixedUp(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++) {
            var events = new KeyEvents();
            var found = new StringBuilder();
            var timestamp = random.nextInt();
            for (var k = 0; k < KEYS.length(); k++) {
                var press = new ArrayList<byte[]>();
                press.add(packet(KEYS.charAt(k), true, 800));
                for (var i = 0; i < 7; i++) {
                    if (random.nextInt(3) != 0) {
                        press.add(packet(KEYS.charAt(k), i >= 5, Math.min(i + 1, 5) * 160));
                    }
                }
                Collections.shuffle(press, random);
                for (var p : press) {
                    var key = events.received(p, 0, 4, timestamp, random.nextBoolean());
                    if (key != 0) {
                        found.append(key);
                    }
                }
                timestamp += 160 * (8 + random.nextInt(50));
            }
            assertThat(found.toString()).isEqualTo(KEYS);
        }
    }

    @Test
    void aPressCutIntoSegmentsIsOneKeyAndTheNextPressAnother() {
        var events = new KeyEvents();
        assertThat(events.received(packet('7', false, 8_000), 0, 4, 1_000, true))
                .isEqualTo('7');
        assertThat(events.received(packet('7', false, 8_000), 0, 4, 9_000, false))
                .isEqualTo((char) 0);
        assertThat(events.received(packet('7', true, 100), 0, 4, 9_000, false)).isEqualTo((char) 0);
        assertThat(events.received(packet('7', false, 160), 0, 4, 12_000, false))
                .isEqualTo('7');
    }

    private static byte[] packet(char key, boolean end, int duration) {
        var code = KeyEvents.KEYS.indexOf(key);
        return new byte[] {(byte) code, (byte) ((end ? 0x80 : 0) | 10), (byte) (duration >> 8), (byte) duration};
    }
}
