package org.callosum.voice.engine;

import java.util.Arrays;
import java.util.List;
import org.callosum.voice.AudioSource;
import org.callosum.voice.LegId;
import org.callosum.voice.LegQuality;
import org.callosum.voice.PlayId;
import org.callosum.voice.ToneKind;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.DigitSource;
import org.callosum.voice.media.G711;
import org.callosum.voice.media.KeyTones;
import org.callosum.voice.media.Player;
import org.callosum.voice.media.Speech;
import org.callosum.voice.media.Tones;
import org.callosum.voice.rtp.JitterBuffer;
import org.callosum.voice.rtp.KeyEvents;
import org.callosum.voice.rtp.ReceiveStatistics;
import org.callosum.voice.rtp.Rtcp;
import org.callosum.voice.rtp.RtpPacket;
import org.callosum.voice.rtp.RtpSender;
import org.jspecify.annotations.Nullable;

/// One leg's sound. Owned by the media thread; nothing in it is touched by another, and nothing on the packet path
/// allocates.
///
/// ```
/// socket ─ wire (source lock, SRTP) ─ arrived ─┬─ key events ─ Digit
///                                              ├─ relay ─ the one leg that hears only this one, at once
///                                              └─ jitter buffer ─ [tick] listen ─ speech, key tones, mixes, recording
/// [tick] speak ─ keys │ player │ hold music │ mix or silence ─ sender ─ wire ─ socket
/// ```
///
/// Two parties are joined by passing packets straight on (no play-out delay in the middle; the far end has its own
/// jitter
/// buffer), everything else is mixed at the tick.
final class MediaLeg {
    static final int FRAME = JitterBuffer.FRAME;
    static final MediaLeg[] NOBODY = {};
    private static final byte[] NO_BYTES = {};
    private static final long RTCP_NANOS = 5_000_000_000L;
    private static final long RELAY_GAP_NANOS = 80_000_000;
    private static final List<AudioSource> HOLD_MUSIC = List.of(new AudioSource.Music(0));

    final LegId id;
    private final LegEvents events;
    private final MediaCounters counters;
    private final LegWire wire;
    private final RtpSender sender;
    private final String cname;
    private final ReceiveStatistics received = new ReceiveStatistics();
    private final JitterBuffer jitter = new JitterBuffer();
    private final KeyEvents keyEvents = new KeyEvents();
    private final KeyTones keyTones = new KeyTones();
    private final Speech speech = new Speech();
    private final Rtcp rtcp = new Rtcp();
    private final Player player = new Player();
    private final Player holdMusic = new Player();
    private final KeySender keySender = new KeySender();

    private final short[] said = new short[FRAME];
    private final int[] sum = new int[FRAME];
    private final byte[] heard = new byte[FRAME];

    /// Made when something is written in another law or as a key: seldom.
    private byte[] wireFrame = NO_BYTES;

    private SoundFormat format = SoundFormat.MU_LAW;
    private boolean sending;
    private boolean held;
    private boolean muted;
    private boolean keysSuppressed;
    private boolean peerHeld;
    private boolean heardAnything;
    private boolean lossTold;
    private boolean ended;
    private @Nullable PlayId play;
    private boolean toneOnly;
    private MediaLeg[] hears = NOBODY;
    private MediaLeg[] onlyHearers = NOBODY;
    private long lastArrivalNanos;
    private long lastRelayNanos = Long.MIN_VALUE / 2;
    private long nextRtcpNanos;
    private long foreign;
    private boolean tapped;

    MediaLeg(
            LegId id,
            LegEvents events,
            MediaCounters counters,
            LegWire wire,
            int ssrc,
            int firstSequence,
            int firstTimestamp,
            String cname,
            long nanos) {
        this.id = id;
        this.events = events;
        this.counters = counters;
        this.wire = wire;
        this.cname = cname;
        this.sender = new RtpSender(ssrc, firstSequence, firstTimestamp, wire::rtp);
        this.lastArrivalNanos = nanos;
        this.nextRtcpNanos = nanos + RTCP_NANOS;
        holdMusic.play(HOLD_MUSIC, true);
    }

    // ---- orders

    void format(SoundFormat negotiated) {
        format = negotiated;
        sender.payloadType(negotiated.payloadType());
        jitter.law(negotiated.aLaw());
    }

    void send(boolean on, long nanos) {
        if (on && !sending) {
            lastArrivalNanos = nanos; // the time for loss runs from here
        }
        sending = on;
    }

    void play(PlayId order, List<AudioSource> sources, boolean loop) {
        stopPlaying();
        play = order;
        player.play(sources, loop);
        if (!player.playing()) {
            playEnded(true); // nothing in it to hear
        }
    }

    void tone(ToneKind kind) {
        stopPlaying();
        toneOnly = true;
        player.play(List.of(new AudioSource.Tone(kind)), Tones.repeats(kind));
    }

    void stopPlaying() {
        player.stop();
        playEnded(false);
    }

    private void playEnded(boolean completed) {
        toneOnly = false;
        var order = play;
        if (order != null) {
            play = null;
            events.tell(new VoiceEvent.PlayEnded(id, order, completed));
        }
    }

    void hold(boolean on) {
        held = on;
    }

    void mute(boolean on) {
        muted = on;
    }

    /// Either end has put the other on hold.
    boolean onHold() {
        return held || peerHeld;
    }

    /// What the party said in this tick; nothing while held or muted.
    short[] said() {
        return said;
    }

    void suppressKeys(boolean on) {
        keysSuppressed = on;
    }

    void peerHeld(boolean on, long nanos) {
        peerHeld = on;
        lastArrivalNanos = nanos;
    }

    void sendKeys(String keys) {
        keySender.add(keys, format.keyType() < 0);
    }

    /// Those this leg hears, and those who hear nobody but this leg.
    void hears(MediaLeg[] others, MediaLeg[] exclusiveHearers) {
        hears = others;
        onlyHearers = exclusiveHearers;
    }

    // ---- what comes in

    /// A packet that the wire found authentic and from the right source.
    void arrived(byte[] packet, int length, long nanos) {
        var header = RtpPacket.headerLength(packet, length);
        var payload = header < 0 ? -1 : RtpPacket.payloadLength(packet, length, header);
        if (payload < 0) {
            counters.malformed.increment();
            return;
        }
        var type = RtpPacket.payloadType(packet);
        var isKey = type == format.keyType();
        if (!isKey && !knows(type)) {
            counters.unknownType.increment();
            return;
        }
        var timestamp = RtpPacket.timestamp(packet);
        switch (received.arrived(RtpPacket.ssrc(packet), RtpPacket.sequence(packet), timestamp, nanos)) {
            case DUPLICATE -> {
                counters.duplicate.increment();
                return;
            }
            case RESTARTED -> {
                jitter.restart();
                keyEvents.restart();
            }
            case NEW -> {}
        }
        counters.received.increment();
        lastArrivalNanos = nanos;
        if (!heardAnything || lossTold) {
            heardAnything = true;
            lossTold = false;
            events.tell(new VoiceEvent.MediaStarted(id));
        }
        if (isKey) {
            var key = keyEvents.received(packet, header, payload, timestamp, RtpPacket.marker(packet));
            if (key != 0) {
                events.tell(new VoiceEvent.Digit(id, key, DigitSource.RFC4733));
            }
        } else if (payload > 0) {
            var aLaw = type == format.payloadType() ? format.aLaw() : type == 8;
            jitter.law(aLaw);
            jitter.put(timestamp, packet, header, payload);
            relay(packet, header, payload, aLaw, timestamp, nanos);
        }
    }

    /// Some far ends send the other law than was agreed: both are read.
    boolean knows(int type) {
        return type == format.payloadType() || type == 0 || type == 8 || type == format.keyType();
    }

    void foreignSource() {
        foreign++;
        counters.foreign.increment();
    }

    void reportArrived(byte[] packet, int length, long nanos, long epochMillis) {
        if (!rtcp.received(packet, length, sender.ssrc(), nanos, epochMillis)) {
            counters.rtcpMalformed.increment();
        }
    }

    private void relay(byte[] packet, int header, int payload, boolean aLaw, int timestamp, long nanos) {
        if (!contributes() || keysSuppressed && keyTones.sounding()) {
            return;
        }
        for (var hearer : onlyHearers) {
            if (hearer.takesRelay()) {
                hearer.relayed(packet, header, payload, aLaw, timestamp, nanos);
            }
        }
    }

    private boolean takesRelay() {
        return sending && !held && !player.playing() && !keySender.busy() && wire.ready();
    }

    private void relayed(byte[] packet, int header, int payload, boolean aLaw, int timestamp, long nanos) {
        var source = packet;
        var offset = header;
        if (aLaw != format.aLaw()) {
            for (var i = 0; i < payload; i++) {
                wireFrame()[i] = aLaw ? G711.aToMu(packet[header + i]) : G711.muToA(packet[header + i]);
            }
            source = wireFrame;
            offset = 0;
        }
        sender.relay(source, offset, payload, RtpPacket.ssrc(packet), RtpPacket.sequence(packet), timestamp, nanos);
        lastRelayNanos = nanos;
        counters.relayed.increment();
    }

    // ---- the tick: everybody listens, then everybody speaks

    private boolean contributes() {
        return !held && !muted;
    }

    /// Takes the next 20 ms of what the party says.
    void listen() {
        var real = jitter.pull(said);
        if (format.keyType() < 0 || keysSuppressed) {
            var key = keyTones.listen(said, FRAME);
            if (key != 0 && format.keyType() < 0) {
                events.tell(new VoiceEvent.Digit(id, key, DigitSource.INBAND));
            }
            if (keysSuppressed && keyTones.sounding()) {
                Arrays.fill(said, (short) 0);
            }
        }
        if (real || speech.speaking()) {
            switch (speech.listen(said, FRAME)) {
                case STARTED -> events.tell(new VoiceEvent.SpeechStarted(id));
                case STOPPED -> events.tell(new VoiceEvent.SpeechStopped(id));
                case NONE -> {}
            }
        }
        if (!contributes()) {
            Arrays.fill(said, (short) 0);
        }
    }

    /// Sends the next 20 ms of what the party hears.
    void speak(long nanos) {
        if (!sending) {
            if (tapped) {
                Arrays.fill(heard, G711.MU_SILENCE);
            }
            return;
        }
        var relaying = false;
        if (player.playing()) {
            player.fill(heard, FRAME);
        } else if (held) {
            holdMusic.fill(heard, FRAME);
        } else {
            relaying = hears.length == 1 && hears[0].contributes() && nanos - lastRelayNanos < RELAY_GAP_NANOS;
            if (!relaying || tapped) {
                mix();
            }
        }
        if (wire.ready()) {
            if (keySender.busy()) {
                keySender.next(sender, format.keyType(), wireFrame(), format.aLaw(), nanos);
            } else if (!relaying) {
                frame(nanos);
            }
        }
        if ((play != null || toneOnly) && !player.playing()) {
            playEnded(true);
        }
    }

    private void mix() {
        if (hears.length == 0) {
            Arrays.fill(heard, G711.MU_SILENCE);
            return;
        }
        Arrays.fill(sum, 0);
        for (var other : hears) {
            for (var i = 0; i < FRAME; i++) {
                sum[i] += other.said[i];
            }
        }
        for (var i = 0; i < FRAME; i++) {
            heard[i] = G711.toMuLaw((short) Math.clamp(sum[i], Short.MIN_VALUE, Short.MAX_VALUE));
        }
    }

    private void frame(long nanos) {
        if (format.aLaw()) {
            for (var i = 0; i < FRAME; i++) {
                wireFrame()[i] = G711.muToA(heard[i]);
            }
            sender.frame(wireFrame, FRAME, nanos);
        } else {
            sender.frame(heard, FRAME, nanos);
        }
        counters.sent.increment();
    }

    /// What the party said in this tick, µ-law, into a recording.
    void said(byte[] into, int offset) {
        for (var i = 0; i < FRAME; i++) {
            into[offset + i] = G711.toMuLaw(said[i]);
        }
    }

    /// Whether [#heard] is recorded, and so has to be made even while packets are passed straight on.
    void tap(boolean on) {
        tapped = on;
    }

    /// What the party heard in this tick, µ-law.
    void heard(byte[] into, int offset) {
        System.arraycopy(heard, 0, into, offset, FRAME);
    }

    /// Reports every five seconds, and the watch for silence on the wire.
    ///
    /// @param lossNanos after which loss is told; twice that ends the leg; 0 where another watch does it
    void look(long nanos, long epochMillis, long lossNanos) {
        if (nanos >= nextRtcpNanos) {
            nextRtcpNanos += RTCP_NANOS;
            if (wire.ready() && (sending || received.started())) {
                wire.rtcp(rtcp.packet(), rtcp.build(sender, received, cname, nanos, epochMillis));
            }
        }
        if (lossNanos > 0 && sending && !peerHeld && !ended) {
            var silent = nanos - lastArrivalNanos;
            if (silent > 2 * lossNanos) {
                ended = true;
                events.lost(this);
            } else if (silent > lossNanos && !lossTold) {
                lossTold = true;
                events.tell(new VoiceEvent.MediaLost(id));
            }
        }
    }

    LegEvents events() {
        return events;
    }

    LegWire wire() {
        return wire;
    }

    int ssrc() {
        return sender.ssrc();
    }

    LegQuality quality() {
        return new LegQuality(
                received.received(),
                received.lost(),
                jitter.late(),
                foreign,
                received.jitterUnits() * 125,
                jitter.concealed(),
                sender.packets(),
                rtcp.roundTripMicros(),
                rtcp.remoteLostPercent());
    }

    /// The leg's last words.
    void ended() {
        ended = true;
        player.stop();
        playEnded(false);
        events.tell(new VoiceEvent.QualityMeasured(id, quality()));
        wire.close();
    }

    private byte[] wireFrame() {
        if (wireFrame.length == 0) {
            wireFrame = new byte[2_048];
        }
        return wireFrame;
    }
}
