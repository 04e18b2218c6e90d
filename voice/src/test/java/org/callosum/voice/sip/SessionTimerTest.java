package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 4028 from the called side; the calling side stands in `PlacingTest`.
class SessionTimerTest {
    private static final String PEER = "10.0.0.9";
    private static final String US = "10.0.0.2";

    private final VirtualNet net = new VirtualNet();
    private final Ear ear = Ear.answering();
    private final VirtualNet.Node node =
            net.node(US, ear, SipSettings.builder().trunks((_, _) -> "carrier").sessionTimer(600, 90));
    private final VirtualNet.Script peer = net.script(PEER);

    private SipMessage answered(String... more) {
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKa1", more));
        net.run(20);
        SipMessage answer = peer.last();
        if (answer.status() == 200) peer.say(US, Lines.within("ACK", 1, answer, PEER, US));
        net.run(20);
        return answer;
    }

    @Test
    void tooShortAnIntervalIsRefusedWithOurMinimum() {
        SipMessage answer = answered("Supported: timer", "Session-Expires: 60");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Min-SE")).isEqualTo("90");
        assertThat(ear.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Supported: timer | Session-Expires: 1800 | 600;refresher=uac | timer",
                "Supported: timer | Session-Expires: 300;refresher=uac | 300;refresher=uac | timer",
                "Supported: timer | x: 300;refresher=uas | 300;refresher=uas | -",
                "Supported: timer | Session-Expires: 1800 ; Min-SE=1 | 600;refresher=uac | timer",
                "Supported: 100rel | Session-Expires: 300 | 300;refresher=uas | -",
                "Supported: timer | Subject: none | 600;refresher=uac | timer",
                "Supported: 100rel | Subject: none | - | -"
            })
    void theRefresherIsAgreed(String supported, String asked, String agreed, String required) {
        SipMessage answer = answered(supported, asked);
        assertThat(answer.header("Session-Expires")).isEqualTo(agreed);
        assertThat(answer.header("Require")).isEqualTo(required);
    }

    @Test
    void theCallersRefreshesKeepTheCall() {
        SipMessage answer = answered("Supported: timer", "Session-Expires: 100");
        for (int i = 0; i < 5; i++) {
            net.run(50_000);
            peer.say(
                    US,
                    Lines.within(
                            "UPDATE",
                            2 + i,
                            answer,
                            PEER,
                            US,
                            "Supported: timer",
                            "Session-Expires: 100;refresher=uac"));
            net.run(20);
            assertThat(peer.last().status()).isEqualTo(200);
            assertThat(peer.last().header("Session-Expires")).isEqualTo("100;refresher=uac");
        }
        assertThat(ear.heard).containsExactly("invite 200", "confirmed");
        // 100 - min(32, 100 / 3) = 67 s after the last one
        net.run(65_000);
        assertThat(node.core.calls().active()).isEqualTo(1);
        net.run(3_000);
        assertThat(ear.heard).endsWith("ended SESSION_EXPIRED 408");
        assertThat(peer.last().method()).isEqualTo("BYE");
    }

    @Test
    void weRefreshForACallerThatCannot() {
        answered("Session-Expires: 120");
        net.run(60_050);
        SipMessage refresh = peer.last();
        assertThat(refresh.method()).isEqualTo("INVITE");
        peer.respond(refresh, 200, "", "", AnswerAll.SDP);
        net.run(20);
        assertThat(peer.last().method()).isEqualTo("ACK");
        assertThat(ear.heard).containsExactly("invite 200", "confirmed");
    }
}
