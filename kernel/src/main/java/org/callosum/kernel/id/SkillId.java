package org.callosum.kernel.id;

/// What an agent can serve.
///
/// @param value time-ordered and positive, made by the server and passed in; a string in JSON, since a browser's
///     numbers end at 2⁵³
public record SkillId(long value) implements Comparable<SkillId> {
    public SkillId {
        if (value <= 0) {
            throw new IllegalArgumentException("SkillId is positive, not " + value);
        }
    }

    @Override
    public int compareTo(SkillId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
