package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Digest authentication: the RFCs' vectors, and our devices proving themselves.
class DigestTest {
    private static final String US = "10.0.0.2";
    private static final String PHONE = "10.0.0.50";

    private final VirtualNet net = new VirtualNet();
    private final Ear ear = Ear.answering();
    private final Map<String, DeviceDirectory.Device> devices = new HashMap<>();
    private final VirtualNet.Node node = net.node(
            US, ear, SipSettings.builder().devices("house", devices::get).unknownSources(100, 100));
    private final VirtualNet.Script phone = net.script(PHONE);
    private int cseq;

    DigestTest() {
        devices.put("201", DeviceDirectory.Device.withPassword("201", "house", "right"));
    }

    // --- arithmetic ---

    /// RFC 2617 section 3.5 and RFC 7616 section 3.9.1.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MD5 | testrealm@host.com | Circle Of Life | dcd98b7102dd2f0e8b11d0f600bfb0c093 | 0a4f113b | /dir/index.html"
                        + " | 6629fae49393a05397450978507c4ef1",
                "MD5 | http-auth@example.org | Circle of Life | 7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
                        + " | f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ | /dir/index.html"
                        + " | 8ca523f5e9506fed4657c9700eebdbec",
                "SHA_256 | http-auth@example.org | Circle of Life | 7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
                        + " | f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ | /dir/index.html"
                        + " | 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
            })
    void theRfcsExamplesComeOut(
            DigestMath.Algorithm algorithm,
            String realm,
            String password,
            String nonce,
            String clientNonce,
            String uri,
            String response) {
        String ha1 = DigestMath.ha1(algorithm, "Mufasa", realm, password);
        assertThat(DigestMath.response(algorithm, ha1, nonce, "00000001", clientNonce, "auth", "GET", uri))
                .isEqualTo(response);
    }

    @Test
    void theFormWithoutQopIsTheOldOne() {
        String ha1 = DigestMath.ha1(DigestMath.Algorithm.MD5, "Mufasa", "testrealm@host.com", "CircleOfLife");
        assertThat(DigestMath.response(
                        DigestMath.Algorithm.MD5,
                        ha1,
                        "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                        "",
                        "",
                        "",
                        "GET",
                        "/dir/index.html"))
                .isEqualTo("1949323746fe6a43ef61f9606e7febea");
    }

    // --- devices ---

    private SipMessage register(String... more) {
        cseq++;
        var text = new StringBuilder(Lines.of(
                "REGISTER sip:" + US + " SIP/2.0",
                "Via: SIP/2.0/UDP " + PHONE + ":5060;branch=z9hG4bKr" + cseq,
                "Max-Forwards: 70",
                "From: <sip:201@" + US + ">;tag=r",
                "To: <sip:201@" + US + ">",
                "Call-ID: reg",
                "CSeq: " + cseq + " REGISTER",
                "Contact: <sip:201@" + PHONE + ":5060>"));
        for (String line : more) text.append(line).append("\r\n");
        int before = phone.received.size();
        phone.say(US, text + "Content-Length: 0\r\n\r\n");
        net.run(20);
        return phone.received.size() > before
                ? phone.last()
                : SipMessage.response(999, "silence").build();
    }

    @Test
    void phonesThatRegisterInOneMillisecondAreToldApart() {
        for (String branch : new String[] {"z9hG4bKone", "z9hG4bKtwo"}) {
            phone.say(
                    US,
                    Lines.of(
                                    "REGISTER sip:" + US + " SIP/2.0",
                                    "Via: SIP/2.0/UDP " + PHONE + ":5060;branch=" + branch,
                                    "Max-Forwards: 70",
                                    "From: <sip:201@" + US + ">;tag=r",
                                    "To: <sip:201@" + US + ">",
                                    "Call-ID: " + branch,
                                    "CSeq: 1 REGISTER",
                                    "Contact: <sip:201@" + PHONE + ":5060>")
                            + "Content-Length: 0\r\n\r\n");
        }
        net.run(20);
        var nonces = phone.received.stream().map(DigestTest::nonceOf).toList();
        assertThat(nonces).hasSize(2).doesNotHaveDuplicates();
    }

    private static String nonceOf(SipMessage challenge) {
        AuthParams params =
                Objects.requireNonNull(AuthParams.parse(Objects.requireNonNull(challenge.header("WWW-Authenticate"))));
        return Objects.requireNonNull(params.value("nonce"));
    }

    private static String proof(DigestMath.Algorithm algorithm, String user, String password, String nonce, String nc) {
        return proof(algorithm, user, password, nonce, nc, "REGISTER", "sip:" + US);
    }

    private static String proof(
            DigestMath.Algorithm algorithm,
            String user,
            String password,
            String nonce,
            String nc,
            String method,
            String uri) {
        String qop = nc.isEmpty() ? "" : "auth";
        String response = DigestMath.response(
                algorithm, DigestMath.ha1(algorithm, user, "house", password), nonce, nc, "c1", qop, method, uri);
        return "Authorization: Digest username=\"" + user + "\", realm=\"house\", nonce=\"" + nonce + "\", uri=\"" + uri
                + "\", algorithm=" + algorithm.token + ", response=\"" + response + "\""
                + (nc.isEmpty() ? "" : ", qop=auth, nc=" + nc + ", cnonce=\"c1\"");
    }

    @ParameterizedTest
    @CsvSource({"MD5, MD5", "MD5_AND_SHA_256, MD5 SHA-256", "SHA_256_AND_MD5, SHA-256 MD5", "SHA_256, SHA-256"})
    void theChallengeNamesTheAlgorithmsOfTheSettings(DigestOffer offer, String algorithms) {
        VirtualNet.Node house = net.node(
                "10.0.0.3",
                ear,
                SipSettings.builder().devices("house", devices::get).digestOffer(offer));
        phone.say("10.0.0.3", Lines.invite(PHONE, "10.0.0.3", "z9hG4bKi1"));
        net.run(20);
        assertThat(phone.last().headers("WWW-Authenticate").stream()
                        .map(AuthParams::parse)
                        .map(each -> Objects.requireNonNull(each).value("algorithm"))
                        .toList())
                .containsExactly(algorithms.split(" "));
        assertThat(phone.last().header("WWW-Authenticate")).contains("realm=\"house\"", "qop=\"auth\"");
        assertThat(house.core.transactions()).as("a challenge keeps nothing").isZero();
    }

    @Test
    void whereOnlySha256IsOfferedMd5IsNotTaken() {
        net.node(
                "10.0.0.3",
                ear,
                SipSettings.builder().devices("house", devices::get).digestOffer(DigestOffer.SHA_256));
        for (DigestMath.Algorithm algorithm : DigestMath.Algorithm.values()) {
            String invite = Lines.invite(PHONE, "10.0.0.3", "z9hG4bKi" + algorithm)
                    .replace("sip:100@" + PHONE + ">;tag", "sip:201@10.0.0.3>;tag");
            phone.say("10.0.0.3", invite);
            net.run(20);
            String proof =
                    proof(algorithm, "201", "right", nonceOf(phone.last()), "00000001", "INVITE", "sip:200@10.0.0.3");
            phone.say(
                    "10.0.0.3",
                    invite.replace("z9hG4bKi", "z9hG4bKj").replace("Max-Forwards", proof + "\r\nMax-Forwards"));
            net.run(20);
            assertThat(phone.last().status()).isEqualTo(algorithm == DigestMath.Algorithm.MD5 ? 401 : 200);
        }
    }

    @ParameterizedTest
    @EnumSource(DigestMath.Algorithm.class)
    void aRightSecretRegisters(DigestMath.Algorithm algorithm) {
        String nonce = nonceOf(register());
        assertThat(register(proof(algorithm, "201", "right", nonce, "00000001")).status())
                .isEqualTo(200);
        assertThat(ear.heard).containsExactly("registered 201 sip:201@10.0.0.50:5060");
    }

    @Test
    void aWrongSecretAndAnUnknownDeviceGetTheSameAnswer() {
        String nonce = nonceOf(register());
        SipMessage wrong = register(proof(DigestMath.Algorithm.MD5, "201", "wrong", nonce, "00000001"));
        SipMessage unknown = register(proof(DigestMath.Algorithm.MD5, "999", "wrong", nonce, "00000001"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(ear.heard).isEmpty();
    }

    @Test
    void aCountIsGoodOnceAndMustGrow() {
        String nonce = nonceOf(register());
        assertThat(register(proof(DigestMath.Algorithm.MD5, "201", "right", nonce, "00000001"))
                        .status())
                .isEqualTo(200);
        SipMessage replayed = register(proof(DigestMath.Algorithm.MD5, "201", "right", nonce, "00000001"));
        assertThat(replayed.status()).isEqualTo(401);
        assertThat(replayed.header("WWW-Authenticate")).contains("stale=true");
        assertThat(register(proof(DigestMath.Algorithm.MD5, "201", "right", nonce, "00000002"))
                        .status())
                .isEqualTo(200);
        assertThat(node.count(SipCounter.AUTH_REPLAYED)).isEqualTo(1);
    }

    @Test
    void anOldPhoneWithoutQopMayUseANonceOnce() {
        String nonce = nonceOf(register());
        assertThat(register(proof(DigestMath.Algorithm.MD5, "201", "right", nonce, ""))
                        .status())
                .isEqualTo(200);
        assertThat(register(proof(DigestMath.Algorithm.MD5, "201", "right", nonce, ""))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anOldNonceIsStale() {
        String nonce = nonceOf(register());
        net.run(301_000);
        SipMessage answer = register(proof(DigestMath.Algorithm.MD5, "201", "right", nonce, "00000001"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("stale=true");
        assertThat(node.count(SipCounter.AUTH_STALE)).isEqualTo(1);
    }

    @Test
    void aNonceWeNeverMadeIsNotTaken() {
        assertThat(register(proof(DigestMath.Algorithm.MD5, "201", "right", "madeup", "00000001"))
                        .status())
                .isEqualTo(401);
        String nonce = nonceOf(register());
        String forged = (nonce.charAt(0) == 'A' ? 'B' : 'A') + nonce.substring(1);
        assertThat(register(proof(DigestMath.Algorithm.MD5, "201", "right", forged, "00000001"))
                        .status())
                .isEqualTo(401);
        assertThat(ear.heard).isEmpty();
    }

    @Test
    void aProofForAnotherTargetIsNotTaken() {
        String nonce = nonceOf(register());
        assertThat(register(proof(
                                DigestMath.Algorithm.MD5,
                                "201",
                                "right",
                                nonce,
                                "00000001",
                                "REGISTER",
                                "sip:elsewhere.example"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aSwitchedOffDeviceIsRefusedAfterItsProof() {
        devices.computeIfPresent(
                "201", (_, old) -> new DeviceDirectory.Device("201", old.ha1Md5(), old.ha1Sha256(), false));
        String nonce = nonceOf(register());
        assertThat(register(proof(DigestMath.Algorithm.MD5, "201", "right", nonce, "00000001"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aDeviceMayNotRegisterAnother() {
        devices.put("202", DeviceDirectory.Device.withPassword("202", "house", "other"));
        String nonce = nonceOf(register());
        assertThat(register(proof(DigestMath.Algorithm.MD5, "202", "other", nonce, "00000001"))
                        .status())
                .isEqualTo(403);
        assertThat(ear.heard).isEmpty();
    }

    @Test
    void guessingIsSlowedAndThenMetWithSilence() {
        String nonce = nonceOf(register());
        int answered = 0;
        for (int i = 0; i < 30; i++) {
            if (register(proof(DigestMath.Algorithm.MD5, "201", "guess" + i, nonce, "00000001"))
                            .status()
                    == 401) {
                answered++;
            }
        }
        assertThat(answered).isEqualTo(11);
        assertThat(node.count(SipCounter.AUTH_SLOWED)).isEqualTo(19);
        // even the right secret has to wait now
        assertThat(register(proof(DigestMath.Algorithm.MD5, "201", "right", nonce, "00000001"))
                        .status())
                .isEqualTo(999);
        net.run(1_000);
        assertThat(register(proof(DigestMath.Algorithm.MD5, "201", "right", nonce, "00000001"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void unprovenRequestsAreAnsweredOnlySoOften() {
        int answered = 0;
        for (int i = 0; i < 1_000; i++) if (register().status() == 401) answered++;
        // a burst of 400, then 100 per second for 20 s
        assertThat(answered).isEqualTo(1_000);
        net.delayMillis = 0;
        long before = node.count(SipCounter.AUTH_CHALLENGED);
        for (int i = 0; i < 1_000; i++) {
            phone.say(
                    US,
                    Lines.of(
                            "REGISTER sip:" + US + " SIP/2.0",
                            "Via: SIP/2.0/UDP " + PHONE + ":5060;branch=z9hG4bKflood" + i,
                            "From: <sip:201@" + US + ">;tag=r",
                            "To: <sip:201@" + US + ">",
                            "Call-ID: flood",
                            "CSeq: " + (i + 1) + " REGISTER",
                            "Content-Length: 0",
                            ""));
        }
        net.run(1);
        assertThat(node.count(SipCounter.AUTH_CHALLENGED) - before).isBetween(300L, 401L);
        assertThat(node.count(SipCounter.UNKNOWN_SOURCE_DROPPED)).isGreaterThan(500);
    }

    // --- calls of devices ---

    @Test
    void aPhoneProvesItselfForEachCall() {
        phone.say(
                US,
                Lines.invite(PHONE, US, "z9hG4bKi1").replace("sip:100@" + PHONE + ">;tag", "sip:201@" + US + ">;tag"));
        net.run(20);
        assertThat(phone.last().status()).isEqualTo(401);
        String proof = proof(
                DigestMath.Algorithm.SHA_256,
                "201",
                "right",
                nonceOf(phone.last()),
                "00000001",
                "INVITE",
                "sip:200@" + US);
        phone.say(
                US,
                Lines.invite(PHONE, US, "z9hG4bKi2", proof)
                        .replace("sip:100@" + PHONE + ">;tag", "sip:201@" + US + ">;tag"));
        net.run(20);
        assertThat(phone.last().status()).isEqualTo(200);
        assertThat(ear.invites.getFirst().origin()).isEqualTo(new Origin.Device("201"));
        assertThat(ear.invites.getFirst().fromNumber()).isEqualTo("201");
    }

    @Test
    void aPhoneMayNotCallUnderAnotherName() {
        phone.say(US, Lines.invite(PHONE, US, "z9hG4bKi1"));
        net.run(20);
        String proof = proof(
                DigestMath.Algorithm.SHA_256,
                "201",
                "right",
                nonceOf(phone.last()),
                "00000001",
                "INVITE",
                "sip:200@" + US);
        phone.say(US, Lines.invite(PHONE, US, "z9hG4bKi2", proof));
        net.run(20);
        assertThat(phone.last().status()).isEqualTo(403);
        assertThat(ear.calls).isEmpty();
    }

    @Test
    void whereNobodyMayRegisterStrangersAreRefusedAndThenIgnored() {
        var closed = net.node("10.0.0.3", ear, SipSettings.builder().unknownSources(1, 10));
        net.delayMillis = 0;
        for (int i = 0; i < 20; i++) phone.say("10.0.0.3", Lines.invite(PHONE, "10.0.0.3", "z9hG4bKs" + i));
        net.run(5);
        assertThat(phone.words()).containsExactly("403 INVITE", "403 INVITE", "403 INVITE", "403 INVITE");
        assertThat(closed.count(SipCounter.UNKNOWN_SOURCE_DROPPED)).isEqualTo(16);
        assertThat(ear.calls).isEmpty();
    }

    @Test
    void sourcesAreForgottenInsteadOfFillingMemory() throws Exception {
        var sources = new Sources(50, 10);
        for (int i = 0; i < 10_000; i++) {
            var address = java.net.InetAddress.getByAddress(new byte[] {10, 1, (byte) (i >> 8), (byte) i});
            sources.failed(address, i);
        }
        assertThat(sources.remembered()).isEqualTo(50);
    }
}
