package org.callosum.server.calls;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.jspecify.annotations.Nullable;

/// Writes down what the calls ask of the voice engine, a line an order.
final class FakeVoice implements Voice {
    final List<String> orders = new CopyOnWriteArrayList<>();

    /// Who hears whom now, and who hears music; the right channel of the last recording.
    Map<LegId, Set<LegId>> hears = Map.of();

    final Set<LegId> music = ConcurrentHashMap.newKeySet();

    Set<LegId> right = Set.of();

    @Nullable
    PlayId lastPlay;

    @Nullable
    LegId lastDialled;

    @Nullable
    LegId lastBrowser;

    @Nullable
    RecordingId lastRecording;

    LegId dialled() {
        var leg = lastDialled;
        if (leg == null) {
            throw new IllegalStateException("nobody was dialled");
        }
        return leg;
    }

    LegId browser() {
        var leg = lastBrowser;
        if (leg == null) {
            throw new IllegalStateException("no browser is on the line");
        }
        return leg;
    }

    private void order(String what) {
        orders.add(what);
    }

    @Override
    public @Nullable InetSocketAddress sipAddress(SipBinding.Transport transport) {
        return null;
    }

    @Override
    public List<InetSocketAddress> webRtcAddresses() {
        return List.of();
    }

    @Override
    public void dial(DialRequest request) {
        lastDialled = request.leg();
        order("dial " + name(request.target()) + " from " + request.callerNumber());
    }

    private static String name(DialTarget target) {
        return switch (target) {
            case DialTarget.Device(var device) -> device;
            case DialTarget.Number(var trunk, var number) -> number + " by " + trunk;
            case DialTarget.Address(var uri) -> uri;
        };
    }

    @Override
    public void ring(LegId leg) {
        order("ring " + leg);
    }

    @Override
    public void early(LegId leg) {
        order("early " + leg);
    }

    @Override
    public void answer(LegId leg) {
        order("answer " + leg);
    }

    @Override
    public void reject(LegId leg, int sipStatus, int retryAfterSeconds) {
        order("reject " + leg + " " + sipStatus);
    }

    @Override
    public void hangUp(LegId leg) {
        order("hang up " + (leg.equals(lastDialled) ? "dialled" : leg.toString()));
    }

    @Override
    public CompletableFuture<String> openWebRtc(LegId leg, String offerSdp) {
        lastBrowser = leg;
        order("open browser");
        return CompletableFuture.completedFuture("answer to " + offerSdp);
    }

    @Override
    public void closeWebRtc(LegId leg) {
        order("close browser");
    }

    @Override
    public void play(LegId leg, PlayId play, List<AudioSource> sources, boolean loop) {
        lastPlay = play;
        order((loop ? "loop " : "play ") + sources.size() + " to " + leg);
    }

    @Override
    public void stopPlaying(LegId leg) {
        order("stop playing " + leg);
    }

    @Override
    public void tone(LegId leg, ToneKind kind) {
        order("tone " + kind);
    }

    @Override
    public void hold(LegId leg, boolean on) {
        order((on ? "hold " : "unhold ") + leg);
        if (on) {
            music.add(leg);
        } else {
            music.remove(leg);
        }
    }

    @Override
    public void mute(LegId leg, boolean on) {
        order(on ? "mute" : "unmute");
    }

    @Override
    public void mix(MixId mix, Map<LegId, Set<LegId>> hears) {
        this.hears = Map.copyOf(hears);
        order("mix of " + hears.size());
    }

    @Override
    public void unmix(MixId mix) {
        hears = Map.of();
        order("unmix");
    }

    @Override
    public void sendDigits(LegId leg, String digits) {
        order("send " + digits + " to " + leg);
    }

    @Override
    public void suppressDigits(LegId leg, boolean on) {
        order(on ? "suppress keys of " + leg : "let keys of " + leg + " through");
    }

    @Override
    public void record(RecordingRequest request) {
        lastRecording = request.recording();
        order("record");
    }

    @Override
    public void listenToSpeech(SignalsRequest request) {
        order("listen");
    }

    @Override
    public void stopListening(SignalsId signals) {
        order("stop-listening");
    }

    @Override
    public void recordRight(RecordingId recording, Set<LegId> right) {
        this.right = right;
        order("record right "
                + switch (right.size()) {
                    case 0 -> "nobody";
                    case 1 -> "agent";
                    default -> right.size() + " agents";
                });
    }

    @Override
    public void pauseRecording(RecordingId recording, boolean on) {
        order(on ? "pause recording" : "resume recording");
    }

    @Override
    public void stopRecording(RecordingId recording) {
        order("stop recording");
    }

    @Override
    public CompletableFuture<@Nullable LegQuality> quality(LegId leg) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public SortedMap<String, Long> counters() {
        return new TreeMap<>();
    }

    @Override
    public void transfer(LegId leg, DialTarget target) {
        orders.add("transfer " + leg + " to " + target);
    }

    @Override
    public void join(LegId leg, LegId other) {
        orders.add("join " + leg + " with " + other);
    }

    @Override
    public void acceptTransfer(LegId leg) {
        orders.add("accept transfer of " + leg);
    }

    @Override
    public void refuseTransfer(LegId leg, int sipStatus) {
        orders.add("refuse transfer of " + leg + " " + sipStatus);
    }

    @Override
    public void reportTransfer(LegId leg, int sipStatus) {
        orders.add("report transfer of " + leg + " " + sipStatus);
    }

    @Override
    public void configureTrunks(List<TrunkSettings> trunks) {
        order("trunks");
    }

    @Override
    public void close() {
        order("close");
    }
}
