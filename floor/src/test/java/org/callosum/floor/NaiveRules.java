package org.callosum.floor;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// Who may have what, and who comes first, written the obvious way with lists and loops.
class NaiveRules {
    enum Stage {
        WAITING,
        OFFERED,
        TALKING,
        ON_HOLD,
        WRAPPING_UP,
        GONE
    }

    static final class Item {
        final long id;
        final long queue;
        final Arrival arrival;
        final long queuedAt;
        Stage stage = Stage.WAITING;
        int step;
        int offers;
        long deadline;
        int window;
        long windowEnds;
        long heldFor;
        long agent;
        long declinedBy;
        long declinedUntil;
        boolean suspended;

        Item(long id, long queue, Arrival arrival, long at) {
            this.id = id;
            this.queue = queue;
            this.arrival = arrival;
            this.queuedAt = at;
            this.offers = arrival.offersBefore();
        }

        boolean isConsult() {
            return arrival.kind() == ArrivalKind.CONSULT;
        }
    }

    static final class Person {
        final long id;
        AgentRules rules;
        final Map<SkillId, Integer> skills = new HashMap<>();
        final Map<SkillId, Preference> preferences = new HashMap<>();
        boolean signedIn;
        boolean ready;
        boolean leaving;
        final List<Item> work = new ArrayList<>();
        long idleSince;
        long workMillis;
        long readyMillis;
        long accounted;
        int accepted;
        long occupancy;
        long share;

        Person(long id, AgentRules rules) {
            this.id = id;
            this.rules = rules;
        }

        void account(long at) {
            if (work.stream().anyMatch(i -> i.stage != Stage.OFFERED)) {
                workMillis += at - accounted;
            } else if (ready) {
                readyMillis += at - accounted;
            }
            accounted = at;
        }

        void beginIdle(long at) {
            idleSince = at;
            long time = workMillis + readyMillis;
            occupancy = time == 0 ? 0 : workMillis * 1000 / time;
            share = accepted == 0 ? 0 : time == 0 ? 4095 : Math.min(4095, accepted * 36_000_000L / time);
        }
    }

    final Map<Long, QueueRules> queues = new LinkedHashMap<>();
    final Map<Long, Person> people = new LinkedHashMap<>();
    /// Every stay that is not over; two stays of one interaction are possible.
    final List<Item> items = new ArrayList<>();
    final Map<Long, Item> newest = new HashMap<>();
    /// Not held by an assertion library's message when it holds: this runs ten million times.
    static void require(boolean holds, String what, Object... arguments) {
        if (!holds) {
            fail(what.formatted(arguments));
        }
    }

    Person person(long agent) {
        var person = people.get(agent);
        if (person == null) {
            throw new AssertionError("no agent " + agent);
        }
        return person;
    }

    Item item(long interaction, Stage... stages) {
        var item = newest.get(interaction);
        if (item == null || !List.of(stages).contains(item.stage)) {
            throw new AssertionError("interaction %d is %s, not %s"
                    .formatted(interaction, item == null ? "unknown" : item.stage, List.of(stages)));
        }
        return item;
    }

    QueueRules rules(Item item) {
        var rules = queues.get(item.queue);
        if (rules == null) {
            throw new AssertionError("no queue " + item.queue);
        }
        return rules;
    }

    // ---- what may be ----

    boolean entitled(Person person, Item item) {
        var rules = rules(item);
        if (!person.rules.clients().contains(rules.client())
                || person.rules.capacity(rules.channel()) == 0
                || !person.rules.queues().isEmpty() && !person.rules.queues().contains(new QueueId(item.queue))) {
            return false;
        }
        return meets(person, rules.steps().get(item.step).needs()) && meets(person, item.arrival.extraNeeds());
    }

    /// Entitled, or asked for by name by a colleague and granted the client.
    boolean mayHave(Person person, Item item) {
        var only = item.arrival.onlyFor();
        if (only != null && only.value() != person.id) {
            return false;
        }
        return entitled(person, item) || only != null && item.isConsult() && granted(person, item.queue);
    }

    boolean granted(Person person, long queue) {
        var rules = queues.get(queue);
        return rules != null
                && person.rules.clients().contains(rules.client())
                && person.rules.capacity(rules.channel()) > 0;
    }

    private static boolean meets(Person person, List<Needed> needs) {
        for (var needed : needs) {
            if (person.skills.getOrDefault(needed.skill(), 0) < needed.minimumProficiency()) {
                return false;
            }
        }
        return true;
    }

    int load(Person person, Channel channel) {
        int load = 0;
        for (var item : person.work) {
            load += rules(item).channel() == channel ? 1 : 0;
        }
        return load;
    }

    /// Room for what a person gives them, once `without` is over.
    boolean canTake(Person person, Channel channel, @Nullable Item without) {
        if (!person.signedIn || person.leaving && without == null) {
            return false;
        }
        long voice = 0;
        long on = 0;
        long all = 0;
        for (var item : person.work) {
            if (item != without) {
                all++;
                voice += rules(item).channel() == Channel.VOICE ? 1 : 0;
                on += rules(item).channel() == channel ? 1 : 0;
            }
        }
        return channel == Channel.VOICE ? all == 0 : voice == 0 && on < person.rules.capacity(channel);
    }

    boolean hasRoom(Person person, Channel channel) {
        if (!person.signedIn || !person.ready || person.leaving) {
            return false;
        }
        return channel == Channel.VOICE
                ? person.work.isEmpty() && person.rules.capacity(channel) > 0
                : load(person, Channel.VOICE) == 0 && load(person, channel) < person.rules.capacity(channel);
    }

    boolean servable(Person person, Item item) {
        return item.stage == Stage.WAITING
                && !item.suspended
                && item.declinedBy != person.id
                && (item.window == 0 || item.heldFor == person.id)
                && hasRoom(person, rules(item).channel())
                && mayHave(person, item)
                && !item.arrival.excluded().contains(new AgentId(person.id));
    }

    private int proficiency(Person person, Item item) {
        var skills = new HashMap<SkillId, Integer>();
        rules(item).steps().get(item.step).needs().forEach(n -> skills.put(n.skill(), 1));
        item.arrival.extraNeeds().forEach(n -> skills.put(n.skill(), 1));
        int sum = 0;
        for (var skill : skills.keySet()) {
            sum += person.skills.getOrDefault(skill, 0);
        }
        return sum;
    }

    Preference preference(Person person, Item item) {
        var needed = new ArrayList<Preference>();
        rules(item).steps().get(item.step).needs().forEach(n -> needed.add(person.preferences.get(n.skill())));
        item.arrival.extraNeeds().forEach(n -> needed.add(person.preferences.get(n.skill())));
        return needed.contains(Preference.RESERVE)
                ? Preference.RESERVE
                : needed.contains(Preference.FIRST) ? Preference.FIRST : Preference.ORDINARY;
    }

    Comparator<Person> byPolicy(Item item) {
        var channel = rules(item).channel();
        Comparator<Person> load = Comparator.comparingInt(p -> load(p, channel));
        var first = switch (rules(item).policy()) {
            case BEST_PROFICIENCY ->
                Comparator.<Person>comparingInt(p -> -proficiency(p, item)).thenComparing(load);
            case LONGEST_IDLE -> load;
            case LEAST_OCCUPIED -> load.thenComparingLong(p -> p.occupancy);
            case FAIR_SHARE -> load.thenComparingLong(p -> p.share);
        };
        return Comparator.<Person, Preference>comparing(p -> preference(p, item))
                .thenComparing(first)
                .thenComparingLong(p -> p.idleSince)
                .thenComparingLong(p -> p.id);
    }

    private long virtualArrival(Item item) {
        var rules = rules(item);
        return item.queuedAt
                - item.arrival.waitedMillis()
                - (rules.priority() + item.arrival.priority()) * rules.urgency().priorityMillis();
    }

    boolean overdue(Item item, long at) {
        return at - virtualArrival(item) >= rules(item).urgency().overdueMillis();
    }

    private double urgency(Item item, long at) {
        var rules = rules(item);
        return rules.urgency().weight() / rules.targetMillis() * (at - virtualArrival(item));
    }

    Item mostUrgent(Person person, long at) {
        var all = new ArrayList<Item>();
        for (var item : items) {
            if (servable(person, item)) {
                all.add(item);
            }
        }
        // of several held for the agent, the first by virtual arrival stands for all of them
        var held = all.stream()
                .filter(i -> i.heldFor == person.id)
                .min(Comparator.comparingLong(this::virtualArrival).thenComparingLong(i -> i.id))
                .orElse(null);
        all.removeIf(i -> i.heldFor == person.id && i != held);
        return all.stream()
                .min(Comparator.<Item>comparingInt(i -> overdue(i, at)
                                ? 0
                                : i.heldFor == person.id
                                        ? 1
                                        : 2 + preference(person, i).ordinal())
                        .thenComparingDouble(i -> overdue(i, at) ? -(double) (at - virtualArrival(i)) : -urgency(i, at))
                        .thenComparingLong(this::virtualArrival)
                        .thenComparingLong(i -> i.id))
                .orElseThrow(() -> new AssertionError("nothing for agent " + person.id));
    }

    /// What no floor may show between two commands: someone with room, and something for them, waiting.
    @Nullable
    String missed() {
        for (var item : items) {
            if (item.stage == Stage.WAITING && !item.suspended && (item.window == 1 || item.window == 2)) {
                var person = people.get(item.heldFor);
                if (person == null || !person.signedIn || person.leaving || !entitled(person, item)) {
                    return "interaction %d is held for agent %d, who cannot have it".formatted(item.id, item.heldFor);
                }
            }
        }
        for (var person : people.values()) {
            if (person.ready) {
                for (var item : items) {
                    if (servable(person, item)) {
                        return "agent %d has room and interaction %d waits".formatted(person.id, item.id);
                    }
                }
            }
        }
        return null;
    }
}
