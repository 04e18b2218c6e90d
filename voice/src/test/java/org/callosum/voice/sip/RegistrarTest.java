package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/// RFC 3261 section 10.3 and our bounds.
class RegistrarTest {
    private static final String US = "10.0.0.2";
    private static final String PHONE = "10.0.0.50";

    private final VirtualNet net = new VirtualNet();
    private final Ear ear = new Ear();
    private final VirtualNet.Node node = net.node(
            US,
            ear,
            SipSettings.builder()
                    .devices("house", user -> DeviceDirectory.Device.withPassword(user, "house", "right"))
                    .registrations(600, 30, 3, 5));
    private final VirtualNet.Script phone = net.script(PHONE);
    private int sequence;
    private int cseq = 1;
    private String callId = "reg";

    private SipMessage register(String user, String... headers) {
        SipMessage challenge = send(user, headers);
        assertThat(challenge.status()).isEqualTo(401);
        String row = Objects.requireNonNull(challenge.header("WWW-Authenticate"));
        String nonce = Objects.requireNonNull(
                Objects.requireNonNull(AuthParams.parse(row)).value("nonce"));
        var algorithm = DigestMath.Algorithm.SHA_256;
        String response = DigestMath.response(
                algorithm,
                DigestMath.ha1(algorithm, user, "house", "right"),
                nonce,
                "00000001",
                "c",
                "auth",
                "REGISTER",
                "sip:" + US);
        String[] more = java.util.Arrays.copyOf(headers, headers.length + 1);
        more[headers.length] = "Authorization: Digest username=\"" + user + "\", realm=\"house\", nonce=\"" + nonce
                + "\", uri=\"sip:" + US + "\", algorithm=SHA-256, response=\"" + response
                + "\", qop=auth, nc=00000001, cnonce=\"c\"";
        return send(user, more);
    }

    private SipMessage send(String user, String... headers) {
        var text = new StringBuilder(Lines.of(
                "REGISTER sip:" + US + " SIP/2.0",
                "Via: SIP/2.0/UDP " + PHONE + ":5060;branch=z9hG4bKr" + ++sequence,
                "Max-Forwards: 70",
                "From: <sip:" + user + "@" + US + ">;tag=r",
                "To: <sip:" + user + "@" + US + ">",
                "Call-ID: " + callId,
                "CSeq: " + cseq++ + " REGISTER"));
        for (String line : headers) text.append(line).append("\r\n");
        phone.say(US, text + "Content-Length: 0\r\n\r\n");
        net.run(20);
        return phone.last();
    }

    private static String contact(int port) {
        return "Contact: <sip:201@" + PHONE + ":" + port + ">";
    }

    @Test
    void aBindingLastsAsLongAsGranted() {
        SipMessage answer = register("201", contact(5060), "Expires: 3600");
        assertThat(answer.header("Contact")).isEqualTo("<sip:201@10.0.0.50:5060>;expires=600");
        assertThat(node.core.registrar().bindings("201")).hasSize(1);
        net.run(599_000);
        assertThat(node.core.registrar().bindings("201")).hasSize(1);
        net.run(2_000);
        assertThat(node.core.registrar().bindings("201")).isEmpty();
        assertThat(ear.heard).containsExactly("registered 201 sip:201@10.0.0.50:5060", "expired 201");
        assertThat(node.core.registrar().devices()).isEmpty();
    }

    @Test
    void aRefreshProlongsWithoutNews() {
        register("201", contact(5060), "Expires: 60");
        net.run(50_000);
        register("201", contact(5060) + ";expires=60");
        net.run(50_000);
        assertThat(node.core.registrar().bindings("201")).hasSize(1);
        assertThat(ear.heard).hasSize(1);
    }

    @Test
    void askingWithoutContactChangesNothing() {
        register("201", contact(5060));
        SipMessage answer = register("201");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers("Contact")).hasSize(1);
    }

    @Test
    void expiresZeroAndStarTakeBindingsBack() {
        register("201", contact(5060));
        register("201", contact(5061));
        register("201", contact(5060) + ";expires=0");
        assertThat(node.core.registrar().bindings("201")).hasSize(1);
        SipMessage answer = register("201", "Contact: *", "Expires: 0");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Contact")).isNull();
        assertThat(node.core.registrar().bindings("201")).isEmpty();
        assertThat(ear.heard).endsWith("unregistered 201");
    }

    @Test
    void aStarWithAnythingElseIsRefused() {
        register("201", contact(5060));
        assertThat(register("201", "Contact: *", "Expires: 60").status()).isEqualTo(400);
        assertThat(register("201", "Contact: *, <sip:a@b>", "Expires: 0").status())
                .isEqualTo(400);
        assertThat(node.core.registrar().bindings("201")).hasSize(1);
    }

    @Test
    void tooBriefAnIntervalIsRefused() {
        SipMessage answer = register("201", contact(5060), "Expires: 10");
        assertThat(answer.status()).isEqualTo(423);
        assertThat(answer.header("Min-Expires")).isEqualTo("30");
    }

    @Test
    void anUnreadableContactChangesNothingAtAll() {
        assertThat(register("201", contact(5060), "Contact: <isbn:2983792873>").status())
                .isEqualTo(400);
        assertThat(node.core.registrar().bindings("201")).isEmpty();
    }

    @Test
    void anOlderRequestOfTheSameRegistrationIsRefused() {
        cseq = 50;
        register("201", contact(5060));
        cseq = 10;
        assertThat(register("201", contact(5060) + ";expires=0").status()).isEqualTo(500);
        assertThat(node.core.registrar().bindings("201")).hasSize(1);
        // a rebooted phone begins a new Call-ID and may count from the start
        callId = "reg-after-reboot";
        assertThat(register("201", contact(5060)).status()).isEqualTo(200);
    }

    @Test
    void oneMoreContactThanAllowedReplacesTheOldest() {
        for (int port = 5060; port < 5064; port++) register("201", contact(port));
        assertThat(node.core.registrar().bindings("201").stream()
                        .map(each -> each.contact().port())
                        .toList())
                .containsExactly(5063, 5062, 5061);
        assertThat(node.count(SipCounter.BINDINGS_REPLACED)).isEqualTo(1);
    }

    @Test
    void bindingsInAllAreBounded() {
        for (int i = 0; i < 5; i++) {
            assertThat(register("20" + i, "Contact: <sip:x@10.0.0.50>").status())
                    .isEqualTo(200);
        }
        assertThat(register("209", "Contact: <sip:x@10.0.0.50>").status()).isEqualTo(503);
        // those who are in may still refresh
        assertThat(register("200", "Contact: <sip:x@10.0.0.50>").status()).isEqualTo(200);
    }

    @Test
    void aDeviceIsCalledAtItsBinding() {
        register("201", "Contact: <sip:201@192.168.7.7:5099;line=x>");
        Binding binding = node.core.registrar().bindings("201").getFirst();
        node.core.calls().place(OutgoingInvite.to(binding, "100", AnswerAll.SDP));
        net.run(20);
        assertThat(phone.last().requestUri()).isEqualTo("sip:201@192.168.7.7:5099;line=x");
    }
}
