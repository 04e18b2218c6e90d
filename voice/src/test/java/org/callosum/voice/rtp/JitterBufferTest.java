package org.callosum.voice.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.callosum.voice.media.G711;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JitterBufferTest {
    private record Sent(long arrivesMillis, int number) {}

    private static byte[] frame(int number) {
        var bytes = new byte[160];
        Arrays.fill(bytes, (byte) (number % 100));
        return bytes;
    }

    /// 20 s of packets, each delayed by up to `jitterMillis`, played at the tick; returns how many were really heard.
    private static int heard(JitterBuffer buffer, long seed, int jitterMillis, int lossPercent, int firstTimestamp) {
        var random = new SplittableRandom(seed);
        var network = new PriorityQueue<Sent>(Comparator.comparingLong(Sent::arrivesMillis));
        for (var i = 0; i < 1_000; i++) {
            if (i == 0 || random.nextInt(100) >= lossPercent) {
                network.add(new Sent(20L * i + random.nextInt(jitterMillis), i));
            }
        }
        var frame = new short[160];
        var heard = 0;
        for (var now = 0L; now < 20_400; now += 20) {
            while (!network.isEmpty() && network.peek().arrivesMillis() <= now) {
                var packet = network.remove();
                buffer.put(firstTimestamp + 160 * packet.number(), frame(packet.number()), 0, 160);
            }
            heard += buffer.pull(frame) ? 1 : 0;
        }
        return heard;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatArrivesWithinItsDelayIsHeard(long seed) {
        var buffer = new JitterBuffer();
        // timestamps wrap around on the way
        // where the first packet was the slowest, a frame is skipped later
        assertThat(heard(buffer, seed, 35, 0, -80_000)).isBetween(998, 1_000);
        assertThat(buffer.late()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void moreJitterCostsDelayNotSound(long seed) {
        var buffer = new JitterBuffer();
        assertThat(heard(buffer, seed, 90, 0, 5)).isGreaterThan(970);
        assertThat(buffer.late()).isLessThan(20);
        assertThat(buffer.stock()).isLessThanOrEqualTo(960 + 160);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void lossIsConcealed(long seed) {
        var buffer = new JitterBuffer();
        assertThat(heard(buffer, seed, 10, 10, 77)).isBetween(850, 950);
        assertThat(buffer.concealed()).isGreaterThan(40);
    }

    @Test
    void orderIsRestored() {
        var buffer = new JitterBuffer();
        for (var number : new int[] {1, 0, 3, 2, 4}) {
            buffer.put(160 * number, frame(number), 0, 160);
        }
        var frame = new short[160];
        for (var number = 0; number < 5; ) {
            if (buffer.pull(frame)) {
                assertThat(frame[0]).isEqualTo(G711.fromMuLaw((byte) number++));
            }
        }
    }

    @Test
    void aGapFadesToSilence() {
        var buffer = new JitterBuffer();
        var loud = new byte[160];
        Arrays.fill(loud, G711.toMuLaw((short) 8_000));
        for (var i = 0; i < 5; i++) {
            buffer.put(160 * i, loud, 0, 160);
        }
        var frame = new short[160];
        for (var heard = 0; heard < 5; ) {
            heard += buffer.pull(frame) ? 1 : 0;
        }
        var level = frame[0];
        for (var expected : new double[] {1, 0.5, 0.25, 0}) {
            assertThat(buffer.pull(frame)).isFalse();
            assertThat((double) frame[80]).isBetween(expected * level - 2, expected * level + 2);
        }
    }

    @Test
    void aStreamThatBeginsAnewIsFollowed() {
        var buffer = new JitterBuffer();
        for (var start : new int[] {0, 5_000_000, -3_000_000, 100}) {
            assertThat(heardOf(buffer, start)).as("from %d", start).isGreaterThan(25);
        }
    }

    private static int heardOf(JitterBuffer buffer, int start) {
        var frame = new short[160];
        var heard = 0;
        for (var i = 0; i < 60; i++) {
            buffer.put(start + 160 * i, frame(i), 0, 160);
            heard += buffer.pull(frame) ? 1 : 0;
        }
        return heard;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void anythingMayBePutIn(long seed) {
        var random = new SplittableRandom(seed);
        var buffer = new JitterBuffer();
        var frame = new short[160];
        var junk = new byte[3_000];
        for (var i = 0; i < 50_000; i++) {
            buffer.put(random.nextInt(), junk, 0, random.nextInt(3_000));
            buffer.put(random.nextInt(-10_000, 10_000), junk, random.nextInt(100), random.nextInt(1_000));
            if (i % 3 == 0) {
                buffer.pull(frame);
            }
        }
        assertThat(heardOf(buffer, 1 << 30)).isGreaterThan(25);
    }
}
