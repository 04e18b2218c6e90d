package org.callosum.voice.engine;

import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent.EndCause;
import org.callosum.voice.sdp.Negotiation.Offer;
import org.callosum.voice.sip.SipCall;
import org.callosum.voice.srtp.SrtpKeys;
import org.jspecify.annotations.Nullable;

/// A SIP leg as the control thread sees it.
final class SipLeg implements LegControl {
    final LegId id;
    final SipCall call;
    /// the caller's offer, until it is answered
    @Nullable
    String offer;
    /// our own description, once made
    @Nullable
    String described;
    /// our offer, until it is answered
    @Nullable
    Offer offered;

    @Nullable
    SipWire wire;

    @Nullable
    MediaLeg media;
    /// keys we send with
    @Nullable
    SrtpKeys keys;
    /// why it ends, where we know better than the signalling
    @Nullable
    EndCause because;

    boolean answered;
    boolean peerHolds;
    boolean hungUp;
    final long sessionId;
    long version;

    SipLeg(LegId id, SipCall call, @Nullable String offer, long sessionId) {
        this.id = id;
        this.call = call;
        this.offer = offer;
        this.sessionId = sessionId;
    }

    @Override
    public LegId id() {
        return id;
    }

    @Override
    public @Nullable MediaLeg media() {
        return media;
    }
}
