package org.callosum.voice;

/// One order to play something to a leg, so that its end can be told apart from the next one's.
///
/// @param value positive; made by the caller (the server's id generator), unique while the engine runs
public record PlayId(long value) implements Comparable<PlayId> {
    public PlayId {
        if (value <= 0) {
            throw new IllegalArgumentException("PlayId is positive, not " + value);
        }
    }

    @Override
    public int compareTo(PlayId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
