package org.callosum.floor;

/// Chooses an agent for an interaction. Candidates: entitled, with room on its channel, not excluded, not the
/// one who just declined it. Rank: by their [Preference] for what it needs, then by the queue's [AgentPolicy].
/// Ties: fewest in hand on the channel, idle longest, lower id.
final class AgentChoice {
    private final Agents agents;
    private final Entries entries;
    private final Entitlement entitlement;
    private final Availability availability;

    AgentChoice(FloorState state) {
        this.agents = state.agents;
        this.entries = state.entries;
        this.entitlement = state.entitlement;
        this.availability = state.availability;
    }

    /// @param but an agent left out, or -1
    /// @return the agent, or -1
    int best(int e, int need, int channel, AgentPolicy policy, int but) {
        availability.listPending();
        int order = Availability.order(policy);
        long[] topKey = availability.topKeys(channel, order);
        long[] topId = availability.topIds(channel, order);
        long[] room = availability.withRoom[channel].words;
        long[] occupied = availability.withRoom[channel].summary;
        boolean awkward = entries.awkward(e);
        int butProfile = but < 0 ? -1 : agents.profile[but];
        for (Bits rank : entitlement.ranks[need]) {
            if (rank == Bits.NONE) {
                continue;
            }
            long[] may = rank.words;
            int best = -1;
            int bestNode = 0;
            long bestKey = Long.MAX_VALUE;
            long bestId = Long.MAX_VALUE;
            for (int s = 0; s < occupied.length; s++) {
                for (long left = occupied[s]; left != 0; left &= left - 1) {
                    int w = (s << 6) + Long.numberOfTrailingZeros(left);
                    if (w >= may.length) {
                        break;
                    }
                    for (long word = may[w] & room[w]; word != 0; word &= word - 1) {
                        int profile = (w << 6) + Long.numberOfTrailingZeros(word);
                        long key = topKey[profile];
                        if (key > bestKey || key == bestKey && topId[profile] >= bestId) {
                            continue; // whoever else is in this group comes even later
                        }
                        int node = 0;
                        long id = topId[profile];
                        if (awkward || profile == butProfile) {
                            var heap = availability.heap(channel, order, profile);
                            node = first(heap, 0, e, but);
                            if (node < 0) {
                                continue;
                            }
                            key = heap.key(node);
                            id = heap.id(node);
                            if (key > bestKey || key == bestKey && id >= bestId) {
                                continue;
                            }
                        }
                        best = profile;
                        bestNode = node;
                        bestKey = key;
                        bestId = id;
                    }
                }
            }
            if (best >= 0) {
                return availability.heap(channel, order, best).item(bestNode);
            }
        }
        return -1;
    }

    /// The first in a heap who may have it: looks below a node only if that node's agent may not, so it costs
    /// as much as there are such agents.
    private int first(IndexedHeap heap, int node, int e, int but) {
        if (node >= heap.size()) {
            return -1;
        }
        int a = heap.item(node);
        if (a != but && a != entries.declinedBy[e] && !entries.excludes(e, agents.id[a])) {
            return node;
        }
        int left = first(heap, 2 * node + 1, e, but);
        int right = first(heap, 2 * node + 2, e, but);
        if (left < 0 || right < 0) {
            return Math.max(left, right);
        }
        return heap.before(left, right) ? left : right;
    }

    int candidates(int e, int need, int channel) {
        int sum = 0;
        int[] count = availability.count[channel];
        long[] room = availability.withRoom[channel].words;
        for (Bits rank : entitlement.ranks[need]) {
            long[] may = rank.words;
            for (int w = 0; w < Math.min(may.length, room.length); w++) {
                for (long word = may[w] & room[w]; word != 0; word &= word - 1) {
                    sum += count[(w << 6) + Long.numberOfTrailingZeros(word)];
                }
            }
        }
        if (entries.awkward(e)) {
            boolean declinerExcluded = false;
            for (var excluded : entries.arrival(e).excluded()) {
                int a = agents.find(excluded.value());
                if (a >= 0) {
                    declinerExcluded |= a == entries.declinedBy[e];
                    sum -= counted(a, need, channel);
                }
            }
            if (entries.declinedBy[e] >= 0 && !declinerExcluded) {
                sum -= counted(entries.declinedBy[e], need, channel);
            }
        }
        return sum;
    }

    private int counted(int a, int need, int channel) {
        return entitlement.entitled(agents.profile[a], need) && agents.hasRoom(a, channel) ? 1 : 0;
    }

    double score(int a, int need, AgentPolicy policy, long at) {
        return switch (policy) {
            case BEST_PROFICIENCY -> entitlement.proficiencySum(agents.profile[a], need);
            case LONGEST_IDLE -> at - agents.idleSince[a];
            case LEAST_OCCUPIED -> agents.occupancyPermille[a] / 1000.0;
            case FAIR_SHARE -> agents.shareTenths[a] / 10.0;
        };
    }
}
