package org.callosum.floor;

/// The lists that run through the entries: what each queue has unanswered, in order of entering, and what
/// each agent has in hand. Changed by [FloorState] only.
final class Chains {
    private final Agents agents;
    private final Queues queues;
    private final Entries entries;

    Chains(Agents agents, Queues queues, Entries entries) {
        this.agents = agents;
        this.queues = queues;
        this.entries = entries;
    }

    void take(int a, int e) {
        agents.inHand[a]++;
        agents.inHandOn[a * Channel.COUNT + queues.channel[entries.queue[e]]]++;
        int first = agents.firstWork[a];
        entries.previousWork[e] = -1;
        entries.nextWork[e] = first;
        if (first >= 0) {
            entries.previousWork[first] = e;
        }
        agents.firstWork[a] = e;
    }

    void give(int a, int e, long when) {
        if (--agents.inHand[a] == 0) {
            agents.emptySince[a] = when;
        }
        agents.inHandOn[a * Channel.COUNT + queues.channel[entries.queue[e]]]--;
        int previous = entries.previousWork[e];
        int next = entries.nextWork[e];
        if (previous >= 0) {
            entries.nextWork[previous] = next;
        } else {
            agents.firstWork[a] = next;
        }
        if (next >= 0) {
            entries.previousWork[next] = previous;
        }
    }

    void append(int e, int q) {
        int tail = queues.lastUnanswered[q];
        entries.previousInQueue[e] = tail;
        entries.nextInQueue[e] = -1;
        if (tail >= 0) {
            entries.nextInQueue[tail] = e;
        } else {
            queues.firstUnanswered[q] = e;
        }
        queues.lastUnanswered[q] = e;
    }

    void unlink(int e, int q) {
        int previous = entries.previousInQueue[e];
        int next = entries.nextInQueue[e];
        if (previous >= 0) {
            entries.nextInQueue[previous] = next;
        } else {
            queues.firstUnanswered[q] = next;
        }
        if (next >= 0) {
            entries.previousInQueue[next] = previous;
        } else {
            queues.lastUnanswered[q] = previous;
        }
    }
}
