package org.callosum.floor;

import java.util.Arrays;
import java.util.Objects;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// The queues as columns. Owned by the floor's thread.
final class Queues {
    final LongIndex index = new LongIndex();
    long[] id = new long[8];

    @Nullable
    QueueRules[] rules = new QueueRules[8];

    byte[] channel = new byte[8];
    /// What a point of priority of the interaction and of the queue itself takes off the virtual arrival.
    long[] priorityMillis = new long[8];
    long[] queueBonus = new long[8];
    /// The need of each step without extra needs: `needs[queue][step]`.
    int[][] needs = new int[8][];
    long[][] stepAfter = new long[8][];
    /// Unanswered interactions in order of their entering: head and tail of a list through the entries.
    int[] firstUnanswered = new int[8];
    int[] lastUnanswered = new int[8];
    int[] waiting = new int[8];
    int[] offered = new int[8];
    int[] talking = new int[8];
    int[] wrappingUp = new int[8];
    /// Of the waiting, those that pause.
    int[] suspended = new int[8];
    /// Consults and outbound conversations in any stage; the counts above leave them out.
    int[] apart = new int[8];
    private int used;
    private int free = -1;

    int find(long queue) {
        return index.get(queue);
    }

    int size() {
        return index.size();
    }

    int bound() {
        return used;
    }

    boolean exists(int q) {
        return id[q] != 0;
    }

    QueueRules rules(int q) {
        return Objects.requireNonNull(rules[q]);
    }

    QueueId queueId(int q) {
        return new QueueId(id[q]);
    }

    int add(long queue) {
        int q = free;
        if (q >= 0) {
            free = firstUnanswered[q];
        } else {
            q = used++;
            if (q == id.length) {
                grow(q * 2);
            }
        }
        id[q] = queue;
        firstUnanswered[q] = -1;
        lastUnanswered[q] = -1;
        waiting[q] = 0;
        offered[q] = 0;
        talking[q] = 0;
        wrappingUp[q] = 0;
        suspended[q] = 0;
        apart[q] = 0;
        needs[q] = new int[0];
        index.put(queue, q);
        return q;
    }

    void setRules(int q, QueueRules newRules) {
        rules[q] = newRules;
        channel[q] = (byte) newRules.channel().ordinal();
        priorityMillis[q] = newRules.urgency().priorityMillis();
        queueBonus[q] = newRules.priority() * newRules.urgency().priorityMillis();
        stepAfter[q] = newRules.steps().stream()
                .mapToLong(RequirementStep::afterMillis)
                .toArray();
    }

    void remove(int q) {
        index.remove(id[q]);
        id[q] = 0;
        rules[q] = null;
        firstUnanswered[q] = free;
        free = q;
    }

    int inUse(int q) {
        return waiting[q] + offered[q] + talking[q] + wrappingUp[q] + apart[q];
    }

    /// The last step that has begun after this much waiting.
    int stepAt(int q, long waited) {
        long[] after = stepAfter[q];
        int step = after.length - 1;
        while (step > 0 && after[step] > waited) {
            step--;
        }
        return step;
    }

    private void grow(int n) {
        id = Arrays.copyOf(id, n);
        rules = Arrays.copyOf(rules, n);
        channel = Arrays.copyOf(channel, n);
        priorityMillis = Arrays.copyOf(priorityMillis, n);
        queueBonus = Arrays.copyOf(queueBonus, n);
        needs = Arrays.copyOf(needs, n);
        stepAfter = Arrays.copyOf(stepAfter, n);
        firstUnanswered = Arrays.copyOf(firstUnanswered, n);
        lastUnanswered = Arrays.copyOf(lastUnanswered, n);
        waiting = Arrays.copyOf(waiting, n);
        offered = Arrays.copyOf(offered, n);
        talking = Arrays.copyOf(talking, n);
        wrappingUp = Arrays.copyOf(wrappingUp, n);
        suspended = Arrays.copyOf(suspended, n);
        apart = Arrays.copyOf(apart, n);
    }
}
