package org.callosum.voice.engine;

import org.callosum.voice.VoiceEvent;
import org.callosum.voice.dtls.DtlsSession;
import org.callosum.voice.ice.IceSession;
import org.callosum.voice.io.Counters;
import org.callosum.voice.io.VoiceClock;
import org.callosum.voice.rtp.RtpPacket;
import org.callosum.voice.srtp.SrtpKeys;
import org.callosum.voice.srtp.SrtpReceiver;
import org.callosum.voice.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/// A browser's part of the shared port: STUN keeps it alive, DTLS keys it, SRTP and SRTCP come multiplexed (RFC 7983).
/// Media thread, except where said.
final class WebWire implements LegWire {
    static final long SETUP_NANOS = 30_000_000_000L;
    private static final long CONSENT_WARN_NANOS = 10_000_000_000L;
    private static final long CONSENT_END_NANOS = 30_000_000_000L;

    private final IceSession ice;
    private final VoiceClock clock;
    private final Counters counters;
    private final Runnable onClose;
    private final long openedNanos;
    private final byte[] out = new byte[512];
    private @Nullable DtlsSession dtls;
    private @Nullable MediaLeg leg;
    private @Nullable SrtpReceiver opens;
    private @Nullable SrtpSender protects;
    private boolean lost;
    private boolean warned;

    WebWire(IceSession ice, VoiceClock clock, Counters counters, Runnable onClose) {
        this.ice = ice;
        this.clock = clock;
        this.counters = counters;
        this.onClose = onClose;
        this.openedNanos = clock.nanos();
    }

    IceSession ice() {
        return ice;
    }

    void attach(MediaLeg owner, DtlsSession session) {
        leg = owner;
        dtls = session;
    }

    /// A datagram of the handshake goes out to wherever the last good check came from. Any thread.
    void handshake(byte[] packet, int length) {
        var target = ice.target();
        if (target != null) {
            target.port().send(packet, length, target.address());
        }
    }

    void keyed(SrtpKeys theirs, SrtpKeys ours) {
        opens = new SrtpReceiver(theirs, counters);
        protects = new SrtpSender(ours);
    }

    /// An authentic check came: the handshake may begin.
    void checked() {
        var session = dtls;
        if (session != null) {
            session.start();
        }
        var owner = leg;
        if (owner != null && warned) {
            warned = false;
            owner.events().tell(new VoiceEvent.MediaStarted(owner.id));
        }
    }

    /// Anything but STUN from the browser's address.
    void received(byte[] packet, int length, long nanos) {
        var owner = leg;
        var session = dtls;
        if (owner == null || session == null || length < 2) {
            return;
        }
        var first = packet[0] & 0xff;
        if (first >= 20 && first <= 63) {
            session.received(packet, length);
        } else if (first >= 128 && first <= 191) {
            protectedPacket(owner, packet, length, nanos);
        } else {
            counters.count("webrtc.unknown-kind");
        }
    }

    private void protectedPacket(MediaLeg owner, byte[] packet, int length, long nanos) {
        var receiver = opens;
        if (receiver == null) {
            counters.count("srtp.not-yet-keyed");
        } else if (RtpPacket.isRtcp(packet)) {
            var clear = receiver.rtcp(packet, length);
            if (clear >= 0) {
                owner.reportArrived(packet, clear, nanos, clock.epochMillis());
            }
        } else {
            var clear = receiver.rtp(packet, length);
            if (clear >= 0) {
                owner.arrived(packet, clear, nanos);
            }
        }
    }

    /// The watch on consent (RFC 7675): a browser checks every few seconds; without it, warn, then end the leg.
    void look(MediaLeg owner, long nanos) {
        if (lost) {
            return;
        }
        if (protects == null) {
            if (nanos - openedNanos > SETUP_NANOS) {
                lost = true;
                owner.events().lost(owner);
            }
            return;
        }
        var silent = nanos - ice.consentNanos();
        if (silent > CONSENT_END_NANOS) {
            lost = true;
            owner.events().lost(owner);
        } else if (silent > CONSENT_WARN_NANOS && !warned) {
            warned = true;
            owner.events().tell(new VoiceEvent.MediaLost(owner.id));
        }
    }

    @Override
    public boolean ready() {
        return protects != null && ice.target() != null;
    }

    @Override
    public void rtp(byte[] packet, int length) {
        var target = ice.target();
        var sender = protects;
        if (target != null && sender != null) {
            var full = sender.rtp(packet, length);
            if (full > 0) {
                target.port().send(packet, full, target.address());
            }
        }
    }

    @Override
    public void rtcp(byte[] packet, int length) {
        var target = ice.target();
        var sender = protects;
        if (target != null && sender != null) {
            System.arraycopy(packet, 0, out, 0, length);
            target.port().send(out, sender.rtcp(out, length), target.address());
        }
    }

    @Override
    public void close() {
        var session = dtls;
        if (session != null) {
            session.close();
        }
        onClose.run();
    }
}
