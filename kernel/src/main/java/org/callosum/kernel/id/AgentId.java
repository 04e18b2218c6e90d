package org.callosum.kernel.id;

/// A person who serves interactions; belongs to the tenant, is granted clients.
///
/// @param value time-ordered and positive, made by the server and passed in; a string in JSON, since a browser's
///     numbers end at 2⁵³
public record AgentId(long value) implements Comparable<AgentId> {
    public AgentId {
        if (value <= 0) {
            throw new IllegalArgumentException("AgentId is positive, not " + value);
        }
    }

    @Override
    public int compareTo(AgentId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
