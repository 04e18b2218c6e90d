package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The endpoint against a SIP implementation that is not ours, over real sockets on loopback.
class SippTest {
    private static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path folder;

    private final List<SipEndpoint> endpoints = new ArrayList<>();

    @BeforeEach
    void whereSippIsInstalled() {
        assumeTrue(Sipp.installed());
    }

    @AfterEach
    void close() {
        endpoints.forEach(SipEndpoint::close);
    }

    private SipEndpoint start(SipSettings.Builder settings, SipHandler handler) {
        var endpoint = SipEndpoint.start(
                settings.udp(FREE).tcp(FREE).build(),
                handler,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong());
        endpoints.add(endpoint);
        return endpoint;
    }

    private static String udp(SipEndpoint endpoint) {
        return "127.0.0.1:" + endpoint.udpAddresses().getFirst().getPort();
    }

    @ParameterizedTest(name = "{0}, {1} % of the messages lost")
    @CsvSource({"u1, 0", "u1, 10", "t1, 0"})
    void callersAreAnsweredAndHangUp(String transport, int lost) throws Exception {
        var handler = new AnswerAll();
        SipEndpoint endpoint = start(
                SipSettings.builder()
                        .timers(lost == 0 ? 500 : 150, lost == 0 ? 4_000 : 1_000, 5_000)
                        .trunks((_, _) -> "test"),
                handler);
        int port = transport.equals("u1")
                ? endpoint.udpAddresses().getFirst().getPort()
                : endpoint.tcpAddresses().getFirst().getPort();
        var arguments = new ArrayList<>(List.of(
                "-s",
                "1000",
                "-d",
                "100",
                "-r",
                "50",
                "-m",
                "50",
                "-timeout",
                "60",
                "-t",
                transport,
                "-key",
                "rtp_port",
                "20000"));
        if (lost > 0) arguments.addAll(List.of("-lost", String.valueOf(lost)));
        arguments.add("127.0.0.1:" + port);
        Process sipp = Sipp.start(folder, "uac_call.xml", arguments.toArray(String[]::new));
        int verdict = Sipp.result(sipp, 90);
        // with losses SIPp may mistake a repeated 200 for another one, so there only our own side is judged: every call
        // comes to its end
        if (lost == 0) {
            assertThat(verdict).as("SIPp's verdict").isZero();
            assertThat(endpoint.counters().value(SipCounter.CALLS_ANSWERED)).isEqualTo(50);
        }
        Eventually.until(
                "all ended",
                () -> handler.ended(SipEnd.HUNG_UP_BY_PEER) + handler.ended(SipEnd.NO_ACK)
                        == endpoint.counters().value(SipCounter.CALLS_IN));
        assertThat(endpoint.counters().value(SipCounter.CALLS_IN)).isBetween(lost == 0 ? 50L : 40L, 50L);
        assertThat(endpoint.counters().value(SipCounter.MALFORMED)).isZero();
        assertThat(endpoint.counters().value(SipCounter.FAULTS)).isZero();
    }

    @Test
    void weHangUpOnCallers() throws Exception {
        var handler = new AnswerAll() {
            @Override
            public void onConfirmed(SipCall call, @org.jspecify.annotations.Nullable String answer) {
                call.bye();
            }
        };
        SipEndpoint endpoint = start(SipSettings.builder().trunks((_, _) -> "test"), handler);
        Process sipp = Sipp.start(
                folder,
                "uac_until_bye.xml",
                "-s",
                "1000",
                "-r",
                "50",
                "-m",
                "50",
                "-timeout",
                "60",
                "-key",
                "rtp_port",
                "20000",
                udp(endpoint));
        assertThat(Sipp.result(sipp, 90)).as("SIPp's verdict").isZero();
        assertThat(handler.ended(SipEnd.HUNG_UP_BY_US)).isEqualTo(50);
    }

    @Test
    void callersGiveUpWhileItRings() throws Exception {
        var handler = new AnswerAll() {
            @Override
            public void onInvite(SipCall call, IncomingInvite invite) {
                call.progress(180, "");
            }
        };
        SipEndpoint endpoint = start(SipSettings.builder().trunks((_, _) -> "test"), handler);
        Process sipp = Sipp.start(
                folder,
                "uac_cancel.xml",
                "-s",
                "1000",
                "-d",
                "50",
                "-r",
                "50",
                "-m",
                "50",
                "-timeout",
                "60",
                udp(endpoint));
        assertThat(Sipp.result(sipp, 90)).as("SIPp's verdict").isZero();
        Eventually.until("all cancelled", () -> handler.ended(SipEnd.CANCELLED) == 50);
    }

    @Test
    void weCallPhonesAndHangUp() throws Exception {
        var handler = new AnswerAll() {
            @Override
            public void onAnswered(SipCall call, @org.jspecify.annotations.Nullable String answer) {
                call.bye();
            }
        };
        SipEndpoint endpoint = start(SipSettings.builder(), handler);
        int phone;
        try (var probe = new java.net.DatagramSocket(FREE)) {
            phone = probe.getLocalPort();
        }
        Process sipp = Sipp.start(
                folder,
                "uas_agent.xml",
                "-p",
                String.valueOf(phone),
                "-d",
                "20",
                "-m",
                "20",
                "-timeout",
                "60",
                "-key",
                "rtp_port",
                "20000");
        for (int i = 0; i < 20; i++) {
            endpoint.invite(OutgoingInvite.to(SipUri.of("agent" + i, "127.0.0.1", phone), "100", AnswerAll.SDP));
        }
        assertThat(Sipp.result(sipp, 90)).as("SIPp's verdict").isZero();
        Eventually.until("all ended", () -> handler.ended(SipEnd.HUNG_UP_BY_US) == 20);
    }

    @Test
    void phonesRegisterAndCallWithTheirSecret() throws Exception {
        var handler = new AnswerAll();
        var device = DeviceDirectory.Device.withPassword("201", "house", "secret");
        SipEndpoint endpoint =
                start(SipSettings.builder().devices("house", user -> user.equals("201") ? device : null), handler);
        String[] arguments = {
            "-s", "201", "-au", "201", "-ap", "secret", "-d", "50", "-m", "5", "-timeout", "60", udp(endpoint)
        };
        Process registering = Sipp.start(folder, "register.xml", arguments);
        assertThat(Sipp.result(registering, 90)).as("SIPp's verdict").isZero();
        assertThat(endpoint.registrar().bindings("201")).isNotEmpty();
        Process calling = Sipp.start(folder, "uac_digest.xml", arguments);
        assertThat(Sipp.result(calling, 90)).as("SIPp's verdict").isZero();
        assertThat(endpoint.counters().value(SipCounter.AUTH_ACCEPTED)).isEqualTo(10);
        Eventually.until("all ended", () -> handler.ended(SipEnd.HUNG_UP_BY_PEER) + handler.ended(SipEnd.NO_ACK) == 5);
    }
}
