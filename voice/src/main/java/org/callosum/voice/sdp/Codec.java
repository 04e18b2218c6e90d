package org.callosum.voice.sdp;

/// What we speak: G.711, 8 000 samples per second, one byte each (RFC 3551).
public enum Codec {
    PCMU(0),
    PCMA(8);

    private final int staticType;

    Codec(int staticType) {
        this.staticType = staticType;
    }

    /// The payload type that needs no `rtpmap`.
    public int staticType() {
        return staticType;
    }
}
