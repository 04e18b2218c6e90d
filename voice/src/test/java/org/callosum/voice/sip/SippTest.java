package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The endpoint against a SIP implementation that is not ours, over real sockets on loopback.
class SippTest {
    @TempDir
    Path folder;

    @BeforeEach
    void whereSippIsInstalled() {
        assumeTrue(Sipp.installed());
    }

    @Test
    void callersAreAnsweredAndHangUp() throws Exception {
        var handler = new AnswerAll();
        var settings = SipSettings.builder()
                .udp(new InetSocketAddress("127.0.0.1", 0))
                .trunks((_, _) -> "test")
                .build();
        try (var endpoint =
                SipEndpoint.start(settings, handler, System::nanoTime, ThreadLocalRandom.current()::nextLong)) {
            int port = endpoint.udpAddresses().getFirst().getPort();
            Process sipp = Sipp.start(
                    folder,
                    "uac_call.xml",
                    "-s",
                    "1000",
                    "-d",
                    "100",
                    "-r",
                    "100",
                    "-m",
                    "100",
                    "-timeout",
                    "30",
                    "-key",
                    "rtp_port",
                    "20000",
                    "127.0.0.1:" + port);
            assertThat(Sipp.result(sipp, 60)).as("SIPp's verdict").isZero();
            assertThat(endpoint.counters().value(SipCounter.CALLS_IN)).isEqualTo(100);
            assertThat(endpoint.counters().value(SipCounter.CALLS_ANSWERED)).isEqualTo(100);
            assertThat(handler.ended(SipEnd.HUNG_UP_BY_PEER)).isEqualTo(100);
            assertThat(endpoint.counters().value(SipCounter.MALFORMED)).isZero();
        }
    }
}
