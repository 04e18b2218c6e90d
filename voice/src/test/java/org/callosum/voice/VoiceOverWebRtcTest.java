package org.callosum.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.callosum.voice.TestEngine.call;
import static org.callosum.voice.TestEngine.tone;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.callosum.voice.VoiceEvent.EndCause;
import org.callosum.voice.dtls.TestBrowser;
import org.callosum.voice.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A caller over SIP and an agent in a browser, over real sockets.
class VoiceOverWebRtcTest {
    @ParameterizedTest
    @EnumSource
    void aCallerAndABrowserHearEachOther(SrtpProfile profile) throws Exception {
        try (var outside = new TestEngine();
                var centre = new TestEngine();
                var browser = new TestBrowser(profile, 1_000)) {
            var agent = new LegId(TestEngine.nextId());
            browser.connect(centre.voice.openWebRtc(agent, browser.offer()).get(20, TimeUnit.SECONDS));
            centre.await(VoiceEvent.Answered.class, event -> event.leg().equals(agent));
            centre.await(VoiceEvent.MediaStarted.class, event -> event.leg().equals(agent));
            var legs = call(outside, centre, "1000");
            centre.voice.mix(new MixId(1), Map.of(agent, Set.of(legs.far()), legs.far(), Set.of(agent)));
            outside.voice.play(legs.near(), new PlayId(1), List.of(new AudioSource.Clip(tone(440, 1_000))), true);
            browser.awaitTone(440);
            outside.await(VoiceEvent.SpeechStarted.class, event -> event.leg().equals(legs.near()));
            browser.close();
            var ended =
                    centre.await(VoiceEvent.Ended.class, event -> event.leg().equals(agent));
            assertThat(ended.cause()).isEqualTo(EndCause.HUNG_UP_BY_PEER);
            assertThat(centre.voice.counters().get("srtp.not-authentic")).isZero();
            assertThat(centre.all(VoiceEvent.Ended.class)).hasSize(1);
        }
    }

    @Test
    void aBrowserWithAnotherCertificateGetsNoKeys() throws Exception {
        try (var centre = new TestEngine();
                var browser = new TestBrowser(SrtpProfile.AEAD_AES_128_GCM, 1_000)) {
            var leg = new LegId(TestEngine.nextId());
            var answer = centre.voice
                    .openWebRtc(leg, browser.offer("00:".repeat(31) + "00"))
                    .get(20, TimeUnit.SECONDS);
            assertThatThrownBy(() -> browser.connect(answer)).isInstanceOf(java.io.IOException.class);
            assertThat(centre.await(VoiceEvent.Ended.class).cause()).isEqualTo(EndCause.FAILED);
            assertThat(centre.all(VoiceEvent.Answered.class)).isEmpty();
            assertThat(centre.voice.counters().get("dtls.handshake-failed")).isEqualTo(1);
            assertThat(centre.voice.counters().get("legs")).isZero();
        }
    }

    @Test
    void anOfferWithoutSoundOrFingerprintIsRefusedWithAReason() throws Exception {
        try (var centre = new TestEngine();
                var browser = new TestBrowser(SrtpProfile.AEAD_AES_128_GCM, 1_000)) {
            for (var offer : List.of(
                    "",
                    "hello",
                    browser.offer().replace("m=audio", "m=video"),
                    browser.offer().replaceAll("a=fingerprint.*\r\n", ""),
                    browser.offer().replace(" 0 8 126", "").replaceAll("a=rtpmap:[08].*\r\n", ""))) {
                var answer = centre.voice.openWebRtc(new LegId(TestEngine.nextId()), offer);
                assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("cannot be answered");
            }
            assertThat(centre.voice.counters().get("legs")).isZero();
        }
    }
}
