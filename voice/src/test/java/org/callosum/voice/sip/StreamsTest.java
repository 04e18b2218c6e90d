package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// TCP and TLS over real sockets on loopback.
class StreamsTest {
    private static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final List<SipEndpoint> endpoints = new ArrayList<>();

    /// Hears on the I/O thread, is asked from the test's.
    private static final class Listener extends AnswerAll {
        final List<String> heard = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onAnswered(SipCall call, @Nullable String answer) {
            heard.add("answered");
        }

        @Override
        public void onConfirmed(SipCall call, @Nullable String answer) {
            heard.add("confirmed");
        }

        @Override
        public void onReinviteDone(SipCall call, int status, @Nullable String answer) {
            heard.add("reinvite done " + status);
        }

        @Override
        public void onDeviceRegistered(Binding binding) {
            heard.add("registered " + binding.path().transport());
        }

        @Override
        public void onTrunkRegistered(String trunk, int expiresSeconds) {
            heard.add("trunk registered");
        }

        @Override
        public void onEnded(SipCall call, SipEnd cause, int status) {
            heard.add("ended " + cause + " " + status);
        }
    }

    private SipEndpoint start(SipSettings.Builder settings, SipHandler handler) {
        var endpoint = SipEndpoint.start(
                settings.build(),
                handler,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong());
        endpoints.add(endpoint);
        return endpoint;
    }

    @AfterEach
    void close() {
        endpoints.forEach(SipEndpoint::close);
    }

    private static SipSettings.Builder settings() throws Exception {
        return SipSettings.builder()
                .udp(FREE)
                .tcp(FREE)
                .tls(FREE, TestCertificate.context())
                .trunks((_, _) -> "trunk");
    }

    private static InetSocketAddress address(SipEndpoint endpoint, Transport transport) {
        return switch (transport) {
            case UDP -> endpoint.udpAddresses().getFirst();
            case TCP -> endpoint.tcpAddresses().getFirst();
            case TLS -> endpoint.tlsAddresses().getFirst();
        };
    }

    private static SipUri uri(SipEndpoint endpoint, Transport transport) {
        return Objects.requireNonNull(SipUri.parse(
                "sip:200@127.0.0.1:" + address(endpoint, transport).getPort() + ";transport=" + transport));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aWholeCallGoesOverTheTransport(Transport transport) throws Exception {
        var context = TestCertificate.context();
        var caller = new Listener();
        var called = new Listener();
        SipEndpoint ours = start(
                SipSettings.builder().udp(FREE).tcp(FREE).tls(FREE, context).trunks((_, _) -> "t"), caller);
        SipEndpoint theirs = start(
                SipSettings.builder().udp(FREE).tcp(FREE).tls(FREE, context).trunks((_, _) -> "t"), called);
        SipCall call = ours.invite(OutgoingInvite.to(uri(theirs, transport), "100", AnswerAll.SDP));
        Eventually.until("confirmed", () -> called.heard.contains("confirmed"));
        call.reinvite(AnswerAll.SDP + "a=sendonly\r\n");
        Eventually.until("changed", () -> caller.heard.contains("reinvite done 200"));
        call.bye();
        Eventually.until("ended", () -> called.heard.contains("ended HUNG_UP_BY_PEER 0"));
        Eventually.until("told", () -> caller.heard.contains("ended HUNG_UP_BY_US 0"));
        assertThat(caller.heard).containsExactly("answered", "reinvite done 200", "ended HUNG_UP_BY_US 0");
        // in-dialog requests of the called side find the open connection too
        long opened = ours.counters().value(SipCounter.CONNECTIONS_OPENED);
        assertThat(opened).isEqualTo(transport == Transport.UDP ? 0 : 1);
    }

    @Test
    void aCertificateNobodyKnowsIsNotTalkedTo() throws Exception {
        var caller = new Listener();
        SipEndpoint ours = start(settings(), caller);
        SipEndpoint theirs = start(settings(), new Listener());
        ours.invite(OutgoingInvite.to(uri(theirs, Transport.TLS), "100", AnswerAll.SDP));
        Eventually.until("refused", () -> caller.heard.contains("ended FAILED 503"));
        assertThat(theirs.counters().value(SipCounter.CALLS_IN)).isZero();
    }

    @Test
    void nobodyListeningFailsTheCallAtOnce() throws Exception {
        int port;
        try (var probe = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        var caller = new Listener();
        SipEndpoint ours = start(settings(), caller);
        SipUri nowhere = Objects.requireNonNull(SipUri.parse("sip:1@127.0.0.1:" + port + ";transport=tcp"));
        ours.invite(OutgoingInvite.to(nowhere, "100", AnswerAll.SDP));
        Eventually.until("failed", () -> caller.heard.contains("ended FAILED 503"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"TCP", "TLS"})
    void aDeviceIsCalledOnTheConnectionItRegisteredBy(Transport transport) throws Exception {
        var context = TestCertificate.context();
        var house = new Listener();
        var phone = new Listener();
        var devices = Map.of("201", DeviceDirectory.Device.withPassword("201", "house", "secret"));
        SipEndpoint registrar =
                start(SipSettings.builder().tcp(FREE).tls(FREE, context).devices("house", devices::get), house);
        SipEndpoint device =
                start(SipSettings.builder().tcp(FREE).tls(FREE, context).trunks((_, _) -> "house"), phone);
        device.register(new TrunkSettings(
                "house",
                Objects.requireNonNull(SipUri.parse(
                        "sip:127.0.0.1:" + address(registrar, transport).getPort() + ";transport=" + transport)),
                "201",
                new SipCredentials("201", "secret"),
                null,
                600));
        Eventually.until("registered", () -> house.heard.contains("registered " + transport));
        Eventually.until("told", () -> phone.heard.contains("trunk registered"));
        Binding binding = registrar.registrar().bindings("201").getFirst();
        registrar.invite(OutgoingInvite.to(binding, "100", AnswerAll.SDP));
        Eventually.until("answered", () -> house.heard.contains("answered"));
        assertThat(registrar.counters().value(SipCounter.CONNECTIONS_OPENED)).isEqualTo(1);
        assertThat(device.counters().value(SipCounter.CONNECTIONS_OPENED)).isEqualTo(1);
    }

    @Test
    void bytesMayComeOneByOneAndPingsAreAnswered() throws Exception {
        SipEndpoint endpoint = start(settings(), new Listener());
        try (var socket = new Socket()) {
            socket.connect(address(endpoint, Transport.TCP));
            socket.setTcpNoDelay(true);
            var out = socket.getOutputStream();
            byte[] options = options(socket.getLocalPort()).getBytes(StandardCharsets.US_ASCII);
            for (byte each : options) {
                out.write(each);
                out.flush();
            }
            socket.setSoTimeout(30_000);
            assertThat(readMessage(socket.getInputStream())).startsWith("SIP/2.0 200 OK");
            out.write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('\r');
            assertThat(socket.getInputStream().read()).isEqualTo('\n');
        }
    }

    @Test
    void aStreamThatLostItsRhythmIsClosed() throws Exception {
        SipEndpoint endpoint = start(settings(), new Listener());
        try (var socket = new Socket()) {
            socket.connect(address(endpoint, Transport.TCP));
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(endpoint.counters().value(SipCounter.STREAM_MALFORMED)).isEqualTo(1);
    }

    @Test
    void connectionsAreBoundedInAllAndPerSource() throws Exception {
        SipEndpoint endpoint = start(settings().connections(100, 3, 10_000, 900), new Listener());
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 6; i++) {
                var socket = new Socket();
                socket.connect(address(endpoint, Transport.TCP));
                sockets.add(socket);
            }
            Eventually.until("three are refused", () -> endpoint.counters().value(SipCounter.CONNECTIONS_REFUSED) == 3);
            sockets.getFirst().close();
            Eventually.until("one is gone", () -> endpoint.counters().value(SipCounter.CONNECTIONS_CLOSED) == 1);
            var again = new Socket();
            sockets.add(again);
            again.connect(address(endpoint, Transport.TCP));
            again.setSoTimeout(30_000);
            again.getOutputStream().write(options(again.getLocalPort()).getBytes(StandardCharsets.US_ASCII));
            assertThat(readMessage(again.getInputStream())).startsWith("SIP/2.0 200 OK");
        } finally {
            for (Socket each : sockets) each.close();
        }
    }

    @Test
    void aPeerThatDoesNotReadCannotFillOurMemory() throws Exception {
        SipEndpoint endpoint = start(settings().connections(100, 10, 20_000, 900), new Listener());
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(2_048);
            socket.connect(address(endpoint, Transport.TCP));
            var out = socket.getOutputStream();
            byte[] options = options(socket.getLocalPort()).getBytes(StandardCharsets.US_ASCII);
            try {
                while (endpoint.counters().value(SipCounter.CONNECTION_OVERFLOW) == 0) out.write(options);
            } catch (java.io.IOException closed) {
                // the connection was taken down while we wrote
            }
        }
        Eventually.until("closed for overflow", () -> endpoint.counters().value(SipCounter.CONNECTION_OVERFLOW) >= 1);
    }

    @Test
    void anAddressInUseIsSaidInOneSentence() throws Exception {
        SipEndpoint first = start(SipSettings.builder().udp(FREE), new Listener());
        var taken = first.udpAddresses().getFirst();
        assertThatThrownBy(() -> start(SipSettings.builder().udp(taken), new Listener()))
                .hasMessageContaining("UDP 127.0.0.1:" + taken.getPort())
                .hasMessageContaining("another port");
    }

    private static String options(int port) {
        return Lines.of(
                "OPTIONS sip:127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/TCP 127.0.0.1:" + port + ";branch=z9hG4bK"
                        + ThreadLocalRandom.current().nextInt(1 << 30),
                "From: <sip:x@127.0.0.1>;tag=1",
                "To: <sip:127.0.0.1>",
                "Call-ID: o-" + port,
                "CSeq: 1 OPTIONS",
                "Content-Length: 0",
                "");
    }

    private static String readMessage(InputStream in) throws Exception {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) break;
            text.append((char) next);
        }
        return text.toString();
    }
}
