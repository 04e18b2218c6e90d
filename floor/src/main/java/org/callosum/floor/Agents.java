package org.callosum.floor;

import java.util.Arrays;
import java.util.Objects;
import java.util.TreeMap;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// The agents as columns: one dense index per agent, reused after retirement. Owned by the floor's thread.
final class Agents {
    static final byte SIGNED_OUT = 0;
    static final byte NOT_READY = 1;
    static final byte READY = 2;

    final LongIndex index = new LongIndex();
    long[] id = new long[8];

    @Nullable
    AgentRules[] rules = new AgentRules[8];
    /// Proficiency by skill; held by id so that a snapshot has them in order. Routing reads the profile's bytes
    /// instead.
    @SuppressWarnings("unchecked")
    @Nullable
    TreeMap<SkillId, Integer>[] skills = new TreeMap[8];

    /// What is not ordinary among them.
    @SuppressWarnings("unchecked")
    @Nullable
    TreeMap<SkillId, Preference>[] preferences = new TreeMap[8];

    byte[] presence = new byte[8];
    String[] reason = new String[8];
    long[] presenceSince = new long[8];
    boolean[] leaving = new boolean[8];
    long[] idleSince = new long[8];
    long[] emptySince = new long[8];
    /// The group of identical agents, or -1 while signed out.
    int[] profile = new int[8];
    int[] firstWork = new int[8];
    /// Offers, conversations and wrap-ups in hand, in all and per channel.
    int[] inHand = new int[8];
    int[] inHandOn = new int[8 * Channel.COUNT];
    /// Per channel, copied from the rules.
    byte[] capacity = new byte[8 * Channel.COUNT];
    /// Of these in hand, offers not answered yet.
    int[] offered = new int[8];
    long[] atWork = new long[8];
    long[] ready = new long[8];
    long[] accounted = new long[8];
    int[] accepted = new int[8];
    int[] occupancyPermille = new int[8];
    int[] shareTenths = new int[8];
    private int used;
    private int free = -1;

    int find(long agent) {
        return index.get(agent);
    }

    int size() {
        return index.size();
    }

    int add(long agent, AgentRules newRules) {
        int a = free;
        if (a >= 0) {
            free = firstWork[a];
        } else {
            a = used++;
            if (a == id.length) {
                grow(a * 2);
            }
        }
        id[a] = agent;
        setRules(a, newRules);
        skills[a] = new TreeMap<>();
        preferences[a] = new TreeMap<>();
        presence[a] = SIGNED_OUT;
        reason[a] = "";
        presenceSince[a] = 0;
        leaving[a] = false;
        idleSince[a] = 0;
        emptySince[a] = 0;
        profile[a] = -1;
        firstWork[a] = -1;
        inHand[a] = 0;
        offered[a] = 0;
        Arrays.fill(inHandOn, a * Channel.COUNT, (a + 1) * Channel.COUNT, 0);
        clearSession(a, 0);
        index.put(agent, a);
        return a;
    }

    void remove(int a) {
        index.remove(id[a]);
        id[a] = 0;
        rules[a] = null;
        skills[a] = null;
        preferences[a] = null;
        firstWork[a] = free;
        free = a;
    }

    void clearSession(int a, long at) {
        atWork[a] = 0;
        ready[a] = 0;
        accounted[a] = at;
        accepted[a] = 0;
        occupancyPermille[a] = 0;
        shareTenths[a] = 0;
    }

    /// Dense indexes below this have been used.
    int bound() {
        return used;
    }

    boolean exists(int a) {
        return id[a] != 0;
    }

    AgentRules rules(int a) {
        return Objects.requireNonNull(rules[a]);
    }

    TreeMap<SkillId, Integer> skills(int a) {
        return Objects.requireNonNull(skills[a]);
    }

    TreeMap<SkillId, Preference> preferences(int a) {
        return Objects.requireNonNull(preferences[a]);
    }

    void prefer(int a, SkillId skill, Preference preference) {
        if (preference == Preference.ORDINARY) {
            preferences(a).remove(skill);
        } else {
            preferences(a).put(skill, preference);
        }
    }

    AgentId agentId(int a) {
        return new AgentId(id[a]);
    }

    /// Adds the time since the last call to work or ready time. Called before anything that ends or begins
    /// either.
    void account(int a, long at) {
        long passed = at - accounted[a];
        if (passed > 0) {
            if (inHand[a] > offered[a]) {
                atWork[a] += passed;
            } else if (presence[a] == READY) {
                ready[a] += passed;
            }
        }
        accounted[a] = at;
    }

    /// Idle time begins anew: fixes what LEAST_OCCUPIED and FAIR_SHARE compare until it does so again.
    void beginIdle(int a, long at) {
        account(a, at);
        idleSince[a] = at;
        long time = atWork[a] + ready[a];
        occupancyPermille[a] = time == 0 ? 0 : (int) (atWork[a] * 1000 / time);
        shareTenths[a] =
                accepted[a] == 0 ? 0 : (int) Math.min(4095, time == 0 ? 4095 : accepted[a] * 36_000_000L / time);
    }

    boolean hasRoom(int a, int channel) {
        if (presence[a] != READY) {
            return false;
        }
        if (channel == 0) { // voice is worked alone
            return inHand[a] == 0 && capacity[a * Channel.COUNT] > 0;
        }
        int base = a * Channel.COUNT;
        return inHandOn[base] == 0 && inHandOn[base + channel] < capacity[base + channel];
    }

    /// Room for what a person gives them, ready or not: signed in, not signing out, nothing in hand beside which
    /// it could not lie.
    ///
    /// @param less the channel of one thing in hand that ends with it; -1 for none
    boolean canTake(int a, int channel, int less) {
        if (presence[a] == SIGNED_OUT || leaving[a] && less < 0) {
            return false;
        }
        int base = a * Channel.COUNT;
        if (channel == 0) {
            return inHand[a] - (less < 0 ? 0 : 1) == 0 && capacity[base] > 0;
        }
        return inHandOn[base] - (less == 0 ? 1 : 0) == 0
                && inHandOn[base + channel] - (less == channel ? 1 : 0) < capacity[base + channel];
    }

    /// The client and the channel, whatever the skills.
    boolean grants(int a, QueueRules queue) {
        return rules(a).clients().contains(queue.client()) && rules(a).capacity(queue.channel()) > 0;
    }

    void setRules(int a, AgentRules newRules) {
        rules[a] = newRules;
        for (Channel channel : Channel.values()) {
            capacity[a * Channel.COUNT + channel.ordinal()] = (byte) newRules.capacity(channel);
        }
    }

    Presence presence(int a) {
        return switch (presence[a]) {
            case SIGNED_OUT -> new Presence.SignedOut();
            case READY -> new Presence.Ready();
            default -> new Presence.NotReady(reason[a]);
        };
    }

    private void grow(int n) {
        id = Arrays.copyOf(id, n);
        rules = Arrays.copyOf(rules, n);
        skills = Arrays.copyOf(skills, n);
        preferences = Arrays.copyOf(preferences, n);
        presence = Arrays.copyOf(presence, n);
        reason = Arrays.copyOf(reason, n);
        presenceSince = Arrays.copyOf(presenceSince, n);
        leaving = Arrays.copyOf(leaving, n);
        idleSince = Arrays.copyOf(idleSince, n);
        emptySince = Arrays.copyOf(emptySince, n);
        profile = Arrays.copyOf(profile, n);
        firstWork = Arrays.copyOf(firstWork, n);
        inHand = Arrays.copyOf(inHand, n);
        inHandOn = Arrays.copyOf(inHandOn, n * Channel.COUNT);
        offered = Arrays.copyOf(offered, n);
        atWork = Arrays.copyOf(atWork, n);
        ready = Arrays.copyOf(ready, n);
        accounted = Arrays.copyOf(accounted, n);
        accepted = Arrays.copyOf(accepted, n);
        occupancyPermille = Arrays.copyOf(occupancyPermille, n);
        shareTenths = Arrays.copyOf(shareTenths, n);
        capacity = Arrays.copyOf(capacity, n * Channel.COUNT);
    }
}
