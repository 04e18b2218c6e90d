package org.callosum.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.voice.TestEngine.call;
import static org.callosum.voice.TestEngine.tone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.callosum.voice.VoiceEvent.EndCause;
import org.callosum.voice.media.G711;
import org.callosum.voice.media.Goertzel;
import org.callosum.voice.recording.RecordingKey;
import org.callosum.voice.recording.RecordingReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two engines call each other over real sockets on loopback.
class VoiceOverSipTest {
    private static final RecordingKey KEY = RecordingKey.of(new byte[32]);

    @TempDir
    Path folder;

    private TestEngine outside;
    private TestEngine centre;

    @BeforeEach
    void start() throws IOException {
        outside = new TestEngine();
        centre = new TestEngine();
    }

    @AfterEach
    void stop() {
        outside.close();
        centre.close();
    }

    private Path record(TestEngine engine, RecordingId id, LegId left, LegId right) {
        var file = folder.resolve("r" + id.value() + ".rec");
        engine.voice.record(new RecordingRequest(id, file, KEY, left, right));
        return file;
    }

    private Path recordHeard(TestEngine engine, RecordingId id, LegId left) {
        var file = folder.resolve("r" + id.value() + ".rec");
        engine.voice.record(new RecordingRequest(id, file, KEY, left, null));
        return file;
    }

    /// The best share of energy at a frequency in any tenth of a second of one channel, 0 to 1; a busy machine may
    /// break
    /// a tone here and there, but cannot make one.
    private static double share(Path file, boolean right, double hertz) throws IOException {
        try (var reader = RecordingReader.open(file, KEY)) {
            var count = (int) reader.sampleCount();
            var l = new byte[count];
            var r = new byte[count];
            reader.read(0, l, r, count);
            var best = 0.0;
            var samples = new short[800];
            for (var at = 0; at + 800 <= count; at += 800) {
                for (var i = 0; i < 800; i++) {
                    samples[i] = G711.fromMuLaw(right ? r[at + i] : l[at + i]);
                }
                best = Math.max(best, Goertzel.share(samples, 0, 800, hertz));
            }
            return best;
        }
    }

    private static void assertHeardOnly(Path file, boolean right, double hertz, double other) throws IOException {
        assertThat(share(file, right, hertz)).as("%.0f Hz in %s", hertz, file).isGreaterThan(0.9);
        assertThat(share(file, right, other)).as("%.0f Hz in %s", other, file).isLessThan(0.1);
    }

    private void awaitSize(Path file, int seconds) {
        var enough = 48 + 16_100L * seconds;
        var deadline = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < deadline) {
            try {
                if (Files.exists(file) && Files.size(file) >= enough) {
                    return;
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            Thread.onSpinWait();
        }
        throw new AssertionError(file + " did not grow to " + seconds + " s");
    }

    @Test
    void aCallerIsGreetedPressesKeysAndHangsUp() {
        var legs = call(outside, centre, "1000");
        var incoming = centre.await(VoiceEvent.IncomingCall.class);
        assertThat(incoming.fromNumber()).isEqualTo("100");
        assertThat(incoming.fromName()).isEqualTo("Amy");
        assertThat(incoming.source()).isEqualTo(new VoiceEvent.CallSource.FromTrunk("line"));
        var greeting = new PlayId(TestEngine.nextId());
        centre.voice.play(legs.far(), greeting, List.of(new AudioSource.Clip(tone(440, 300))), false);
        outside.await(VoiceEvent.SpeechStarted.class);
        var ended = centre.await(VoiceEvent.PlayEnded.class);
        assertThat(ended).isEqualTo(new VoiceEvent.PlayEnded(legs.far(), greeting, true));
        outside.voice.sendDigits(legs.near(), "12#4");
        centre.await(VoiceEvent.Digit.class, digit -> digit.digit() == '4');
        assertThat(keys(centre)).isEqualTo("12#4");
        outside.voice.hangUp(legs.near());
        assertThat(centre.await(VoiceEvent.Ended.class).cause()).isEqualTo(EndCause.HUNG_UP_BY_PEER);
        assertThat(outside.await(VoiceEvent.Ended.class).cause()).isEqualTo(EndCause.HUNG_UP_BY_US);
        var quality = centre.await(VoiceEvent.QualityMeasured.class).quality();
        assertThat(quality.packetsReceived()).isPositive();
        assertThat(quality.packetsForeign()).isZero();
        assertThat(centre.all().getLast()).isInstanceOf(VoiceEvent.Ended.class);
    }

    private static String keys(TestEngine engine) {
        return engine.all(VoiceEvent.Digit.class).stream()
                .map(digit -> String.valueOf(digit.digit()))
                .collect(Collectors.joining());
    }

    @Test
    void twoPartiesAreJoinedAndRecordedLeftAndRight() throws IOException {
        var customer = call(outside, centre, "1000");
        var agent = call(outside, centre, "2000");
        var mix = new MixId(TestEngine.nextId());
        centre.voice.mix(mix, Map.of(customer.far(), Set.of(agent.far()), agent.far(), Set.of(customer.far())));
        var loop = true;
        outside.voice.play(customer.near(), new PlayId(1), List.of(new AudioSource.Clip(tone(440, 1_000))), loop);
        outside.voice.play(agent.near(), new PlayId(2), List.of(new AudioSource.Clip(tone(1_000, 1_000))), loop);
        centre.await(VoiceEvent.SpeechStarted.class, event -> event.leg().equals(customer.far()));
        centre.await(VoiceEvent.SpeechStarted.class, event -> event.leg().equals(agent.far()));
        var call = new RecordingId(TestEngine.nextId());
        var stereo = record(centre, call, customer.far(), agent.far());
        var atCustomer = new RecordingId(TestEngine.nextId());
        var atAgent = new RecordingId(TestEngine.nextId());
        var heardByCustomer = recordHeard(outside, atCustomer, customer.near());
        var heardByAgent = recordHeard(outside, atAgent, agent.near());
        awaitSize(stereo, 2);
        awaitSize(heardByCustomer, 2);
        awaitSize(heardByAgent, 2);
        assertHeardOnly(stereo, false, 440, 1_000);
        assertHeardOnly(stereo, true, 1_000, 440);
        assertHeardOnly(heardByCustomer, false, 1_000, 440);
        assertHeardOnly(heardByAgent, false, 440, 1_000);
        assertThat(centre.voice.counters().get("rtp.relayed")).isGreaterThan(50);
        centre.voice.stopRecording(call);
        var stopped = centre.await(VoiceEvent.RecordingStopped.class);
        assertThat(stopped.reason()).isEqualTo(VoiceEvent.RecordingStop.REQUESTED);
        try (var reader = RecordingReader.open(stereo, KEY)) {
            assertThat(reader.durationMillis()).isEqualTo(stopped.durationMillis());
            assertThat(reader.header().leftLeg()).isEqualTo(customer.far().value());
        }
    }

    @Test
    void aBusyAgentTheCallerWhoGivesUpAndNobodyAreToldApart() {
        var busy = new LegId(TestEngine.nextId());
        outside.voice.dial(new DialRequest(busy, new DialTarget.Address(centre.address("1")), "1", "", 5_000));
        var first = centre.await(VoiceEvent.IncomingCall.class);
        centre.voice.ring(first.leg());
        outside.await(VoiceEvent.Ringing.class);
        centre.voice.reject(first.leg(), 486, 0);
        var refused = outside.await(VoiceEvent.Ended.class, event -> event.leg().equals(busy));
        assertThat(refused.cause()).isEqualTo(EndCause.REJECTED);
        assertThat(refused.sipStatus()).isEqualTo(486);

        var impatient = new LegId(TestEngine.nextId());
        outside.voice.dial(new DialRequest(impatient, new DialTarget.Address(centre.address("2")), "1", "", 5_000));
        var second = centre.await(
                VoiceEvent.IncomingCall.class, call -> call.dialled().equals("2"));
        outside.voice.hangUp(impatient);
        assertThat(centre.await(VoiceEvent.Ended.class, event -> event.leg().equals(second.leg()))
                        .cause())
                .isEqualTo(EndCause.CANCELLED);

        var unanswered = new LegId(TestEngine.nextId());
        outside.voice.dial(new DialRequest(unanswered, new DialTarget.Address(centre.address("3")), "1", "", 1_000));
        assertThat(outside.await(VoiceEvent.Ended.class, event -> event.leg().equals(unanswered))
                        .cause())
                .isEqualTo(EndCause.NO_ANSWER);
        var unknown = new LegId(TestEngine.nextId());
        outside.voice.dial(new DialRequest(unknown, new DialTarget.Device("nobody"), "1", "", 1_000));
        assertThat(outside.await(VoiceEvent.Ended.class, event -> event.leg().equals(unknown))
                        .cause())
                .isEqualTo(EndCause.FAILED);
    }

    @Test
    void beyondTheLimitACallIsTurnedAwayAndThoseInProgressStay() throws IOException {
        try (var small = new TestEngine(TestEngine.settings().withLimits(1, 100))) {
            var legs = call(outside, small, "1000");
            var second = new LegId(TestEngine.nextId());
            outside.voice.dial(new DialRequest(second, new DialTarget.Address(small.address("1")), "1", "", 5_000));
            var turnedAway =
                    outside.await(VoiceEvent.Ended.class, event -> event.leg().equals(second));
            assertThat(turnedAway.sipStatus()).isEqualTo(503);
            assertThat(small.all(VoiceEvent.Ended.class)).isEmpty();
            outside.voice.hangUp(legs.near());
            small.await(VoiceEvent.Ended.class);
        }
    }

    @Test
    void ordersForALegThatIsGoneDoNothingAndAreCounted() {
        var nobody = new LegId(TestEngine.nextId());
        centre.voice.answer(nobody);
        centre.voice.hold(nobody, true);
        centre.voice.play(nobody, new PlayId(1), List.of(new AudioSource.Music(0)), true);
        centre.voice.hangUp(nobody);
        call(outside, centre, "1000"); // the orders above went through the same queue before it
        assertThat(centre.voice.counters().get("command.no-such-leg")).isEqualTo(4);
    }

    @Test
    void aRecordingThatCannotBeWrittenAlarmsAndTheCallGoesOn() {
        var legs = call(outside, centre, "1000");
        var id = new RecordingId(TestEngine.nextId());
        centre.voice.record(
                new RecordingRequest(id, folder.resolve("no-such-folder").resolve("x.rec"), KEY, legs.far(), null));
        assertThat(centre.await(VoiceEvent.RecordingAlarm.class).recording()).isEqualTo(id);
        assertThat(centre.await(VoiceEvent.RecordingStopped.class).reason())
                .isEqualTo(VoiceEvent.RecordingStop.STORAGE_FAILED);
        var still = new PlayId(TestEngine.nextId());
        centre.voice.play(legs.far(), still, List.of(new AudioSource.Silence(60)), false);
        assertThat(centre.await(
                                VoiceEvent.PlayEnded.class,
                                event -> event.play().equals(still))
                        .completed())
                .isTrue();
    }

    @Test
    void closingTheEngineEndsItsCallsAndFreesItsPorts() throws IOException {
        var extra = new TestEngine();
        var legs = call(outside, extra, "1000");
        var file = record(extra, new RecordingId(7), legs.far(), legs.far());
        awaitSize(file, 1);
        extra.close();
        assertThat(extra.await(VoiceEvent.Ended.class).cause()).isEqualTo(EndCause.HUNG_UP_BY_US);
        assertThat(extra.await(VoiceEvent.RecordingStopped.class).reason())
                .isEqualTo(VoiceEvent.RecordingStop.ENGINE_CLOSED);
        assertThat(extra.voice.counters().get("rtp.ports-taken")).isZero();
        outside.await(VoiceEvent.Ended.class, event -> event.leg().equals(legs.near()));
    }
}
