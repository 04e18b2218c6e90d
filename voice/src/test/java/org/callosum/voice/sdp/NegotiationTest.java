package org.callosum.voice.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {
    private static final LocalAudio PLAIN = LocalAudio.plain(77, new InetSocketAddress("192.0.2.10", 16_384));
    private static final String KEY_30 = Base64.getEncoder().encodeToString(new byte[30]);

    private static String offer(String media, String... attributes) {
        return "v=0\r\no=- 1 1 IN IP4 198.51.100.7\r\ns=-\r\nc=IN IP4 198.51.100.7\r\nt=0 0\r\n" + media + "\r\n"
                + String.join("\r\n", attributes) + "\r\n";
    }

    private static AgreedAudio agreed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Agreed.class);
        return ((Outcome.Agreed) outcome).agreed();
    }

    private static String sdp(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Agreed.class);
        return ((Outcome.Agreed) outcome).sdp();
    }

    private static String refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).why();
    }

    @Test
    void theOfferersOrderOfCodecsDecides() {
        Outcome outcome =
                Negotiation.answer(offer("m=audio 30000 RTP/AVP 18 8 0 96", "a=rtpmap:96 telephone-event/8000"), PLAIN);
        AgreedAudio agreed = agreed(outcome);
        assertThat(agreed.codec()).isEqualTo(Codec.PCMA);
        assertThat(agreed.dtmfPayloadType()).isEqualTo(96);
        assertThat(agreed.remote()).isEqualTo(new InetSocketAddress("198.51.100.7", 30_000));
        assertThat(agreed.remoteRtcp()).isEqualTo(new InetSocketAddress("198.51.100.7", 30_001));
        assertThat(sdp(outcome))
                .contains("m=audio 16384 RTP/AVP 8 96\r\n", "a=rtpmap:96 telephone-event/8000\r\n", "a=sendrecv\r\n");
    }

    @Test
    void aCodecUnderADynamicNumberIsRecognised() {
        AgreedAudio agreed =
                agreed(Negotiation.answer(offer("m=audio 30000 RTP/AVP 110", "a=rtpmap:110 pcmu/8000"), PLAIN));
        assertThat(agreed.codec()).isEqualTo(Codec.PCMU);
        assertThat(agreed.payloadType()).isEqualTo(110);
    }

    @Test
    void aStaticNumberMappedToSomethingElseIsNotOurs() {
        assertThat(refusal(Negotiation.answer(offer("m=audio 30000 RTP/AVP 0", "a=rtpmap:0 GSM/8000"), PLAIN)))
                .contains("codec");
    }

    @ParameterizedTest
    @CsvSource({
        "sendrecv, SENDRECV, SENDRECV",
        "sendonly, SENDRECV, RECVONLY",
        "recvonly, SENDRECV, SENDONLY",
        "inactive, SENDRECV, INACTIVE",
        "sendrecv, SENDONLY, SENDONLY",
        "sendonly, SENDONLY, INACTIVE",
        "sendrecv, INACTIVE, INACTIVE"
    })
    void holdIsAnsweredAsRfc3264Says(String theirs, Direction wanted, Direction ours) {
        Outcome outcome =
                Negotiation.answer(offer("m=audio 30000 RTP/AVP 0", "a=" + theirs), PLAIN.withDirection(wanted));
        assertThat(agreed(outcome).direction()).isEqualTo(ours);
        assertThat(sdp(outcome)).contains("a=" + ours.attribute() + "\r\n");
    }

    @Test
    void directionMayStandAtTheSession() {
        String offer = "v=0\na=sendonly\nc=IN IP4 198.51.100.7\nm=audio 30000 RTP/AVP 0\n";
        assertThat(agreed(Negotiation.answer(offer, PLAIN)).held()).isTrue();
    }

    @Test
    void anAddressOfZerosIsTheOldHold() {
        String offer = "v=0\r\nc=IN IP4 0.0.0.0\r\nm=audio 30000 RTP/AVP 0\r\n";
        AgreedAudio agreed = agreed(Negotiation.answer(offer, PLAIN));
        assertThat(agreed.held()).isTrue();
        assertThat(agreed.remote()).isNull();
    }

    @Test
    void everyOtherSectionIsRefusedInItsPlace() {
        Outcome outcome = Negotiation.answer(
                offer("m=video 40000 RTP/AVP 96\r\nm=audio 30000 RTP/AVP 0\r\nm=audio 30002 RTP/AVP 8"), PLAIN);
        assertThat(sdp(outcome).lines().filter(line -> line.startsWith("m=")).toList())
                .containsExactly("m=video 0 RTP/AVP 96", "m=audio 16384 RTP/AVP 0", "m=audio 0 RTP/AVP 8");
    }

    @Test
    void rtcpMayBeElsewhereOrOnTheSamePort() {
        AgreedAudio elsewhere =
                agreed(Negotiation.answer(offer("m=audio 30000 RTP/AVP 0", "a=rtcp:30555 IN IP4 198.51.100.8"), PLAIN));
        assertThat(elsewhere.remoteRtcp()).isEqualTo(new InetSocketAddress("198.51.100.8", 30_555));
        Outcome mux = Negotiation.answer(offer("m=audio 30000 RTP/AVP 0", "a=rtcp-mux"), PLAIN);
        assertThat(agreed(mux).remoteRtcp()).isEqualTo(agreed(mux).remote());
        assertThat(sdp(mux)).contains("a=rtcp-mux\r\n");
    }

    @Test
    void sdesTakesTheFirstCommonSuiteUnderItsTag() {
        LocalAudio local =
                PLAIN.withSuites(List.of(SrtpSuite.AES_CM_128_HMAC_SHA1_80), count -> filled(count, 7), false);
        Outcome outcome = Negotiation.answer(
                offer(
                        "m=audio 30000 RTP/SAVP 0",
                        "a=crypto:1 F8_128_HMAC_SHA1_80 inline:" + KEY_30,
                        "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:" + KEY_30 + "|2^20|1:32",
                        "a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:" + KEY_30 + "|2^31"),
                local);
        AgreedAudio agreed = agreed(outcome);
        assertThat(Objects.requireNonNull(agreed.remoteCrypto()).tag()).isEqualTo(3);
        assertThat(Objects.requireNonNull(agreed.localCrypto()).keySalt()).containsOnly(7);
        assertThat(sdp(outcome))
                .contains("a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:"
                        + Base64.getEncoder().encodeToString(filled(30, 7)) + "\r\n");
        assertThat(agreed.toString()).doesNotContain(Base64.getEncoder().encodeToString(filled(30, 7)));
    }

    @Test
    void encryptionWithoutACommonSuiteIsRefused() {
        assertThat(refusal(Negotiation.answer(
                        offer("m=audio 30000 RTP/SAVP 0", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY_30),
                        PLAIN)))
                .contains("SRTP");
    }

    @Test
    void aLegThatMustBeEncryptedRefusesPlainSound() {
        LocalAudio local = PLAIN.withSuites(List.of(SrtpSuite.AEAD_AES_128_GCM), byte[]::new, true);
        assertThat(refusal(Negotiation.answer(offer("m=audio 30000 RTP/AVP 0"), local)))
                .contains("encrypted");
    }

    @Test
    void ourSdesOfferMeetsItsAnswer() {
        LocalAudio ours = PLAIN.withSuites(
                List.of(SrtpSuite.AEAD_AES_128_GCM, SrtpSuite.AES_CM_128_HMAC_SHA1_80), c -> filled(c, 3), false);
        LocalAudio theirs = LocalAudio.plain(5, new InetSocketAddress("198.51.100.7", 20_000))
                .withSuites(List.of(SrtpSuite.AES_CM_128_HMAC_SHA1_80), c -> filled(c, 9), false);
        Negotiation.Offer offer = Negotiation.prepare(ours);
        Outcome answered = Negotiation.answer(offer.sdp(), theirs);
        AgreedAudio here = agreed(Negotiation.accept(offer, sdp(answered)));
        AgreedAudio there = agreed(answered);
        assertThat(here.localCrypto()).isEqualTo(there.remoteCrypto());
        assertThat(here.remoteCrypto()).isEqualTo(there.localCrypto());
        assertThat(here.remote()).isEqualTo(new InetSocketAddress("198.51.100.7", 20_000));
    }

    @Test
    void anAnswerThatRefusesAudioIsNoAgreement() {
        Negotiation.Offer offer = Negotiation.prepare(PLAIN);
        assertThat(refusal(Negotiation.accept(offer, offer("m=audio 0 RTP/AVP 0"))))
                .contains("refuses");
    }

    @Test
    void aBrowserGetsIceLiteAndAPassiveDtlsServer() {
        LocalAudio local = PLAIN.withWebRtc(
                new WebRtc("ourU", "ourPassword", "AA:BB", List.of(new InetSocketAddress("192.0.2.10", 7_000))));
        Outcome outcome = Negotiation.answer(BROWSER_OFFER, local);
        AgreedAudio.Browser browser = Objects.requireNonNull(agreed(outcome).browser());
        assertThat(browser.iceUfrag()).isEqualTo("Wx3d");
        assertThat(browser.icePassword()).isEqualTo("kq1xEAkn0Zdkx4bn3kd8LwSv");
        assertThat(browser.fingerprintHash()).isEqualTo("sha-256");
        assertThat(browser.fingerprint()).startsWith("0A:1B");
        assertThat(agreed(outcome).dtmfPayloadType()).isEqualTo(126);
        assertThat(sdp(outcome))
                .contains(
                        "a=ice-lite\r\n",
                        "a=group:BUNDLE aud\r\n",
                        "a=mid:aud\r\n",
                        "a=setup:passive\r\n",
                        "a=rtcp-mux\r\n",
                        "a=ice-ufrag:ourU\r\n",
                        "m=audio 16384 UDP/TLS/RTP/SAVPF 0 126\r\n",
                        "192.0.2.10 7000 typ host\r\n")
                .doesNotContain("extmap");
    }

    @Test
    void aBrowserAndAPhoneAreNotMistakenForEachOther() {
        assertThat(refusal(Negotiation.answer(BROWSER_OFFER, PLAIN))).contains("browsers");
        LocalAudio local =
                PLAIN.withWebRtc(new WebRtc("u", "p", "AA", List.of(new InetSocketAddress("192.0.2.10", 7_000))));
        assertThat(refusal(Negotiation.answer(offer("m=audio 30000 RTP/AVP 0"), local)))
                .contains("DTLS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "v=1\r\nm=audio 1 RTP/AVP 0\r\n",
                "v=0\r\nm=audio\r\n",
                "v=0\r\nm=audio 99999 RTP/AVP 0\r\nc=IN IP4 1.2.3.4\r\n",
                "v=0\r\nm=audio 30000 RTP/AVP 0\r\n",
                "v=0\r\nc=IN IP4 phone.example\r\nm=audio 30000 RTP/AVP 0\r\n",
                "v=0\r\nc=IN IP4 1.2.3.4\r\nm=audio 0 RTP/AVP 0\r\n",
                "v=0\r\nc=IN IP4 1.2.3.4\r\nm=image 30000 udptl t38\r\n",
            })
    void whatCannotBeUsedIsRefusedInWords(String offer) {
        assertThat(refusal(Negotiation.answer(offer, PLAIN))).isNotEmpty();
    }

    @Test
    void junkLinesArePassedOver() {
        String offer =
                "v=0\njunk\n=\n\n\na\na=\na=:\nz=1 2 3\nc=IN IP4 1.2.3.4\nb=AS:64\nm=audio 30000/2 RTP/AVP 0\na=rtpmap\n"
                        + "a=ptime:xx\na=crypto:\n";
        AgreedAudio agreed = agreed(Negotiation.answer(offer, PLAIN));
        assertThat(agreed.ptimeMillis()).isEqualTo(20);
        assertThat(agreed.remote()).isEqualTo(new InetSocketAddress("1.2.3.4", 30_000));
    }

    @Test
    void anEndlessDescriptionIsRefused() {
        assertThat(SdpReader.read("v=0\r\n" + "a=x\r\n".repeat(1_001))).isNull();
        assertThat(SdpReader.read("v=0\r\n" + "m=audio 1 RTP/AVP 0\r\n".repeat(17)))
                .isNull();
        assertThat(SdpReader.read("v=0\r\na=" + "x".repeat(40_000))).isNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void mutatedDescriptionsNeverThrow(long seed) {
        var random = new Random(seed);
        LocalAudio browser =
                PLAIN.withWebRtc(new WebRtc("u", "p", "AA", List.of(new InetSocketAddress("192.0.2.10", 7_000))));
        int answered = 0;
        for (int i = 0; i < 10_000; i++) {
            var text = new StringBuilder(i % 2 == 0 ? BROWSER_OFFER : offer("m=audio 30000 RTP/AVP 0 8 101"));
            for (int change = random.nextInt(1, 8); change > 0 && !text.isEmpty(); change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(1, 0x250));
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 40)));
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(1, 60))));
                }
            }
            Outcome outcome = Negotiation.answer(text.toString(), i % 2 == 0 ? browser : PLAIN);
            if (outcome instanceof Outcome.Agreed) answered++;
        }
        assertThat(answered).as("some survive, some do not").isBetween(100, 9_900);
    }

    private static byte[] filled(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static final String BROWSER_OFFER = """
            v=0
            o=- 4611733054762223410 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE aud
            a=extmap-allow-mixed
            a=msid-semantic: WMS
            m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0 8 13 126
            c=IN IP4 0.0.0.0
            a=rtcp:9 IN IP4 0.0.0.0
            a=candidate:1 1 udp 2113937151 4b1c.local 51000 typ host
            a=ice-ufrag:Wx3d
            a=ice-pwd:kq1xEAkn0Zdkx4bn3kd8LwSv
            a=ice-options:trickle
            a=fingerprint:SHA-256 0a:1b:2c:3d
            a=setup:actpass
            a=mid:aud
            a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
            a=sendrecv
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            a=rtpmap:63 red/48000/2
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:13 CN/8000
            a=rtpmap:126 telephone-event/8000
            """.replace("\n", "\r\n");
}
