package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrunkPingTest {
    private static final String US = "10.0.0.2";
    private static final String CARRIER = "10.0.0.9";

    private final VirtualNet net = new VirtualNet();
    private final Ear ear = new Ear();
    private final VirtualNet.Node node = net.node(US, ear, SipSettings.builder());
    private final VirtualNet.Script carrier = net.script(CARRIER);

    private TrunkPing ping() {
        return new TrunkPing(node.core, "north", Objects.requireNonNull(SipUri.parse("sip:" + CARRIER + ":5060")), 30);
    }

    @Test
    void aCarrierThatAnswersIsReachableWhateverItSays() {
        carrier.onReceive = request -> carrier.respond(request, 404, "c");
        ping();
        net.run(61_000);
        assertThat(ear.heard).containsExactly("trunk reachable north");
        assertThat(carrier.words()).containsOnly("OPTIONS").hasSizeBetween(3, 4);
    }

    @Test
    void silenceAndOverloadAreToldOnceEachAndTheReturnToo() {
        carrier.onReceive = request -> carrier.respond(request, 200, "c");
        ping();
        net.run(1_000);
        carrier.onReceive = _ -> {};
        net.run(300_000);
        carrier.onReceive = request -> carrier.respond(request, 503, "c");
        net.run(300_000);
        carrier.onReceive = request -> carrier.respond(request, 200, "c");
        net.run(120_000);
        assertThat(ear.heard)
                .containsExactly(
                        "trunk reachable north",
                        "trunk unreachable north: no answer",
                        "trunk unreachable north: 503 Service Unavailable",
                        "trunk reachable north");
    }

    @Test
    void aDeadCarrierIsNotStormed() {
        ping();
        net.run(3_600_000);
        long asked =
                carrier.received.stream().map(SipMessage::cseqNumber).distinct().count();
        // every 32 s of waiting for an answer and a pause of at most 60 s
        assertThat(asked).isBetween(30L, 50L);
    }

    @Test
    void afterStoppingNothingIsAsked() {
        carrier.onReceive = request -> carrier.respond(request, 200, "c");
        var ping = ping();
        net.run(1_000);
        ping.stop();
        net.run(200_000);
        assertThat(carrier.received).hasSize(1);
        assertThat(node.core.hasTimers()).isFalse();
    }

    @Test
    void aNameWithoutAddressIsSaidToBeOne() {
        new TrunkPing(node.core, "south", Objects.requireNonNull(SipUri.parse("sip:nowhere.example")), 30);
        net.run(20);
        assertThat(ear.heard).containsExactly("trunk unreachable south: no address for nowhere.example");
    }
}
