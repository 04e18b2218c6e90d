package org.callosum.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.voice.AudioSource;
import org.callosum.voice.LegId;
import org.callosum.voice.MixId;
import org.callosum.voice.PlayId;
import org.callosum.voice.RecordingId;
import org.callosum.voice.Sound;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.RecordingStop;
import org.callosum.voice.io.Counters;
import org.callosum.voice.io.VoiceClock;
import org.callosum.voice.media.G711;
import org.callosum.voice.media.Goertzel;
import org.callosum.voice.media.KeyTones;
import org.callosum.voice.recording.RecordingHeader;
import org.callosum.voice.recording.RecordingKey;
import org.callosum.voice.recording.RecordingReader;
import org.callosum.voice.rtp.RtpPacket;
import org.callosum.voice.signals.SignalSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who hears whom, in virtual time: each party hums a tone of its own, and its ear is measured.
class MediaRoomTest {
    private static final long TICK = 20_000_000;
    private static final LegId CUSTOMER = new LegId(1);
    private static final LegId AGENT = new LegId(2);
    private static final LegId LEADER = new LegId(3);
    private static final MixId MIX = new MixId(9);
    private static final Map<LegId, Double> HUM = Map.of(CUSTOMER, 440.0, AGENT, 1_000.0, LEADER, 1_700.0);

    private final List<VoiceEvent> events = new ArrayList<>();
    private final List<LegId> lost = new ArrayList<>();
    private final Counters counters = new Counters();
    private final Map<LegId, Party> parties = new LinkedHashMap<>();
    private long nanos;
    private final MediaRoom room = new MediaRoom(
            new VoiceClock() {
                @Override
                public long nanos() {
                    return nanos;
                }

                @Override
                public long epochMillis() {
                    return 1_767_225_600_000L + nanos / 1_000_000;
                }
            },
            30_000_000_000L);

    /// A far end: hums into its leg, keeps what it hears.
    private final class Party implements LegWire {
        final MediaLeg leg;
        final boolean aLaw;
        final List<Short> ear = new ArrayList<>();
        short[] voice;
        int at;
        int sequence = 65_500;
        boolean silent;

        Party(LegId id, boolean aLaw) {
            this.aLaw = aLaw;
            voice = hum(HUM.getOrDefault(id, 0.0));
            leg = new MediaLeg(
                    id,
                    new LegEvents() {
                        @Override
                        public void tell(VoiceEvent event) {
                            events.add(event);
                        }

                        @Override
                        public void lost(MediaLeg gone) {
                            lost.add(gone.id);
                        }
                    },
                    new MediaCounters(counters),
                    this,
                    (int) (77 * id.value()),
                    0,
                    0,
                    "test",
                    nanos);
            leg.format(new SoundFormat(aLaw, aLaw ? 8 : 0, 101));
            leg.send(true, nanos);
            parties.put(id, this);
            room.add(leg);
        }

        void speak() {
            if (silent) {
                return;
            }
            var packet = new byte[172];
            packet[0] = (byte) 0x80;
            packet[1] = (byte) (aLaw ? 8 : 0);
            packet[2] = (byte) (sequence >> 8);
            packet[3] = (byte) sequence;
            RtpPacket.putInt32(packet, 4, at);
            RtpPacket.putInt32(packet, 8, 5);
            for (var i = 0; i < 160; i++) {
                var sample = voice[(at + i) % voice.length];
                packet[12 + i] = aLaw ? G711.toALaw(sample) : G711.toMuLaw(sample);
            }
            at += 160;
            sequence = (sequence + 1) & 0xffff;
            leg.arrived(packet, packet.length, nanos);
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void rtp(byte[] packet, int length) {
            if (RtpPacket.payloadType(packet) == 101) {
                return;
            }
            for (var i = 12; i < length; i++) {
                ear.add(aLaw ? G711.fromALaw(packet[i]) : G711.fromMuLaw(packet[i]));
            }
        }

        @Override
        public void rtcp(byte[] packet, int length) {}

        @Override
        public void close() {}

        /// Which hums this party hears now.
        Set<LegId> hears() {
            run(20);
            ear.clear();
            run(40);
            var samples = new short[ear.size()];
            for (var i = 0; i < samples.length; i++) {
                samples[i] = ear.get(i);
            }
            assertThat(samples.length).as("never stops sending").isBetween(160 * 36, 160 * 44);
            var found = new java.util.HashSet<LegId>();
            HUM.forEach((id, hertz) -> {
                if (Goertzel.share(samples, 0, samples.length, hertz) > 0.2) {
                    found.add(id);
                }
            });
            return found;
        }
    }

    private static short[] hum(double hertz) {
        var samples = new short[8_000];
        for (var i = 0; i < samples.length; i++) {
            samples[i] = (short) (9_000 * Math.sin(2 * Math.PI * hertz * i / 8_000));
        }
        return samples;
    }

    private void run(int ticks) {
        for (var i = 0; i < ticks; i++) {
            nanos += TICK;
            parties.values().forEach(Party::speak);
            room.tick(nanos);
        }
    }

    @Test
    void twoPartiesHearEachOtherAcrossTheLaws() {
        var customer = new Party(CUSTOMER, true);
        var agent = new Party(AGENT, false);
        assertThat(customer.hears()).isEmpty();
        room.mix(MIX, Map.of(CUSTOMER, Set.of(AGENT), AGENT, Set.of(CUSTOMER)));
        assertThat(customer.hears()).containsExactly(AGENT);
        assertThat(agent.hears()).containsExactly(CUSTOMER);
        assertThat(counters.value("rtp.relayed")).isPositive();
        room.unmix(MIX);
        assertThat(customer.hears()).isEmpty();
        assertThat(agent.hears()).isEmpty();
    }

    @Test
    void aConversationIsListenedToWithoutItsHold() {
        var customer = new Party(CUSTOMER, true);
        var agent = new Party(AGENT, false);
        var id = new org.callosum.voice.SignalsId(5);
        var sides = new MediaLeg[] {agent.leg};
        room.mix(MIX, Map.of(CUSTOMER, Set.of(AGENT), AGENT, Set.of(CUSTOMER)));
        assertThat(room.signals.listen(id, 77, SignalSettings.DEFAULT, new MediaLeg[] {customer.leg}, sides))
                .isTrue();
        var other = new org.callosum.voice.SignalsId(6);
        assertThat(room.signals.listen(other, 77, SignalSettings.DEFAULT, new MediaLeg[] {customer.leg}, sides))
                .as("one conversation is listened to once")
                .isFalse();
        // a hum is steady and goes for noise; words come and go
        customer.voice = words(440);
        agent.silent = true;
        run(250);
        customer.leg.hold(true);
        run(100);
        customer.leg.hold(false);
        run(50);
        room.remove(customer.leg);
        var heard =
                events.stream().filter(VoiceEvent.SpeechHeard.class::isInstance).toList();
        assertThat(heard).as("once a second").hasSize(8);
        var ended = events.stream()
                .filter(VoiceEvent.SpeechEnded.class::isInstance)
                .map(VoiceEvent.SpeechEnded.class::cast)
                .toList();
        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst().beganAtMillis()).isEqualTo(77);
        var sums = ended.getFirst().summary().sums();
        assertThat(sums.conversationMillis()).isEqualTo(6_000);
        assertThat(sums.customer().speechMillis()).isBetween(2_500L, 4_500L);
        assertThat(sums.agent().speechMillis()).isZero();
        assertThat(room.signals.count()).isZero();
    }

    private static short[] words(double hertz) {
        var samples = new short[8_000];
        for (var i = 0; i < 4_800; i++) {
            samples[i] = (short) (6_000 * Math.sin(2 * Math.PI * hertz * i / 8_000) * Math.sin(Math.PI * i / 1_600));
        }
        return samples;
    }

    @Test
    void aLeaderListensWhispersAndJoins() {
        var customer = new Party(CUSTOMER, false);
        var agent = new Party(AGENT, false);
        var leader = new Party(LEADER, true);
        room.mix(MIX, Map.of(CUSTOMER, Set.of(AGENT), AGENT, Set.of(CUSTOMER), LEADER, Set.of(CUSTOMER, AGENT)));
        assertThat(leader.hears()).containsExactlyInAnyOrder(CUSTOMER, AGENT);
        assertThat(customer.hears()).containsExactly(AGENT);
        assertThat(agent.hears()).containsExactly(CUSTOMER);
        room.mix(
                MIX, Map.of(CUSTOMER, Set.of(AGENT), AGENT, Set.of(CUSTOMER, LEADER), LEADER, Set.of(CUSTOMER, AGENT)));
        assertThat(agent.hears()).containsExactlyInAnyOrder(CUSTOMER, LEADER);
        assertThat(customer.hears()).containsExactly(AGENT);
        room.mix(
                MIX,
                Map.of(
                        CUSTOMER, Set.of(AGENT, LEADER),
                        AGENT, Set.of(CUSTOMER, LEADER),
                        LEADER, Set.of(CUSTOMER, AGENT)));
        assertThat(customer.hears()).containsExactlyInAnyOrder(AGENT, LEADER);
        room.remove(leader.leg);
        parties.remove(LEADER);
        assertThat(customer.hears()).containsExactly(AGENT);
        assertThat(agent.hears()).containsExactly(CUSTOMER);
    }

    @Test
    void whoIsMutedIsNotHeardAndWhoIsHeldHearsMusicOnly() {
        var customer = new Party(CUSTOMER, false);
        var agent = new Party(AGENT, false);
        room.mix(MIX, Map.of(CUSTOMER, Set.of(AGENT), AGENT, Set.of(CUSTOMER)));
        agent.leg.mute(true);
        assertThat(customer.hears()).isEmpty();
        assertThat(agent.hears()).containsExactly(CUSTOMER);
        agent.leg.mute(false);
        customer.leg.hold(true);
        assertThat(customer.hears()).doesNotContain(AGENT);
        assertThat(customer.ear).anyMatch(sample -> Math.abs(sample) > 500);
        assertThat(agent.hears()).isEmpty();
        customer.leg.hold(false);
        assertThat(customer.hears()).containsExactly(AGENT);
    }

    @Test
    void aLegInAnEchoTestHearsItself() {
        var customer = new Party(CUSTOMER, false);
        room.mix(MIX, Map.of(CUSTOMER, Set.of(CUSTOMER)));
        assertThat(customer.hears()).containsExactly(CUSTOMER);
    }

    @Test
    void aMixOrderedBeforeItsLegHasSoundHoldsWhenItComes() {
        var customer = new Party(CUSTOMER, false);
        room.mix(MIX, Map.of(CUSTOMER, Set.of(AGENT), AGENT, Set.of(CUSTOMER)));
        assertThat(customer.hears()).isEmpty();
        new Party(AGENT, false);
        assertThat(customer.hears()).containsExactly(AGENT);
    }

    @Test
    void whoIsPlayedToHearsNobodyElseUntilItEnds() {
        var customer = new Party(CUSTOMER, false);
        new Party(AGENT, false);
        room.mix(MIX, Map.of(CUSTOMER, Set.of(AGENT), AGENT, Set.of(CUSTOMER)));
        var prompt = Sound.ofLinear(hum(1_700));
        customer.leg.play(new PlayId(4), List.of(new AudioSource.Clip(prompt)), true);
        assertThat(customer.hears()).containsExactly(LEADER); // the prompt hums the leader's note
        customer.leg.stopPlaying();
        assertThat(events).contains(new VoiceEvent.PlayEnded(CUSTOMER, new PlayId(4), false));
        assertThat(customer.hears()).containsExactly(AGENT);
    }

    @Test
    void threeLoudPartiesSaturateInsteadOfWrappingAround() {
        var customer = new Party(CUSTOMER, false);
        var agent = new Party(AGENT, false);
        var leader = new Party(LEADER, false);
        agent.voice = new short[] {32_000};
        leader.voice = new short[] {32_000};
        room.mix(MIX, Map.of(CUSTOMER, Set.of(AGENT, LEADER)));
        run(20);
        customer.ear.clear();
        run(10);
        assertThat(customer.ear).allMatch(sample -> sample > 30_000);
    }

    @Test
    void keysTypedInSecretReachNobody() {
        var customer = new Party(CUSTOMER, false);
        var agent = new Party(AGENT, false);
        room.mix(MIX, Map.of(CUSTOMER, Set.of(AGENT), AGENT, Set.of(CUSTOMER)));
        run(20);
        customer.leg.suppressKeys(true);
        customer.voice = KeyTones.sound('5', 8_000);
        run(10);
        agent.ear.clear();
        run(40);
        assertThat(agent.ear).allMatch(sample -> Math.abs(sample) < 100);
    }

    @Test
    void aPartyThatFallsSilentIsTalkedToAllTheSame() {
        var customer = new Party(CUSTOMER, false);
        var agent = new Party(AGENT, false);
        room.mix(MIX, Map.of(CUSTOMER, Set.of(AGENT), AGENT, Set.of(CUSTOMER)));
        customer.silent = true;
        assertThat(agent.hears()).isEmpty(); // and was sent silence: hears() counts the samples
    }

    @Test
    void aWireThatFallsSilentIsToldOnceAndThenEndsTheLeg() {
        var customer = new Party(CUSTOMER, false);
        run(5);
        var loss = 30_000_000_000L;
        customer.leg.look(nanos + loss, 0, loss);
        assertThat(events).doesNotContain(new VoiceEvent.MediaLost(CUSTOMER));
        customer.leg.look(nanos + loss + TICK, 0, loss);
        customer.leg.look(nanos + loss + 2 * TICK, 0, loss);
        assertThat(events).containsOnlyOnce(new VoiceEvent.MediaLost(CUSTOMER));
        assertThat(lost).isEmpty();
        customer.leg.look(nanos + 2 * loss + TICK, 0, loss);
        customer.leg.look(nanos + 2 * loss + 2 * TICK, 0, loss);
        assertThat(lost).containsExactly(CUSTOMER);
    }

    @Test
    void aWireIsAllowedToBeSilentWhileTheFarEndHolds() {
        var customer = new Party(CUSTOMER, false);
        run(5);
        customer.leg.peerHeld(true, nanos);
        customer.leg.look(nanos + 100_000_000_000L, 0, 30_000_000_000L);
        assertThat(lost).isEmpty();
        assertThat(events).doesNotContain(new VoiceEvent.MediaLost(CUSTOMER));
    }

    @Test
    void theRightChannelHoldsAllAgentsAndTheLeftTheCustomerAlone(@TempDir Path folder) throws IOException {
        new Party(CUSTOMER, false);
        new Party(AGENT, true);
        var id = new RecordingId(12);
        var file = folder.resolve("conference.clmr");
        var key = RecordingKey.of(new byte[32]);
        var nobody = new Recorder.Listener() {
            @Override
            public void alarm(RecordingId recording, String reason) {}

            @Override
            public void stopped(RecordingId recording, long durationMillis, RecordingStop reason) {}
        };
        try (var recorder = new Recorder(1, nobody, counters)) {
            var tape = recorder.open(id, file, new RecordingHeader(0, CUSTOMER.value(), AGENT.value()), key);
            room.record(Objects.requireNonNull(tape), Objects.requireNonNull(room.leg(CUSTOMER)), Set.of(AGENT));
            room.recordRight(id, Set.of(AGENT, LEADER)); // ordered before the leader has sound
            new Party(LEADER, false);
            run(100);
            room.stop(id, RecordingStop.REQUESTED);
        }
        try (var reader = RecordingReader.open(file, key)) {
            assertThat(reader.sampleCount()).isEqualTo(16_000);
            var left = new byte[8_000];
            var right = new byte[8_000];
            reader.read(8_000, left, right, 8_000);
            assertThat(share(left, CUSTOMER)).isGreaterThan(0.9);
            assertThat(share(right, CUSTOMER)).isLessThan(0.01);
            assertThat(share(right, AGENT)).isBetween(0.4, 0.6);
            assertThat(share(right, LEADER)).isBetween(0.4, 0.6);
        }
    }

    private static double share(byte[] muLaw, LegId hummer) {
        var samples = new short[muLaw.length];
        for (var i = 0; i < samples.length; i++) {
            samples[i] = G711.fromMuLaw(muLaw[i]);
        }
        return Goertzel.share(samples, 0, samples.length, Objects.requireNonNull(HUM.get(hummer)));
    }
}
