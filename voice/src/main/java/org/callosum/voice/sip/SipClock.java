package org.callosum.voice.sip;

/// The only time this room knows, handed in from outside (`voice.io`; in tests a variable).
@FunctionalInterface
public interface SipClock {
    /// Monotonic nanoseconds from an arbitrary origin.
    long nanos();
}
