package org.callosum.workforce.routing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.callosum.floor.Arrival;
import org.callosum.floor.Needed;
import org.callosum.floor.QueueRules;
import org.callosum.floor.RequirementStep;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Type;
import org.callosum.kernel.expression.Value;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// Routing rules in the floor's own terms: needs, relaxing steps, priorities, windows, skills to grant.
/// Immutable; the same for a live floor and for a try-out.
///
/// ```java
/// switch (RoutingPlan.compile(rules, book)) {
///     case Compiled.Sound(var plan) -> plan.route(Arrival.plain(0).withAttributes(codes), seen);
///     case Compiled.Faulty(var findings) -> show(findings); // "teams[0].fallBack[1].afterSeconds: …"
/// }
/// ```
public final class RoutingPlan {
    private final RoutingRules rules;
    private final RoutingBook book;
    private final List<Expression> departments;
    private final List<Expression> teams;
    private final List<Expression> priorities;
    private final @Nullable Expression shortWay;
    private final Map<String, Integer> complexity = new HashMap<>();

    public sealed interface Compiled {
        record Sound(RoutingPlan plan) implements Compiled {}

        record Faulty(List<Finding> findings) implements Compiled {
            public Faulty {
                findings = List.copyOf(findings);
            }
        }
    }

    /// @param where in the definition, such as `teams[0].skill`
    /// @param code of the sentence, for who words it in other languages
    /// @param values that stand in the sentence
    /// @param message what is wrong and what to do, in English
    public record Finding(String where, String code, Map<String, String> values, String message) {
        public Finding {
            values = Map.copyOf(values);
        }
    }

    /// Who served the customer last.
    ///
    /// @param agent null for nobody known
    public record Before(@Nullable AgentId agent, int daysAgo) {
        public static final Before NOBODY = new Before(null, 0);
    }

    RoutingPlan(RoutingRules rules, RoutingBook book, RoutingCheck.Conditions conditions) {
        this.rules = rules;
        this.book = book;
        this.departments = conditions.departments();
        this.teams = conditions.teams();
        this.priorities = conditions.priorities();
        this.shortWay = conditions.shortWay();
        rules.complexity().forEach(rule -> complexity.put(rule.reason(), rule.level()));
    }

    public static Compiled compile(RoutingRules rules, RoutingBook book) {
        return new RoutingCheck(rules, book).compile();
    }

    public RoutingRules rules() {
        return rules;
    }

    /// What becomes of a contact. Needs and priority of the arrival are kept and added to; windows that it
    /// has already stay as they are.
    ///
    /// The arrival notes what the rules added, so that other rules can be tried on it later ([Bare]).
    ///
    /// @param arrival with its codes as attributes, see [RoutingRules#NAMES]
    /// @param flowQueue where its flow sends it; null if that is not known yet
    public Routed route(Arrival arrival, @Nullable QueueId flowQueue, Before before) {
        var known = known(arrival.attributes());
        var because = new ArrayList<Routed.Because>();
        QueueId queue = flowQueue;
        var needs = new ArrayList<>(arrival.extraNeeds());
        int team = first(teams, known, arrival, i -> rules.teams().get(i).queue());
        int department = team >= 0
                ? -1
                : first(
                        departments,
                        known,
                        arrival,
                        i -> rules.departments().get(i).queue());
        if (team >= 0) {
            because.add(new Routed.Because("teams", team));
            queue = book.queues().get(rules.teams().get(team).queue());
        } else if (department >= 0) {
            because.add(new Routed.Because("departments", department));
            var rule = rules.departments().get(department);
            queue = book.queues().get(rule.queue());
            rule.needs().forEach(need -> needs.add(needed(need.skill(), need.level())));
        }
        int level = complexity.getOrDefault(arrival.attributes().getOrDefault("reason", ""), 1);
        if (level > 1) {
            because.add(
                    new Routed.Because("complexity", place(arrival.attributes().getOrDefault("reason", ""))));
            needs.add(new Needed(book.complexity(), level));
        }
        int points = arrival.priority();
        for (int i = 0; i < priorities.size(); i++) {
            if (priorities.get(i).holds(known)) {
                because.add(new Routed.Because("priorities", i));
                points += rules.priorities().get(i).points();
            }
        }
        var straight = rules.shortWay();
        boolean shortcut = false;
        if (straight != null && shortWay != null && shortWay.holds(known)) {
            shortcut = true;
            because.add(new Routed.Because("shortWay", 0));
            points += straight.points();
        }
        var routed = arrival.withNeeds(needs).withPriority(Math.min(9, points));
        var last = rules.lastAgent();
        var who = before.agent();
        if (last != null
                && who != null
                && before.daysAgo() <= last.withinDays()
                && arrival.onlyFor() == null
                && arrival.last() == null
                && !arrival.excluded().contains(who)) {
            because.add(new Routed.Because("lastAgent", 0));
            routed = routed.withLast(who, last.seconds() * 1000L);
        }
        routed = Bare.note(routed, arrival, flowQueue, queue, before);
        return new Routed(queue, routed, shortcut, level, because);
    }

    private int place(String reason) {
        for (int i = 0; i < rules.complexity().size(); i++) {
            if (rules.complexity().get(i).reason().equals(reason)) {
                return i;
            }
        }
        return -1;
    }

    /// A rule that leads to a queue holds for the contacts of that queue's client only.
    private int first(
            List<Expression> conditions, Function<String, Value> known, Arrival arrival, IntFunction<String> queue) {
        for (int i = 0; i < conditions.size(); i++) {
            if (conditions.get(i).holds(known) && sameClient(arrival, queue.apply(i))) {
                return i;
            }
        }
        return -1;
    }

    private boolean sameClient(Arrival arrival, String queue) {
        var client = arrival.attributes().get("client");
        var owner = book.clients().get(queue);
        return client == null || owner == null || client.equals(owner);
    }

    private Needed needed(String skill, int level) {
        return new Needed(Objects.requireNonNull(book.skills().get(skill)), level);
    }

    /// A queue's rules with the steps of the team that it belongs to; unchanged if it is no team's.
    public QueueRules queue(QueueId queue, QueueRules base) {
        for (var team : rules.teams()) {
            if (queue.equals(book.queues().get(team.queue()))) {
                var steps = new ArrayList<RequirementStep>();
                steps.add(new RequirementStep(0, List.of(needed(team.skill(), team.level()))));
                for (var step : team.fallBack()) {
                    steps.add(new RequirementStep(
                            step.afterSeconds() * 1000L,
                            step.level() == 0
                                    ? List.of()
                                    : List.of(needed(
                                            Objects.requireNonNullElse(step.skill(), team.skill()), step.level()))));
                }
                return base.withSteps(steps);
            }
        }
        return base;
    }

    /// An agent's skills with the complexity they are admitted to.
    ///
    /// @param certificates codes held and valid
    public Map<SkillId, Integer> skills(Map<SkillId, Integer> held, int tenureDays, Set<String> certificates) {
        var skills = new TreeMap<>(held);
        skills.put(book.complexity(), admitted(tenureDays, certificates));
        return skills;
    }

    /// The highest complexity an agent may get: each level asks for its own admission and for those below.
    public int admitted(int tenureDays, Set<String> certificates) {
        int admitted = 1;
        for (int level = 1; level <= 5; level++) {
            for (var rule : rules.admissions()) {
                if (rule.level() == level
                        && (tenureDays < rule.tenureDays()
                                || !rule.certificate().isEmpty() && !certificates.contains(rule.certificate()))) {
                    return admitted;
                }
            }
            admitted = level;
        }
        return admitted;
    }

    /// Watches the strain of agents; null where the rules set no limit.
    public @Nullable StrainGovernor governor() {
        var variety = rules.variety();
        return variety == null ? null : new StrainGovernor(variety, book.complexity());
    }

    /// Codes as typed values. A code that does not read as its type counts as absent: rules about it do not
    /// hold.
    private static Function<String, Value> known(Map<String, String> attributes) {
        return name -> {
            var code = attributes.get(name);
            var declared = RoutingRules.NAMES.find(name);
            if (code == null || declared == null) {
                return Value.ABSENT;
            }
            return value(code, declared.type());
        };
    }

    private static Value value(String code, Type type) {
        return switch (type) {
            case TEXT -> Value.of(code);
            case NUMBER -> {
                try {
                    yield new Value.Number(new BigDecimal(code));
                } catch (IllegalArgumentException unreadable) {
                    yield Value.ABSENT;
                }
            }
            case TRUTH -> "true".equals(code) ? Value.of(true) : "false".equals(code) ? Value.of(false) : Value.ABSENT;
            case TIME -> {
                try {
                    yield Value.of(LocalTime.parse(code));
                } catch (DateTimeException unreadable) {
                    yield Value.ABSENT;
                }
            }
            case TEXTS -> Value.ABSENT;
        };
    }
}
