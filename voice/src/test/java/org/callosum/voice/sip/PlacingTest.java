package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Our calls to peers that answer exactly what the test writes.
class PlacingTest {
    private static final String PEER = "10.0.0.9";
    private static final String US = "10.0.0.2";

    private final VirtualNet net = new VirtualNet();
    private final Ear ear = new Ear();
    private final VirtualNet.Node node = net.node(US, ear, SipSettings.builder());
    private final VirtualNet.Script peer = net.script(PEER);
    private final OutgoingInvite order = OutgoingInvite.to(SipUri.of("200", PEER, 5060), "+4930100", AnswerAll.SDP);

    @BeforeEach
    void quietPeer() {
        net.delayMillis = 1;
    }

    private SipMessage placed(OutgoingInvite what) {
        node.core.calls().place(what);
        net.run(10);
        return peer.last();
    }

    @Test
    void theInviteSaysWhatItMust() {
        SipMessage invite = placed(order.withFromName("A \"quoted\"\r\nname"));
        assertThat(Wellformed.check(invite)).isNull();
        assertThat(invite.header("Contact")).isEqualTo("<sip:callosum@10.0.0.2:5060>");
        assertThat(invite.header("From")).startsWith("\"A \\\"quoted\\\"  name\" <sip:+4930100@10.0.0.2>;tag=");
        assertThat(invite.header("Supported")).isEqualTo("timer, 100rel");
        assertThat(invite.header("Session-Expires")).isEqualTo("1800");
        assertThat(invite.sdp()).isEqualTo(AnswerAll.SDP);
        Via via = Objects.requireNonNull(invite.topVia());
        assertThat(via.hasModernBranch()).isTrue();
        assertThat(via.params().has("rport")).isTrue();
    }

    @Test
    void aChallengeIsAnsweredOnce() {
        SipMessage first = placed(order.withCredentials(new SipCredentials("user", "secret")));
        peer.respond(
                first,
                407,
                "t1",
                "Proxy-Authenticate",
                "Digest realm=\"carrier\", nonce=\"abc\", qop=\"auth\", algorithm=MD5, opaque=\"o\"");
        net.run(10);
        SipMessage second = peer.last();
        assertThat(second.method()).isEqualTo("INVITE");
        assertThat(second.cseqNumber()).isEqualTo(first.cseqNumber() + 1);
        assertThat(second.callId()).isEqualTo(first.callId());
        assertThat(second.fromTag()).isEqualTo(first.fromTag());
        AuthParams given =
                Objects.requireNonNull(AuthParams.parse(Objects.requireNonNull(second.header("Proxy-Authorization"))));
        assertThat(given.value("opaque")).isEqualTo("o");
        assertThat(given.value("response"))
                .isEqualTo(DigestMath.response(
                        DigestMath.Algorithm.MD5,
                        DigestMath.ha1(DigestMath.Algorithm.MD5, "user", "carrier", "secret"),
                        "abc",
                        "00000001",
                        Objects.requireNonNull(given.value("cnonce")),
                        "auth",
                        "INVITE",
                        first.requestUri()));
        // a wrong secret is not sent again and again
        peer.respond(second, 407, "t1", "Proxy-Authenticate", "Digest realm=\"carrier\", nonce=\"def\", qop=\"auth\"");
        net.run(10);
        assertThat(ear.heard).containsExactly("ended REJECTED 407");
        assertThat(peer.words()).containsExactly("INVITE", "ACK", "INVITE", "ACK");
    }

    @Test
    void aStaleNonceIsReplaced() {
        SipMessage first = placed(order.withCredentials(new SipCredentials("user", "secret")));
        peer.respond(first, 401, "t1", "WWW-Authenticate", "Digest realm=\"c\", nonce=\"n1\"");
        net.run(10);
        peer.respond(peer.last(), 401, "t1", "WWW-Authenticate", "Digest realm=\"c\", nonce=\"n2\", stale=TRUE");
        net.run(10);
        peer.respond(peer.last(), 200, "t1", "", AnswerAll.SDP);
        net.run(10);
        assertThat(ear.heard).containsExactly("answered");
    }

    @Test
    void withoutCredentialsAChallengeIsARefusal() {
        peer.respond(placed(order), 401, "t1", "WWW-Authenticate", "Digest realm=\"c\", nonce=\"n\"");
        net.run(10);
        assertThat(ear.heard).containsExactly("ended REJECTED 401");
    }

    @Test
    void aLongerSessionTimerIsGranted() {
        SipMessage first = placed(order);
        peer.respond(first, 422, "t1", "Min-SE", "3600");
        net.run(10);
        SipMessage second = peer.last();
        assertThat(second.header("Min-SE")).isEqualTo("3600");
        assertThat(second.header("Session-Expires")).isEqualTo("3600");
        peer.respond(second, 200, "t1", "Session-Expires", "3600;refresher=uas", "", AnswerAll.SDP);
        net.run(10);
        assertThat(ear.heard).containsExactly("answered");
    }

    @Test
    void oneOfTwoPhonesThatAnswerIsTakenDownAgain() {
        SipMessage invite = placed(order);
        peer.respond(invite, 180, "phone1");
        peer.respond(invite, 180, "phone2");
        net.run(10);
        peer.respond(invite, 200, "phone2", "", AnswerAll.SDP);
        peer.respond(invite, 200, "phone1", "", AnswerAll.SDP);
        net.run(10);
        assertThat(ear.heard).containsExactly("provisional 180", "provisional 180", "answered");
        assertThat(peer.words()).containsExactly("INVITE", "ACK", "ACK", "BYE");
        assertThat(peer.last().toTag()).isEqualTo("phone1");
        // repeats get their own ACK again, and no second BYE
        peer.respond(invite, 200, "phone1", "", AnswerAll.SDP);
        peer.respond(invite, 200, "phone2", "", AnswerAll.SDP);
        net.run(10);
        assertThat(peer.words()).containsExactly("INVITE", "ACK", "ACK", "BYE", "ACK", "ACK");
        assertThat(peer.received.stream()
                        .filter(each -> each.method().equals("ACK"))
                        .map(SipMessage::toTag)
                        .toList())
                .containsExactly("phone2", "phone1", "phone1", "phone2");
    }

    @Test
    void routesOfTheAnswerAreUsedInReverse() {
        net.names.put("p2.example", VirtualNet.address(PEER).getAddress());
        peer.respond(
                placed(order),
                200,
                "t1",
                "Record-Route",
                "<sip:p1.example;lr>, <sip:p2.example;lr>",
                "",
                AnswerAll.SDP);
        net.run(10);
        assertThat(peer.last().method()).isEqualTo("ACK");
        assertThat(peer.last().headers("Route")).containsExactly("<sip:p2.example;lr>", "<sip:p1.example;lr>");
        assertThat(peer.last().requestUri()).isEqualTo("sip:peer@10.0.0.9:5060");
    }

    @Test
    void anAnswerWithoutSessionDescriptionEndsTheCall() {
        peer.respond(placed(order), 200, "t1");
        net.run(10);
        assertThat(ear.heard).containsExactly("ended FAILED 488");
        assertThat(peer.words()).containsExactly("INVITE", "ACK", "BYE");
    }

    @Test
    void theAnswerMayHaveComeEarly() {
        SipMessage invite = placed(order);
        peer.respond(invite, 183, "t1", "", AnswerAll.SDP);
        peer.respond(invite, 200, "t1");
        net.run(10);
        assertThat(ear.heard).containsExactly("provisional 183 with media", "answered");
    }

    @Test
    void responsesWithAForeignViaAreDropped() {
        SipMessage invite = placed(order);
        SipMessage forged = Responses.to(invite, Objects.requireNonNull(invite.header("Via")), 200, "t1")
                .add("Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKother")
                .body("application/sdp", AnswerAll.SDP)
                .build();
        peer.say(US, forged);
        net.run(10);
        assertThat(ear.heard).isEmpty();
        assertThat(node.count(SipCounter.STRAY_RESPONSES)).isEqualTo(1);
    }

    @Test
    void aBindingIsCalledTheWayItCame() {
        var path = new Peer(Transport.UDP, VirtualNet.address(PEER), 1);
        var contact = Objects.requireNonNull(SipUri.parse("sip:200@192.168.1.50:5062;line=abc"));
        var binding = new Binding("200", contact, path, Long.MAX_VALUE, "");
        SipMessage invite = placed(OutgoingInvite.to(binding, "100", AnswerAll.SDP));
        assertThat(invite.requestUri()).isEqualTo("sip:200@192.168.1.50:5062;line=abc");
        peer.respond(invite, 200, "t1", "Contact", "<sip:200@192.168.1.50:5062>", "", AnswerAll.SDP);
        net.run(10);
        assertThat(peer.last().method()).isEqualTo("ACK");
    }

    @Test
    void sessionTimersAreRefreshedByUpdateWhereThePeerTakesIt() {
        peer.respond(
                placed(order),
                200,
                "t1",
                "Allow",
                "INVITE, ACK, BYE, UPDATE",
                "Session-Expires",
                "200;refresher=uac",
                "",
                AnswerAll.SDP);
        net.run(100_010);
        SipMessage update = peer.last();
        assertThat(update.method()).isEqualTo("UPDATE");
        assertThat(update.header("Session-Expires")).isEqualTo("200;refresher=uac");
        assertThat(update.bodyLength()).isZero();
        peer.respond(update, 200, "", "Session-Expires", "200;refresher=uac");
        net.run(90_000);
        assertThat(peer.last()).isSameAs(update);
        net.run(11_000);
        assertThat(peer.last().cseqNumber()).isEqualTo(update.cseqNumber() + 1);
        // the peer has lost the call
        peer.respond(peer.last(), 481, "");
        net.run(10);
        assertThat(ear.heard).containsExactly("answered", "ended SESSION_EXPIRED 481");
    }

    @Test
    void sessionTimersAreRefreshedByReinviteOtherwiseAndTheHandlerIsNotTroubled() {
        peer.respond(placed(order), 200, "t1", "Session-Expires", "200;refresher=uac", "", AnswerAll.SDP);
        net.run(100_010);
        SipMessage refresh = peer.last();
        assertThat(refresh.method()).isEqualTo("INVITE");
        assertThat(refresh.sdp()).isEqualTo(AnswerAll.SDP);
        peer.respond(refresh, 200, "", "Session-Expires", "200;refresher=uac", "", AnswerAll.SDP);
        net.run(10);
        assertThat(peer.last().method()).isEqualTo("ACK");
        assertThat(ear.heard).containsExactly("answered");
    }

    @Test
    void aRefreshNobodyAnswersEndsTheCall() {
        peer.respond(placed(order), 200, "t1", "Session-Expires", "200;refresher=uac", "", AnswerAll.SDP);
        net.run(140_000);
        assertThat(ear.heard).containsExactly("answered", "ended SESSION_EXPIRED 408");
        net.run(100_000);
        assertThat(node.core.transactions()).isZero();
        assertThat(node.core.calls().kept()).isZero();
    }

    @Test
    void aPeerThatDoesNotRefreshIsHungUpBeforeTheEnd() {
        peer.respond(placed(order), 200, "t1", "Session-Expires", "200;refresher=uas", "", AnswerAll.SDP);
        net.run(167_000);
        assertThat(ear.heard).containsExactly("answered");
        net.run(2_000);
        assertThat(ear.heard).containsExactly("answered", "ended SESSION_EXPIRED 408");
        assertThat(peer.last().method()).isEqualTo("BYE");
        assertThat(node.count(SipCounter.SESSION_EXPIRED)).isEqualTo(1);
    }
}
