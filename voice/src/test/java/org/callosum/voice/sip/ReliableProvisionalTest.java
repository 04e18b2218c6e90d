package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Provisional responses that must not be lost (RFC 3262), as the called side, as the caller, and both together.
class ReliableProvisionalTest {
    private static final String US = "10.0.0.2";
    private static final String PEER = "10.0.0.9";

    private final VirtualNet net = new VirtualNet();
    private final Ear ear = new Ear();
    private final VirtualNet.Node node = net.node(US, ear, SipSettings.builder().trunks((_, _) -> "trunk"));
    private final VirtualNet.Script peer = net.script(PEER);

    private SipMessage rung(String... headers) {
        ear.onInvite = call -> call.progress(183, AnswerAll.SDP);
        peer.say(US, Lines.invite(PEER, US, "z9hG4bK1", headers));
        net.run(20);
        return peer.received.stream()
                .filter(each -> each.status() == 183)
                .findFirst()
                .orElseThrow();
    }

    private void prack(SipMessage response, int cseq, String... body) {
        String[] lines = new String[1 + body.length];
        lines[0] = "RAck: " + response.header("RSeq") + " 1 INVITE";
        System.arraycopy(body, 0, lines, 1, body.length);
        peer.say(US, Lines.within("PRACK", cseq, response, PEER, US, lines));
        net.run(20);
    }

    private long seen(String word) {
        return peer.words().stream().filter(word::equals).count();
    }

    // ---- called

    @Test
    void aCallerThatUnderstandsItGetsTheDescriptionReliably() {
        SipMessage ringing = rung("Supported: 100rel");
        assertThat(ringing.lists("Require", "100rel")).isTrue();
        net.run(1_600);
        assertThat(seen("183 INVITE")).as("at 0, 500 and 1500 ms").isEqualTo(3);
        prack(ringing, 2);
        assertThat(peer.last().status()).isEqualTo(200);
        net.run(10_000);
        assertThat(seen("183 INVITE")).isEqualTo(3);
    }

    @Test
    void aCallerThatDoesNotUnderstandItIsNotBothered() {
        SipMessage ringing = rung();
        assertThat(ringing.header("RSeq")).isNull();
        net.run(5_000);
        assertThat(seen("183 INVITE")).isEqualTo(1);
    }

    @Test
    void aCallerThatInsistsGetsABareRingingReliablyToo() {
        ear.onInvite = call -> call.progress(180, "");
        peer.say(US, Lines.invite(PEER, US, "z9hG4bK1", "Require: 100rel"));
        net.run(20);
        assertThat(peer.last().lists("Require", "100rel")).isTrue();
    }

    @Test
    void theAnswerWaitsUntilTheDescriptionHasArrived() {
        SipMessage ringing = rung("Supported: 100rel");
        ear.call().answer(AnswerAll.SDP);
        net.run(20);
        assertThat(seen("200 INVITE")).isZero();
        prack(ringing, 2);
        assertThat(seen("200 INVITE")).isEqualTo(1);
    }

    @Test
    void secondThoughtsAreNumberedOnFromTheFirst() {
        SipMessage first = rung("Supported: 100rel");
        ear.call().progress(183, AnswerAll.SDP);
        net.run(20);
        assertThat(seen("183 INVITE")).as("one at a time").isEqualTo(1);
        prack(first, 2);
        SipMessage second = peer.received.stream()
                .filter(each -> each.status() == 183)
                .toList()
                .getLast();
        assertThat(Long.parseLong(Objects.requireNonNull(second.header("RSeq"))))
                .isEqualTo(Long.parseLong(Objects.requireNonNull(first.header("RSeq"))) + 1);
    }

    @Test
    void anAcknowledgementOfNothingIsTold() {
        SipMessage ringing = rung("Supported: 100rel");
        peer.say(US, Lines.within("PRACK", 2, ringing, PEER, US, "RAck: 7 1 INVITE"));
        net.run(20);
        assertThat(seen("481 PRACK")).isEqualTo(1);
        net.run(1_000);
        assertThat(seen("183 INVITE")).as("still repeated").isGreaterThan(1);
    }

    @Test
    void aCallerThatNeverAcknowledgesIsLetGo() {
        rung("Supported: 100rel");
        net.run(33_000);
        assertThat(seen("504 INVITE")).isPositive();
        assertThat(ear.heard).endsWith("ended NO_ACK 504");
        assertThat(node.count(SipCounter.PRACK_MISSING)).isEqualTo(1);
    }

    @Test
    void whereTheCallerOffersNothingItsAnswerComesWithTheAcknowledgement() {
        SipMessage ringing = rung("Supported: 100rel", "NO-BODY");
        prack(ringing, 2, "Content-Type: application/sdp", "BODY " + AnswerAll.SDP);
        assertThat(ear.heard).contains("confirmed with answer");
        ear.call().answer(AnswerAll.SDP);
        net.run(20);
        SipMessage answer = peer.received.stream()
                .filter(each -> VirtualNet.word(each).equals("200 INVITE"))
                .findFirst()
                .orElseThrow();
        assertThat(answer.bodyLength()).as("it would be another offer").isZero();
    }

    @Test
    void aCallerThatGivesUpEndsTheRepetitions() {
        rung("Supported: 100rel");
        peer.say(
                US,
                "CANCEL"
                        + Lines.invite(PEER, US, "z9hG4bK1", "NO-BODY")
                                .substring("INVITE".length())
                                .replace("1 INVITE", "1 CANCEL"));
        net.run(20);
        long before = seen("183 INVITE");
        net.run(20_000);
        assertThat(seen("183 INVITE")).isEqualTo(before);
        assertThat(ear.heard).contains("ended CANCELLED 487");
    }

    // ---- calling

    private SipMessage placed() {
        node.core.calls().place(OutgoingInvite.to(SipUri.of("200", PEER, 5060), "100", AnswerAll.SDP));
        net.run(20);
        assertThat(peer.last().lists("Supported", "100rel")).isTrue();
        return peer.last();
    }

    @Test
    void whatComesReliablyIsAcknowledgedOnceAndToldOnce() {
        SipMessage invite = placed();
        peer.respond(invite, 183, "p", "Require", "100rel", "RSeq", "41", "", AnswerAll.SDP);
        net.run(20);
        SipMessage prack = peer.last();
        assertThat(prack.method()).isEqualTo("PRACK");
        assertThat(prack.header("RAck")).isEqualTo("41 " + invite.cseqNumber() + " INVITE");
        peer.respond(prack, 200, "p");
        peer.respond(invite, 183, "p", "Require", "100rel", "RSeq", "41", "", AnswerAll.SDP);
        net.run(1_000);
        assertThat(seen("PRACK")).isEqualTo(1);
        assertThat(ear.heard).containsExactly("provisional 183 with media");
    }

    @Test
    void whatComesOutOfOrderWaitsForItsRepetition() {
        SipMessage invite = placed();
        peer.respond(invite, 180, "p", "Require", "100rel", "RSeq", "5");
        net.run(20);
        peer.respond(peer.last(), 200, "p");
        peer.respond(invite, 183, "p", "Require", "100rel", "RSeq", "7", "", AnswerAll.SDP);
        net.run(20);
        assertThat(seen("PRACK")).isEqualTo(1);
        peer.respond(invite, 181, "p", "Require", "100rel", "RSeq", "6");
        net.run(20);
        assertThat(seen("PRACK")).isEqualTo(2);
        assertThat(ear.heard).containsExactly("provisional 180", "provisional 181");
    }

    // ---- both

    @Test
    void twoOfUsTalkReliablyOverALossyNetwork() {
        var other = new Ear();
        other.onInvite = call -> {
            call.progress(183, AnswerAll.SDP);
            call.answer(AnswerAll.SDP);
        };
        net.node("10.0.0.3", other, SipSettings.builder().trunks((_, _) -> "trunk"));
        var lost = new int[1];
        // the first 183 and the first PRACK get lost
        net.loss = sent -> {
            String word = VirtualNet.word(sent.message());
            return (word.equals("183 INVITE") && (lost[0]++ == 0))
                    || (word.equals("PRACK") && net.sent(US, "PRACK").size() == 1);
        };
        SipCall call =
                node.core.calls().place(OutgoingInvite.to(SipUri.of("200", "10.0.0.3", 5060), "100", AnswerAll.SDP));
        net.run(5_000);
        assertThat(ear.heard).containsExactly("provisional 183 with media", "answered");
        assertThat(other.heard).endsWith("confirmed");
        call.bye();
        net.run(40_000);
        assertThat(other.heard).endsWith("ended HUNG_UP_BY_PEER 0");
        assertThat(node.core.transactions()).isZero();
        assertThat(node.core.hasTimers()).isFalse();
    }
}
