package org.callosum.floor;

import java.util.Arrays;

/// The agents with room, per channel and profile, in the orders that the queues' policies ask for. The first of
/// each profile lies in columns of its own, so that a choice among hundreds of profiles reads memory in one
/// direction.
final class Availability {
    /// Orders: fewest in hand, then …
    static final int BY_IDLE = 0;

    static final int BY_OCCUPANCY = 1;
    static final int BY_SHARE = 2;
    private static final int ORDERS = 3;

    private final Agents agents;
    /// Profiles with someone who has room, by channel.
    final Bits[] withRoom = new Bits[Channel.COUNT];
    /// How many have room: `[channel][profile]`.
    final int[][] count = new int[Channel.COUNT][8];
    private final long[][] topKey = new long[Channel.COUNT * ORDERS][8];
    private final long[][] topId = new long[Channel.COUNT * ORDERS][8];
    private final IndexedHeap[][] heaps = new IndexedHeap[Channel.COUNT * ORDERS][0];
    private final int[][] places = new int[Channel.COUNT * ORDERS][8];
    private final int[] queuesUsing = new int[Channel.COUNT * ORDERS];
    private int[] pending = new int[8];
    private boolean[] isPending = new boolean[8];
    private int pendingCount;
    /// The channels each agent is listed in, as bits.
    private byte[] listed = new byte[8];

    Availability(Agents agents) {
        this.agents = agents;
        Arrays.setAll(withRoom, _ -> new Bits());
    }

    static int order(AgentPolicy policy) {
        return switch (policy) {
            case BEST_PROFICIENCY, LONGEST_IDLE -> BY_IDLE;
            case LEAST_OCCUPIED -> BY_OCCUPANCY;
            case FAIR_SHARE -> BY_SHARE;
        };
    }

    IndexedHeap heap(int channel, int order, int profile) {
        return heaps[channel * ORDERS + order][profile];
    }

    /// The first of each profile with room: key and id, by profile.
    long[] topKeys(int channel, int order) {
        return topKey[channel * ORDERS + order];
    }

    long[] topIds(int channel, int order) {
        return topId[channel * ORDERS + order];
    }

    /// A queue takes up a policy, or (by -1) gives it up; an order is kept only while some queue asks for it.
    void use(int channel, AgentPolicy policy, int by) {
        int slot = channel * ORDERS + order(policy);
        boolean before = queuesUsing[slot] > 0;
        queuesUsing[slot] += by;
        if (before != queuesUsing[slot] > 0) {
            // the queue counts are already the new ones: take everyone out of what is kept and list them again
            for (int a = 0; a < Math.min(agents.bound(), listed.length); a++) {
                if ((listed[a] & 1 << channel) != 0) {
                    for (int order = 0; order < ORDERS; order++) {
                        int place = channel * ORDERS + order;
                        if (order == order(policy) ? before : queuesUsing[place] > 0) {
                            unlist(a, place);
                        }
                    }
                    count[channel][agents.profile[a]]--;
                    withRoom[channel].set(agents.profile[a], count[channel][agents.profile[a]] > 0);
                    listed[a] &= (byte) ~(1 << channel);
                }
            }
            for (int a = 0; a < agents.bound(); a++) {
                if (agents.exists(a)) {
                    listNow(a);
                }
            }
        }
    }

    /// Takes the agent out; call before anything changes that room, load, idle time or profile depend on.
    void remove(int a) {
        if (a >= listed.length || listed[a] == 0) {
            return;
        }
        int profile = agents.profile[a];
        for (int channel = 0; channel < Channel.COUNT; channel++) {
            if ((listed[a] & 1 << channel) != 0) {
                for (int order = 0; order < ORDERS; order++) {
                    int place = channel * ORDERS + order;
                    if (queuesUsing[place] > 0) {
                        unlist(a, place);
                    }
                }
                if (--count[channel][profile] == 0) {
                    withRoom[channel].clear(profile);
                }
            }
        }
        listed[a] = 0;
    }

    /// The agent may have room: listed when somebody next looks. Most who get room are given work in the same
    /// decision, and so never touch the heaps.
    void list(int a) {
        if (a >= pending.length) {
            pending = Arrays.copyOf(pending, Math.max(a + 1, pending.length * 2));
            isPending = Arrays.copyOf(isPending, pending.length);
        }
        if (!isPending[a]) {
            isPending[a] = true;
            pending[pendingCount++] = a;
        }
    }

    /// Call before reading anything here.
    void listPending() {
        while (pendingCount > 0) {
            int a = pending[--pendingCount];
            isPending[a] = false;
            if (agents.exists(a)) {
                listNow(a);
            }
        }
    }

    private void listNow(int a) {
        if (agents.presence[a] != Agents.READY) {
            return;
        }
        if (a >= listed.length) {
            listed = Arrays.copyOf(listed, Math.max(a + 1, listed.length * 2));
        }
        int profile = agents.profile[a];
        for (int channel = 0; channel < Channel.COUNT; channel++) {
            if ((listed[a] & 1 << channel) == 0 && agents.hasRoom(a, channel)) {
                listed[a] |= (byte) (1 << channel);
                if (profile >= count[channel].length) {
                    count[channel] = Arrays.copyOf(count[channel], profile * 2);
                }
                if (count[channel][profile]++ == 0) {
                    withRoom[channel].set(profile);
                }
                for (int order = 0; order < ORDERS; order++) {
                    if (queuesUsing[channel * ORDERS + order] > 0) {
                        enlist(a, profile, channel, order);
                    }
                }
            }
        }
    }

    private void enlist(int a, int profile, int channel, int order) {
        int place = channel * ORDERS + order;
        if (profile >= heaps[place].length) {
            int n = Math.max(8, profile * 2);
            var more = new IndexedHeap[n];
            Arrays.setAll(more, p -> p < heaps[place].length ? heaps[place][p] : new IndexedHeap());
            heaps[place] = more;
            topKey[place] = Arrays.copyOf(topKey[place], n);
            topId[place] = Arrays.copyOf(topId[place], n);
        }
        if (a >= places[place].length) {
            places[place] = Arrays.copyOf(places[place], a * 2);
        }
        var heap = heaps[place][profile];
        heap.add(a, key(a, channel, order), agents.id[a], places[place]);
        topKey[place][profile] = heap.key(0);
        topId[place][profile] = heap.id(0);
    }

    private void unlist(int a, int place) {
        int profile = agents.profile[a];
        var heap = heaps[place][profile];
        heap.remove(a, places[place]);
        if (!heap.isEmpty()) {
            topKey[place][profile] = heap.key(0);
            topId[place][profile] = heap.id(0);
        }
    }

    /// In hand, then what the order compares, then since when idle, packed: 7 + 12 + 44 bits (44 bits of
    /// milliseconds reach the year 2527).
    private long key(int a, int channel, int order) {
        long load = agents.inHandOn[a * Channel.COUNT + channel];
        long middle = switch (order) {
            case BY_OCCUPANCY -> agents.occupancyPermille[a];
            case BY_SHARE -> agents.shareTenths[a];
            default -> 0;
        };
        return load << 56 | middle << 44 | agents.idleSince[a];
    }
}
