package org.callosum.voice.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SplittableRandom;
import org.callosum.voice.io.Counters;
import org.callosum.voice.io.DatagramPort;
import org.callosum.voice.io.Randomness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StunTest {
    /// RFC 5769 2.1: a sample request, password VOkJxbRl1RmTxUk/WvJxBt.
    private static final byte[] RFC5769_REQUEST = HexFormat.of()
            .parseHex("000100582112a442b7e7a701bc34d686fa87dfae"
                    + "802200105354554e207465737420636c69656e74" + "002400046e0001ff" + "80290008932ff9b151263b36"
                    + "000600096576746a3a68367659202020" + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                    + "80280004e57a3bcf");

    private static final InetSocketAddress BROWSER = new InetSocketAddress("192.0.2.1", 32_853);

    @Test
    void theSampleRequestOfRfc5769IsAuthentic() {
        var request = Objects.requireNonNull(StunMessage.request(RFC5769_REQUEST, RFC5769_REQUEST.length));
        assertThat(request.ourFragment()).isEqualTo("evtj");
        assertThat(request.authentic("VOkJxbRl1RmTxUk/WvJxBt")).isTrue();
        assertThat(request.authentic("VOkJxbRl1RmTxUk/WvJxBu")).isFalse();
    }

    @Test
    void theAnswerTellsTheSourceAsTheSampleResponseOfRfc5769Does() {
        var request = Objects.requireNonNull(StunMessage.request(RFC5769_REQUEST, RFC5769_REQUEST.length));
        var answer = request.success(BROWSER, "VOkJxbRl1RmTxUk/WvJxBt");
        assertThat(HexFormat.of().formatHex(answer, 20, 32)).isEqualTo("002000080001a147e112a643");
        assertThat(Arrays.copyOfRange(answer, 4, 20)).isEqualTo(Arrays.copyOfRange(RFC5769_REQUEST, 4, 20));
    }

    private record Named(String name, IceSession session) {}

    static byte[] check(String username, String password, boolean nominate) {
        var out = ByteBuffer.allocate(200);
        out.putShort((short) 1).putShort((short) 0).putInt(0x2112a442).put(new byte[12]);
        var name = username.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) 6).putShort((short) name.length).put(name);
        while (out.position() % 4 != 0) {
            out.put((byte) 0);
        }
        if (nominate) {
            out.putShort((short) 0x25).putShort((short) 0);
        }
        return StunMessage.sealed(out, password);
    }

    private static DatagramPort port() throws IOException {
        return DatagramPort.bind(
                InetAddress.getLoopbackAddress(),
                0,
                65_536,
                DatagramPort.MANY_LEGS,
                (p, b, l, f, n) -> {},
                new Counters().of("unsent"));
    }

    @Test
    void anAddressBelongsToABrowserOnlyAfterAnAuthenticCheck() throws IOException {
        try (var port = port()) {
            var counters = new Counters();
            var ice = new IceLite<Named>(new Randomness(), counters);
            var amy = ice.open(session -> new Named("amy", session)).session();
            var forged = check(amy.fragment() + ":x", "wrong password here", true);
            assertThat(ice.check(port, forged, forged.length, BROWSER, 1)).isNull();
            assertThat(ice.owner(BROWSER)).isNull();
            assertThat(amy.target()).isNull();
            var good = check(amy.fragment() + ":x", amy.password(), false);
            assertThat(ice.check(port, good, good.length, BROWSER, 2)).isEqualTo(new Named("amy", amy));
            assertThat(ice.owner(BROWSER)).isEqualTo(new Named("amy", amy));
            assertThat(amy.target()).isEqualTo(new IceSession.Target(port, BROWSER));
            assertThat(amy.consentNanos()).isEqualTo(2);
            assertThat(counters.value("stun.bad-integrity")).isEqualTo(1);
            ice.close(amy);
            assertThat(ice.owner(BROWSER)).isNull();
            assertThat(ice.check(port, good, good.length, BROWSER, 3)).isNull();
            assertThat(counters.value("stun.unknown-user")).isEqualTo(1);
        }
    }

    @Test
    void theNominatedAddressIsWhereSoundGoes() throws IOException {
        try (var port = port()) {
            var ice = new IceLite<Named>(new Randomness(), new Counters());
            var amy = ice.open(session -> new Named("amy", session)).session();
            var first = check(amy.fragment() + ":x", amy.password(), false);
            var nominated = check(amy.fragment() + ":x", amy.password(), true);
            var other = new InetSocketAddress("192.0.2.2", 1_000);
            ice.check(port, first, first.length, BROWSER, 1);
            ice.check(port, first, first.length, other, 2);
            assertThat(amy.target()).isEqualTo(new IceSession.Target(port, BROWSER));
            ice.check(port, nominated, nominated.length, other, 3);
            assertThat(amy.target()).isEqualTo(new IceSession.Target(port, other));
        }
    }

    @Test
    void aBrowserCannotFillTheTableWithAddresses() throws IOException {
        try (var port = port()) {
            var ice = new IceLite<Named>(new Randomness(), new Counters());
            var amy = ice.open(session -> new Named("amy", session)).session();
            var check = check(amy.fragment() + ":x", amy.password(), false);
            for (var p = 1_000; p < 1_100; p++) {
                ice.check(port, check, check.length, new InetSocketAddress("192.0.2.2", p), p);
            }
            var known = 0;
            for (var p = 1_000; p < 1_100; p++) {
                known += ice.owner(new InetSocketAddress("192.0.2.2", p)) == null ? 0 : 1;
            }
            assertThat(known).isEqualTo(8);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anythingMayArrive(long seed) throws IOException {
        try (var port = port()) {
            var counters = new Counters();
            var ice = new IceLite<Named>(new Randomness(), counters);
            var amy = ice.open(session -> new Named("amy", session)).session();
            var good = check(amy.fragment() + ":x", "not her password, whatever", true);
            var random = new SplittableRandom(seed);
            var rounds = 20_000;
            assertThatNoException().isThrownBy(() -> {
                for (var i = 0; i < rounds; i++) {
                    var junk = good.clone();
                    var length = random.nextInt(junk.length + 1);
                    for (var k = random.nextInt(4); k > 0; k--) {
                        junk[random.nextInt(junk.length)] = (byte) random.nextInt(256);
                    }
                    ice.check(port, junk, length, BROWSER, i);
                }
            });
            assertThat(counters.value("stun.malformed")
                            + counters.value("stun.unknown-user")
                            + counters.value("stun.bad-integrity"))
                    .isEqualTo(rounds);
        }
    }
}
