package org.callosum.floor;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What waits: per need one line ordered by virtual arrival, and per agent one of what is held for them.
/// Urgency grows linearly, with one slope per queue, so the order within a line never changes and only heads
/// have to be compared.
///
/// The heads' figures lie in columns of their own: an agent who may serve fifty lines touches a few cache
/// lines, not fifty heaps.
final class WaitingLines {
    final Entries entries;

    @Nullable
    IndexedHeap[] line = new IndexedHeap[8];

    long[] headKey = new long[8];
    double[] slope = new double[8];
    long[] overdue = new long[8];
    /// Entries in the line that some entitled agent must not get.
    int[] awkward = new int[8];
    final Bits nonEmpty = new Bits();
    final Bits[] ofChannel = new Bits[Channel.COUNT];
    private @Nullable IndexedHeap[] heldFor = new IndexedHeap[8];

    WaitingLines(Entries entries) {
        this.entries = entries;
        Arrays.setAll(ofChannel, _ -> new Bits());
    }

    void open(int need, int channel, QueueRules rules) {
        if (need >= line.length) {
            int n = Math.max(need + 1, line.length * 2);
            line = Arrays.copyOf(line, n);
            headKey = Arrays.copyOf(headKey, n);
            slope = Arrays.copyOf(slope, n);
            overdue = Arrays.copyOf(overdue, n);
            awkward = Arrays.copyOf(awkward, n);
        }
        line[need] = new IndexedHeap();
        slope[need] = rules.urgency().weight() / rules.targetMillis();
        overdue[need] = rules.urgency().overdueMillis();
        awkward[need] = 0;
        ofChannel[channel].set(need);
    }

    void close(int need) {
        line[need] = null;
        nonEmpty.clear(need);
        for (Bits set : ofChannel) {
            set.clear(need);
        }
    }

    IndexedHeap line(int need) {
        return Objects.requireNonNull(line[need]);
    }

    @Nullable
    IndexedHeap heldFor(int agent) {
        return agent < heldFor.length ? heldFor[agent] : null;
    }

    void add(int e) {
        int held = entries.heldFor[e];
        if (held >= 0) {
            if (held >= heldFor.length) {
                heldFor = Arrays.copyOf(heldFor, Math.max(held + 1, heldFor.length * 2));
            }
            var heap = heldFor[held];
            if (heap == null) {
                heap = new IndexedHeap();
                heldFor[held] = heap;
            }
            heap.add(e, entries.key[e], entries.id[e], entries.waitingPlace);
            return;
        }
        int need = entries.need[e];
        var heap = line(need);
        heap.add(e, entries.key[e], entries.id[e], entries.waitingPlace);
        if (entries.awkward(e)) {
            awkward[need]++;
        }
        headKey[need] = heap.key(0);
        nonEmpty.set(need);
    }

    void remove(int e) {
        int held = entries.heldFor[e];
        if (held >= 0) {
            Objects.requireNonNull(heldFor[held]).remove(e, entries.waitingPlace);
            return;
        }
        int need = entries.need[e];
        var heap = line(need);
        heap.remove(e, entries.waitingPlace);
        if (entries.awkward(e)) {
            awkward[need]--;
        }
        if (heap.isEmpty()) {
            nonEmpty.clear(need);
        } else {
            headKey[need] = heap.key(0);
        }
    }
}
