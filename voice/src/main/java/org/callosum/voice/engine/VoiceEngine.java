package org.callosum.voice.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.callosum.voice.AudioSource;
import org.callosum.voice.DialRequest;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.LegQuality;
import org.callosum.voice.MixId;
import org.callosum.voice.PlayId;
import org.callosum.voice.RecordingId;
import org.callosum.voice.RecordingRequest;
import org.callosum.voice.SignalsId;
import org.callosum.voice.SignalsRequest;
import org.callosum.voice.SipBinding;
import org.callosum.voice.ToneKind;
import org.callosum.voice.TrunkSettings;
import org.callosum.voice.Voice;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.EndCause;
import org.callosum.voice.VoiceEvent.RecordingStop;
import org.callosum.voice.VoiceListener;
import org.callosum.voice.VoiceSettings;
import org.callosum.voice.io.Counters;
import org.callosum.voice.io.MediaThread;
import org.callosum.voice.io.Randomness;
import org.callosum.voice.io.SerialThread;
import org.callosum.voice.io.VoiceClock;
import org.callosum.voice.media.Music;
import org.callosum.voice.recording.RecordingHeader;
import org.callosum.voice.signals.SpeechSummary;
import org.jspecify.annotations.Nullable;

/// The engine behind the front door. Threads: `sip-io` (messages), `voice-control` (orders and call states, one after
/// another), `voice-media` (sound), `voice-recorder` (files), `voice-events` (the listener), one virtual thread per
/// browser's handshake. State has one owner each: calls belong to control, sound to media.
public final class VoiceEngine implements Voice {
    private static final int MOST_IN_MIX = 16;
    private static final int MOST_KEYS = 64;

    private final Counters counters = new Counters();
    private final VoiceClock clock;
    private final SerialThread events;
    private final SerialThread control;
    private final MediaThread media;
    private final MediaRoom room;
    private final Recorder recorder;
    private final Parts parts;
    private final SipSide sip;
    private final WebSide web;
    private boolean closed;

    private VoiceEngine(VoiceSettings settings, VoiceListener listener, VoiceClock clock, Randomness randomness)
            throws IOException {
        this.clock = clock;
        events = new SerialThread("voice-events", counters.of("listener.failed"), _ -> {});
        control = new SerialThread("voice-control", counters.of("control.fault"), this::fault);
        room = new MediaRoom(clock, settings.mediaLossMillis() * 1_000_000);
        media = new MediaThread("voice-media", clock, counters, room::tick);
        parts = new Parts(settings, clock, randomness, counters, control, events, media, room, listener);
        recorder = new Recorder(settings.maxLegs(), new Reports(), counters);
        var told = new Told();
        WebSide browsers = null;
        try {
            browsers = new WebSide(parts);
            web = browsers;
            sip = new SipSide(parts, told);
        } catch (IOException | RuntimeException e) {
            if (browsers != null) {
                browsers.close();
            }
            recorder.close();
            control.close();
            events.close();
            if (e instanceof UncheckedIOException unchecked) {
                throw unchecked.getCause();
            }
            throw e;
        }
        media.start();
        Thread.ofPlatform().daemon().name("voice-music").start(() -> Music.piece(0));
    }

    /// An order failed on the control thread; which leg it was about is in its message, if anywhere.
    private void fault(RuntimeException thrown) {
        parts.fault(null, thrown);
    }

    public static VoiceEngine start(VoiceSettings settings, VoiceListener listener) throws IOException {
        return new VoiceEngine(settings, listener, VoiceClock.system(), new Randomness());
    }

    /// What the media thread tells about legs.
    private final class Told implements LegEvents {
        @Override
        public void tell(VoiceEvent event) {
            parts.tell(event);
        }

        @Override
        public void lost(MediaLeg leg) {
            control.run(() -> end(leg.id, EndCause.MEDIA_LOST));
        }
    }

    private final class Reports implements Recorder.Listener {
        @Override
        public void alarm(RecordingId recording, String reason) {
            parts.tell(new VoiceEvent.RecordingAlarm(recording, reason));
        }

        @Override
        public void stopped(RecordingId recording, long durationMillis, RecordingStop reason) {
            if (reason == RecordingStop.STORAGE_FAILED) {
                media.submit(() -> room.stop(recording, reason));
            }
            parts.tell(new VoiceEvent.RecordingStopped(recording, durationMillis, reason));
        }
    }

    // ---- looking up

    private void sipLeg(LegId id, Consumer<SipLeg> order) {
        parts.order(id, () -> {
            if (parts.legs.get(id) instanceof SipLeg leg) {
                order.accept(leg);
            } else {
                counters.count("command.no-such-leg");
            }
        });
    }

    private void sound(LegId id, Consumer<MediaLeg> order) {
        control.run(() -> {
            var leg = parts.legs.get(id);
            var sound = leg == null ? null : leg.media();
            if (sound == null) {
                counters.count(leg == null ? "command.no-such-leg" : "command.leg-without-sound");
            } else {
                media.submit(() -> order.accept(sound));
            }
        });
    }

    // ---- calls

    @Override
    public @Nullable InetSocketAddress sipAddress(SipBinding.Transport transport) {
        return sip.address(transport);
    }

    @Override
    public List<InetSocketAddress> webRtcAddresses() {
        return web.addresses();
    }

    @Override
    public void dial(DialRequest request) {
        parts.order(request.leg(), () -> sip.dial(request));
    }

    @Override
    public void ring(LegId leg) {
        sipLeg(leg, sip::ring);
    }

    @Override
    public void early(LegId leg) {
        sipLeg(leg, sip::early);
    }

    @Override
    public void answer(LegId leg) {
        sipLeg(leg, sip::answer);
    }

    @Override
    public void reject(LegId leg, int sipStatus, int retryAfterSeconds) {
        if (sipStatus < 300 || sipStatus > 699) {
            throw new IllegalArgumentException("A call is refused with 300 to 699, not " + sipStatus);
        }
        sipLeg(leg, found -> sip.reject(found, sipStatus, retryAfterSeconds));
    }

    @Override
    public void hangUp(LegId leg) {
        control.run(() -> {
            if (!parts.legs.containsKey(leg)) {
                counters.count("command.no-such-leg");
            }
            end(leg, null);
        });
    }

    private void end(LegId id, @Nullable EndCause because) {
        switch (parts.legs.get(id)) {
            case SipLeg leg -> sip.hangUp(leg, because);
            case WebLeg leg -> web.end(leg.id(), because == null ? EndCause.HUNG_UP_BY_US : because);
            case null -> {}
        }
    }

    @Override
    public void transfer(LegId leg, DialTarget target) {
        sipLeg(leg, found -> sip.transfer(found, target));
    }

    @Override
    public void join(LegId leg, LegId other) {
        sipLeg(leg, found -> {
            if (parts.legs.get(other) instanceof SipLeg partner) {
                found.call.refer(partner.call);
            } else {
                counters.count("command.no-such-leg");
            }
        });
    }

    @Override
    public void acceptTransfer(LegId leg) {
        sipLeg(leg, found -> found.call.acceptReferral());
    }

    @Override
    public void refuseTransfer(LegId leg, int sipStatus) {
        if (sipStatus < 300 || sipStatus > 699) {
            throw new IllegalArgumentException("A transfer is refused with 300 to 699, not " + sipStatus);
        }
        sipLeg(leg, found -> found.call.rejectReferral(sipStatus));
    }

    @Override
    public void reportTransfer(LegId leg, int sipStatus) {
        if (sipStatus < 100 || sipStatus > 699) {
            throw new IllegalArgumentException("A transfer is reported by a SIP status, not " + sipStatus);
        }
        sipLeg(leg, found -> found.call.reportReferral(sipStatus));
    }

    @Override
    public CompletableFuture<String> openWebRtc(LegId leg, String offerSdp) {
        return web.open(leg, offerSdp, new Told());
    }

    @Override
    public void closeWebRtc(LegId leg) {
        hangUp(leg);
    }

    // ---- what a leg hears

    @Override
    public void play(LegId leg, PlayId play, List<AudioSource> sources, boolean loop) {
        var order = List.copyOf(sources);
        control.run(() -> {
            var found = parts.legs.get(leg);
            var sound = found == null ? null : found.media();
            if (sound != null) {
                media.submit(() -> sound.play(play, order, loop));
            } else if (found != null) {
                counters.count("command.leg-without-sound");
                parts.tell(new VoiceEvent.PlayEnded(leg, play, false));
            } else {
                counters.count("command.no-such-leg");
            }
        });
    }

    @Override
    public void stopPlaying(LegId leg) {
        sound(leg, MediaLeg::stopPlaying);
    }

    @Override
    public void tone(LegId leg, ToneKind kind) {
        sound(leg, found -> found.tone(kind));
    }

    @Override
    public void hold(LegId leg, boolean on) {
        sound(leg, found -> found.hold(on));
    }

    @Override
    public void mute(LegId leg, boolean on) {
        sound(leg, found -> found.mute(on));
    }

    @Override
    public void mix(MixId mix, Map<LegId, Set<LegId>> hears) {
        var copy = new HashMap<LegId, Set<LegId>>();
        hears.forEach((listener, others) -> copy.put(listener, Set.copyOf(others)));
        var members = new java.util.HashSet<>(copy.keySet());
        copy.values().forEach(members::addAll);
        if (members.size() > MOST_IN_MIX) {
            throw new IllegalArgumentException(
                    "Mix %s has %d legs; at most %d hear each other".formatted(mix, members.size(), MOST_IN_MIX));
        }
        control.run(() -> media.submit(() -> room.mix(mix, copy)));
    }

    @Override
    public void unmix(MixId mix) {
        control.run(() -> media.submit(() -> room.unmix(mix)));
    }

    @Override
    public void sendDigits(LegId leg, String digits) {
        if (digits.length() > MOST_KEYS || !digits.matches("[0-9*#A-D]*")) {
            throw new IllegalArgumentException("Keys are at most 64 of 0123456789*#ABCD");
        }
        sound(leg, found -> found.sendKeys(digits));
    }

    @Override
    public void suppressDigits(LegId leg, boolean on) {
        sound(leg, found -> found.suppressKeys(on));
    }

    // ---- recording

    @Override
    public void record(RecordingRequest request) {
        control.run(() -> media.submit(() -> startRecording(request)));
    }

    private void startRecording(RecordingRequest request) {
        var id = request.recording();
        var left = room.leg(request.left());
        var rightId = request.right();
        var right = rightId == null ? null : room.leg(rightId);
        if (room.recording(id)) {
            counters.count("command.recording-exists");
            return;
        }
        String refusal = null;
        if (left == null || rightId != null && right == null) {
            refusal = "Recording %s: leg %s has no sound".formatted(id, left == null ? request.left() : rightId);
        } else {
            var header =
                    new RecordingHeader(clock.epochMillis(), left.id.value(), rightId == null ? 0 : rightId.value());
            var tape = recorder.open(id, request.file(), header, request.key());
            if (tape == null) {
                refusal = "Recording %s: the recorder is behind with its work".formatted(id);
            } else {
                room.record(tape, left, rightId == null ? Set.of() : Set.of(rightId));
            }
        }
        if (refusal != null) {
            counters.count("recording.refused");
            parts.tell(new VoiceEvent.RecordingAlarm(id, refusal));
            parts.tell(new VoiceEvent.RecordingStopped(id, 0, RecordingStop.STORAGE_FAILED));
        }
    }

    private void recording(java.util.function.BooleanSupplier order) {
        control.run(() -> media.submit(() -> {
            if (!order.getAsBoolean()) {
                counters.count("command.no-such-recording");
            }
        }));
    }

    @Override
    public void recordRight(RecordingId recording, Set<LegId> right) {
        var legs = Set.copyOf(right);
        recording(() -> room.recordRight(recording, legs));
    }

    @Override
    public void pauseRecording(RecordingId recording, boolean on) {
        recording(() -> room.pause(recording, on));
    }

    @Override
    public void stopRecording(RecordingId recording) {
        recording(() -> room.stop(recording, RecordingStop.REQUESTED));
    }

    // ---- signals

    @Override
    public void listenToSpeech(SignalsRequest request) {
        control.run(() -> media.submit(() -> {
            var customers = room.present(request.customer());
            var agents = room.present(request.agents());
            var now = clock.epochMillis();
            if (!room.signals.listen(request.signals(), now, request.settings(), customers, agents)) {
                counters.count("signals.refused");
                parts.tell(new VoiceEvent.SpeechEnded(request.signals(), now, SpeechSummary.NOTHING));
            }
        }));
    }

    @Override
    public void stopListening(SignalsId signals) {
        control.run(() -> media.submit(() -> {
            if (!room.signals.stop(signals)) {
                counters.count("command.no-such-signals");
            }
        }));
    }

    // ---- looking at it

    @Override
    public CompletableFuture<@Nullable LegQuality> quality(LegId leg) {
        var answer = new CompletableFuture<@Nullable LegQuality>();
        media.submit(() -> {
            var found = room.leg(leg);
            answer.complete(found == null ? null : found.quality());
        });
        return answer;
    }

    @Override
    public SortedMap<String, Long> counters() {
        var values = counters.snapshot();
        values.put("legs", (long) parts.legCount.get());
        values.put("legs.with-sound", (long) room.legCount());
        values.put("recordings", (long) room.recordingCount());
        values.put("rtp.ports-taken", (long) sip.portsTaken());
        var endpoint = sip.endpoint();
        if (endpoint != null) {
            endpoint.counters()
                    .nonZero()
                    .forEach((counter, value) -> values.put("sip." + dashed(counter.name()), value));
            endpoint.counters()
                    .malformedByReason()
                    .forEach((reason, value) -> values.put("sip.malformed." + dashed(reason), value));
        }
        return values;
    }

    private static String dashed(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    // ---- lines

    @Override
    public void configureTrunks(List<TrunkSettings> trunks) {
        var changed = Trunks.of(trunks);
        control.run(() -> sip.configure(changed));
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        var stopped = new CountDownLatch(1);
        control.run(() -> {
            List.copyOf(parts.legs.keySet()).forEach(leg -> end(leg, EndCause.HUNG_UP_BY_US));
            media.submit(() -> room.stopAll(RecordingStop.ENGINE_CLOSED));
            parts.whenEmpty(() -> media.submit(stopped::countDown));
        });
        try {
            if (!stopped.await(3, TimeUnit.SECONDS)) {
                counters.count("close.legs-left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sip.close();
        control.close();
        media.close();
        web.close();
        recorder.close();
        events.close();
    }
}
