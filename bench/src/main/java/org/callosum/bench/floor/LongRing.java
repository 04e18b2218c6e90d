package org.callosum.bench.floor;

/// A first-in, first-out ring of numbers that never grows.
final class LongRing {
    private final long[] values;
    private int head;
    private int size;

    LongRing(int least) {
        values = new long[Integer.highestOneBit(Math.max(2, least - 1)) * 2];
    }

    void add(long value) {
        if (size == values.length) {
            throw new IllegalStateException("The load has more than %d in one stage".formatted(size));
        }
        values[(head + size++) & (values.length - 1)] = value;
    }

    long take() {
        if (size == 0) {
            throw new IllegalStateException("The load has run dry");
        }
        long value = values[head];
        head = (head + 1) & (values.length - 1);
        size--;
        return value;
    }

    /// The value added last but `back`.
    long recent(int back) {
        return values[(head + size - 1 - back) & (values.length - 1)];
    }

    void dropRecent() {
        size--;
    }

    int size() {
        return size;
    }
}
