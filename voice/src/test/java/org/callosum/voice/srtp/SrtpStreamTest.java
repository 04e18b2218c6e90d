package org.callosum.voice.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.callosum.voice.io.Counters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpStreamTest {
    private static SrtpKeys keys(SrtpProfile profile) {
        var bytes = new byte[16 + profile.saltLength()];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (7 * i);
        }
        return SrtpKeys.of(profile, bytes);
    }

    private static byte[] packet(int sequence, int ssrc, int payload) {
        var packet = new byte[12 + payload + 24];
        packet[0] = (byte) 0x80;
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        packet[8] = (byte) (ssrc >> 24);
        packet[9] = (byte) (ssrc >> 16);
        packet[10] = (byte) (ssrc >> 8);
        packet[11] = (byte) ssrc;
        for (var i = 0; i < payload; i++) {
            packet[12 + i] = (byte) (sequence + i);
        }
        return packet;
    }

    @ParameterizedTest
    @EnumSource
    void aStreamStaysReadableBeyondTheWrapOfItsSequence(SrtpProfile profile) {
        var sender = new SrtpSender(keys(profile));
        var receiver = new SrtpReceiver(keys(profile), new Counters());
        for (var i = 0; i < 140_000; i += 1) {
            var packet = packet((60_000 + i) & 0xffff, 5, 20);
            var plain = Arrays.copyOf(packet, 32);
            var length = sender.rtp(packet, 32);
            assertThat(receiver.rtp(packet, length)).isEqualTo(32);
            assertThat(Arrays.copyOf(packet, 32)).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPacketIsTakenOnceWhateverTheOrder(SrtpProfile profile) {
        var sender = new SrtpSender(keys(profile));
        var counters = new Counters();
        var receiver = new SrtpReceiver(keys(profile), counters);
        var first = packet(1, 5, 160);
        var second = packet(2, 5, 160);
        var length = sender.rtp(first, 172);
        sender.rtp(second, 172);
        assertThat(receiver.rtp(second.clone(), length)).isEqualTo(172);
        assertThat(receiver.rtp(first.clone(), length)).isEqualTo(172);
        assertThat(receiver.rtp(second.clone(), length)).isEqualTo(-1);
        assertThat(receiver.rtp(first.clone(), length)).isEqualTo(-1);
        assertThat(counters.value("srtp.replayed")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aBitTurnedOverAnywhereIsNoticed(SrtpProfile profile) {
        var sender = new SrtpSender(keys(profile));
        var counters = new Counters();
        var receiver = new SrtpReceiver(keys(profile), counters);
        var packet = packet(9, 5, 30);
        var length = sender.rtp(packet, 42);
        for (var bit = 0; bit < 8 * length; bit++) {
            var forged = packet.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(receiver.rtp(forged, length)).as("bit %d", bit).isEqualTo(-1);
        }
        assertThat(receiver.rtp(packet, length)).isEqualTo(42);
        assertThat(counters.value("srtp.not-authentic") + counters.value("srtp.malformed"))
                .isEqualTo(8L * length);
    }

    @ParameterizedTest
    @EnumSource
    void reportsComeBackAndAreNotReplayed(SrtpProfile profile) {
        var sender = new SrtpSender(keys(profile));
        var receiver = new SrtpReceiver(keys(profile), new Counters());
        for (var i = 0; i < 200; i++) {
            var report = new byte[64];
            report[0] = (byte) 0x80;
            report[1] = (byte) 200;
            report[7] = 5;
            report[20] = (byte) i;
            var plain = Arrays.copyOf(report, 28);
            var length = sender.rtcp(report, 28);
            assertThat(receiver.rtcp(report.clone(), length)).isEqualTo(28);
            assertThat(receiver.rtcp(report.clone(), length)).isEqualTo(-1);
            assertThat(plain[20]).isEqualTo((byte) i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anythingMayArrive(SrtpProfile profile) {
        var counters = new Counters();
        var receiver = new SrtpReceiver(keys(profile), counters);
        var random = new SplittableRandom(11);
        for (var i = 0; i < 20_000; i++) {
            var junk = new byte[random.nextInt(200)];
            random.nextBytes(junk);
            if (junk.length > 0 && i % 2 == 0) {
                junk[0] = (byte) 0x80;
            }
            assertThat(receiver.rtp(junk.clone(), junk.length)).isEqualTo(-1);
            assertThat(receiver.rtcp(junk, junk.length)).isEqualTo(-1);
        }
        assertThat(counters.value("srtp.malformed") + counters.value("srtp.not-authentic"))
                .isEqualTo(40_000);
    }
}
