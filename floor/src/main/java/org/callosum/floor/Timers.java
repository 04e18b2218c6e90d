package org.callosum.floor;

/// When the next thing happens to each entry by itself. Changed by [FloorState] only.
final class Timers {
    private final Entries entries;
    private final Queues queues;
    private final IndexedHeap heap = new IndexedHeap();

    Timers(Entries entries, Queues queues) {
        this.entries = entries;
        this.queues = queues;
    }

    /// The entry whose timer is due first; there is one.
    int first() {
        return heap.item(0);
    }

    void forget(int e) {
        if (entries.timerPlace[e] >= 0) {
            heap.remove(e, entries.timerPlace);
        }
    }

    /// Sets the entry's one timer to what comes next in its stage. Two timers at one instant go by
    /// interaction id; two stays of one interaction by their offers.
    void set(int e) {
        long due = due(e);
        boolean timed = entries.timerPlace[e] >= 0;
        if (due == Long.MAX_VALUE) {
            if (timed) {
                heap.remove(e, entries.timerPlace);
            }
            return;
        }
        long key = due << 8 | Math.min(255, entries.offers[e]);
        if (timed) {
            heap.move(e, key, entries.id[e], entries.timerPlace);
        } else {
            heap.add(e, key, entries.id[e], entries.timerPlace);
        }
    }

    private long due(int e) {
        switch (entries.stage[e]) {
            case Entries.WAITING -> {
                long due = Long.MAX_VALUE;
                if (entries.suspended[e]) {
                    return due;
                }
                long[] after = queues.stepAfter[entries.queue[e]];
                if (entries.step[e] + 1 < after.length) {
                    due = entries.queuedAt[e] + after[entries.step[e] + 1];
                }
                if (entries.hasLapsingWindow(e)) {
                    due = Math.min(due, entries.windowEnds[e]);
                }
                return entries.declinedBy[e] >= 0 ? Math.min(due, entries.declinedUntil[e]) : due;
            }
            case Entries.OFFERED -> {
                return entries.deadline[e] + 1; // an answer on the deadline counts
            }
            case Entries.WRAPPING_UP -> {
                return entries.deadline[e];
            }
            default -> {
                return Long.MAX_VALUE;
            }
        }
    }

    long nextDeadlineMillis() {
        return heap.isEmpty() ? Long.MAX_VALUE : heap.key(0) >> 8;
    }
}
