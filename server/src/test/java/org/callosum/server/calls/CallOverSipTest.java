package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.RecordingId;
import org.callosum.voice.SipBinding;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.media.G711;
import org.callosum.voice.recording.RecordingKey;
import org.callosum.voice.recording.RecordingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole call over real SIP and real sound: menu, queue, the agent's desk phone, both voices, both ways to end.
class CallOverSipTest {
    private static final double CUSTOMER_HERTZ = 1_000;
    private static final double AGENT_HERTZ = 440;
    private static final double BANK_HERTZ = 700;

    @TempDir
    Path folder;

    static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited in vain for: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    record Sides(short[] left, short[] right) {}

    /// The last second of a recording.
    static Sides lastSecond(Path file, RecordingKey key) throws IOException {
        try (var reader = RecordingReader.open(file, key)) {
            long from = Math.max(0, reader.sampleCount() - 8_000);
            int count = (int) (reader.sampleCount() - from);
            var left = new byte[count];
            var right = new byte[count];
            reader.read(from, left, right, count);
            return new Sides(linear(left), linear(right));
        }
    }

    private static short[] linear(byte[] muLaw) {
        var samples = new short[muLaw.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) G711.fromMuLaw(muLaw[i]);
        }
        return samples;
    }

    private long seconds(RecordingId recording, LiveHouse house) {
        try (var reader = RecordingReader.open(folder.resolve(recording + ".rec"), house.key(recording))) {
            return reader.durationMillis() / 1_000;
        } catch (IOException | RuntimeException notYet) {
            return 0;
        }
    }

    private LegId calledAndServed(LiveHouse house, FarEnd customer, FarEnd amy) {
        var leg = customer.dial("4001", house.port());
        customer.await(VoiceEvent.Answered.class);
        customer.hum(leg, CUSTOMER_HERTZ);
        customer.listen(leg, folder.resolve("customer.rec"));
        customer.press(leg, "1");
        var ring = amy.await(VoiceEvent.IncomingCall.class);
        assertThat(ring.dialled()).isEqualTo(LiveHouse.PHONE);
        assertThat(ring.fromNumber()).isEqualTo("85212345678");
        amy.answer(ring.leg());
        amy.await(VoiceEvent.Answered.class);
        amy.hum(ring.leg(), AGENT_HERTZ);
        until(
                "a recording of both",
                () -> house.keys.keySet().stream().anyMatch(recording -> seconds(recording, house) >= 3));
        assertThat(house.history).contains("menu-choice", "keys 1", "recording-started");
        return ring.leg();
    }

    @Test
    void aCallerChoosesIsServedAndBothAreHeardAndRecorded() throws IOException {
        try (var house = new LiveHouse(folder, Flows.main());
                var customer = FarEnd.customer();
                var amy = FarEnd.phone(LiveHouse.PHONE, LiveHouse.SECRET, house.port())) {
            var amysLeg = calledAndServed(house, customer, amy);
            amy.hangUp(amysLeg);
            customer.await(VoiceEvent.Ended.class);
            until("the end on record", () -> house.history.contains("ended handled"));
            var recording = house.keys.keySet().iterator().next();
            var kept = lastSecond(folder.resolve(recording + ".rec"), house.key(recording));
            assertThat(FarEnd.Tone.share(kept.left(), CUSTOMER_HERTZ))
                    .as("customer on the left")
                    .isGreaterThan(0.5);
            assertThat(FarEnd.Tone.share(kept.left(), AGENT_HERTZ)).isLessThan(0.05);
            assertThat(FarEnd.Tone.share(kept.right(), AGENT_HERTZ))
                    .as("agent on the right")
                    .isGreaterThan(0.5);
            assertThat(FarEnd.Tone.share(kept.right(), CUSTOMER_HERTZ)).isLessThan(0.05);
            var heard = lastSecond(folder.resolve("customer.rec"), customer.key);
            assertThat(FarEnd.Tone.share(heard.left(), AGENT_HERTZ))
                    .as("the customer hears the agent")
                    .isGreaterThan(0.5);
        }
    }

    @Test
    void aDeskPhoneSendsTheCustomerToAnOutsideNumber() throws IOException {
        try (var house = new LiveHouse(folder, Flows.main());
                var customer = FarEnd.customer();
                var bank = FarEnd.elsewhere();
                var amy = FarEnd.phone(LiveHouse.PHONE, LiveHouse.SECRET, house.port())) {
            house.elsewhere = new DialTarget.Address("sip:bank@127.0.0.1:" + bank.port(SipBinding.Transport.UDP));
            var amysLeg = calledAndServed(house, customer, amy);
            amy.sendOn(amysLeg, "+85221234567");
            var told = amy.await(VoiceEvent.TransferProgress.class);
            while (!told.over()) {
                told = amy.await(VoiceEvent.TransferProgress.class);
            }
            assertThat(told.sipStatus()).isEqualTo(200);
            amy.await(VoiceEvent.Ended.class);
            until("wrap-up", house::wrapsUp);

            var ring = bank.await(VoiceEvent.IncomingCall.class);
            bank.answer(ring.leg());
            bank.hum(ring.leg(), BANK_HERTZ);
            until("the customer hears the bank", () -> heardNow(customer) > 0.5);
            bank.hangUp(ring.leg());
            customer.await(VoiceEvent.Ended.class);
            until("the line given back", () -> house.placesBack.contains(true));
            assertThat(house.history).contains("transferred");
        }
    }

    @Test
    void aDeskPhoneAsksTheBankByItsSecondLineAndBringsBothTogether() throws IOException {
        try (var house = LiveHouse.withoutCarrier(folder, Flows.straight("billing"));
                var customer = FarEnd.phone(LiveHouse.CUSTOMERS_PHONE, LiveHouse.SECRET, house.port());
                var bank = FarEnd.elsewhere();
                var amy = FarEnd.phone(LiveHouse.PHONE, LiveHouse.SECRET, house.port())) {
            house.elsewhere = new DialTarget.Address("sip:bank@127.0.0.1:" + bank.port(SipBinding.Transport.UDP));
            var caller = customer.calls(LiveHouse.CUSTOMERS_PHONE, "4001");
            var offered = amy.await(VoiceEvent.IncomingCall.class);
            var first = offered.leg();
            amy.answer(first);
            amy.await(VoiceEvent.Answered.class);
            customer.await(VoiceEvent.Answered.class);
            customer.listen(caller, folder.resolve("customer.rec"));
            until("the two joined", () -> house.history.contains("recording-started"));
            var second = amy.calls(LiveHouse.PHONE, "+85221234567");
            var ring = bank.await(VoiceEvent.IncomingCall.class);
            bank.answer(ring.leg());
            assertThat(amy.await(VoiceEvent.Answered.class).leg()).isEqualTo(second);
            bank.hum(ring.leg(), BANK_HERTZ);
            var asked = folder.resolve("asked.rec");
            amy.listen(second, asked);
            until("Amy hears the bank", () -> share(asked, amy, BANK_HERTZ) > 0.5);
            assertThat(heardNow(customer)).as("the customer does not").isLessThan(0.05);

            amy.bringsTogether(first, second);
            var told = amy.await(VoiceEvent.TransferProgress.class);
            while (!told.over()) {
                told = amy.await(VoiceEvent.TransferProgress.class);
            }
            assertThat(told.sipStatus()).isEqualTo(200);
            until("the customer hears the bank", () -> heardNow(customer) > 0.5);
            until("wrap-up", house::wrapsUp);
            bank.hangUp(ring.leg());
            customer.await(VoiceEvent.Ended.class);
            until("the line given back", () -> house.placesBack.contains(true));
        }
    }

    private static double share(Path file, FarEnd of, double hertz) {
        try {
            return FarEnd.Tone.share(lastSecond(file, of.key).left(), hertz);
        } catch (IOException | RuntimeException notYet) {
            return 0;
        }
    }

    /// How much of the bank's hum is in what the customer has heard last.
    private double heardNow(FarEnd customer) {
        return share(folder.resolve("customer.rec"), customer, BANK_HERTZ);
    }

    @Test
    void aCustomerWhoHangsUpFreesTheAgentsPhone() throws IOException {
        try (var house = new LiveHouse(folder, Flows.straight("billing"));
                var customer = FarEnd.customer();
                var amy = FarEnd.phone(LiveHouse.PHONE, LiveHouse.SECRET, house.port())) {
            var leg = customer.dial("4001", house.port());
            var ring = amy.await(VoiceEvent.IncomingCall.class);
            amy.answer(ring.leg());
            amy.await(VoiceEvent.Answered.class);
            until("the two joined", () -> house.history.contains("recording-started"));
            customer.hangUp(leg);
            amy.await(VoiceEvent.Ended.class);
            until("wrap-up", house::wrapsUp);
            until("the end on record", () -> house.history.contains("ended handled"));
        }
    }

    @Test
    void aCustomerWhoGivesUpWhileThePhoneRingsStopsTheRinging() throws IOException {
        try (var house = new LiveHouse(folder, Flows.straight("billing"));
                var customer = FarEnd.customer();
                var amy = FarEnd.phone(LiveHouse.PHONE, LiveHouse.SECRET, house.port())) {
            var leg = customer.dial("4001", house.port());
            amy.await(VoiceEvent.IncomingCall.class);
            customer.hangUp(leg);
            var ended = amy.await(VoiceEvent.Ended.class);
            assertThat(ended.cause()).isEqualTo(VoiceEvent.EndCause.CANCELLED);
            until("the abandon on record", () -> house.history.contains("ended abandoned"));
        }
    }
}
