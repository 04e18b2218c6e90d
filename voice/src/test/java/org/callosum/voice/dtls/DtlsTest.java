package org.callosum.voice.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.callosum.voice.io.Counters;
import org.callosum.voice.io.Randomness;
import org.callosum.voice.srtp.SrtpKeys;
import org.callosum.voice.srtp.SrtpProfile;
import org.callosum.voice.srtp.SrtpReceiver;
import org.callosum.voice.srtp.SrtpSender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DtlsTest {
    private static final DtlsIdentity IDENTITY = DtlsIdentity.make(new Randomness(), 1_767_225_600_000L);

    @ParameterizedTest
    @EnumSource
    void bothSidesAgreeOnKeysOfTheProfileOffered(SrtpProfile profile) {
        var now = DtlsIdentity.make(new Randomness(), System.currentTimeMillis());
        var agreed = Warmth.handshake(now, profile);
        assertThat(agreed.client().profile()).isEqualTo(profile);
        assertThat(agreed.server().profile()).isEqualTo(profile);
        assertThat(agreed.client().key()).isNotEqualTo(agreed.server().key());
        var packet = new byte[60];
        packet[0] = (byte) 0x80;
        var length = new SrtpSender(agreed.server()).rtp(packet, 32);
        assertThat(new SrtpReceiver(agreed.server(), new Counters()).rtp(packet, length))
                .isEqualTo(32);
    }

    @Test
    void theFingerprintIsTheCertificatesSha256() {
        assertThat(IDENTITY.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }

    private static final class Outcome implements DtlsSession.Listener {
        final CompletableFuture<String> result = new CompletableFuture<>();

        @Override
        public void agreed(SrtpKeys theirs, SrtpKeys ours) {
            result.complete("agreed");
        }

        @Override
        public void failed(String why) {
            result.complete("failed");
        }

        @Override
        public void closed() {
            result.complete("closed");
        }
    }

    @Test
    void junkEndsNoThreadAndAgreesOnNothing() throws Exception {
        var counters = new Counters();
        var outcome = new Outcome();
        var session = new DtlsSession(IDENTITY, IDENTITY.fingerprint(), (p, l) -> {}, outcome, counters);
        var random = new SplittableRandom(5);
        session.start();
        for (var i = 0; i < 2_000; i++) {
            var junk = new byte[random.nextInt(300)];
            random.nextBytes(junk);
            if (junk.length > 13) {
                junk[0] = (byte) (20 + random.nextInt(5));
                junk[1] = (byte) 0xfe;
                junk[2] = (byte) 0xfd;
            }
            session.received(junk, junk.length);
        }
        session.received(new byte[2_000], 2_000);
        assertThat(counters.value("dtls.queue-full")).isPositive();
        session.close();
        assertThat(outcome.result
                        .completeOnTimeout("quiet", 1, TimeUnit.SECONDS)
                        .get())
                .isIn("quiet", "failed");
    }
}
