package org.callosum.voice;

/// One listening to a conversation, from its start to its stop.
///
/// @param value positive; made by the caller (the server's id generator), unique while the engine runs
public record SignalsId(long value) implements Comparable<SignalsId> {
    public SignalsId {
        if (value <= 0) {
            throw new IllegalArgumentException("SignalsId is positive, not " + value);
        }
    }

    @Override
    public int compareTo(SignalsId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
