package org.callosum.server.supervision;

/// Counts of the last [#KEPT] minutes.
final class MinuteCounts {
    static final int KEPT = 90;

    private final long[] counts = new long[KEPT];
    private final long[] minutes = new long[KEPT];

    /// @param minute since the epoch; one that is older than what stands in its place is passed over
    void add(long minute, long count) {
        int place = (int) (minute % KEPT);
        if (minutes[place] < minute) {
            minutes[place] = minute;
            counts[place] = 0;
        }
        if (minutes[place] == minute) {
            counts[place] += count;
        }
    }

    /// The sum over `[from, to)`.
    long between(long from, long to) {
        long sum = 0;
        for (long minute = Math.max(from, to - KEPT); minute < to; minute++) {
            int place = (int) (minute % KEPT);
            if (minutes[place] == minute) {
                sum += counts[place];
            }
        }
        return sum;
    }
}
