package org.callosum.voice;

/// A set of legs that hear each other by a who-hears-whom matrix.
///
/// @param value positive; made by the caller (the server's id generator), unique while the engine runs
public record MixId(long value) implements Comparable<MixId> {
    public MixId {
        if (value <= 0) {
            throw new IllegalArgumentException("MixId is positive, not " + value);
        }
    }

    @Override
    public int compareTo(MixId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
