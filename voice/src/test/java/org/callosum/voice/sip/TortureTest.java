package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The situations of RFC 4475 (SIP torture test messages), each in a message of our own, with the section it renders.
/// Valid oddities
/// must be understood, invalid messages refused with the right status or dropped, and after each one the endpoint still
/// serves.
class TortureTest {
    private static final String US = "10.0.0.2";
    private static final String PEER = "10.0.0.9";

    private final VirtualNet net = new VirtualNet();
    private final Ear ear = Ear.answering();
    private final VirtualNet.Node node = net.node(US, ear, SipSettings.builder().trunks((_, _) -> "carrier"));
    private final VirtualNet.Script peer = net.script(PEER);

    /// @param section of RFC 4475
    /// @param status  expected answer, 0 = none
    record Case(String section, String name, int status, String text) {
        @Override
        public String toString() {
            return section + " " + name;
        }
    }

    private static String message(String... lines) {
        return Lines.of(lines);
    }

    /// A plain request whose parts can be replaced one by one.
    private static String plain(String method) {
        return message(
                method + " sip:user@example.com SIP/2.0",
                "Via: SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKtorture1",
                "Max-Forwards: 70",
                "From: \"Caller\" <sip:caller@example.net>;tag=f77",
                "To: <sip:user@example.com>",
                "Call-ID: torture-1@example.net",
                "CSeq: 8 " + method,
                "Contact: <sip:caller@10.0.0.9>",
                "Content-Length: 0",
                "");
    }

    private static String invite() {
        return plain("INVITE")
                .replace(
                        "Content-Length: 0\r\n\r\n",
                        "Content-Type: application/sdp\r\nContent-Length: " + AnswerAll.SDP.length() + "\r\n\r\n"
                                + AnswerAll.SDP);
    }

    private static String with(String text, String line, String replacement) {
        if (!text.contains(line)) throw new IllegalArgumentException("no line " + line);
        return text.replace(line, replacement);
    }

    static List<Case> cases() {
        return List.of(
                new Case("3.1.1.1", "folds, spaces and compact forms everywhere", 200, tortuous()),
                new Case(
                        "3.1.1.2",
                        "a method of every token character",
                        501,
                        with(
                                        plain("MARK"),
                                        "MARK sip:user@example.com",
                                        "!odd-Method9_*+`.%yes'~ sip:u.%2A$&+;,?/=!'~:(secret)x@example.com")
                                .replace("CSeq: 8 MARK", "CSeq: 8 !odd-Method9_*+`.%yes'~")
                                .replace("\"Caller\"", "\"\\\\\\\"\"")),
                new Case(
                        "3.1.1.3",
                        "escapes in addresses",
                        200,
                        with(invite(), "sip:user@example.com SIP", "sip:sips%3Auser%40example.com@example.net SIP")),
                new Case(
                        "3.1.1.4",
                        "an escaped null in an address",
                        200,
                        with(invite(), "INVITE sip:user@", "INVITE sip:nu%00ll@")),
                new Case(
                        "3.1.1.5",
                        "percent in a method is no escape",
                        501,
                        plain("INVITE").replace("INVITE", "INV%49TE")),
                new Case(
                        "3.1.1.6",
                        "no space before the address",
                        200,
                        with(plain("OPTIONS"), "\"Caller\" <sip:", "Caller<sip:")),
                new Case("3.1.1.7", "long values", 200, longValues()),
                new Case(
                        "3.1.1.8",
                        "octets behind the message",
                        200,
                        plain("OPTIONS") + "INVITE sip:joe@example.com SIP/2.0\r\nt: <sip:joe@example.com>\r\n"),
                new Case(
                        "3.1.1.9",
                        "semicolons in the user part",
                        200,
                        with(
                                plain("OPTIONS"),
                                "sip:user@example.com SIP",
                                "sip:user;par=u%40example.net@example.com SIP")),
                new Case(
                        "3.1.1.10",
                        "transports we have never heard of",
                        200,
                        with(
                                plain("OPTIONS"),
                                "Max-Forwards",
                                "Via: SIP/2.0/SCTP s.example.com;branch=z9hG4bK2\r\n"
                                        + "Via: SIP/2.0/CARRIER-PIGEON p.example.com;branch=z9hG4bK3\r\nMax-Forwards")),
                new Case("3.1.1.11", "a session description inside a multipart", 200, multipart()),
                new Case(
                        "3.1.2.1",
                        "stray separators",
                        200,
                        with(plain("OPTIONS"), "<sip:caller@10.0.0.9>", "\"Joe\" <sip:joe@10.0.0.9>;;;;")),
                new Case(
                        "3.1.2.2",
                        "Content-Length beyond the datagram",
                        400,
                        with(invite(), "Content-Length: ", "Content-Length: 9")),
                new Case(
                        "3.1.2.3",
                        "negative Content-Length",
                        400,
                        with(plain("INVITE"), "Content-Length: 0", "Content-Length: -999")),
                new Case(
                        "3.1.2.4",
                        "CSeq above 2^31",
                        400,
                        with(plain("OPTIONS"), "CSeq: 8", "CSeq: 36893488147419103232")),
                new Case(
                        "3.1.2.4",
                        "Max-Forwards above 255",
                        400,
                        with(plain("OPTIONS"), "Max-Forwards: 70", "Max-Forwards: 300")),
                new Case(
                        "3.1.2.4",
                        "Expires above 2^32 is read as long",
                        200,
                        with(invite(), "Max-Forwards: 70", "Max-Forwards: 70\r\nExpires: 10000000000000000000")),
                new Case(
                        "3.1.2.6",
                        "a quote left open",
                        400,
                        with(
                                plain("INVITE"),
                                "To: <sip:user@example.com>",
                                "To: \"Mr. J. User <sip:user@example.com>")),
                new Case(
                        "3.1.2.7",
                        "brackets around the Request-URI",
                        400,
                        with(plain("INVITE"), "INVITE sip:user@example.com", "INVITE <sip:user@example.com>")),
                new Case(
                        "3.1.2.8",
                        "a space inside the Request-URI",
                        400,
                        with(plain("INVITE"), "INVITE sip:user@example.com", "INVITE sip:user@example.com; lr")),
                new Case(
                        "3.1.2.9",
                        "more than one space in the start line",
                        200,
                        with(
                                plain("OPTIONS"),
                                "OPTIONS sip:user@example.com SIP",
                                "OPTIONS  sip:user@example.com  SIP")),
                new Case(
                        "3.1.2.10",
                        "spaces at the end of the start line",
                        200,
                        with(plain("OPTIONS"), "example.com SIP/2.0\r\n", "example.com SIP/2.0  \r\n")),
                new Case(
                        "3.1.2.11",
                        "headers inside the Request-URI are ignored",
                        200,
                        with(
                                invite(),
                                "sip:user@example.com SIP",
                                "sip:user@example.com?Route=%3Csip:example.com%3E SIP")),
                new Case(
                        "3.1.2.12",
                        "a date in no time zone we need to know",
                        200,
                        with(invite(), "Max-Forwards", "Date: Fri, 01 Jan 2010 16:00:00 EST\r\nMax-Forwards")),
                new Case(
                        "3.1.2.14",
                        "spaces inside the address",
                        200,
                        with(plain("OPTIONS"), "To: <sip:user@example.com>", "To: \"W, T\" < sip:user@example.com >")),
                new Case(
                        "3.1.2.15",
                        "a comma in an unquoted name",
                        200,
                        with(plain("OPTIONS"), "\"Caller\" <", "Bell, Alexander <")),
                new Case(
                        "3.1.2.16",
                        "a version of the future",
                        505,
                        with(plain("OPTIONS"), "SIP/2.0\r\nVia: SIP/2.0", "SIP/7.0\r\nVia: SIP/2.0")),
                new Case("3.1.2.17", "CSeq of another method", 400, with(plain("OPTIONS"), "8 OPTIONS", "8 INVITE")),
                new Case(
                        "3.1.2.18",
                        "CSeq of another, unknown method",
                        400,
                        with(plain("NEWMETHOD"), "8 NEWMETHOD", "8 INVITE")),
                new Case(
                        "3.1.2.19",
                        "a status beyond numbers",
                        0,
                        plain("OPTIONS")
                                .replace("OPTIONS sip:user@example.com SIP/2.0", "SIP/2.0 4294967301 better not")),
                new Case(
                        "3.1.2.5",
                        "a response with overlarge numbers",
                        0,
                        plain("OPTIONS")
                                .replace("OPTIONS sip:user@example.com SIP/2.0", "SIP/2.0 503 Busy")
                                .replace("CSeq: 8", "CSeq: 9292394834772304023312")),
                new Case(
                        "3.2.1",
                        "a branch of the cookie alone",
                        200,
                        with(plain("OPTIONS"), "branch=z9hG4bKtorture1", "branch=z9hG4bK")),
                new Case(
                        "3.3.1",
                        "mandatory headers missing",
                        400,
                        message(
                                "INVITE sip:user@example.com SIP/2.0",
                                "CSeq: 193942 INVITE",
                                "Via: SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKmissing",
                                "Content-Length: 0",
                                "")),
                new Case(
                        "3.3.2",
                        "an unknown scheme",
                        416,
                        with(
                                plain("OPTIONS"),
                                "OPTIONS sip:user@example.com",
                                "OPTIONS nobodyKnowsThis:total-nonsense")),
                new Case(
                        "3.3.3",
                        "a known scheme of another trade",
                        416,
                        with(plain("OPTIONS"), "OPTIONS sip:user@example.com", "OPTIONS soap.beep://192.0.2.103:3002")),
                new Case(
                        "3.3.5",
                        "unknown extensions required",
                        420,
                        with(
                                plain("OPTIONS"),
                                "Max-Forwards",
                                "Require: nothingDoesThis, norThat\r\nProxy-Require: noProxyEither\r\nMax-Forwards")),
                new Case(
                        "3.3.6", "an unknown body type", 415, with(invite(), "application/sdp", "application/unknown")),
                new Case(
                        "3.3.8",
                        "single headers twice",
                        400,
                        with(plain("INVITE"), "CSeq: 8 INVITE", "CSeq: 8 INVITE\r\nCall-ID: two@example.net")),
                new Case(
                        "3.3.9",
                        "Content-Length twice",
                        400,
                        with(invite(), "Content-Length: ", "Content-Length: 13\r\nContent-Length: ")),
                new Case(
                        "3.3.10",
                        "a response for somebody else",
                        0,
                        plain("INVITE")
                                .replace("INVITE sip:user@example.com SIP/2.0", "SIP/2.0 200 OK")
                                .replace("10.0.0.9;branch", "255.255.255.255;branch")),
                new Case(
                        "3.3.11",
                        "no forwards left, but it is for us",
                        200,
                        with(plain("OPTIONS"), "Max-Forwards: 70", "Max-Forwards: 0")),
                new Case(
                        "3.3.15",
                        "a caller who takes no session description",
                        406,
                        with(invite(), "Max-Forwards", "Accept: text/nobodyKnowsThis\r\nMax-Forwards")),
                new Case("3.4.1", "a caller of RFC 2543", 200, oldCaller()));
    }

    private static String tortuous() {
        String body = AnswerAll.SDP;
        return message(
                        "INVITE sip:vera@example.com;unknownparam SIP/2.0",
                        "TO :",
                        " sip:vera@example.com ;   tagless    = 1918181833n",
                        "from   : \"J R \\\\\\\"\"       <sip:jr@example.com>",
                        "  ;",
                        "  tag = 98asjd8",
                        "MaX-fOrWaRdS: 0068",
                        "Call-ID: wsinv.ndaksdj@192.0.2.1",
                        "Content-Length   : " + body.length(),
                        "cseq: 0009",
                        "  INVITE",
                        "Via  : SIP  /   2.0",
                        " /UDP",
                        "    10.0.0.9;branch=390skdjuw",
                        "s :",
                        "NewFangledHeader:   newfangled value",
                        " continued newfangled value",
                        "UnknownHeaderWithUnusualValue: ;;,,;;,;",
                        "Content-Type: application/sdp",
                        "Route:",
                        " <sip:services.example.com;lr;unknownwith=value;unknown-no-value>",
                        "v:  SIP  / 2.0  / TCP     spindle.example.com   ;",
                        "  branch  =   z9hG4bK9ikj8  ,",
                        " SIP  /    2.0   / UDP  192.168.255.111   ; branch=",
                        " z9hG4bK30239",
                        "m:\"Quoted string \\\"\\\"\" <sip:jr@10.0.0.9> ; newparam =",
                        "      newvalue ;",
                        "  secondparam ; q = 0.33",
                        "")
                + body;
    }

    private static String longValues() {
        String much = "much".repeat(60);
        String text = with(
                invite(),
                "\"Caller\" <sip:caller@example.net>;tag=f77",
                "\"I have a " + "very ".repeat(200) + "long name\" <sip:caller" + much
                        + "@example.net>;tag=12982982982424;p" + much + "=v" + much);
        text = with(text, "Call-ID: torture-1", "Call-ID: " + "longid".repeat(40) + "-1");
        var vias = new StringBuilder();
        for (int i = 0; i < 33; i++) {
            vias.append("Via: SIP/2.0/TCP sip")
                    .append(i)
                    .append(".example.com;branch=z9hG4bK")
                    .append(i)
                    .append("\r\n");
        }
        return with(
                text,
                "Max-Forwards",
                vias + "Unknown-" + "Long".repeat(20) + ": " + much + ";" + much + "\r\nMax-Forwards");
    }

    private static String multipart() {
        String body = "--bound7\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                + "\u0001\u0002\u0003\r\n--bound7\r\nContent-Type: application/sdp\r\n\r\n" + AnswerAll.SDP
                + "\r\n--bound7--\r\n";
        return plain("INVITE")
                .replace(
                        "Content-Length: 0\r\n\r\n",
                        "Content-Type: multipart/mixed;boundary=\"bound7\"\r\nContent-Length: " + body.length()
                                + "\r\n\r\n" + body);
    }

    private static String oldCaller() {
        return message(
                        "INVITE sip:UserB@example.com SIP/2.0",
                        "Via: SIP/2.0/UDP 10.0.0.9",
                        "From: <sip:+13035551111@10.0.0.9;user=phone>",
                        "Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>",
                        "To: sip:+16505552222@ss1.example.net;user=phone",
                        "Call-ID: inv2543.1717@ift.client.example.com",
                        "CSeq: 56 INVITE",
                        "Content-Type: application/sdp",
                        "")
                + AnswerAll.SDP;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isMetAsTheRfcDescribes(Case torture) {
        peer.say(US, torture.text);
        net.run(50);
        if (torture.status == 0) {
            assertThat(peer.received).isEmpty();
        } else {
            assertThat(peer.received).isNotEmpty();
            assertThat(peer.received.getFirst().status()).isEqualTo(torture.status);
        }
        assertThat(node.count(SipCounter.FAULTS)).isZero();
        // and life goes on
        int before = peer.received.size();
        peer.say(US, Lines.invite(PEER, US, "z9hG4bKafter"));
        net.run(50);
        assertThat(peer.received.subList(before, peer.received.size()))
                .anySatisfy(each -> assertThat(VirtualNet.word(each)).isEqualTo("200 INVITE"));
    }

    @Test
    void theTortuousInviteIsReadRight() {
        SipMessage read =
                Objects.requireNonNull(VirtualNet.parse(tortuous().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(read.cseqNumber()).isEqualTo(9);
        assertThat(read.fromTag()).isEqualTo("98asjd8");
        assertThat(Objects.requireNonNull(read.from()).display()).isEqualTo("J R \\\"");
        assertThat(read.elements("Via")).hasSize(3);
        assertThat(Objects.requireNonNull(read.topVia()).host()).isEqualTo("10.0.0.9");
        assertThat(Objects.requireNonNull(Via.parse(read.elements("Via").get(2)))
                        .branch())
                .isEqualTo("z9hG4bK30239");
        NameAddr contact = Objects.requireNonNull(read.contact());
        assertThat(contact.display()).isEqualTo("Quoted string \"\"");
        assertThat(contact.params().value("q")).isEqualTo("0.33");
        assertThat(read.header("NewFangledHeader")).isEqualTo("newfangled value continued newfangled value");
        assertThat(read.sdp()).isEqualTo(AnswerAll.SDP);
    }

    @Test
    void reasonPhrasesMayBeAnythingOrNothing() {
        // 3.1.1.12 and 3.1.1.13
        for (String line :
                List.of("SIP/2.0 200 = 2**3 * 5**2 \u043d\u043e \u0441\u0442\u043e", "SIP/2.0 100 ", "SIP/2.0 100")) {
            String text = plain("INVITE").replace("INVITE sip:user@example.com SIP/2.0", line);
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThat(VirtualNet.parse(bytes)).isNotNull();
        }
    }

    @Test
    void addressesOfOtherTradesInRegistrationsAreRefused() {
        // 3.3.4, 3.1.2.13 and 3.3.14: what is allowed in a Contact
        assertThat(NameAddr.parse("sip:user@example.com?Route=%3Csip:sip.example.com%3E"))
                .isNull();
        NameAddr contact =
                Objects.requireNonNull(NameAddr.parse("<sip:user@example.com?Route=%3Csip:sip.example.com%3E>"));
        assertThat(Objects.requireNonNull(contact.sipUri()).headers()).startsWith("Route=");
        assertThat(Objects.requireNonNull(NameAddr.parse("<name:John_Smith>")).sipUri())
                .isNull();
    }

    @Test
    void parametersOfTheHeaderAndOfTheAddressAreKeptApart() {
        // 3.3.12 and 3.3.13
        NameAddr header = Objects.requireNonNull(NameAddr.parse("sip:user@example.com;unknownparam"));
        assertThat(header.params().has("unknownparam")).isTrue();
        NameAddr address = Objects.requireNonNull(NameAddr.parse("<sip:user@example.com;unknownparam>"));
        assertThat(address.params().has("unknownparam")).isFalse();
        assertThat(Objects.requireNonNull(address.sipUri()).params().has("unknownparam"))
                .isTrue();
    }

    @Test
    void anUnknownWayOfProvingOneselfIsMetWithOurs() {
        // 3.3.7
        var guarded = net.node("10.0.0.3", ear, SipSettings.builder().devices("house", _ -> null));
        peer.say("10.0.0.3", with(plain("REGISTER"), "Max-Forwards", "Authorization: NoOneKnows x=y\r\nMax-Forwards"));
        net.run(50);
        assertThat(peer.last().status()).isEqualTo(401);
        assertThat(peer.last().header("WWW-Authenticate")).startsWith("Digest ");
        assertThat(guarded.count(SipCounter.FAULTS)).isZero();
    }

    @Test
    void keepAlivesAndNoiseAreCountedAndDropped() {
        peer.say(US, "\r\n\r\n");
        peer.say(US, "\u0000\u0000\u0000\u0000");
        peer.say(US, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        peer.say(US, "no line end at all");
        peer.say(US, "SIP/2.0 99 Too low\r\n\r\n");
        net.run(50);
        assertThat(peer.received).isEmpty();
        assertThat(node.count(SipCounter.KEEP_ALIVES)).isEqualTo(2);
        assertThat(node.count(SipCounter.MALFORMED)).isEqualTo(3);
        assertThat(node.counters.malformedByReason()).containsKeys("NOT_SIP", "BAD_STATUS");
    }

    @Test
    void sizesAreBounded() {
        peer.say(US, plain("OPTIONS").replace("Max-Forwards", "X: " + "x".repeat(9_000) + "\r\nMax-Forwards"));
        net.run(50);
        assertThat(peer.last().status()).isEqualTo(400);
        peer.say(
                US,
                plain("OPTIONS")
                        .replace("torture1", "t2")
                        .replace("Max-Forwards", "X: y\r\n".repeat(300) + "Max-Forwards"));
        net.run(50);
        assertThat(peer.last().status()).isEqualTo(400);
        peer.say(US, plain("OPTIONS") + "x".repeat(40_000));
        net.run(50);
        assertThat(node.counters.malformedByReason()).containsKeys("LINE_TOO_LONG", "TOO_MANY_HEADERS", "TOO_LARGE");
    }
}
