package org.callosum.kernel.id;

/// One customer's contact on one channel, from arrival to disposition.
///
/// @param value time-ordered and positive, made by the server and passed in; a string in JSON, since a browser's
///     numbers end at 2⁵³
public record InteractionId(long value) implements Comparable<InteractionId> {
    public InteractionId {
        if (value <= 0) {
            throw new IllegalArgumentException("InteractionId is positive, not " + value);
        }
    }

    @Override
    public int compareTo(InteractionId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
