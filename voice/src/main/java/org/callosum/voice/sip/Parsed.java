package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// What became of received bytes.
sealed interface Parsed {
    /// A well-formed message.
    record Message(SipMessage message) implements Parsed {}

    /// Refused; `partial` holds the headers read before, when they are enough to answer, else null.
    record Refused(SipFault fault, @Nullable SipMessage partial) implements Parsed {}

    /// Only line ends or a STUN-like keep-alive.
    record KeepAlive() implements Parsed {}
}
