package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Transfers by REFER, asked of us and by us.
class ReferralTest {
    private static final String US = "10.0.0.2";
    private static final String PEER = "10.0.0.9";

    private final VirtualNet net = new VirtualNet();
    private final Ear ear = Ear.answering();
    private final VirtualNet.Node node = net.node(US, ear, SipSettings.builder().trunks((_, _) -> "trunk"));
    private final VirtualNet.Script peer = net.script(PEER);

    /// A call that came in and stands.
    private SipMessage answered(String branch) {
        peer.say(US, Lines.invite(PEER, US, branch));
        net.run(20);
        SipMessage answer = peer.last();
        peer.say(US, Lines.within("ACK", 1, answer, PEER, US));
        net.run(20);
        return answer;
    }

    private void refer(SipMessage answer, int cseq, String... headers) {
        peer.say(US, Lines.within("REFER", cseq, answer, PEER, US, headers));
        net.run(20);
    }

    /// What we told the peer of its transfer, oldest first.
    private String told() {
        var told = new StringBuilder();
        for (SipMessage each : peer.received) {
            if (!each.isRequest() || !each.method().equals("NOTIFY")) continue;
            told.append(each.bodyText().strip())
                    .append(" / ")
                    .append(Objects.requireNonNull(each.header("Subscription-State")))
                    .append('\n');
        }
        return told.toString();
    }

    private void answerNotifies() {
        peer.onReceive = message -> {
            if (message.isRequest() && message.method().equals("NOTIFY")) peer.respond(message, 200, "f1");
        };
    }

    @Test
    void aBlindTransferIsAcceptedAndItsCourseTold() {
        SipMessage answer = answered("z9hG4bK1");
        answerNotifies();
        ear.takesRefer = true;
        refer(answer, 2, "Refer-To: <sip:300@10.0.0.3>");
        ear.call().reportReferral(180);
        net.run(20);
        ear.call().reportReferral(200);
        net.run(20);
        assertThat(ear.heard).contains("refer sip:300@10.0.0.3");
        assertThat(peer.words()).contains("202 REFER");
        assertThat(told()).isEqualTo("""
                        SIP/2.0 100 Trying / active;expires=180
                        SIP/2.0 180 Ringing / active;expires=180
                        SIP/2.0 200 OK / terminated;reason=noresource
                        """);
    }

    @Test
    void anAttendedTransferNamesTheCallItReplaces() {
        SipMessage first = answered("z9hG4bK1");
        long held = ear.call().id();
        SipMessage second = answered("z9hG4bK2");
        refer(
                second,
                2,
                "Refer-To: <sip:300@10.0.0.2?Replaces=" + first.callId() + "%3Bto-tag%3D" + first.toTag()
                        + "%3Bfrom-tag%3D" + first.fromTag() + ">");
        assertThat(ear.heard).contains("refer sip:300@10.0.0.2 attended in place of " + held);
    }

    @Test
    void aCallBetweenOthersCannotBeReplaced() {
        SipMessage answer = answered("z9hG4bK1");
        refer(answer, 2, "Refer-To: <sip:300@10.0.0.3?Replaces=elsewhere%3Bto-tag%3Da%3Bfrom-tag%3Db>");
        assertThat(ear.heard).contains("refer sip:300@10.0.0.3 attended");
        assertThat(peer.last().status()).isEqualTo(603);
        assertThat(told()).isEmpty();
    }

    @Test
    void aPeerThatWantsNoNewsGetsNone() {
        SipMessage answer = answered("z9hG4bK1");
        ear.takesRefer = true;
        refer(answer, 2, "Refer-To: <sip:300@10.0.0.3>", "Refer-Sub: false");
        assertThat(peer.last().status()).isEqualTo(202);
        assertThat(peer.last().header("Refer-Sub")).isEqualTo("false");
        net.run(5_000);
        assertThat(told()).isEmpty();
    }

    @Test
    void oneTransferIsUnderWayAtATime() {
        SipMessage answer = answered("z9hG4bK1");
        answerNotifies();
        ear.takesRefer = true;
        refer(answer, 2, "Refer-To: <sip:300@10.0.0.3>");
        refer(answer, 3, "Refer-To: <sip:301@10.0.0.3>");
        assertThat(peer.last().status()).isEqualTo(491);
    }

    @Test
    void whoNamesNobodyOrTwoIsNotUnderstood() {
        SipMessage answer = answered("z9hG4bK1");
        refer(answer, 2);
        assertThat(peer.last().status()).isEqualTo(400);
        refer(answer, 3, "Refer-To: <sip:1@10.0.0.3>, <sip:2@10.0.0.3>");
        assertThat(peer.last().status()).isEqualTo(400);
        assertThat(ear.heard).noneMatch(each -> each.startsWith("refer"));
    }

    @Test
    void silenceIsARefusal() {
        var mute = new Ear() {
            @Override
            public void onRefer(SipCall call, Referral referral) {}
        };
        mute.onInvite = call -> call.answer(AnswerAll.SDP);
        net.node("10.0.0.4", mute, SipSettings.builder().trunks((_, _) -> "trunk"));
        peer.say("10.0.0.4", Lines.invite(PEER, "10.0.0.4", "z9hG4bK9"));
        net.run(20);
        SipMessage answer = peer.last();
        peer.say("10.0.0.4", Lines.within("ACK", 1, answer, PEER, "10.0.0.4"));
        peer.say("10.0.0.4", Lines.within("REFER", 2, answer, PEER, "10.0.0.4", "Refer-To: <sip:300@10.0.0.3>"));
        net.run(11_000);
        assertThat(peer.words()).contains("603 REFER");
    }

    // ---- we ask

    private SipMessage sent(String method) {
        return peer.received.stream()
                .filter(each -> each.isRequest() && each.method().equals(method))
                .toList()
                .getLast();
    }

    private void news(SipMessage answer, int cseq, String state, String line) {
        peer.say(
                US,
                Lines.within(
                        "NOTIFY",
                        cseq,
                        answer,
                        PEER,
                        US,
                        "Event: refer",
                        "Subscription-State: " + state,
                        "Content-Type: message/sipfrag;version=2.0",
                        "BODY " + line));
        net.run(20);
    }

    @Test
    void ourTransferIsFollowedToItsEnd() {
        SipMessage answer = answered("z9hG4bK1");
        ear.call().refer(Objects.requireNonNull(SipUri.parse("sip:300@10.0.0.3")));
        net.run(20);
        SipMessage refer = sent("REFER");
        assertThat(refer.header("Refer-To")).isEqualTo("<sip:300@10.0.0.3>");
        peer.respond(refer, 202, "f1");
        news(answer, 2, "active;expires=60", "SIP/2.0 180 Ringing");
        news(answer, 3, "terminated;reason=noresource", "SIP/2.0 200 OK");
        assertThat(ear.heard).endsWith("referral 180", "referral 200 over");
        news(answer, 4, "active", "SIP/2.0 180 Ringing");
        assertThat(peer.last().status()).as("nothing is followed any more").isEqualTo(481);
    }

    @Test
    void aRefusalOfOurTransferLeavesTheCall() {
        answered("z9hG4bK1");
        ear.call().refer(Objects.requireNonNull(SipUri.parse("sip:300@10.0.0.3")));
        net.run(20);
        peer.respond(sent("REFER"), 603, "f1");
        net.run(20);
        assertThat(ear.heard).endsWith("referral 603 over");
        assertThat(node.core.calls().active()).isEqualTo(1);
    }

    @Test
    void ourAttendedTransferNamesTheOtherCallAsThePartnerKnowsIt() {
        SipMessage first = answered("z9hG4bK1");
        SipCall held = ear.call();
        answered("z9hG4bK2");
        ear.call().refer(held);
        net.run(20);
        assertThat(sent("REFER").header("Refer-To"))
                .isEqualTo("<sip:100@10.0.0.9:5060?Replaces=" + first.callId() + "%3Bto-tag%3D" + first.fromTag()
                        + "%3Bfrom-tag%3D" + first.toTag() + ">");
    }

    @Test
    void newsOfAnythingElseAreNotOurs() {
        SipMessage answer = answered("z9hG4bK1");
        peer.say(US, Lines.within("NOTIFY", 2, answer, PEER, US, "Event: message-summary"));
        net.run(20);
        assertThat(peer.last().status()).isEqualTo(489);
    }
}
