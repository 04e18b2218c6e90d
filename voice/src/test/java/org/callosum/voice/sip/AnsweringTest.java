package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Our side of calls from peers that say exactly what the test writes.
class AnsweringTest {
    private static final String PEER = "10.0.0.9";
    private static final String US = "10.0.0.2";

    private final VirtualNet net = new VirtualNet();
    private final Ear ear = new Ear();
    private final VirtualNet.Node node = net.node(US, ear, SipSettings.builder().trunks((_, _) -> "carrier"));
    private final VirtualNet.Script peer = net.script(PEER);

    private SipMessage answered(String... more) {
        ear.onInvite = call -> call.answer(AnswerAll.SDP);
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1", more));
        net.run(50);
        SipMessage answer = peer.last();
        assertThat(answer.status()).isEqualTo(200);
        peer.say(US, Lines.within("ACK", 1, answer, PEER, US));
        net.run(50);
        peer.received.clear();
        ear.heard.clear();
        return answer;
    }

    @Test
    void theCallerIsDescribedFromTheInvite() {
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1"));
        net.run(50);
        IncomingInvite invite = ear.invites.getFirst();
        assertThat(invite.origin()).isEqualTo(new Origin.Trunk("carrier"));
        assertThat(invite.fromNumber()).isEqualTo("100");
        assertThat(invite.fromName()).isEqualTo("Ann");
        assertThat(invite.dialled()).isEqualTo("200");
        assertThat(invite.source().getHostString()).isEqualTo(PEER);
    }

    @Test
    void aTrunksAssertedIdentityOutranksFrom() {
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1", "P-Asserted-Identity: \"Eve\" <tel:+4930123>"));
        net.run(50);
        assertThat(ear.invites.getFirst().fromNumber()).isEqualTo("+4930123");
        assertThat(ear.invites.getFirst().fromName()).isEqualTo("Eve");
    }

    @Test
    void aWithheldNumberIsNotTold() {
        peer.say(
                US,
                Lines.invite(PEER, US, "z9hG4bKa1", "P-Asserted-Identity: <sip:+4930123@x.example>", "Privacy: id"));
        net.run(50);
        assertThat(ear.invites.getFirst().fromNumber()).isEmpty();
        assertThat(ear.invites.getFirst().fromName()).isEmpty();
    }

    @Test
    void aRepeatedInviteIsOneCall() {
        ear.onInvite = call -> call.progress(180, "");
        String invite = Lines.invite(PEER, US, "z9hG4bKa1");
        for (int i = 0; i < 4; i++) peer.say(US, invite);
        net.run(50);
        assertThat(ear.calls).hasSize(1);
        assertThat(peer.words()).containsExactly("180 INVITE", "180 INVITE", "180 INVITE", "180 INVITE");
    }

    @Test
    void aRepeatedInviteOfAnAnsweredCallIsAbsorbed() {
        answered();
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1"));
        net.run(50);
        assertThat(ear.calls).hasSize(1);
        assertThat(peer.received).isEmpty();
    }

    @Test
    void aCallWithoutOfferGetsOursAndItsAnswerComesInTheAck() {
        ear.onInvite = call -> call.answer(AnswerAll.SDP);
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1", "NO-BODY"));
        net.run(50);
        assertThat(peer.last().sdp()).isEqualTo(AnswerAll.SDP);
        peer.say(
                US,
                Lines.within(
                        "ACK", 1, peer.last(), PEER, US, "Content-Type: application/sdp", "BODY " + AnswerAll.SDP));
        net.run(50);
        assertThat(ear.heard).containsExactly("invite 200 without offer", "confirmed with answer");
    }

    @Test
    void anAckOnTheInvitesOwnBranchIsTakenToo() {
        ear.onInvite = call -> call.answer(AnswerAll.SDP);
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1"));
        net.run(50);
        peer.say(US, Lines.within("ACK", 1, peer.last(), PEER, US).replace("branch=z9hG4bKACK1", "branch=z9hG4bKa1"));
        net.run(5_000);
        assertThat(ear.heard).containsExactly("invite 200", "confirmed");
        assertThat(peer.received).hasSize(1);
    }

    @Test
    void answersGoToTheSourceWhenTheViaAsksForThePort() {
        peer.say(
                US,
                Lines.invite(PEER, US, "z9hG4bKa1").replace(PEER + ":5060;branch", "192.168.1.2:5062;rport;branch"));
        net.run(300);
        SipMessage trying = peer.last();
        assertThat(trying.status()).isEqualTo(100);
        assertThat(trying.header("Via"))
                .isEqualTo("SIP/2.0/UDP 192.168.1.2:5062;rport=5060;branch=z9hG4bKa1;received=" + PEER);
    }

    @Test
    void withoutRportAnswersGoToTheViasPortAtTheSourceAddress() {
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1").replace(PEER + ":5060;branch", "wrong.example:5070;branch"));
        net.run(300);
        VirtualNet.Sent trying = net.sent(US, "100 INVITE").getFirst();
        assertThat(trying.to().getPort()).isEqualTo(5070);
        assertThat(trying.to().getHostString()).isEqualTo(PEER);
    }

    @Test
    void routesOfTheWayInAreUsedInOrderOnTheWayBack() {
        net.names.put("p1.example", VirtualNet.address(PEER).getAddress());
        answered("Record-Route: <sip:p1.example;lr>, <sip:p2.example;lr>", "Record-Route: <sip:p3.example;lr>");
        ear.call().bye();
        net.run(50);
        assertThat(peer.last().headers("Route"))
                .containsExactly("<sip:p1.example;lr>", "<sip:p2.example;lr>", "<sip:p3.example;lr>");
        assertThat(peer.last().requestUri()).isEqualTo("sip:100@" + PEER + ":5060");
    }

    @Test
    void aStrictRouterGetsItsAddressInTheRequestLine() {
        net.names.put("old.example", VirtualNet.address(PEER).getAddress());
        answered("Record-Route: <sip:old.example>");
        ear.call().bye();
        net.run(50);
        assertThat(peer.last().requestUri()).isEqualTo("sip:old.example");
        assertThat(peer.last().headers("Route")).containsExactly("<sip:100@" + PEER + ":5060>");
    }

    @Test
    void recordRouteIsCopiedIntoTheAnswer() {
        SipMessage answer = answered("Record-Route: <sip:10.0.0.9;lr>");
        assertThat(answer.headers("Record-Route")).containsExactly("<sip:10.0.0.9;lr>");
    }

    @Test
    void extensionsThatWeDoNotHaveAreDeclinedByName() {
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1", "Require: 100rel, timer, foo"));
        net.run(50);
        assertThat(peer.last().status()).isEqualTo(420);
        assertThat(peer.last().header("Unsupported")).isEqualTo("foo");
        assertThat(ear.calls).isEmpty();
    }

    @Test
    void otherBodiesThanSdpAreRefused() {
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1").replace("application/sdp", "application/x-other"));
        net.run(50);
        assertThat(peer.last().status()).isEqualTo(415);
        assertThat(peer.last().header("Accept")).isEqualTo("application/sdp");
    }

    @Test
    void aCallerWhoTakesNoSdpIsRefused() {
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1", "Accept: text/plain"));
        net.run(50);
        assertThat(peer.last().status()).isEqualTo(406);
    }

    @Test
    void optionsTellWhatWeCan() {
        peer.say(
                US,
                Lines.of(
                        "OPTIONS sip:" + US + " SIP/2.0",
                        "Via: SIP/2.0/UDP " + PEER + ":5060;branch=z9hG4bKo1",
                        "From: <sip:100@" + PEER + ">;tag=1",
                        "To: <sip:" + US + ">",
                        "Call-ID: o1",
                        "CSeq: 1 OPTIONS",
                        "Max-Forwards: 0",
                        "Content-Length: 0",
                        ""));
        net.run(50);
        assertThat(peer.last().status()).isEqualTo(200);
        assertThat(peer.last().header("Allow")).contains("INVITE", "UPDATE");
        assertThat(peer.last().header("Accept")).isEqualTo("application/sdp");
        assertThat(peer.last().toTag()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SUBSCRIBE, 405", "MESSAGE, 405", "PUBLISH, 405", "REFER, 405", "GLIMPSE, 501", "BYE, 481", "INFO, 481"
    })
    void whatWeDoNotDoOutsideACallIsSaidSo(String method, int status) {
        peer.say(
                US,
                Lines.of(
                        method + " sip:" + US + " SIP/2.0",
                        "Via: SIP/2.0/UDP " + PEER + ":5060;branch=z9hG4bKo1",
                        "From: <sip:100@" + PEER + ">;tag=1",
                        "To: <sip:" + US + ">",
                        "Call-ID: o1",
                        "CSeq: 1 " + method,
                        "Content-Length: 0",
                        ""));
        net.run(50);
        assertThat(peer.last().status()).isEqualTo(status);
    }

    @Test
    void requestsOfUnknownCallsGet481() {
        SipMessage answer = answered();
        peer.say(US, Lines.within("BYE", 2, answer, PEER, US).replace("Call-ID: ", "Call-ID: not-"));
        net.run(50);
        assertThat(peer.last().status()).isEqualTo(481);
        peer.say(US, Lines.within("ACK", 2, answer, PEER, US).replace("Call-ID: ", "Call-ID: not-"));
        peer.say(US, Lines.within("CANCEL", 7, answer, PEER, US));
        net.run(50);
        assertThat(peer.words()).containsExactly("481 BYE", "481 CANCEL");
        assertThat(node.count(SipCounter.STRAY_ACKS)).isEqualTo(1);
        assertThat(ear.heard).isEmpty();
    }

    @Test
    void aRequestOutOfOrderIsRefused() {
        SipMessage answer = answered();
        peer.say(US, Lines.within("INFO", 5, answer, PEER, US));
        peer.say(US, Lines.within("INFO", 4, answer, PEER, US));
        net.run(50);
        assertThat(peer.words()).containsExactly("200 INFO", "500 INFO");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/dtmf-relay | Signal=7~Duration=250 | 200 | digit 7 250",
                "application/dtmf-relay | signal = *~duration=80 | 200 | digit * 80",
                "application/dtmf-relay | Signal=11 | 200 | digit # 0",
                "application/dtmf | 9 | 200 | digit 9 0",
                "application/dtmf | d | 200 | digit D 0",
                "application/dtmf | 99 | 400 | ",
                "application/dtmf-relay | Duration=5 | 400 | ",
                "application/media_control+xml | <x/> | 415 | "
            })
    void keysComeByInfo(String type, String body, int status, String heard) {
        SipMessage answer = answered();
        peer.say(
                US,
                Lines.within(
                        "INFO", 2, answer, PEER, US, "Content-Type: " + type, "BODY " + body.replace("~", "\r\n")));
        net.run(50);
        assertThat(peer.last().status()).isEqualTo(status);
        if (heard == null) assertThat(ear.heard).isEmpty();
        else assertThat(ear.heard).containsExactly(heard);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTransferIsAcceptedOnlyIfTheHandlerSaysSo(boolean takes) {
        SipMessage answer = answered();
        ear.takesRefer = takes;
        peer.say(US, Lines.within("REFER", 2, answer, PEER, US, "Refer-To: <sip:300@10.0.0.3>"));
        net.run(50);
        assertThat(peer.words()).contains((takes ? "202" : "603") + " REFER");
        assertThat(ear.heard).containsExactly("refer sip:300@10.0.0.3");
    }

    @Test
    void anUpdateWithAnOfferIsAskedOfTheHandler() {
        SipMessage answer = answered();
        peer.say(
                US,
                Lines.within(
                        "UPDATE",
                        2,
                        answer,
                        PEER,
                        US,
                        "Contact: <sip:100@10.0.0.9:5060>",
                        "Content-Type: application/sdp",
                        "BODY " + AnswerAll.SDP + "a=sendonly\r\n"));
        net.run(50);
        assertThat(ear.heard).containsExactly("reinvite sendonly");
        assertThat(peer.last().status()).isEqualTo(200);
        assertThat(peer.last().sdp()).isEqualTo(AnswerAll.SDP);
    }

    @Test
    void aReinviteWithoutOfferAsksForOurs() {
        SipMessage answer = answered();
        peer.say(US, Lines.within("INVITE", 2, answer, PEER, US, "Contact: <sip:100@10.0.0.9:5060>"));
        net.run(50);
        assertThat(peer.last().sdp()).isEqualTo(AnswerAll.SDP);
        peer.say(
                US, Lines.within("ACK", 2, answer, PEER, US, "Content-Type: application/sdp", "BODY " + AnswerAll.SDP));
        net.run(5_000);
        assertThat(ear.heard).containsExactly("reinvite without offer", "confirmed with answer");
        assertThat(peer.received).hasSize(1);
    }

    @Test
    void aReinviteMayBeCancelledAndTheCallStays() {
        SipMessage answer = answered();
        ear.onReinvite = _ -> {};
        String contact = "Contact: <sip:100@10.0.0.9:5060>";
        String reinvite = Lines.within("INVITE", 2, answer, PEER, US, contact);
        peer.say(US, reinvite);
        net.run(50);
        peer.say(US, reinvite.replace("INVITE sip", "CANCEL sip").replace("2 INVITE", "2 CANCEL"));
        net.run(50);
        assertThat(peer.words()).containsExactly("200 CANCEL", "487 INVITE");
        assertThat(ear.heard).containsExactly("reinvite without offer");
        assertThat(node.core.calls().active()).isEqualTo(1);
    }

    @Test
    void aSecondReinviteBeforeTheFirstIsAnsweredIsPutOff() {
        SipMessage answer = answered();
        ear.onReinvite = _ -> {};
        String contact = "Contact: <sip:100@10.0.0.9:5060>";
        peer.say(US, Lines.within("INVITE", 2, answer, PEER, US, contact));
        peer.say(US, Lines.within("INVITE", 3, answer, PEER, US, contact));
        net.run(50);
        assertThat(peer.last().status()).isEqualTo(500);
        assertThat(Integer.parseInt(java.util.Objects.requireNonNull(peer.last().header("Retry-After"))))
                .isBetween(0, 10);
    }

    @Test
    void aCallerMayGiveUpByByeBeforeTheAnswer() {
        ear.onInvite = call -> call.progress(180, "");
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1"));
        net.run(50);
        peer.say(US, Lines.within("BYE", 2, peer.last(), PEER, US));
        net.run(50);
        assertThat(peer.words()).containsExactly("180 INVITE", "200 BYE", "487 INVITE");
        assertThat(ear.heard).containsExactly("invite 200", "ended CANCELLED 487");
    }

    @Test
    void anUnansweredCallDoesNotRingForEver() {
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1"));
        net.run(301_000);
        assertThat(ear.heard).containsExactly("invite 200", "ended NO_ANSWER 480");
        net.run(60_000);
        assertThat(node.core.transactions()).isZero();
    }

    @Test
    void anOldCallerWithoutBranchOrTagIsServed() {
        ear.onInvite = call -> call.answer(AnswerAll.SDP);
        String invite = Lines.invite(PEER, US, "x").replace(";branch=x", "").replace(";tag=f1", "");
        peer.say(US, invite);
        peer.say(US, invite);
        net.run(50);
        assertThat(ear.calls).hasSize(1);
        SipMessage answer = peer.last();
        peer.say(US, Lines.within("ACK", 1, answer, PEER, US).replace(";branch=z9hG4bKACK1", ""));
        net.run(5_000);
        assertThat(ear.heard).containsExactly("invite 200", "confirmed");
        peer.say(US, Lines.within("BYE", 2, answer, PEER, US).replace(";branch=z9hG4bKBYE2", ""));
        net.run(50);
        assertThat(peer.last().status()).isEqualTo(200);
        assertThat(ear.heard).endsWith("ended HUNG_UP_BY_PEER 0");
    }

    @Test
    void headersCannotBeForgedThroughOurOwnCommands() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> SipMessage.request("INFO", "sip:x").add("Subject", "a\r\nEvil: b"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
