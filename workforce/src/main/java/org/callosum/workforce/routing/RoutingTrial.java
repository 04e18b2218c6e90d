package org.callosum.workforce.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.callosum.floor.QueueRules;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.callosum.workforce.simulation.Contact;
import org.callosum.workforce.simulation.Day;
import org.callosum.workforce.simulation.DayResult;
import org.callosum.workforce.simulation.DayRunner;
import org.jspecify.annotations.Nullable;

/// Tries routing rules on a day before they go live (RTG-15): the same customers, the same agents, the same
/// seeds under both sets of rules, on the real floor.
///
/// ```java
/// var trial = new RoutingTrial(yesterday, backgrounds);
/// var comparison = trial.compare(inForce, proposed, 10);
/// comparison.moved();             // who would have been received by whom
/// comparison.effects().get(SALES); // −12 s mean wait, 95 % interval −15 … −9
/// ```
public final class RoutingTrial {
    private static final long SHORT_ABANDON_MILLIS = 5_000;
    private final Day day;
    private final Map<AgentId, Background> backgrounds;

    /// @param certificates codes held and valid on the day
    public record Background(int tenureDays, Set<String> certificates) {
        public static final Background UNKNOWN = new Background(36_500, Set.of());

        public Background {
            certificates = Set.copyOf(certificates);
        }
    }

    /// One contact that would have gone otherwise, as the first seed shows it.
    ///
    /// @param queueBefore where the rules before put it; agents are null where nobody received it
    public record Moved(
            long contact,
            QueueId queueBefore,
            @Nullable AgentId agentBefore,
            long waitBeforeMillis,
            QueueId queueAfter,
            @Nullable AgentId agentAfter,
            long waitAfterMillis) {}

    /// What changes for the customers who came into one queue that day, wherever the rules put them.
    ///
    /// @param meanWaitBeforeMillis of all of them, answered or not, over all seeds
    /// @param waitChange after less before, milliseconds
    /// @param abandonedBefore share of them
    /// @param abandonedChange after less before
    /// @param serviceLevelBefore answered within the queue's target, of answered and abandoned; who gave up within
    ///     five seconds does not count (`metrics.md`); 0 to 1
    public record Effect(
            int contacts,
            double meanWaitBeforeMillis,
            Difference waitChange,
            double abandonedBefore,
            Difference abandonedChange,
            double serviceLevelBefore,
            Difference serviceLevelChange) {}

    /// A mean of paired differences with its 95 % interval by Student's t over the seeds; with one seed the
    /// interval is unknown and `half` is NaN.
    public record Difference(double mean, double half) {
        public boolean isClear() {
            return Math.abs(mean) > half;
        }
    }

    /// @param effects by the queue of the day
    public record Comparison(List<Moved> moved, Map<QueueId, Effect> effects, int seeds) {
        public Comparison {
            moved = List.copyOf(moved);
            effects = Map.copyOf(effects);
        }
    }

    /// @param backgrounds of agents; who is missing counts as admitted by tenure and without certificates
    public RoutingTrial(Day day, Map<AgentId, Background> backgrounds) {
        this.day = day;
        this.backgrounds = Map.copyOf(backgrounds);
    }

    /// @param seeds how often what was not seen is drawn, 1 to 100; each costs two simulated days
    public Comparison compare(RoutingPlan before, RoutingPlan after, int seeds) {
        return Objects.requireNonNull(compare(before, after, seeds, _ -> true));
    }

    /// The same, for who may lose patience.
    ///
    /// @param goOn asked after each seed, with the number of those done; false to stop
    /// @return null if stopped
    public @Nullable Comparison compare(RoutingPlan before, RoutingPlan after, int seeds, IntPredicate goOn) {
        if (seeds < 1 || seeds > 100) {
            throw new IllegalArgumentException("A trial takes 1 to 100 seeds, not " + seeds);
        }
        var one = under(before);
        var other = under(after);
        var moved = new ArrayList<Moved>();
        var sums = new TreeMap<QueueId, Sums>();
        for (int seed = 1; seed <= seeds; seed++) {
            var was = DayRunner.run(one, seed, before.governor(), null);
            var would = DayRunner.run(other, seed, after.governor(), null);
            if (seed == 1) {
                moved.addAll(moved(was, would));
            }
            sums.values().forEach(Sums::next);
            for (int i = 0; i < day.contacts().size(); i++) {
                int place = i;
                var queue = day.contacts().get(i).queue();
                sums.computeIfAbsent(queue, _ -> new Sums())
                        .add(
                                was.contacts().get(place),
                                would.contacts().get(place),
                                Objects.requireNonNull(day.queues().get(queue)).targetMillis());
            }
            if (!goOn.test(seed)) {
                return null;
            }
        }
        var effects = new TreeMap<QueueId, Effect>();
        sums.forEach((queue, sum) -> effects.put(queue, sum.effect()));
        return new Comparison(moved, effects, seeds);
    }

    /// The day as the rules make it: steps of queues, skills of agents, needs and priorities of contacts.
    /// Contacts keep their order, so that results can be laid side by side.
    public Day under(RoutingPlan plan) {
        var queues = new TreeMap<QueueId, QueueRules>();
        day.queues().forEach((queue, rules) -> queues.put(queue, plan.queue(queue, rules)));
        var agents = new TreeMap<AgentId, Day.Person>();
        day.agents().forEach((agent, person) -> {
            var background = backgrounds.getOrDefault(agent, Background.UNKNOWN);
            Map<SkillId, Integer> skills =
                    plan.skills(person.skills(), background.tenureDays(), background.certificates());
            agents.put(agent, new Day.Person(person.rules(), skills, person.preferences()));
        });
        var contacts = new ArrayList<Contact>();
        for (var contact : day.contacts()) {
            var bare = Bare.of(contact.arrival(), contact.queue());
            var routed = plan.route(bare.arrival(), bare.queue(), bare.before());
            var queue =
                    routed.queue() == null || !queues.containsKey(routed.queue()) ? contact.queue() : routed.queue();
            contacts.add(new Contact(
                    contact.id(),
                    contact.atMillis(),
                    queue,
                    routed.arrival(),
                    contact.seen(),
                    contact.conversationMillis(),
                    contact.wrapUpMillis()));
        }
        return day.withQueues(queues).withAgents(agents).withContacts(contacts);
    }

    private static List<Moved> moved(DayResult was, DayResult would) {
        var moved = new ArrayList<Moved>();
        for (int i = 0; i < was.contacts().size(); i++) {
            var a = was.contacts().get(i);
            var b = would.contacts().get(i);
            if (!a.queue().equals(b.queue()) || !Objects.equals(a.agent(), b.agent())) {
                moved.add(
                        new Moved(a.id(), a.queue(), a.agent(), a.waitMillis(), b.queue(), b.agent(), b.waitMillis()));
            }
        }
        return moved;
    }

    /// Sums of one queue's customers: within the present seed, and the finished seeds.
    private static final class Sums {
        private final List<double[]> seeds = new ArrayList<>();
        private double[] now = new double[9];

        void add(DayResult.ContactResult a, DayResult.ContactResult b, long targetMillis) {
            now[0]++;
            now[1] += a.waitMillis();
            now[2] += b.waitMillis();
            now[3] += a.outcome() == DayResult.Outcome.ABANDONED ? 1 : 0;
            now[4] += b.outcome() == DayResult.Outcome.ABANDONED ? 1 : 0;
            count(a, targetMillis, 5);
            count(b, targetMillis, 7);
        }

        private void count(DayResult.ContactResult contact, long targetMillis, int at) {
            boolean answered = contact.outcome() == DayResult.Outcome.ANSWERED;
            if (answered
                    || contact.outcome() == DayResult.Outcome.ABANDONED
                            && contact.waitMillis() >= SHORT_ABANDON_MILLIS) {
                now[at]++;
                now[at + 1] += answered && contact.waitMillis() <= targetMillis ? 1 : 0;
            }
        }

        private static double level(double[] seed, int at) {
            return seed[at] == 0 ? 0 : seed[at + 1] / seed[at];
        }

        void next() {
            if (now[0] > 0) {
                seeds.add(now);
                now = new double[9];
            }
        }

        Effect effect() {
            next();
            int n = (int) seeds.getFirst()[0];
            double wait = seeds.stream().mapToDouble(s -> s[1] / n).average().orElse(0);
            double lost = seeds.stream().mapToDouble(s -> s[3] / n).average().orElse(0);
            return new Effect(
                    n,
                    wait,
                    difference(
                            seeds.stream().mapToDouble(s -> (s[2] - s[1]) / n).toArray()),
                    lost,
                    difference(
                            seeds.stream().mapToDouble(s -> (s[4] - s[3]) / n).toArray()),
                    seeds.stream().mapToDouble(s -> level(s, 5)).average().orElse(0),
                    difference(seeds.stream()
                            .mapToDouble(s -> level(s, 7) - level(s, 5))
                            .toArray()));
        }
    }

    /// Two-sided 95 % quantiles of Student's t with 1 to 30 degrees of freedom; beyond, the normal one is
    /// close.
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    static Difference difference(double[] values) {
        int n = values.length;
        double mean = 0;
        for (double value : values) {
            mean += value / n;
        }
        if (n == 1) {
            return new Difference(mean, Double.NaN);
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double t = n - 1 <= T.length ? T[n - 2] : 1.98;
        return new Difference(mean, t * Math.sqrt(squares / (n - 1) / n));
    }
}
