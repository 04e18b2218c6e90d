package org.callosum.voice.sip;

/// Why a call is over. Reported exactly once per call.
public enum SipEnd {
    /// The other side hung up an answered call.
    HUNG_UP_BY_PEER,
    /// We hung up an answered call.
    HUNG_UP_BY_US,
    /// The caller gave up before the answer (incoming), or we withdrew our own call (outgoing).
    CANCELLED,
    /// A final refusal: theirs (outgoing) or ours (incoming); the status says which.
    REJECTED,
    /// Nobody answered in time.
    NO_ANSWER,
    /// Answered, but the other side never confirmed (no ACK for 32 s).
    NO_ACK,
    /// The session timer ran out: the other side is gone (RFC 4028).
    SESSION_EXPIRED,
    /// No route, no connection, no response, or a fault of the protocol.
    FAILED
}
