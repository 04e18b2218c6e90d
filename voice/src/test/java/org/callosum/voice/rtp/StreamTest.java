package org.callosum.voice.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.callosum.voice.rtp.ReceiveStatistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTest {
    private static final InetSocketAddress PHONE = new InetSocketAddress("192.0.2.1", 4_000);
    private static final InetSocketAddress NAT = new InetSocketAddress("198.51.100.9", 61_000);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("203.0.113.66", 4_000);

    @Test
    void theDescribedAddressLocksAtOnceAndStrangersAreIgnored() {
        var lock = new SourceLock();
        lock.expect(PHONE);
        assertThat(lock.target()).isEqualTo(PHONE);
        assertThat(lock.accept(PHONE, 7, 100)).isTrue();
        assertThat(lock.locked()).isTrue();
        for (var i = 0; i < 50; i++) {
            assertThat(lock.accept(STRANGER, 8, i)).isFalse();
        }
        assertThat(lock.accept(STRANGER, 7, 5_000)).isFalse();
        assertThat(lock.target()).isEqualTo(PHONE);
    }

    @Test
    void aPhoneBehindNatIsLearntAndMayMoveOnlyWithItsStream() {
        var lock = new SourceLock();
        lock.expect(PHONE);
        for (var i = 0; i < 5; i++) {
            assertThat(lock.accept(NAT, 7, 65_530 + i)).isTrue();
        }
        assertThat(lock.locked()).isTrue();
        assertThat(lock.target()).isEqualTo(NAT);
        var moved = new InetSocketAddress("198.51.100.9", 61_001);
        assertThat(lock.accept(moved, 7, 3)).isTrue();
        assertThat(lock.target()).isEqualTo(moved);
        lock.expect(new InetSocketAddress("192.0.2.5", 4_000));
        assertThat(lock.locked()).isFalse();
    }

    @Test
    void duplicatesAreToldFromLatePackets() {
        var statistics = new ReceiveStatistics();
        assertThat(statistics.arrived(1, 65_534, 0, 0)).isEqualTo(Verdict.RESTARTED);
        assertThat(statistics.arrived(1, 1, 480, 60_000_000)).isEqualTo(Verdict.NEW);
        assertThat(statistics.arrived(1, 65_535, 160, 61_000_000)).isEqualTo(Verdict.NEW);
        assertThat(statistics.arrived(1, 65_535, 160, 62_000_000)).isEqualTo(Verdict.DUPLICATE);
        assertThat(statistics.arrived(1, 1, 480, 63_000_000)).isEqualTo(Verdict.DUPLICATE);
        assertThat(statistics.received()).isEqualTo(3);
        assertThat(statistics.lost()).isEqualTo(1);
        assertThat(statistics.arrived(2, 9, 0, 64_000_000)).isEqualTo(Verdict.RESTARTED);
        assertThat(statistics.lost()).isEqualTo(1);
    }

    @Test
    void jitterIsThatOfRfc3550() {
        var statistics = new ReceiveStatistics();
        // every second packet 5 ms (40 units) late: the estimate tends to 40
        for (var i = 0; i < 500; i++) {
            statistics.arrived(1, i, 160 * i, 20_000_000L * i + (i % 2 == 0 ? 0 : 5_000_000));
        }
        assertThat(statistics.jitterUnits()).isBetween(38L, 40L);
    }

    /// Notes sequence, timestamp and marker of what is sent.
    private static final class Tape implements RtpSender.Wire {
        final List<int[]> packets = new ArrayList<>();

        @Override
        public void send(byte[] packet, int length) {
            packets.add(
                    new int[] {RtpPacket.sequence(packet), RtpPacket.timestamp(packet), RtpPacket.marker(packet) ? 1 : 0
                    });
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noNumberIsSentTwiceWhateverTheSource(long seed) {
        var random = new SplittableRandom(seed);
        var tape = new Tape();
        var sender = new RtpSender(9, random.nextInt(), random.nextInt(), tape);
        var statistics = new ReceiveStatistics();
        var nanos = 0L;
        var ssrc = random.nextInt();
        var sequence = random.nextInt(65_536);
        var payload = new byte[160];
        for (var i = 0; i < 30_000; i++) {
            nanos += 20_000_000;
            if (random.nextInt(300) == 0) {
                ssrc = random.nextInt();
                sequence = random.nextInt(65_536);
                for (var k = random.nextInt(5); k > 0; k--) {
                    sender.frame(payload, 160, nanos);
                    nanos += 20_000_000;
                }
            }
            if (random.nextInt(200) == 0) {
                sender.key(101, 5, true, true, 160, nanos);
            }
            var number = (sequence + i + random.nextInt(-3, 4)) & 0xffff;
            // duplicates are dropped before they are relayed
            if (statistics.arrived(ssrc, number, number * 160, nanos) != Verdict.DUPLICATE) {
                sender.relay(payload, 0, 160, ssrc, number, number * 160, nanos);
            }
        }
        var used = new HashSet<Long>();
        var highest = (long) tape.packets.getFirst()[0];
        for (var packet : tape.packets) {
            var extended = highest + (short) (packet[0] - (int) highest);
            highest = Math.max(highest, extended);
            assertThat(used.add(extended)).as("sequence %d", packet[0]).isTrue();
        }
        assertThat(tape.packets).hasSizeGreaterThan(15_000);
    }

    @Test
    void aRelayedStreamKeepsItsGapsAndMarksItsBeginning() {
        var tape = new Tape();
        var sender = new RtpSender(9, 100, 1_000, tape);
        sender.frame(new byte[160], 160, 0);
        sender.relay(new byte[160], 0, 160, 5, 40_000, 7_000_000, 30_000_000);
        sender.relay(new byte[160], 0, 160, 5, 40_002, 7_000_320, 70_000_000);
        sender.frame(new byte[160], 160, 150_000_000);
        assertThat(tape.packets.get(0)).containsExactly(100, 1_000, 1);
        assertThat(tape.packets.get(1)).containsExactly(101, 1_320, 1);
        assertThat(tape.packets.get(2)).containsExactly(103, 1_640, 0);
        assertThat(tape.packets.get(3)).containsExactly(104, 2_280, 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anythingMayBeReadAsRtpOrRtcp(long seed) {
        var random = new SplittableRandom(seed);
        var rtcp = new Rtcp();
        assertThatNoException().isThrownBy(() -> {
            for (var i = 0; i < 100_000; i++) {
                var junk = new byte[1 + random.nextInt(120)];
                random.nextBytes(junk);
                junk[0] = (byte) (0x80 | junk[0] & 0x3f);
                if (junk.length > 1 && i % 2 == 0) {
                    junk[1] = (byte) (200 + i % 5);
                }
                var header = RtpPacket.headerLength(junk, junk.length);
                if (header >= 0 && RtpPacket.payloadLength(junk, junk.length, header) > junk.length - header) {
                    throw new AssertionError("payload beyond the packet");
                }
                rtcp.received(junk, junk.length, 1, 0, 0);
            }
        });
    }

    @Test
    void reportsAreUnderstoodByTheOtherSide() {
        var near = new Rtcp();
        var far = new Rtcp();
        var sender = new RtpSender(1, 0, 0, (p, l) -> {});
        var farSender = new RtpSender(2, 0, 0, (p, l) -> {});
        sender.frame(new byte[160], 160, 0);
        var heardByFar = new ReceiveStatistics();
        heardByFar.arrived(1, 10, 0, 0);
        heardByFar.arrived(1, 13, 480, 60_000_000);
        var length = near.build(sender, new ReceiveStatistics(), "callosum", 0, 1_000_000);
        assertThat(far.received(near.packet(), length, 2, 50_000_000, 1_000_050))
                .isTrue();
        var back = far.build(farSender, heardByFar, "callosum", 80_000_000, 1_000_080);
        assertThat(near.received(far.packet(), back, 1, 130_000_000, 1_000_130)).isTrue();
        assertThat(near.remoteLostPercent()).isEqualTo(50.0);
        assertThat(near.roundTripMicros()).isBetween(98_000L, 102_000L);
    }
}
