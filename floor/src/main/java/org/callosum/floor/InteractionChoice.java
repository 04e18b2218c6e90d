package org.callosum.floor;

/// Chooses an interaction for an agent. Candidates: what waits, on a channel the agent has room for, that they
/// are entitled to, are not excluded from and did not just decline; held for nobody, or for them. Rank: overdue
/// ones first, by the larger virtual wait; then those held for this agent; then by the agent's [Preference] for
/// what they need, and within it by urgency (see [Urgency]).
/// Ties: earlier virtual arrival, lower id.
final class InteractionChoice {
    /// Bands below: reserve, ordinary, first.
    private static final int HELD = Preference.COUNT;

    private static final int OVERDUE = HELD + 1;

    private final Agents agents;
    private final Queues queues;
    private final Entries entries;
    private final WaitingLines lines;
    private final Entitlement entitlement;
    private final FloorState state;

    private int bestBand;
    private double bestScore;
    private long bestKey;
    private long bestId;
    private int bestEntry;

    InteractionChoice(FloorState state) {
        this.agents = state.agents;
        this.queues = state.queues;
        this.entries = state.entries;
        this.lines = state.lines;
        this.entitlement = state.entitlement;
        this.state = state;
    }

    boolean bestIsOverdue() {
        return bestBand == OVERDUE;
    }

    double bestScore() {
        return bestScore;
    }

    /// @return the entry, or -1
    int best(int a, long at) {
        bestBand = -1;
        bestEntry = -1;
        int channels = channelsWithRoom(a);
        if (channels == 0) {
            return -1;
        }
        boolean every = channels == channelsServed(a);
        long[] may = entitlement.needsOf[agents.profile[a]].words;
        long[] nonEmpty = lines.nonEmpty.words;
        int words = Math.min(may.length, nonEmpty.length);
        for (int w = 0; w < words; w++) {
            long word = may[w] & nonEmpty[w];
            if (word == 0) {
                continue;
            }
            if (!every) {
                word &= needsOn(channels, w);
            }
            for (; word != 0; word &= word - 1) {
                consider((w << 6) + Long.numberOfTrailingZeros(word), a, at);
            }
        }
        var held = lines.heldFor(a);
        if (held != null && !held.isEmpty()) {
            int node = firstHeld(held, 0, a, channels);
            if (node >= 0) {
                int need = entries.need[held.item(node)];
                long age = at - held.key(node);
                boolean overdue = age >= lines.overdue[need];
                compare(overdue ? OVERDUE : HELD, overdue ? age : lines.slope[need] * age, held.key(node), held, node);
            }
        }
        return bestEntry;
    }

    private void consider(int need, int a, long at) {
        var line = lines.line(need);
        int node = 0;
        long key = lines.headKey[need];
        if (lines.awkward[need] > 0) {
            node = first(line, 0, a);
            if (node < 0) {
                return;
            }
            key = line.key(node);
        }
        long age = at - key;
        boolean overdue = age >= lines.overdue[need];
        int band = overdue ? OVERDUE : Preference.COUNT - 1 - entitlement.preference(agents.profile[a], need);
        compare(band, overdue ? age : lines.slope[need] * age, key, line, node);
    }

    private void compare(int band, double score, long key, IndexedHeap heap, int node) {
        if (band != bestBand) {
            if (band < bestBand) {
                return;
            }
        } else if (score != bestScore) {
            if (score < bestScore) {
                return;
            }
        } else if (key != bestKey) {
            if (key > bestKey) {
                return;
            }
        } else if (heap.id(node) > bestId) {
            return;
        }
        bestBand = band;
        bestScore = score;
        bestKey = key;
        bestId = heap.id(node);
        bestEntry = heap.item(node);
    }

    private int first(IndexedHeap line, int node, int a) {
        if (node >= line.size()) {
            return -1;
        }
        if (may(line.item(node), a)) {
            return node;
        }
        return earlier(line, first(line, 2 * node + 1, a), first(line, 2 * node + 2, a));
    }

    private int firstHeld(IndexedHeap held, int node, int a, int channels) {
        if (node >= held.size()) {
            return -1;
        }
        int e = held.item(node);
        if (mayHeld(e, a, channels)) {
            return node;
        }
        return earlier(held, firstHeld(held, 2 * node + 1, a, channels), firstHeld(held, 2 * node + 2, a, channels));
    }

    private boolean mayHeld(int e, int a, int channels) {
        return (channels & 1 << queues.channel[entries.queue[e]]) != 0
                && entries.declinedBy[e] != a
                && (entries.window[e] != Entries.ONLY || state.mayHave(e, a));
    }

    private static int earlier(IndexedHeap heap, int left, int right) {
        if (left < 0 || right < 0) {
            return Math.max(left, right);
        }
        return heap.before(left, right) ? left : right;
    }

    private boolean may(int e, int a) {
        return entries.declinedBy[e] != a && !entries.excludes(e, agents.id[a]);
    }

    /// How many could have been chosen. Looks at each need the agent may serve; only lines with exclusions are
    /// counted one by one.
    int candidates(int a) {
        int channels = channelsWithRoom(a);
        int sum = 0;
        long[] may = entitlement.needsOf[agents.profile[a]].words;
        long[] nonEmpty = lines.nonEmpty.words;
        for (int w = 0; w < Math.min(may.length, nonEmpty.length); w++) {
            for (long word = may[w] & nonEmpty[w] & needsOn(channels, w); word != 0; word &= word - 1) {
                int need = (w << 6) + Long.numberOfTrailingZeros(word);
                var line = lines.line(need);
                sum += line.size();
                if (lines.awkward[need] > 0) {
                    for (int i = 0; i < line.size(); i++) {
                        sum -= may(line.item(i), a) ? 0 : 1;
                    }
                }
            }
        }
        var held = lines.heldFor(a);
        if (held != null) {
            for (int i = 0; i < held.size(); i++) {
                int e = held.item(i);
                if (mayHeld(e, a, channels)) {
                    sum++;
                }
            }
        }
        return sum;
    }

    private long needsOn(int channels, int word) {
        long on = 0;
        for (int channel = 0; channel < Channel.COUNT; channel++) {
            if ((channels & 1 << channel) != 0) {
                on |= lines.ofChannel[channel].word(word);
            }
        }
        return on;
    }

    private int channelsWithRoom(int a) {
        int channels = 0;
        for (int channel = 0; channel < Channel.COUNT; channel++) {
            if (agents.hasRoom(a, channel)) {
                channels |= 1 << channel;
            }
        }
        return channels;
    }

    private int channelsServed(int a) {
        int channels = 0;
        for (int channel = 0; channel < Channel.COUNT; channel++) {
            if (agents.capacity[a * Channel.COUNT + channel] > 0) {
                channels |= 1 << channel;
            }
        }
        return channels;
    }
}
