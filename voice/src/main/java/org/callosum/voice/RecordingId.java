package org.callosum.voice;

/// One recording: one file, from its start to its stop.
///
/// @param value positive; made by the caller (the server's id generator), unique while the engine runs
public record RecordingId(long value) implements Comparable<RecordingId> {
    public RecordingId {
        if (value <= 0) {
            throw new IllegalArgumentException("RecordingId is positive, not " + value);
        }
    }

    @Override
    public int compareTo(RecordingId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
