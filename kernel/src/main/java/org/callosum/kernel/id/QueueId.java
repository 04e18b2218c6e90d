package org.callosum.kernel.id;

/// A waiting line with a policy and a target.
///
/// @param value time-ordered and positive, made by the server and passed in; a string in JSON, since a browser's
///     numbers end at 2⁵³
public record QueueId(long value) implements Comparable<QueueId> {
    public QueueId {
        if (value <= 0) {
            throw new IllegalArgumentException("QueueId is positive, not " + value);
        }
    }

    @Override
    public int compareTo(QueueId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
