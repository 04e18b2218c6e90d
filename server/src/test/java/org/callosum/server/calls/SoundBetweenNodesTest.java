package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.CallOverSipTest.lastSecond;
import static org.callosum.server.calls.CallOverSipTest.until;

import java.io.IOException;
import java.nio.file.Path;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.SipBinding;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.recording.RecordingReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A caller at one node, the agent's desk phone at another, over real SIP and real sound: only the
/// database between them is missing.
class SoundBetweenNodesTest {
    private static final double CUSTOMER_HERTZ = 1_000;
    private static final double AGENT_HERTZ = 440;
    private static final double BANK_HERTZ = 700;
    private static final LinePlaces.Subject PHONE = new LinePlaces.Subject(LinePlaces.Kind.PHONE, House.TENANT, 70);

    @TempDir
    Path folder;

    private final MasterKey key = MasterKey.of("the master key of a house with two nodes");
    private final NodePass first = new NodePass(key, () -> 0, System::currentTimeMillis);
    private final NodePass second = new NodePass(key, () -> 1, System::currentTimeMillis);

    private LiveHouse a;
    private LiveHouse b;

    @BeforeEach
    void begin() throws IOException {
        a = new LiveHouse(folder, Flows.main());
        b = new LiveHouse(folder, Flows.main());
        b.passes = second;
        b.others = new OneOther();
        a.line = new Directory.AgentLine.Phone(
                new DialTarget.Address("sip:" + first.to(1, PHONE) + "@127.0.0.1:" + b.port()));
    }

    @org.junit.jupiter.api.AfterEach
    void end() {
        a.close();
        b.close();
    }

    private LegId ringAt(FarEnd customer) {
        var leg = customer.dial("4001", a.port());
        customer.await(VoiceEvent.Answered.class);
        customer.hum(leg, CUSTOMER_HERTZ);
        customer.listen(leg, folder.resolve("customer.rec"));
        customer.press(leg, "1");
        return leg;
    }

    /// Amy picks up, and three seconds are on record.
    private LegId picksUp(FarEnd amy) {
        var ring = amy.await(VoiceEvent.IncomingCall.class);
        assertThat(ring.dialled()).isEqualTo(LiveHouse.PHONE);
        assertThat(ring.fromNumber()).as("the customer's number, not a node's").isEqualTo("85212345678");
        amy.answer(ring.leg());
        amy.await(VoiceEvent.Answered.class);
        amy.hum(ring.leg(), AGENT_HERTZ);
        until("a recording of both", () -> a.keys.keySet().stream().anyMatch(each -> seconds(each) >= 3));
        return ring.leg();
    }

    private long seconds(org.callosum.voice.RecordingId recording) {
        try (var reader = RecordingReader.open(folder.resolve(recording + ".rec"), a.key(recording))) {
            return reader.durationMillis() / 1_000;
        } catch (IOException | RuntimeException notYet) {
            return 0;
        }
    }

    @Test
    void aPhoneOfAnotherNodeServesAndBothAreHeardAndRecorded() throws IOException {
        try (var customer = FarEnd.customer();
                var amy = FarEnd.phone(LiveHouse.PHONE, LiveHouse.SECRET, b.port())) {
            ringAt(customer);
            var amysLeg = picksUp(amy);
            amy.hangUp(amysLeg);
            customer.await(VoiceEvent.Ended.class);
            until("the end on record", () -> a.history.contains("ended handled"));
            var recording = a.keys.keySet().iterator().next();
            var kept = lastSecond(folder.resolve(recording + ".rec"), a.key(recording));
            assertThat(FarEnd.Tone.share(kept.left(), CUSTOMER_HERTZ))
                    .as("customer on the left")
                    .isGreaterThan(0.5);
            assertThat(FarEnd.Tone.share(kept.right(), AGENT_HERTZ))
                    .as("agent on the right")
                    .isGreaterThan(0.5);
            var heard = lastSecond(folder.resolve("customer.rec"), customer.key);
            assertThat(FarEnd.Tone.share(heard.left(), AGENT_HERTZ))
                    .as("the customer hears the agent")
                    .isGreaterThan(0.5);
            assertThat(b.keys).as("the phone's node records nothing").isEmpty();
            assertThat(b.history).as("and has no contact of its own").isEmpty();
        }
    }

    @Test
    void aCustomerWhoLeavesLetsThePhoneGo() throws IOException {
        try (var customer = FarEnd.customer();
                var amy = FarEnd.phone(LiveHouse.PHONE, LiveHouse.SECRET, b.port())) {
            var leg = ringAt(customer);
            picksUp(amy);
            customer.hangUp(leg);
            amy.await(VoiceEvent.Ended.class);
            until("wrap-up", a::wrapsUp);
        }
    }

    @Test
    void aPhoneOfAnotherNodeSendsTheCustomerToANumber() throws IOException {
        try (var customer = FarEnd.customer();
                var bank = FarEnd.elsewhere();
                var amy = FarEnd.phone(LiveHouse.PHONE, LiveHouse.SECRET, b.port())) {
            a.elsewhere = new DialTarget.Address("sip:bank@127.0.0.1:" + bank.port(SipBinding.Transport.UDP));
            ringAt(customer);
            amy.sendOn(picksUp(amy), "+85221234567");
            var told = amy.await(VoiceEvent.TransferProgress.class);
            while (!told.over()) {
                told = amy.await(VoiceEvent.TransferProgress.class);
            }
            assertThat(told.sipStatus()).isEqualTo(200);
            var ring = bank.await(VoiceEvent.IncomingCall.class);
            bank.answer(ring.leg());
            bank.hum(ring.leg(), BANK_HERTZ);
            bank.hangUp(ring.leg());
            customer.await(VoiceEvent.Ended.class);
            until("the transfer on record", () -> a.history.contains("transferred"));
        }
    }

    @Test
    void whoHasNoPassIsSentAwayAsFromAnyNumberThatIsNotOurs() throws IOException {
        try (var stranger = FarEnd.customer()) {
            var forged = first.to(1, PHONE).replaceFirst("-70-", "-71-");
            stranger.dial(forged, b.port());
            var ended = stranger.await(VoiceEvent.Ended.class);
            assertThat(ended.sipStatus()).isEqualTo(404);
            assertThat(second.counters()).containsKey("pass.forged");
            assertThat(b.centre.counters()).doesNotContainKey("lent.phones");
        }
    }
}
