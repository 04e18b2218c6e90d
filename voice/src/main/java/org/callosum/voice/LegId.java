package org.callosum.voice;

/// One party's media within an interaction: a SIP call or a browser.
///
/// @param value positive; made by the caller (the server's id generator), unique while the engine runs
public record LegId(long value) implements Comparable<LegId> {
    public LegId {
        if (value <= 0) {
            throw new IllegalArgumentException("LegId is positive, not " + value);
        }
    }

    @Override
    public int compareTo(LegId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
