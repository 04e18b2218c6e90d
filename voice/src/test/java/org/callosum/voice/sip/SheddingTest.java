package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SheddingTest {
    private static final String US = "10.0.0.2";
    private static final String PEER = "10.0.0.9";

    private final VirtualNet net = new VirtualNet();
    private final Ear ear = Ear.answering();

    private VirtualNet.Node node(Shedding shedding) {
        return net.node(US, ear, SipSettings.builder().trunks((_, _) -> "t").shedding(shedding));
    }

    @Test
    void callsAboveTheRateGet503WithRetryAfter() {
        VirtualNet.Node node = node(new Shedding(10, 1_000, 200, 4));
        VirtualNet.Script peer = net.script(PEER);
        for (int i = 0; i < 50; i++) peer.say(US, Lines.invite(PEER, US, "z9hG4bK" + i));
        net.run(20);
        assertThat(ear.calls).hasSize(10);
        assertThat(node.count(SipCounter.SHED_RATE)).isEqualTo(40);
        SipMessage refused = peer.received.stream()
                .filter(each -> each.status() == 503)
                .findFirst()
                .orElseThrow();
        assertThat(refused.header("Retry-After")).isEqualTo("4");
        assertThat(node.core.transactions()).as("what is shed costs no memory").isEqualTo(10);
        // a second later there is room again
        net.run(1_000);
        for (int i = 100; i < 105; i++) peer.say(US, Lines.invite(PEER, US, "z9hG4bK" + i));
        net.run(20);
        assertThat(ear.calls).hasSize(15);
    }

    @Test
    void aRepeatedShedInviteGetsTheSameAnswerAndItsAckIsSwallowed() {
        VirtualNet.Node node = node(new Shedding(1, 1, 200, 4));
        VirtualNet.Script peer = net.script(PEER);
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa"));
        net.run(20);
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKb"));
        net.run(20);
        SipMessage first = peer.last();
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKb"));
        net.run(20);
        assertThat(first.status()).isEqualTo(503);
        assertThat(peer.last().toTag()).isEqualTo(first.toTag());
        peer.say(US, Lines.within("ACK", 1, first, PEER, US));
        net.run(20);
        assertThat(node.count(SipCounter.SHED_CONCURRENT)).isEqualTo(2);
        assertThat(node.count(SipCounter.STRAY_ACKS)).isEqualTo(1);
    }

    @Test
    void callsInProgressCountInBothDirections() {
        VirtualNet.Node node = node(new Shedding(100, 2, 200, 4));
        VirtualNet.Script peer = net.script(PEER);
        node.core.calls().place(OutgoingInvite.to(SipUri.of("1", PEER, 5060), "2", AnswerAll.SDP));
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa"));
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKb"));
        net.run(20);
        assertThat(ear.calls).hasSize(1);
        ear.call().bye();
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKc"));
        net.run(20);
        assertThat(ear.calls).hasSize(2);
    }

    @Test
    void aBacklogTurnsNewCallsAwayButServesThoseInProgress() {
        VirtualNet.Node node = node(new Shedding(100, 100, 200, 4));
        VirtualNet.Script peer = net.script(PEER);
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa"));
        net.run(20);
        SipMessage answer = peer.last();
        node.core.backlog(250);
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKb"));
        peer.say(US, Lines.within("ACK", 1, answer, PEER, US));
        peer.say(US, Lines.within("BYE", 2, answer, PEER, US));
        net.run(20);
        assertThat(node.count(SipCounter.SHED_BACKLOG)).isEqualTo(1);
        assertThat(ear.heard).containsExactly("invite 200", "confirmed", "ended HUNG_UP_BY_PEER 0");
        node.core.backlog(0);
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKc"));
        net.run(20);
        assertThat(ear.calls).hasSize(2);
    }

    @Test
    void transactionsAreBounded() {
        VirtualNet.Node node =
                net.node(US, ear, SipSettings.builder().trunks((_, _) -> "t").maxTransactions(5));
        VirtualNet.Script peer = net.script(PEER);
        for (int i = 0; i < 20; i++) peer.say(US, Lines.invite(PEER, US, "z9hG4bK" + i));
        net.run(20);
        assertThat(node.core.transactions()).isEqualTo(5);
        assertThat(node.count(SipCounter.TRANSACTIONS_FULL)).isEqualTo(15);
        assertThat(peer.words()).contains("503 INVITE");
    }
}
