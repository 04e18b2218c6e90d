package org.callosum.voice.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.callosum.voice.LegId;
import org.callosum.voice.MixId;
import org.callosum.voice.RecordingId;
import org.callosum.voice.VoiceEvent.RecordingStop;
import org.callosum.voice.engine.Recorder.Second;
import org.callosum.voice.engine.Recorder.Tape;
import org.callosum.voice.io.VoiceClock;
import org.callosum.voice.media.G711;
import org.jspecify.annotations.Nullable;

/// All legs, mixes and running recordings. Owned by the media thread.
final class MediaRoom {
    private static final int SECOND = 8_000;

    private final Map<LegId, MediaLeg> legs = new LinkedHashMap<>();
    private final Map<MixId, Map<LegId, Set<LegId>>> mixes = new HashMap<>();

    /// The one mix a leg is in: with hundreds of conversations nobody looks through them all for one that ends.
    private final Map<LegId, MixId> mixOf = new HashMap<>();

    private final Map<RecordingId, Running> recordings = new LinkedHashMap<>();
    private final AtomicInteger legCount = new AtomicInteger();
    private final AtomicInteger recordingCount = new AtomicInteger();
    private final List<MediaLeg> order = new ArrayList<>();
    private final List<Running> tapes = new ArrayList<>();
    private final int[] sum = new int[MediaLeg.FRAME];
    final SignalWatches signals = new SignalWatches();
    private final VoiceClock clock;
    private final long sipLossNanos;

    MediaRoom(VoiceClock clock, long sipLossNanos) {
        this.clock = clock;
        this.sipLossNanos = sipLossNanos;
    }

    /// A recording and the second it is filling.
    private static final class Running {
        final Tape tape;
        final MediaLeg left;

        /// Whose voices the right channel is, and those of them that have sound; none: what the left leg hears.
        Set<LegId> rightIds;

        MediaLeg[] right = MediaLeg.NOBODY;

        boolean paused;

        @Nullable
        Second second;

        int number;
        int skipped;

        Running(Tape tape, MediaLeg left, Set<LegId> rightIds) {
            this.tape = tape;
            this.left = left;
            this.rightIds = rightIds;
        }
    }

    void tick(long nanos) {
        var epochMillis = clock.epochMillis();
        for (var leg : order) {
            leg.listen();
        }
        signals.tick();
        for (var leg : order) {
            leg.speak(nanos);
        }
        for (var running : tapes) {
            record(running);
        }
        for (var i = 0; i < order.size(); i++) {
            var leg = order.get(i);
            leg.look(nanos, epochMillis, leg.wire() instanceof SipWire ? sipLossNanos : 0);
            if (leg.wire() instanceof WebWire web) {
                web.look(leg, nanos);
            }
        }
    }

    /// Whether what this leg hears has to be made even while packets are passed straight on.
    private void tap(MediaLeg leg) {
        var heard = false;
        for (var running : tapes) {
            heard |= running.right.length == 0 && running.left == leg;
        }
        leg.tap(heard);
    }

    private void record(Running running) {
        var second = running.second;
        if (second == null) {
            second = running.skipped == 0 ? running.tape.take() : null;
            if (second == null) {
                // all buffers wait for the disk: this second is left out, later ones keep their number
                running.skipped += MediaLeg.FRAME;
                if (running.skipped >= SECOND) {
                    running.skipped = 0;
                    running.number++;
                    running.tape.lost();
                }
                return;
            }
            second.number = running.number++;
            running.second = second;
        }
        var at = second.samples;
        if (running.paused) {
            second.paused = true;
            Arrays.fill(second.left, at, at + MediaLeg.FRAME, G711.MU_SILENCE);
            Arrays.fill(second.right, at, at + MediaLeg.FRAME, G711.MU_SILENCE);
        } else {
            running.left.said(second.left, at);
            var right = running.right;
            switch (right.length) {
                case 0 -> running.left.heard(second.right, at);
                case 1 -> right[0].said(second.right, at);
                default -> together(right, second.right, at);
            }
        }
        second.samples = at + MediaLeg.FRAME;
        if (second.samples == SECOND) {
            running.second = null;
            running.tape.give(second);
        }
    }

    /// What several parties say, as one channel.
    private void together(MediaLeg[] parties, byte[] into, int at) {
        Arrays.fill(sum, 0);
        for (var party : parties) {
            var said = party.said();
            for (var i = 0; i < MediaLeg.FRAME; i++) {
                sum[i] += said[i];
            }
        }
        for (var i = 0; i < MediaLeg.FRAME; i++) {
            into[at + i] = G711.toMuLaw((short) Math.clamp(sum[i], Short.MIN_VALUE, Short.MAX_VALUE));
        }
    }

    @Nullable
    MediaLeg leg(LegId id) {
        return legs.get(id);
    }

    int legCount() {
        return legCount.get();
    }

    int recordingCount() {
        return recordingCount.get();
    }

    void add(MediaLeg leg) {
        legs.put(leg.id, leg);
        order.add(leg);
        legCount.set(order.size());
        // a mix may have been ordered before its leg had sound
        var mix = mixOf.get(leg.id);
        var hears = mix == null ? null : mixes.get(mix);
        if (hears != null) {
            apply(hears, members(hears));
        }
        for (var running : tapes) {
            if (running.rightIds.contains(leg.id)) {
                chooseRight(running);
            }
        }
    }

    private static Set<LegId> members(Map<LegId, Set<LegId>> hears) {
        var members = new HashSet<>(hears.keySet());
        hears.values().forEach(members::addAll);
        return members;
    }

    /// Takes the leg out of its mix, ends its recordings, tells its last events.
    void remove(MediaLeg leg) {
        if (legs.remove(leg.id) == null) {
            return;
        }
        order.remove(leg);
        legCount.set(order.size());
        leaveMixes(Set.of(leg.id), null);
        for (var running : List.copyOf(tapes)) {
            if (running.left == leg) {
                stop(running, RecordingStop.LEG_ENDED);
            } else if (running.rightIds.contains(leg.id)) {
                chooseRight(running);
            }
        }
        signals.gone(leg);
        leg.ended();
    }

    List<MediaLeg> all() {
        return List.copyOf(order);
    }

    // ---- mixes

    void mix(MixId id, Map<LegId, Set<LegId>> hears) {
        var members = members(hears);
        leaveMixes(members, id);
        var former = mixes.put(id, hears);
        if (former != null) {
            for (var gone : members(former)) {
                if (!members.contains(gone)) {
                    mixOf.remove(gone);
                    quiet(gone);
                }
            }
        }
        members.forEach(member -> mixOf.put(member, id));
        apply(hears, members);
    }

    void unmix(MixId id) {
        var former = mixes.remove(id);
        if (former != null) {
            for (var gone : members(former)) {
                mixOf.remove(gone);
                quiet(gone);
            }
        }
    }

    private void quiet(LegId id) {
        var leg = legs.get(id);
        if (leg != null) {
            leg.hears(MediaLeg.NOBODY, MediaLeg.NOBODY);
        }
    }

    private void leaveMixes(Set<LegId> leaving, @Nullable MixId except) {
        var left = new LinkedHashSet<MixId>();
        for (var leg : leaving) {
            var mix = mixOf.get(leg);
            if (mix != null && !mix.equals(except)) {
                left.add(mix);
                mixOf.remove(leg);
                quiet(leg);
            }
        }
        for (var id : left) {
            var hears = mixes.getOrDefault(id, Map.of());
            var members = members(hears);
            members.removeAll(leaving);
            var rest = new LinkedHashMap<LegId, Set<LegId>>();
            hears.forEach((listener, heard) -> {
                if (!leaving.contains(listener)) {
                    var stays = new HashSet<>(heard);
                    stays.removeAll(leaving);
                    rest.put(listener, stays);
                }
            });
            if (rest.isEmpty()) {
                mixes.remove(id);
                members.forEach(mixOf::remove);
            } else {
                mixes.put(id, rest);
            }
            apply(rest, members);
        }
    }

    private void apply(Map<LegId, Set<LegId>> hears, Set<LegId> members) {
        for (var id : members) {
            var leg = legs.get(id);
            if (leg == null) {
                continue;
            }
            var heard = present(hears.getOrDefault(id, Set.of()));
            var exclusive = new ArrayList<MediaLeg>();
            hears.forEach((listener, others) -> {
                var hearer = legs.get(listener);
                var really = present(others);
                if (hearer != null && really.length == 1 && really[0] == leg) {
                    exclusive.add(hearer);
                }
            });
            leg.hears(heard, exclusive.toArray(MediaLeg.NOBODY));
        }
    }

    MediaLeg[] present(Set<LegId> ids) {
        var found = new ArrayList<MediaLeg>();
        for (var id : ids) {
            var leg = legs.get(id);
            if (leg != null) {
                found.add(leg);
            }
        }
        return found.toArray(MediaLeg.NOBODY);
    }

    // ---- recordings

    boolean recording(RecordingId id) {
        return recordings.containsKey(id);
    }

    void record(Tape tape, MediaLeg left, Set<LegId> right) {
        var running = new Running(tape, left, right);
        recordings.put(tape.id, running);
        tapes.add(running);
        recordingCount.set(tapes.size());
        chooseRight(running);
    }

    boolean recordRight(RecordingId id, Set<LegId> right) {
        var running = recordings.get(id);
        if (running != null) {
            running.rightIds = right;
            chooseRight(running);
        }
        return running != null;
    }

    private void chooseRight(Running running) {
        running.right = present(running.rightIds);
        tap(running.left);
    }

    boolean pause(RecordingId id, boolean on) {
        var running = recordings.get(id);
        if (running != null) {
            running.paused = on;
        }
        return running != null;
    }

    boolean stop(RecordingId id, RecordingStop reason) {
        var running = recordings.get(id);
        if (running != null) {
            stop(running, reason);
        }
        return running != null;
    }

    void stopAll(RecordingStop reason) {
        List.copyOf(tapes).forEach(running -> stop(running, reason));
    }

    private void stop(Running running, RecordingStop reason) {
        recordings.remove(running.tape.id);
        tapes.remove(running);
        recordingCount.set(tapes.size());
        tap(running.left);
        var second = running.second;
        running.second = null;
        if (second != null && second.samples > 0) {
            running.tape.give(second);
        }
        running.tape.stop(reason);
    }
}
