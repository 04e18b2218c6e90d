package org.callosum.kernel.id;

/// A business served inside a tenant.
///
/// @param value time-ordered and positive, made by the server and passed in; a string in JSON, since a browser's
///     numbers end at 2⁵³
public record ClientId(long value) implements Comparable<ClientId> {
    public ClientId {
        if (value <= 0) {
            throw new IllegalArgumentException("ClientId is positive, not " + value);
        }
    }

    @Override
    public int compareTo(ClientId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
