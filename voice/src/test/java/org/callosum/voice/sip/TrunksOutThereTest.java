package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Carriers by name: found by a real name server, and believed by their certificate, over real sockets on loopback.
class TrunksOutThereTest {
    private static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String CARRIER = "carrier.example";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final class Listener extends AnswerAll {
        private final String name;

        Listener(String name) {
            this.name = name;
        }

        @Override
        public void onInvite(SipCall call, IncomingInvite invite) {
            heard.add(name + " is called");
            if (name.equals("full")) call.reject(503, 5);
            else super.onInvite(call, invite);
        }

        @Override
        public void onAnswered(SipCall call, @Nullable String answer) {
            heard.add("answered");
        }

        @Override
        public void onTrunkReachable(String trunk) {
            heard.add("reachable");
        }

        @Override
        public void onTrunkUnreachable(String trunk, String why) {
            heard.add("unreachable: " + why);
        }

        @Override
        public void onEnded(SipCall call, SipEnd cause, int status) {
            heard.add(name + " ended " + cause);
        }
    }

    private <T extends AutoCloseable> T closing(T thing) {
        open.add(thing);
        return thing;
    }

    private SipEndpoint start(String name, SipSettings.Builder settings) {
        return closing(SipEndpoint.start(
                settings.trunks((_, _) -> "trunk").build(),
                new Listener(name),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong()));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) each.close();
    }

    private TinyDns dns() throws Exception {
        return closing(new TinyDns()).host(CARRIER, "127.0.0.1");
    }

    private static SipUri uri(String text) {
        return Objects.requireNonNull(SipUri.parse(text));
    }

    private void heard(String what) {
        Eventually.until(what + " among " + heard, () -> heard.stream().anyMatch(each -> each.contains(what)));
    }

    // ---- certificates

    /// Asks a carrier whose certificate is `theirs` while trusting `authority` only.
    private SipEndpoint ask(TestCertificate theirs, TestCertificate authority) throws Exception {
        SipEndpoint carrier = start("carrier", SipSettings.builder().tls(FREE, theirs.serving(authority)));
        int port = carrier.tlsAddresses().getFirst().getPort();
        SipEndpoint us = start(
                "us",
                SipSettings.builder()
                        .udp(FREE)
                        .nameServer(dns().address())
                        .tlsContext(TestCertificate.selfSigned("us.example").serving(authority), true));
        us.ping("north", uri("sip:" + CARRIER + ":" + port + ";transport=tls"), 30);
        return us;
    }

    @Test
    void aCarrierWithTheConfiguredNameOnItsCertificateIsBelieved() throws Exception {
        var authority = TestCertificate.authority();
        ask(authority.issue(CARRIER), authority);
        heard("reachable");
        assertThat(heard).containsExactly("reachable");
    }

    @Test
    void anotherNameOnTheCertificateIsRefusedWithTheReason() throws Exception {
        var authority = TestCertificate.authority();
        SipEndpoint us = ask(authority.issue("elsewhere.example"), authority);
        heard("unreachable: the certificate does not name carrier.example");
        assertThat(us.counters().value(SipCounter.TLS_REFUSED)).isPositive();
    }

    @Test
    void theNumericAddressOnTheCertificateDoesNotStandForTheName() throws Exception {
        var authority = TestCertificate.authority();
        ask(authority.issue("127.0.0.1"), authority);
        heard("unreachable: the certificate does not name carrier.example");
    }

    @Test
    void anExpiredCertificateIsRefusedWithTheReason() throws Exception {
        var authority = TestCertificate.authority();
        ask(authority.issueExpired(CARRIER), authority);
        heard("unreachable: the certificate has expired");
    }

    @Test
    void aSelfSignedCertificateIsRefusedWithTheReason() throws Exception {
        ask(TestCertificate.selfSigned(CARRIER), TestCertificate.authority());
        heard("unreachable: the certificate is self-signed or of an authority that is not trusted");
    }

    @Test
    void theConfiguredNameIsShownToTheCarrierBeforeItsCertificate() throws Exception {
        var authority = TestCertificate.authority();
        SSLContext theirs = authority.issue(CARRIER).serving(authority);
        var server =
                closing(theirs.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        var shown = new CompletableFuture<List<SNIServerName>>();
        Thread.ofVirtual().start(() -> {
            try (var socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
                shown.complete(((ExtendedSSLSession) socket.getSession()).getRequestedServerNames());
            } catch (java.io.IOException failed) {
                shown.completeExceptionally(failed);
            }
        });
        SipEndpoint us = start(
                "us",
                SipSettings.builder()
                        .udp(FREE)
                        .nameServer(dns().address())
                        .tlsContext(TestCertificate.selfSigned("us.example").serving(authority), true));
        us.ping("north", uri("sip:" + CARRIER + ":" + server.getLocalPort() + ";transport=tls"), 30);
        assertThat(shown.get(30, TimeUnit.SECONDS))
                .singleElement()
                .satisfies(name -> assertThat(new String(name.getEncoded(), StandardCharsets.US_ASCII))
                        .isEqualTo(CARRIER));
    }

    @Test
    void aCallOverTlsEndsOverTheSameConnection() throws Exception {
        var authority = TestCertificate.authority();
        SipEndpoint us = ask(authority.issue(CARRIER), authority);
        heard("reachable");
        int port = open.stream()
                .filter(SipEndpoint.class::isInstance)
                .map(SipEndpoint.class::cast)
                .filter(each -> !each.tlsAddresses().isEmpty())
                .findFirst()
                .orElseThrow()
                .tlsAddresses()
                .getFirst()
                .getPort();
        SipCall call = us.invite(
                OutgoingInvite.to(uri("sip:200@" + CARRIER + ":" + port + ";transport=tls"), "100", AnswerAll.SDP));
        heard("answered");
        call.bye();
        heard("carrier ended HUNG_UP_BY_PEER");
        assertThat(us.counters().value(SipCounter.CONNECTIONS_OPENED)).isEqualTo(1);
    }

    // ---- names

    private SipSettings.Builder quick(TinyDns dns) {
        return SipSettings.builder()
                .udp(FREE)
                .tcp(FREE)
                .nameServer(dns.address())
                .timers(50, 400, 500);
    }

    @Test
    void aDeadServerOfACarrierCostsTheCallerLittleAndTheNextCallNothing() throws Exception {
        var dead = closing(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        SipEndpoint second = start("second", SipSettings.builder().udp(FREE));
        TinyDns dns = dns().host("a.carrier.example", "127.0.0.1")
                .host("b.carrier.example", "127.0.0.1")
                .service("_sip._udp.carrier.example", 10, 0, dead.getLocalPort(), "a.carrier.example")
                .service(
                        "_sip._udp.carrier.example",
                        20,
                        0,
                        second.udpAddresses().getFirst().getPort(),
                        "b.carrier.example");
        SipEndpoint us = start("us", quick(dns));
        us.invite(OutgoingInvite.to(uri("sip:200@carrier.example;transport=udp"), "100", AnswerAll.SDP));
        heard("answered");
        assertThat(heard).startsWith("second is called");
        assertThat(us.counters().value(SipCounter.FAILED_OVER)).isEqualTo(1);
        heard.clear();
        us.invite(OutgoingInvite.to(uri("sip:200@carrier.example:5060;transport=udp"), "100", AnswerAll.SDP));
        heard("answered");
        assertThat(us.counters().value(SipCounter.FAILED_OVER))
                .as("the usual port asks SRV too, and the dead server comes last now")
                .isEqualTo(1);
    }

    @Test
    void aServerThatIsFullLeadsToTheNext() throws Exception {
        SipEndpoint full = start("full", SipSettings.builder().udp(FREE));
        SipEndpoint second = start("second", SipSettings.builder().udp(FREE));
        TinyDns dns = dns();
        dns.service(
                "_sip._udp.carrier.example",
                10,
                0,
                full.udpAddresses().getFirst().getPort(),
                CARRIER);
        dns.service(
                "_sip._udp.carrier.example",
                20,
                0,
                second.udpAddresses().getFirst().getPort(),
                CARRIER);
        SipEndpoint us = start("us", quick(dns));
        us.invite(OutgoingInvite.to(uri("sip:200@carrier.example;transport=udp"), "100", AnswerAll.SDP));
        heard("answered");
        assertThat(heard).startsWith("full is called").contains("second is called");
    }

    @Test
    void withoutTransportTheNamingAuthorityPointerDecides() throws Exception {
        SipEndpoint carrier = start("carrier", SipSettings.builder().udp(FREE).tcp(FREE));
        TinyDns dns = dns().pointer(CARRIER, 10, 10, "SIPS+D2T", "_sips._tcp.carrier.example")
                .pointer(CARRIER, 20, 10, "SIP+D2T", "_sip._tcp.carrier.example")
                .pointer(CARRIER, 30, 10, "SIP+D2U", "_sip._udp.carrier.example")
                .service(
                        "_sip._udp.carrier.example",
                        1,
                        0,
                        carrier.udpAddresses().getFirst().getPort(),
                        CARRIER)
                .service(
                        "_sip._tcp.carrier.example",
                        1,
                        0,
                        carrier.tcpAddresses().getFirst().getPort(),
                        CARRIER);
        SipEndpoint us = start("us", quick(dns));
        us.invite(OutgoingInvite.to(uri("sip:200@carrier.example"), "100", AnswerAll.SDP));
        heard("answered");
        assertThat(us.counters().value(SipCounter.CONNECTIONS_OPENED))
                .as("TCP, as TLS cannot be spoken")
                .isEqualTo(1);
    }

    @Test
    void aHostWithoutServiceRecordsIsItsAddress() throws Exception {
        SipEndpoint carrier = start("carrier", SipSettings.builder().udp(FREE));
        TinyDns dns = dns();
        SipEndpoint us = start("us", quick(dns));
        int port = carrier.udpAddresses().getFirst().getPort();
        us.invite(OutgoingInvite.to(uri("sip:200@carrier.example:" + port), "100", AnswerAll.SDP));
        heard("answered");
        assertThat(dns.asked)
                .as("a port of its own asks no SRV")
                .allMatch(each -> each.endsWith(" 1") || each.endsWith(" 28"));
    }

    @Test
    void aRecordThatLeadsElsewhereIsNotFollowedThere() throws Exception {
        TinyDns dns = dns().pointer(CARRIER, 10, 10, "SIP+D2U", "ldap://127");
        assertThat(DnsNames.at(dns.address()).services("ldap://127.0.0.1:1/x")).isEmpty();
        assertThat(dns.asked).isEmpty();
    }
}
