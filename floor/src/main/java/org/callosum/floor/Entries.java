package org.callosum.floor;

import java.util.Arrays;
import java.util.Objects;
import org.callosum.kernel.id.InteractionId;
import org.jspecify.annotations.Nullable;

/// The queue entries (stays of interactions in queues) as columns; places are reused. Owned by the floor's
/// thread.
///
/// An interaction whose earlier stay is still being wrapped up can be in a queue again: `older` leads from the
/// newest entry of an id to the earlier ones.
final class Entries {
    static final byte WAITING = 0;
    static final byte OFFERED = 1;
    static final byte TALKING = 2;
    static final byte ON_HOLD = 3;
    static final byte WRAPPING_UP = 4;

    static final byte NO_WINDOW = 0;
    static final byte PREFERRED = 1;
    static final byte LAST = 2;
    /// Without an end: it waits for that agent and nobody else.
    static final byte ONLY = 3;

    final LongIndex index = new LongIndex();
    private int size;
    long[] id = new long[16];
    int[] queue = new int[16];

    @Nullable
    Arrival[] arrival = new Arrival[16];

    byte[] stage = new byte[16];
    /// 1 for what counts in the queue's figures, 0 for what is kept apart (see [ArrivalKind#entersFigures()]).
    byte[] counted = new byte[16];
    /// While waiting: in no line, and no timer runs.
    boolean[] suspended = new boolean[16];
    long[] queuedAt = new long[16];
    /// Virtual arrival: the instant of entering less what priority is worth.
    long[] key = new long[16];
    long[] since = new long[16];
    long[] deadline = new long[16];
    int[] offers = new int[16];
    int[] step = new int[16];
    /// The need in force, see [Needs]; held from entering the queue until it is answered.
    int[] need = new int[16];
    byte[] window = new byte[16];
    long[] windowEnds = new long[16];
    /// Who it is held for while in a window, or -1.
    int[] heldFor = new int[16];
    int[] agent = new int[16];
    int[] declinedBy = new int[16];
    long[] declinedUntil = new long[16];
    int[] older = new int[16];
    int[] previousInQueue = new int[16];
    int[] nextInQueue = new int[16];
    int[] previousWork = new int[16];
    int[] nextWork = new int[16];
    /// Places in the heaps of waiting and of timers.
    int[] waitingPlace = new int[16];
    int[] timerPlace = new int[16];
    private int used;
    private int free = -1;

    /// The newest entry of this interaction, or -1.
    int find(long interaction) {
        return index.get(interaction);
    }

    int size() {
        return size;
    }

    int bound() {
        return used;
    }

    boolean exists(int e) {
        return id[e] != 0;
    }

    Arrival arrival(int e) {
        return Objects.requireNonNull(arrival[e]);
    }

    InteractionId interaction(int e) {
        return new InteractionId(id[e]);
    }

    int add(long interaction, int q, Arrival what, long at) {
        int e = free;
        if (e >= 0) {
            free = nextInQueue[e];
        } else {
            e = used++;
            if (e == id.length) {
                grow(e * 2);
            }
        }
        size++;
        id[e] = interaction;
        queue[e] = q;
        arrival[e] = what;
        stage[e] = WAITING;
        counted[e] = (byte) (what.kind().entersFigures() ? 1 : 0);
        suspended[e] = false;
        queuedAt[e] = at;
        since[e] = at;
        deadline[e] = 0;
        offers[e] = what.offersBefore();
        step[e] = 0;
        need[e] = -1;
        window[e] = NO_WINDOW;
        windowEnds[e] = 0;
        heldFor[e] = -1;
        agent[e] = -1;
        declinedBy[e] = -1;
        declinedUntil[e] = 0;
        previousWork[e] = -1;
        nextWork[e] = -1;
        waitingPlace[e] = -1;
        timerPlace[e] = -1;
        older[e] = index.get(interaction);
        if (older[e] >= 0) {
            offers[e] = Math.max(offers[e], offers[older[e]]);
        }
        index.put(interaction, e);
        return e;
    }

    void remove(int e) {
        int newest = index.get(id[e]);
        if (newest == e) {
            if (older[e] >= 0) {
                index.put(id[e], older[e]);
            } else {
                index.remove(id[e]);
            }
        } else {
            int newer = newest;
            while (older[newer] != e) {
                newer = older[newer];
            }
            older[newer] = older[e];
        }
        id[e] = 0;
        arrival[e] = null;
        nextInQueue[e] = free;
        free = e;
        size--;
    }

    boolean hasLapsingWindow(int e) {
        return window[e] == PREFERRED || window[e] == LAST;
    }

    /// The id of the agent its window is for, or 0.
    long windowAgent(int e) {
        var what = arrival(e);
        var whom = switch (window[e]) {
            case PREFERRED -> what.preferred();
            case LAST -> what.last();
            case ONLY -> what.onlyFor();
            default -> null;
        };
        return whom == null ? 0 : whom.value();
    }

    boolean isConsult(int e) {
        return counted[e] == 0 && arrival(e).kind() == ArrivalKind.CONSULT;
    }

    boolean excludes(int e, long agentId) {
        var excluded = arrival(e).excluded();
        for (int i = 0; i < excluded.size(); i++) {
            if (excluded.get(i).value() == agentId) {
                return true;
            }
        }
        return false;
    }

    /// Whether some entitled agent must not get it at present, so that the head of its line is not for
    /// everyone.
    boolean awkward(int e) {
        return declinedBy[e] >= 0 || !arrival(e).excluded().isEmpty();
    }

    private void grow(int n) {
        id = Arrays.copyOf(id, n);
        queue = Arrays.copyOf(queue, n);
        arrival = Arrays.copyOf(arrival, n);
        stage = Arrays.copyOf(stage, n);
        counted = Arrays.copyOf(counted, n);
        suspended = Arrays.copyOf(suspended, n);
        queuedAt = Arrays.copyOf(queuedAt, n);
        key = Arrays.copyOf(key, n);
        since = Arrays.copyOf(since, n);
        deadline = Arrays.copyOf(deadline, n);
        offers = Arrays.copyOf(offers, n);
        step = Arrays.copyOf(step, n);
        need = Arrays.copyOf(need, n);
        window = Arrays.copyOf(window, n);
        windowEnds = Arrays.copyOf(windowEnds, n);
        heldFor = Arrays.copyOf(heldFor, n);
        agent = Arrays.copyOf(agent, n);
        declinedBy = Arrays.copyOf(declinedBy, n);
        declinedUntil = Arrays.copyOf(declinedUntil, n);
        older = Arrays.copyOf(older, n);
        previousInQueue = Arrays.copyOf(previousInQueue, n);
        nextInQueue = Arrays.copyOf(nextInQueue, n);
        previousWork = Arrays.copyOf(previousWork, n);
        nextWork = Arrays.copyOf(nextWork, n);
        waitingPlace = Arrays.copyOf(waitingPlace, n);
        timerPlace = Arrays.copyOf(timerPlace, n);
    }
}
