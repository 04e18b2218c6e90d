package org.callosum.floor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// Who may serve what, by groups on both sides: agents with identical skills, clients, queues and
/// capacities share a *profile*; interactions of one queue at one step with the same extra needs share a
/// *need*. For each pair one bit, kept from both sides, is worked out when a profile or a need appears, so
/// that a decision only combines words.
///
/// Needs without extras live as long as their queue; others are counted, and unused ones are swept when
/// they pile up.
final class Entitlement {
    private static final int UNUSED_KEPT = 4096;
    private static final byte[] NO_PREFERENCE = {};
    private static final int FIRST = Preference.FIRST.ordinal();
    private static final int ORDINARY = Preference.ORDINARY.ordinal();
    private static final int RESERVE = Preference.RESERVE.ordinal();

    private record ProfileKey(AgentRules rules, Map<SkillId, Integer> skills, Map<SkillId, Preference> preferences) {}

    private record NeedKey(int queue, int step, List<Needed> extras) {}

    private final Queues queues;
    private final WaitingLines lines;
    final LongIndex skillIndex = new LongIndex();

    private final Map<ProfileKey, Integer> profileOf = new HashMap<>();
    private @Nullable ProfileKey[] profileKey = new ProfileKey[8];
    private int[] members = new int[8];
    private byte[][] proficiency = new byte[8][];
    /// Ordinals of [Preference] by skill; empty for whom all is ordinary.
    private byte[][] preference = new byte[8][];
    /// The needs each profile may serve.
    Bits[] needsOf = new Bits[8];
    private int profiles;
    private final List<Integer> freeProfiles = new ArrayList<>();

    /// Profiles with at least this proficiency: `skill × 5 + proficiency − 1`.
    private final List<Bits> skilled = new ArrayList<>();
    /// Profiles with the client, the queue and the capacity, by queue.
    private final List<Bits> admitted = new ArrayList<>();

    private final Map<NeedKey, Integer> extraNeeds = new HashMap<>();
    private @Nullable NeedKey[] needKey = new NeedKey[8];
    private int[] needUsers = new int[8];
    private int[][] needSkill = new int[8][];
    private byte[][] needMinimum = new byte[8][];
    private boolean[] needExists = new boolean[8];
    private int[] needQueue = new int[8];
    /// Entitled profiles, best first: by preference, and within it one set for all, or one per sum of
    /// proficiencies where the policy asks for the best. [Bits#NONE] where nobody is.
    Bits[][] ranks = new Bits[8][];

    private Bits[] entitled = new Bits[8];
    private int needs;
    private int unused;
    private final List<Integer> freeNeeds = new ArrayList<>();

    Entitlement(Queues queues, WaitingLines lines) {
        this.queues = queues;
        this.lines = lines;
    }

    boolean entitled(int profile, int need) {
        return profile >= 0 && needsOf[profile].get(need);
    }

    int profileBound() {
        return profiles;
    }

    int skill(SkillId skill) {
        int s = skillIndex.get(skill.value());
        if (s < 0) {
            s = skillIndex.size();
            skillIndex.put(skill.value(), s);
            for (int level = 0; level < 5; level++) {
                skilled.add(new Bits());
            }
        }
        return s;
    }

    // ---- profiles ----

    int join(AgentRules rules, TreeMap<SkillId, Integer> skills, TreeMap<SkillId, Preference> preferences) {
        var key = new ProfileKey(rules, skills, preferences); // the maps are copied only if the key is new
        Integer known = profileOf.get(key);
        if (known != null) {
            members[known]++;
            return known;
        }
        key = new ProfileKey(rules, new TreeMap<>(skills), new TreeMap<>(preferences));
        int p = freeProfiles.isEmpty() ? profiles++ : freeProfiles.removeLast();
        if (p == profileKey.length) {
            profileKey = Arrays.copyOf(profileKey, p * 2);
            members = Arrays.copyOf(members, p * 2);
            proficiency = Arrays.copyOf(proficiency, p * 2);
            preference = Arrays.copyOf(preference, p * 2);
            needsOf = Arrays.copyOf(needsOf, p * 2);
        }
        profileOf.put(key, p);
        profileKey[p] = key;
        members[p] = 1;
        needsOf[p] = new Bits();
        skills.forEach((skill, level) -> {
            int s = skill(skill);
            for (int l = 0; l < level; l++) {
                skilled.get(s * 5 + l).set(p);
            }
        });
        var levels = new byte[skillIndex.size()];
        skills.forEach((skill, level) -> levels[skill(skill)] = level.byteValue());
        proficiency[p] = levels;
        preference[p] = preferred(preferences);
        for (int q = 0; q < queues.bound(); q++) {
            if (queues.exists(q)) {
                admittedTo(q).set(p, admits(q, rules));
            }
        }
        for (int n = 0; n < needs; n++) {
            if (needExists[n] && mayServe(p, n)) {
                entitle(p, n);
            }
        }
        return p;
    }

    void leave(int p) {
        if (--members[p] > 0) {
            return;
        }
        var key = Objects.requireNonNull(profileKey[p]);
        profileOf.remove(key);
        profileKey[p] = null;
        for (SkillId skill : key.skills().keySet()) {
            int s = skill(skill);
            for (int l = 0; l < 5; l++) {
                skilled.get(s * 5 + l).clear(p);
            }
        }
        for (Bits set : admitted) {
            set.clear(p);
        }
        for (int n = 0; n < needs; n++) {
            if (needExists[n] && entitled[n].get(p)) {
                entitled[n].clear(p);
                for (Bits rank : ranks[n]) {
                    rank.clear(p);
                }
            }
        }
        freeProfiles.add(p);
    }

    private byte[] preferred(Map<SkillId, Preference> preferences) {
        if (preferences.isEmpty()) {
            return NO_PREFERENCE;
        }
        var by = new byte[skillIndex.size()];
        Arrays.fill(by, (byte) Preference.ORDINARY.ordinal());
        preferences.forEach((skill, own) -> by[skill(skill)] = (byte) own.ordinal());
        return by;
    }

    private boolean admits(int q, AgentRules rules) {
        var queue = queues.rules(q);
        return rules.clients().contains(queue.client())
                && rules.capacity(queue.channel()) > 0
                && (rules.queues().isEmpty() || rules.queues().contains(queues.queueId(q)));
    }

    private Bits admittedTo(int q) {
        while (admitted.size() <= q) {
            admitted.add(new Bits());
        }
        return admitted.get(q);
    }

    private boolean mayServe(int p, int n) {
        if (!admittedTo(needQueue[n]).get(p)) {
            return false;
        }
        int[] skill = needSkill[n];
        byte[] minimum = needMinimum[n];
        for (int i = 0; i < skill.length; i++) {
            if (proficiency(p, skill[i]) < minimum[i]) {
                return false;
            }
        }
        return true;
    }

    /// The same for someone who is in no profile, being signed out.
    boolean wouldServe(AgentRules rules, Map<SkillId, Integer> skills, int n) {
        return admits(needQueue[n], rules)
                && needs(n).stream()
                        .allMatch(needed -> skills.getOrDefault(needed.skill(), 0) >= needed.minimumProficiency());
    }

    /// Each skill once with its highest minimum, in order of ids.
    List<Needed> needs(int n) {
        return strictest(Objects.requireNonNull(needKey[n])).entrySet().stream()
                .map(entry -> new Needed(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// One skill named twice means the higher minimum.
    private TreeMap<SkillId, Integer> strictest(NeedKey key) {
        var strictest = new TreeMap<SkillId, Integer>();
        for (var needed : queues.rules(key.queue()).steps().get(key.step()).needs()) {
            strictest.merge(needed.skill(), needed.minimumProficiency(), Math::max);
        }
        for (var needed : key.extras()) {
            strictest.merge(needed.skill(), needed.minimumProficiency(), Math::max);
        }
        return strictest;
    }

    private int proficiency(int p, int skill) {
        byte[] levels = proficiency[p];
        return skill < levels.length ? levels[skill] : 0; // a skill first named after the profile was made
    }

    /// The sum that BEST_PROFICIENCY compares.
    int proficiencySum(int p, int n) {
        int sum = 0;
        for (int skill : needSkill[n]) {
            sum += proficiency(p, skill);
        }
        return sum;
    }

    /// The ordinal of the profile's [Preference] for a need: one skill in reserve makes it reserve, else one of
    /// the first makes it first.
    int preference(int p, int n) {
        byte[] own = preference[p];
        int together = ORDINARY;
        if (own.length > 0) {
            for (int skill : needSkill[n]) {
                int one = skill < own.length ? own[skill] : ORDINARY;
                if (one == RESERVE) {
                    return RESERVE;
                }
                if (one == FIRST) {
                    together = FIRST;
                }
            }
        }
        return together;
    }

    private void entitle(int p, int n) {
        entitled[n].set(p);
        needsOf[p].set(n);
        Bits[] rank = ranks[n];
        int within = rank.length / Preference.COUNT;
        int place = preference(p, n) * within + (within == 1 ? 0 : 5 * needSkill[n].length - proficiencySum(p, n));
        if (rank[place] == Bits.NONE) {
            rank[place] = new Bits();
        }
        rank[place].set(p);
    }

    // ---- needs ----

    /// Takes up new rules; the queue's needs before must be in no use.
    void configure(int q) {
        var set = admittedTo(q);
        set.clearAll();
        for (int p = 0; p < profiles; p++) {
            var key = profileKey[p];
            if (key != null) {
                set.set(p, admits(q, key.rules()));
            }
        }
        dropNeeds(q);
        int steps = queues.rules(q).steps().size();
        queues.needs[q] = new int[steps];
        for (int step = 0; step < steps; step++) {
            queues.needs[q][step] = make(new NeedKey(q, step, List.of()));
        }
    }

    void dropNeeds(int q) {
        for (int n : queues.needs[q]) {
            drop(n);
        }
        queues.needs[q] = new int[0];
        var sweep = extraNeeds.values().stream().filter(n -> needQueue[n] == q).toList();
        for (int n : sweep) {
            unused--;
            drop(n);
        }
    }

    /// The need of a queue's step and extra needs; give it back with [#release].
    int take(int q, int step, List<Needed> extras) {
        if (extras.isEmpty()) {
            return queues.needs[q][step];
        }
        var key = new NeedKey(q, step, extras);
        Integer known = extraNeeds.get(key);
        int n;
        if (known == null) {
            if (unused >= UNUSED_KEPT) {
                sweepUnused();
            }
            n = make(key);
            extraNeeds.put(key, n);
        } else {
            n = known;
            if (needUsers[n] == 0) {
                unused--;
            }
        }
        needUsers[n]++;
        return n;
    }

    void release(int n) {
        if (!Objects.requireNonNull(needKey[n]).extras().isEmpty() && --needUsers[n] == 0) {
            unused++;
        }
    }

    private void sweepUnused() {
        var sweep = extraNeeds.values().stream().filter(n -> needUsers[n] == 0).toList();
        for (int n : sweep) {
            drop(n);
        }
        unused = 0;
    }

    private int make(NeedKey key) {
        int n = freeNeeds.isEmpty() ? needs++ : freeNeeds.removeLast();
        if (n == needKey.length) {
            needKey = Arrays.copyOf(needKey, n * 2);
            needUsers = Arrays.copyOf(needUsers, n * 2);
            needSkill = Arrays.copyOf(needSkill, n * 2);
            needMinimum = Arrays.copyOf(needMinimum, n * 2);
            needExists = Arrays.copyOf(needExists, n * 2);
            needQueue = Arrays.copyOf(needQueue, n * 2);
            ranks = Arrays.copyOf(ranks, n * 2);
            entitled = Arrays.copyOf(entitled, n * 2);
        }
        int q = key.queue();
        var rules = queues.rules(q);
        var strictest = strictest(key);
        needKey[n] = key;
        needUsers[n] = 0;
        needExists[n] = true;
        needQueue[n] = q;
        needSkill[n] = strictest.keySet().stream().mapToInt(this::skill).toArray();
        needMinimum[n] = new byte[strictest.size()];
        int i = 0;
        int least = 0;
        for (int minimum : strictest.values()) {
            needMinimum[n][i++] = (byte) minimum;
            least += minimum;
        }
        int ranked = rules.policy() == AgentPolicy.BEST_PROFICIENCY ? 5 * strictest.size() - least + 1 : 1;
        var rank = new Bits[Preference.COUNT * ranked];
        Arrays.fill(rank, Bits.NONE);
        ranks[n] = rank;
        entitled[n] = new Bits();
        lines.open(n, queues.channel[q], rules);
        long[] may = admittedTo(q).words;
        for (int w = 0; w < may.length; w++) {
            long word = may[w];
            for (int s = 0; s < needSkill[n].length; s++) {
                word &= skilled.get(needSkill[n][s] * 5 + needMinimum[n][s] - 1).word(w);
            }
            for (; word != 0; word &= word - 1) {
                entitle((w << 6) + Long.numberOfTrailingZeros(word), n);
            }
        }
        return n;
    }

    private void drop(int n) {
        var key = Objects.requireNonNull(needKey[n]);
        extraNeeds.remove(key);
        long[] words = entitled[n].words;
        for (int w = 0; w < words.length; w++) {
            for (long word = words[w]; word != 0; word &= word - 1) {
                needsOf[(w << 6) + Long.numberOfTrailingZeros(word)].clear(n);
            }
        }
        needKey[n] = null;
        needExists[n] = false;
        ranks[n] = new Bits[0];
        lines.close(n);
        freeNeeds.add(n);
    }

    /// Extra needs in one order, so that equal needs are one.
    static List<Needed> inOrder(List<Needed> extras) {
        return extras.size() < 2
                ? extras
                : extras.stream()
                        .sorted(Comparator.comparing(Needed::skill).thenComparingInt(Needed::minimumProficiency))
                        .toList();
    }
}
