package org.callosum.voice.sip;

/// The only randomness this room knows, handed in from outside: unguessable in production (tags, branches, nonces),
/// seeded in tests.
@FunctionalInterface
public interface Chance {
    long nextLong();

    /// A token of 64 random bits in base 32, fit for tags and branches.
    default String token() {
        return Long.toUnsignedString(nextLong(), 32);
    }

    /// A number in [0, bound); `bound` at least 1.
    default int below(int bound) {
        return (int) Long.remainderUnsigned(nextLong(), bound);
    }
}
