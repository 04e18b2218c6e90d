package org.callosum.workforce.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;

/// Checks a definition and turns its conditions into expressions; everything wrong is found in one pass.
final class RoutingCheck {
    private static final int MOST_RULES = 200;
    private static final int DAY_SECONDS = 86_400;

    private final RoutingRules rules;
    private final RoutingBook book;
    private final List<RoutingPlan.Finding> findings = new ArrayList<>();

    record Conditions(
            List<Expression> departments,
            List<Expression> teams,
            List<Expression> priorities,
            @Nullable Expression shortWay) {}

    RoutingCheck(RoutingRules rules, RoutingBook book) {
        this.rules = rules;
        this.book = book;
    }

    RoutingPlan.Compiled compile() {
        size("departments", rules.departments().size());
        size("teams", rules.teams().size());
        size("complexity", rules.complexity().size());
        size("priorities", rules.priorities().size());
        var departments = departments();
        var teams = teams();
        complexity();
        admissions();
        var priorities = priorities();
        var shortWay = rules.shortWay();
        Expression straight = null;
        if (shortWay != null) {
            straight = condition("shortWay.when", shortWay.when());
            between("shortWay.points", shortWay.points(), 0, 9);
        }
        var last = rules.lastAgent();
        if (last != null) {
            between("lastAgent.seconds", last.seconds(), 1, 3_600);
            between("lastAgent.withinDays", last.withinDays(), 0, 3_650);
        }
        variety();
        return findings.isEmpty()
                ? new RoutingPlan.Compiled.Sound(
                        new RoutingPlan(rules, book, new Conditions(departments, teams, priorities, straight)))
                : new RoutingPlan.Compiled.Faulty(findings);
    }

    private List<Expression> departments() {
        var conditions = new ArrayList<Expression>();
        for (int i = 0; i < rules.departments().size(); i++) {
            var rule = rules.departments().get(i);
            var where = "departments[%d]".formatted(i);
            add(conditions, condition(where + ".when", rule.when()));
            queue(where + ".queue", rule.queue());
            for (int n = 0; n < rule.needs().size(); n++) {
                var need = rule.needs().get(n);
                skill("%s.needs[%d].skill".formatted(where, n), need.skill());
                between("%s.needs[%d].level".formatted(where, n), need.level(), 1, 5);
            }
        }
        return conditions;
    }

    private List<Expression> teams() {
        var conditions = new ArrayList<Expression>();
        var queues = new HashSet<String>();
        for (int i = 0; i < rules.teams().size(); i++) {
            var team = rules.teams().get(i);
            var where = "teams[%d]".formatted(i);
            if (team.name().isBlank()) {
                find(where + ".name", "name-missing", Map.of(), "A team has a name");
            }
            add(conditions, condition(where + ".when", team.when()));
            queue(where + ".queue", team.queue());
            if (!queues.add(team.queue())) {
                find(
                        where + ".queue",
                        "queue-shared",
                        Map.of("queue", team.queue()),
                        "Two teams share queue '%s', and a queue has one team's steps: give each its own"
                                .formatted(team.queue()));
            }
            skill(where + ".skill", team.skill());
            between(where + ".level", team.level(), 1, 5);
            int after = 0;
            int level = team.level();
            for (int s = 0; s < team.fallBack().size(); s++) {
                var step = team.fallBack().get(s);
                var at = "%s.fallBack[%d]".formatted(where, s);
                if (step.afterSeconds() <= after || step.afterSeconds() > DAY_SECONDS) {
                    find(
                            at + ".afterSeconds",
                            "step-order",
                            Map.of("before", Integer.toString(after)),
                            "Fall-back steps come one after the other, each later than the one before (%d s) and within a day, not at %d s"
                                    .formatted(after, step.afterSeconds()));
                }
                var other = step.skill();
                if (other != null && level > 0) {
                    skill(at + ".skill", other);
                    between(at + ".level", step.level(), 1, 5);
                } else if (step.level() < 0 || step.level() >= level) {
                    find(
                            at + ".level",
                            "step-level",
                            Map.of("before", Integer.toString(level)),
                            "A fall-back asks for less than before (%d), down to 0 for anyone, not for %d"
                                    .formatted(level, step.level()));
                }
                after = step.afterSeconds();
                level = other == null ? step.level() : level;
            }
        }
        return conditions;
    }

    private void complexity() {
        var reasons = new HashSet<String>();
        for (int i = 0; i < rules.complexity().size(); i++) {
            var rule = rules.complexity().get(i);
            between("complexity[%d].level".formatted(i), rule.level(), 1, 5);
            if (!reasons.add(rule.reason())) {
                find(
                        "complexity[%d].reason".formatted(i),
                        "reason-twice",
                        Map.of("reason", rule.reason()),
                        "Reason '%s' has a complexity already".formatted(rule.reason()));
            }
        }
    }

    private void admissions() {
        for (int i = 0; i < rules.admissions().size(); i++) {
            var rule = rules.admissions().get(i);
            var where = "admissions[%d]".formatted(i);
            between(where + ".level", rule.level(), 2, 5);
            between(where + ".tenureDays", rule.tenureDays(), 0, 36_500);
            if (!rule.certificate().isEmpty() && !book.certificates().contains(rule.certificate())) {
                find(
                        where + ".certificate",
                        "unknown-certificate",
                        Map.of("certificate", rule.certificate()),
                        "There is no certificate '%s'".formatted(rule.certificate()));
            }
        }
    }

    private List<Expression> priorities() {
        var conditions = new ArrayList<Expression>();
        for (int i = 0; i < rules.priorities().size(); i++) {
            var rule = rules.priorities().get(i);
            add(conditions, condition("priorities[%d].when".formatted(i), rule.when()));
            between("priorities[%d].points".formatted(i), rule.points(), 1, 9);
        }
        return conditions;
    }

    private void variety() {
        var variety = rules.variety();
        if (variety == null) {
            return;
        }
        if (!(variety.limitPerHour() > 0) || variety.limitPerHour() > 10) {
            find(
                    "variety.limitPerHour",
                    "strain-limit",
                    Map.of(),
                    "A strain limit is above 0 and at most 10, not " + variety.limitPerHour());
        }
        if (!(variety.recoverBelow() >= 0) || variety.recoverBelow() >= variety.limitPerHour()) {
            find(
                    "variety.recoverBelow",
                    "strain-recovery",
                    Map.of("limit", Double.toString(variety.limitPerHour())),
                    "Everything comes again below %s, which must be at least 0 and less than the limit of %s"
                            .formatted(variety.recoverBelow(), variety.limitPerHour()));
        }
        between("variety.easyLevel", variety.easyLevel(), 1, 4);
        if (variety.weights().size() != 5
                || variety.weights().stream().anyMatch(weight -> !(weight >= 0) || weight > 10)) {
            find(
                    "variety.weights",
                    "strain-weights",
                    Map.of(),
                    "There are five weights, for complexity 1 to 5, each 0 to 10");
        }
    }

    private @Nullable Expression condition(String where, String source) {
        return switch (Expression.parse(source, RoutingRules.NAMES, Type.TRUTH)) {
            case Expression.Parsed.Sound(var expression) -> expression;
            case Expression.Parsed.Faulty(var problems) -> {
                problems.forEach(problem -> find(
                        where,
                        "condition-unreadable",
                        Map.of("what", problem.message()),
                        "%s (at character %d)".formatted(problem.message(), problem.position() + 1)));
                yield null;
            }
        };
    }

    private static void add(List<Expression> to, @Nullable Expression expression) {
        if (expression != null) {
            to.add(expression);
        }
    }

    private void queue(String where, String name) {
        if (!book.queues().containsKey(name)) {
            find(where, "unknown-queue", Map.of("queue", name), "There is no queue '%s'".formatted(name));
        }
    }

    private void skill(String where, String name) {
        if (!book.skills().containsKey(name)) {
            find(where, "unknown-skill", Map.of("skill", name), "There is no skill '%s'".formatted(name));
        } else if (Objects.equals(book.skills().get(name), book.complexity())) {
            find(
                    where,
                    "complexity-skill",
                    Map.of("skill", name),
                    "Skill '%s' is the one that admissions give; use complexity instead".formatted(name));
        }
    }

    private void between(String where, int value, int least, int most) {
        if (value < least || value > most) {
            find(
                    where,
                    "not-between",
                    Map.of("min", Integer.toString(least), "max", Integer.toString(most)),
                    "This is %d to %d, not %d".formatted(least, most, value));
        }
    }

    private void size(String where, int size) {
        if (size > MOST_RULES) {
            find(
                    where,
                    "too-many",
                    Map.of("max", Integer.toString(MOST_RULES)),
                    "A list has at most %d rules, not %d".formatted(MOST_RULES, size));
        }
    }

    private void find(String where, String code, Map<String, String> values, String message) {
        findings.add(new RoutingPlan.Finding(where, code, values, message));
    }
}
