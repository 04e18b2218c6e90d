package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Mutated messages against the whole endpoint: nothing throws, nothing hangs, nothing grows without bound, and it
/// still serves.
class FuzzTest {
    private static final int ROUNDS = 30_000;
    private static final int MOST_TRANSACTIONS = 2_000;

    private static final String US = "10.0.0.2";
    private static final String PEER = "10.0.0.9";

    private static List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        for (TortureTest.Case each : TortureTest.cases()) seeds.add(each.text().getBytes(StandardCharsets.UTF_8));
        String invite = Lines.invite(PEER, US, "z9hG4bKseed", "Session-Expires: 90;refresher=uac", "Supported: timer");
        seeds.add(invite.getBytes(StandardCharsets.UTF_8));
        for (String method :
                List.of("ACK", "BYE", "CANCEL", "REGISTER", "UPDATE", "INFO", "REFER", "PRACK", "NOTIFY")) {
            seeds.add(Lines.of(
                            method + " sip:200@" + US + " SIP/2.0",
                            "Via: SIP/2.0/UDP " + PEER + ":5060;branch=z9hG4bKseed;rport",
                            "From: <sip:100@" + PEER + ">;tag=f1",
                            "To: <sip:200@" + US + ">;tag=t",
                            "Call-ID: call-z9hG4bKseed",
                            "CSeq: 1 " + method,
                            "Contact: <sip:100@" + PEER + ">;expires=60, \"x\" <sip:a@b>",
                            "Authorization: Digest username=\"201\", realm=\"house\", nonce=\"abc\", uri=\"sip:x\","
                                    + " response=\"00\", qop=auth, nc=00000001, cnonce=\"c\"",
                            "Refer-To: <sip:300@10.0.0.3>",
                            "Content-Length: 0",
                            "")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void mutatedMessagesHarmNobody(long seed) {
        var random = new Random(seed);
        var net = new VirtualNet(seed);
        net.loss = _ -> true;
        var ear = new Ear();
        // what gets through meets every reaction of a handler
        ear.onInvite = call -> {
            switch (random.nextInt(4)) {
                case 0 -> call.reject(486, 1);
                case 1 -> call.progress(180, "");
                default -> call.answer(AnswerAll.SDP);
            }
        };
        VirtualNet.Node node = net.node(
                US,
                ear,
                SipSettings.builder()
                        .trunks((source, _) -> source.getPort() % 2 == 0 ? "carrier" : null)
                        .devices("house", user -> DeviceDirectory.Device.withPassword(user, "house", "x"))
                        .shedding(new Shedding(100_000, 500, 1_000, 1))
                        .maxTransactions(MOST_TRANSACTIONS));
        List<byte[]> seeds = seeds();
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = mutate(seeds.get(random.nextInt(seeds.size())), random, seeds);
            var source =
                    new java.net.InetSocketAddress("10.0.0." + (1 + random.nextInt(200)), 5060 + random.nextInt(2));
            node.core.receive(bytes, bytes.length, new Peer(Transport.UDP, source, 1));
            if (i % 64 == 0) {
                net.run(20);
                net.seen.clear();
                ear.heard.clear();
                ear.invites.clear();
                ear.calls.clear();
                assertThat(node.core.transactions()).isLessThanOrEqualTo(MOST_TRANSACTIONS);
            }
        }
        assertThat(node.count(SipCounter.FAULTS)).as("uncaught in the core").isZero();
        assertThat(node.count(SipCounter.HANDLER_FAULTS)).isZero();
        assertThat(node.count(SipCounter.CALLS_IN))
                .as("some mutants still are calls")
                .isPositive();
        assertThat(node.count(SipCounter.MALFORMED)).isGreaterThan(ROUNDS / 10);
        // all that was begun comes to its end: no answer ever left the house
        net.run(2_500_000);
        assertThat(node.core.transactions()).isZero();
        assertThat(node.core.calls().active()).isZero();
        assertThat(node.core.calls().kept()).isZero();
        net.loss = _ -> false;
        VirtualNet.Script peer = net.script(PEER);
        ear.onInvite = call -> call.answer(AnswerAll.SDP);
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKhealthy"));
        net.run(50);
        assertThat(peer.words()).contains("200 INVITE");
    }

    private static byte[] mutate(byte[] seed, Random random, List<byte[]> others) {
        byte[] bytes = seed.clone();
        for (int change = random.nextInt(1, 6); change > 0 && bytes.length > 2; change--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(50));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) ";,:<>\"=@ \r\n\t%\\?".charAt(random.nextInt(15));
                case 2 -> bytes = splice(bytes, at, length, new byte[0]);
                case 3 -> bytes = splice(bytes, at, 0, java.util.Arrays.copyOfRange(bytes, at, at + length));
                case 4 -> {
                    byte[] other = others.get(random.nextInt(others.size()));
                    int from = random.nextInt(other.length);
                    int to = Math.min(other.length, from + random.nextInt(200));
                    bytes = splice(bytes, at, 0, java.util.Arrays.copyOfRange(other, from, to));
                }
                default -> {
                    // a new transaction of an otherwise unchanged message
                    String text = new String(bytes, StandardCharsets.ISO_8859_1)
                            .replaceFirst("branch=z9hG4bK", "branch=z9hG4bK" + random.nextInt(100_000));
                    bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                }
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] added) {
        byte[] made = new byte[bytes.length - removed + added.length];
        System.arraycopy(bytes, 0, made, 0, at);
        System.arraycopy(added, 0, made, at, added.length);
        System.arraycopy(bytes, at + removed, made, at + added.length, bytes.length - at - removed);
        return made;
    }
}
