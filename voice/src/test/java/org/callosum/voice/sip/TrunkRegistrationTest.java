package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrunkRegistrationTest {
    private static final String US = "10.0.0.2";
    private static final String CARRIER = "10.0.0.9";

    private final VirtualNet net = new VirtualNet();
    private final Ear ear = new Ear();
    private final VirtualNet.Node node = net.node(US, ear, SipSettings.builder());
    private final VirtualNet.Script carrier = net.script(CARRIER);
    private final TrunkSettings settings = new TrunkSettings(
            "north",
            Objects.requireNonNull(SipUri.parse("sip:" + CARRIER)),
            "4930100",
            new SipCredentials("4930100", "secret"),
            null,
            600);

    private TrunkRegistration registered() {
        var registration = new TrunkRegistration(node.core, settings);
        net.run(20);
        carrier.respond(carrier.last(), 401, "c", "WWW-Authenticate", "Digest realm=\"n\", nonce=\"1\", qop=\"auth\"");
        net.run(20);
        SipMessage proven = carrier.last();
        assertThat(proven.header("Authorization"))
                .contains("username=\"4930100\"")
                .doesNotContain("secret");
        carrier.respond(proven, 200, "c", "Contact", Objects.requireNonNull(proven.header("Contact")) + ";expires=300");
        net.run(20);
        return registration;
    }

    @Test
    void theCarrierIsToldWhereWeAreAndAgainInTime() {
        TrunkRegistration registration = registered();
        assertThat(registration.registered()).isTrue();
        assertThat(ear.heard).containsExactly("trunk registered north 300");
        int before = carrier.received.size();
        net.run(254_000);
        assertThat(carrier.received).hasSize(before);
        net.run(2_000);
        assertThat(carrier.received).hasSizeGreaterThan(before);
        assertThat(carrier.last().callId())
                .isEqualTo(carrier.received.getFirst().callId());
        carrier.respond(carrier.last(), 200, "c");
        net.run(100);
        assertThat(ear.heard).hasSize(1);
    }

    @Test
    void aLostCarrierIsToldOnceAndTriedWithGrowingPauses() {
        TrunkRegistration registration = registered();
        carrier.received.clear();
        net.run(300_000);
        assertThat(ear.heard).containsExactly("trunk registered north 300", "trunk lost north: no answer");
        assertThat(registration.registered()).isFalse();
        net.run(3_600_000);
        assertThat(ear.heard).hasSize(2);
        long attempts =
                carrier.received.stream().map(SipMessage::cseqNumber).distinct().count();
        assertThat(attempts).as("attempts in an hour").isBetween(4L, 12L);
        // and it comes back by itself
        for (int i = 0; i < 2_000 && !registration.registered(); i++) {
            int count = carrier.received.size();
            net.run(1_000);
            if (carrier.received.size() > count) carrier.respond(carrier.last(), 200, "c");
        }
        assertThat(ear.heard).endsWith("trunk registered north 600");
    }

    @Test
    void aWrongSecretIsAFailureAndNotAStorm() {
        new TrunkRegistration(node.core, settings);
        carrier.onReceive = request ->
                carrier.respond(request, 401, "c", "WWW-Authenticate", "Digest realm=\"n\", nonce=\"1\", qop=\"auth\"");
        net.run(60_000);
        assertThat(ear.heard).hasSize(1).allSatisfy(each -> assertThat(each).startsWith("trunk lost north: 401"));
        assertThat(carrier.received.size()).isLessThan(14);
    }

    @Test
    void aCarrierThatNamesATimeIsNotAskedBefore() {
        new TrunkRegistration(node.core, settings);
        net.run(20);
        carrier.respond(carrier.last(), 503, "c", "Retry-After", "300");
        net.run(299_000);
        assertThat(carrier.received).hasSize(1);
        net.run(2_000);
        assertThat(carrier.received.stream().map(SipMessage::cseqNumber).distinct())
                .hasSize(2);
        assertThat(ear.heard).containsExactly("trunk lost north: 503 Service Unavailable");
    }

    @Test
    void aCarrierThatIsBackIsRegisteredWithSoon() {
        var registration = new TrunkRegistration(node.core, settings);
        net.run(20);
        for (int i = 0; i < 6; i++) {
            carrier.respond(carrier.last(), 403, "c");
            int before = carrier.received.size();
            while (carrier.received.size() == before) net.run(1_000);
        }
        carrier.respond(carrier.last(), 403, "c");
        net.run(20);
        registration.hurry();
        net.run(5_100);
        carrier.respond(carrier.last(), 200, "c");
        net.run(20);
        assertThat(registration.registered()).isTrue();
    }

    @Test
    void aDeadServerOfTheCarrierLeadsToItsNext() throws Exception {
        net.names.put("a.north.example", InetAddress.getByName("10.0.0.8"));
        net.names.put("b.north.example", InetAddress.getByName(CARRIER));
        net.services.put(
                "_sip._udp.north.example",
                List.of(
                        new Names.Service(10, 0, 5060, "a.north.example"),
                        new Names.Service(20, 0, 5060, "b.north.example")));
        var registration = new TrunkRegistration(
                node.core,
                new TrunkSettings(
                        "north",
                        Objects.requireNonNull(SipUri.parse("sip:north.example:5060;transport=udp")),
                        "1",
                        new SipCredentials("1", "x"),
                        null,
                        600));
        carrier.onReceive = request -> carrier.respond(request, 200, "c");
        net.run(40_000);
        assertThat(registration.registered()).isTrue();
        assertThat(ear.heard).containsExactly("trunk registered north 600");
        assertThat(node.count(SipCounter.FAILED_OVER)).isEqualTo(1);
    }

    @Test
    void aLongerIntervalIsTaken() {
        new TrunkRegistration(node.core, settings);
        net.run(20);
        carrier.respond(carrier.last(), 423, "c", "Min-Expires", "1800");
        net.run(20);
        assertThat(carrier.last().header("Expires")).isEqualTo("1800");
    }

    @Test
    void stoppingTakesTheRegistrationBack() {
        TrunkRegistration registration = registered();
        registration.stop();
        net.run(20);
        assertThat(carrier.last().header("Expires")).isEqualTo("0");
        carrier.respond(carrier.last(), 200, "c");
        int before = carrier.received.size();
        net.run(1_000_000);
        assertThat(carrier.received).hasSize(before);
        assertThat(node.core.hasTimers()).isFalse();
    }

    @Test
    void aCarrierWithoutAddressIsToldAsSuch() {
        new TrunkRegistration(
                node.core,
                new TrunkSettings(
                        "south",
                        Objects.requireNonNull(SipUri.parse("sip:nowhere.example")),
                        "1",
                        new SipCredentials("1", "x"),
                        null,
                        600));
        net.run(20);
        assertThat(ear.heard).containsExactly("trunk lost south: no address for nowhere.example");
    }
}
