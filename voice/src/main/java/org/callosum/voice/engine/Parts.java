package org.callosum.voice.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.EndCause;
import org.callosum.voice.VoiceListener;
import org.callosum.voice.VoiceSettings;
import org.callosum.voice.io.Counters;
import org.callosum.voice.io.MediaThread;
import org.callosum.voice.io.Randomness;
import org.callosum.voice.io.SerialThread;
import org.callosum.voice.io.VoiceClock;
import org.jspecify.annotations.Nullable;

/// What the engine's sides share. The table of legs belongs to the control thread.
final class Parts {
    final VoiceSettings settings;
    final VoiceClock clock;
    final Randomness randomness;
    final Counters counters;
    final MediaCounters mediaCounters;
    final SerialThread control;
    final SerialThread events;
    final MediaThread media;
    final MediaRoom room;
    final Map<LegId, LegControl> legs = new HashMap<>();
    /// legs that exist or are being made
    final AtomicInteger legCount = new AtomicInteger();
    private final VoiceListener listener;
    private @Nullable Runnable onEmpty;

    Parts(
            VoiceSettings settings,
            VoiceClock clock,
            Randomness randomness,
            Counters counters,
            SerialThread control,
            SerialThread events,
            MediaThread media,
            MediaRoom room,
            VoiceListener listener) {
        this.settings = settings;
        this.clock = clock;
        this.randomness = randomness;
        this.counters = counters;
        this.mediaCounters = new MediaCounters(counters);
        this.control = control;
        this.events = events;
        this.media = media;
        this.room = room;
        this.listener = listener;
    }

    void tell(VoiceEvent event) {
        var atMillis = clock.epochMillis();
        events.run(() -> {
            try {
                listener.on(event, atMillis);
            } catch (RuntimeException thrown) {
                counters.count("listener.failed");
                listener.fault(event instanceof VoiceEvent.OfLeg of ? of.leg() : null, thrown);
            }
        });
    }

    /// Something of ours failed, and was counted where it did; everything else goes on. Any thread.
    void fault(@Nullable LegId leg, RuntimeException thrown) {
        events.run(() -> listener.fault(leg, thrown));
    }

    /// Runs an order about a leg on the control thread; what it throws is told with the leg.
    void order(@Nullable LegId leg, Runnable order) {
        control.run(() -> {
            try {
                order.run();
            } catch (RuntimeException thrown) {
                counters.count("control.fault");
                fault(leg, thrown);
            }
        });
    }

    /// Whether one more leg may begin; if so it is counted.
    boolean admit() {
        if (events.crowded() || control.crowded()) {
            counters.count("legs.refused-crowded");
            return false;
        }
        if (legCount.incrementAndGet() > settings.maxLegs()) {
            legCount.decrementAndGet();
            counters.count("legs.refused-full");
            return false;
        }
        return true;
    }

    MediaLeg mediaLeg(LegId id, LegWire wire, LegEvents legEvents) {
        return new MediaLeg(
                id,
                legEvents,
                mediaCounters,
                wire,
                randomness.nextInt() & 0x7fff_ffff, // descriptions name it by these 31 bits
                randomness.nextInt(),
                randomness.nextInt(),
                "callosum",
                clock.nanos());
    }

    /// The last of a leg: its sound is taken down first, so nothing comes after `Ended`. Control thread.
    void ended(LegId id, @Nullable MediaLeg sound, EndCause cause, int sipStatus) {
        legs.remove(id);
        legCount.decrementAndGet();
        var event = new VoiceEvent.Ended(id, cause, sipStatus);
        if (sound == null) {
            tell(event);
        } else {
            media.submit(() -> {
                room.remove(sound);
                tell(event);
            });
        }
        whenEmpty(onEmpty);
    }

    /// Runs `order` as soon as the last leg has ended. Control thread.
    void whenEmpty(@Nullable Runnable order) {
        onEmpty = order;
        if (order != null && legs.isEmpty()) {
            order.run();
        }
    }
}
