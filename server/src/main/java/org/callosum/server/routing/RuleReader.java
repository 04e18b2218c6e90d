package org.callosum.server.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.callosum.workforce.routing.RoutingBook;
import org.callosum.workforce.routing.RoutingPlan;
import org.callosum.workforce.routing.RoutingRules;
import org.jspecify.annotations.Nullable;

/// Reads rules as people write them into the engine's, and says what is wrong with each. A rule with an error is left
/// out and the others hold: a queue that was retired after the rules went live must not stop all routing.
final class RuleReader {
    static final int MOST_RULES = 200;
    private static final int MOST_VALUES = 50;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:/+-]{0,59}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,3})?");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final List<Double> WEIGHTS = List.of(0.5, 0.8, 1.0, 1.3, 1.6);

    private final List<RoutingRule> rules;
    private final RoutingBook book;
    private final Map<String, RoutingFact> facts = new HashMap<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final Set<Integer> out = new HashSet<>();

    /// @param rule its place in the list; -1 for all of them together
    /// @param field the blank that is meant, as [RoutingRule] names it; empty for the whole rule
    /// @param code of the sentence
    record Remark(int rule, String field, boolean error, String code, Map<String, String> values) {}

    /// @param plan of the rules without an error
    /// @param places which rule stands behind a place in the engine's lists, such as `teams[0]`
    record Reading(RoutingPlan plan, List<Remark> remarks, Map<String, Integer> places) {
        boolean sound() {
            return remarks.stream().noneMatch(Remark::error);
        }
    }

    private RuleReader(List<RoutingRule> rules, RoutingBook book, List<RoutingFact> facts) {
        this.rules = rules;
        this.book = book;
        facts.forEach(fact -> this.facts.put(fact.name(), fact));
    }

    static Reading read(List<RoutingRule> rules, RoutingBook book, List<RoutingFact> facts) {
        return new RuleReader(rules, book, facts).read();
    }

    private Reading read() {
        if (rules.size() > MOST_RULES) {
            remarks.add(new Remark(-1, "", true, "too-many", Map.of("max", Integer.toString(MOST_RULES))));
            return new Reading(none(), remarks, Map.of());
        }
        for (int i = 0; i < rules.size(); i++) {
            if (!rules.get(i).isOn()) {
                out.add(i);
            } else {
                check(i);
            }
        }
        // The engine sees lists as a whole, so leaving one rule out may put another right: once more, then.
        while (true) {
            var parts = new Parts();
            for (int i = 0; i < rules.size(); i++) {
                if (!out.contains(i)) {
                    parts.add(i, rules.get(i));
                }
            }
            switch (RoutingPlan.compile(parts.made(), book)) {
                case RoutingPlan.Compiled.Sound(var plan) -> {
                    return new Reading(plan, List.copyOf(remarks), Map.copyOf(parts.places));
                }
                case RoutingPlan.Compiled.Faulty(var findings) -> leaveOut(findings, parts.places);
            }
        }
    }

    private RoutingPlan none() {
        return switch (RoutingPlan.compile(RoutingRules.NONE, book)) {
            case RoutingPlan.Compiled.Sound(var plan) -> plan;
            case RoutingPlan.Compiled.Faulty(var findings) -> throw new IllegalStateException(findings.toString());
        };
    }

    private void leaveOut(List<RoutingPlan.Finding> findings, Map<String, Integer> places) {
        for (var finding : findings) {
            var dot = finding.where().indexOf('.');
            var place = dot < 0 ? finding.where() : finding.where().substring(0, dot);
            var rule = places.get(place);
            if (rule == null) {
                throw new IllegalStateException("No rule stands behind " + finding.where());
            }
            out.add(rule);
            var field = dot < 0 ? "" : finding.where().substring(dot + 1);
            remarks.add(new Remark(rule, field(place, field), true, finding.code(), finding.values()));
        }
    }

    /// The engine's word for a blank as a rule has it: `needs[0].skill` is `needs`, `reason` is `reasons`.
    private static String field(String place, String engine) {
        var plain = engine.replaceAll("\\[.*", "");
        return switch (plain) {
            case "reason" -> "reasons";
            case "easyLevel" -> "level";
            default -> place.isEmpty() ? "" : plain;
        };
    }

    // ---- what the engine cannot see: blanks left empty, facts nobody knows

    private void check(int i) {
        var rule = rules.get(i);
        var kind = Objects.requireNonNullElse(rule.kind(), "");
        switch (kind) {
            case "team" -> {
                present(i, "name", rule.name());
                present(i, "queue", rule.queue());
                present(i, "skill", rule.skill());
                present(i, "level", rule.level());
                steps(i, rule.fallBack());
            }
            case "department" -> {
                present(i, "queue", rule.queue());
                needs(i, rule.needs());
            }
            case "complexity" -> {
                if (rule.reasons() == null || rule.reasons().isEmpty()) {
                    error(i, "reasons", "missing");
                } else {
                    values(i, "reasons", rule.reasons(), PLAIN);
                }
                present(i, "level", rule.level());
            }
            case "admission" -> {
                present(i, "level", rule.level());
                if (rule.tenureDays() == null
                        && Objects.requireNonNullElse(rule.certificate(), "").isBlank()) {
                    error(i, "tenureDays", "missing");
                }
            }
            case "priority", "short-way" -> present(i, "points", rule.points());
            case "last-agent" -> {
                present(i, "seconds", rule.seconds());
                present(i, "withinDays", rule.withinDays());
                once(i, kind);
            }
            case "strain" -> {
                present(i, "limitPerHour", rule.limitPerHour());
                present(i, "recoverBelow", rule.recoverBelow());
                present(i, "level", rule.level());
                once(i, kind);
            }
            default -> error(i, "kind", "unknown-kind");
        }
        if ("short-way".equals(kind)) {
            once(i, kind);
        }
        if (rule.name() != null && rule.name().length() > 100) {
            error(i, "name", "too-long");
        }
        conditions(i, rule.when());
    }

    private void once(int i, String kind) {
        for (int before = 0; before < i; before++) {
            if (rules.get(before).isOn() && kind.equals(rules.get(before).kind())) {
                error(i, "", "only-one");
                return;
            }
        }
    }

    private void steps(int i, @Nullable List<RoutingRule.Step> steps) {
        if (steps != null && steps.stream().anyMatch(step -> step.afterSeconds() == null || step.level() == null)) {
            error(i, "fallBack", "missing");
        }
    }

    private void needs(int i, @Nullable List<RoutingRule.Need> needs) {
        if (needs != null && needs.stream().anyMatch(need -> need.skill() == null || need.level() == null)) {
            error(i, "needs", "missing");
        }
    }

    private void conditions(int i, @Nullable List<RoutingRule.Condition> conditions) {
        if (conditions == null) {
            return;
        }
        if (conditions.size() > 10) {
            error(i, "when", "too-many-conditions");
        }
        for (var condition : conditions) {
            var fact = facts.get(Objects.requireNonNullElse(condition.fact(), ""));
            if (fact == null) {
                error(i, "when", "unknown-fact", "fact", Objects.requireNonNullElse(condition.fact(), ""));
            } else if (fact.missing() != null) {
                error(i, "when", fact.missing(), "fact", fact.name());
            } else {
                condition(i, fact, condition);
            }
        }
    }

    private void condition(int i, RoutingFact fact, RoutingRule.Condition condition) {
        var is = Objects.requireNonNullElse(condition.is(), "");
        var values = Objects.requireNonNullElse(condition.values(), List.<String>of());
        var fitting = switch (fact.type()) {
            case "text" -> List.of("one-of", "none-of");
            case "number" -> List.of("at-least", "at-most");
            case "time" -> List.of("between");
            default -> List.of("yes", "no");
        };
        if (!fitting.contains(is)) {
            error(i, "when", "wrong-comparison", "fact", fact.name());
            return;
        }
        switch (fact.type()) {
            case "text" -> values(i, "when", values, PLAIN);
            case "number" -> {
                if (values.size() != 1) {
                    error(i, "when", "missing");
                } else {
                    values(i, "when", values, NUMBER);
                }
            }
            case "time" -> {
                if (values.size() != 2) {
                    error(i, "when", "missing");
                } else {
                    values(i, "when", values, TIME);
                }
            }
            default -> {}
        }
    }

    private void values(int i, String field, List<String> values, Pattern shape) {
        if (values.isEmpty()) {
            error(i, field, "missing");
        } else if (values.size() > MOST_VALUES) {
            error(i, field, "too-many-values", "max", Integer.toString(MOST_VALUES));
        }
        for (var value : values) {
            if (!shape.matcher(value).matches()) {
                error(i, field, "unreadable-value", "value", value.length() > 60 ? value.substring(0, 60) : value);
            }
        }
    }

    private void present(int i, String field, @Nullable Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            error(i, field, "missing");
        }
    }

    private void error(int i, String field, String code, String... values) {
        out.add(i);
        var named = new HashMap<String, String>();
        for (int n = 0; n + 1 < values.length; n += 2) {
            named.put(values[n], values[n + 1]);
        }
        remarks.add(new Remark(i, field, true, code, Map.copyOf(named)));
    }

    /// A condition in the words of `kernel.expression`; only of conditions that were checked.
    static String expression(@Nullable List<RoutingRule.Condition> conditions) {
        if (conditions == null || conditions.isEmpty()) {
            return "true";
        }
        var parts = new ArrayList<String>();
        for (var condition : conditions) {
            var fact = String.valueOf(condition.fact());
            var values = Objects.requireNonNullElse(condition.values(), List.<String>of());
            parts.add(
                    switch (String.valueOf(condition.is())) {
                        case "one-of" -> "%s in {%s}".formatted(fact, quoted(values));
                        case "none-of" -> "not (%s in {%s})".formatted(fact, quoted(values));
                        case "at-least" -> "%s >= %s".formatted(fact, values.getFirst());
                        case "at-most" -> "%s <= %s".formatted(fact, values.getFirst());
                        case "between" -> "%s in %s..%s".formatted(fact, values.get(0), values.get(1));
                        case "no" -> "not " + fact;
                        default -> fact;
                    });
        }
        return String.join(" and ", parts);
    }

    private static String quoted(List<String> values) {
        return String.join(", ", values.stream().map("'%s'"::formatted).toList());
    }

    /// The engine's lists, and where each of their items comes from.
    private static final class Parts {
        final Map<String, Integer> places = new HashMap<>();
        final List<RoutingRules.Department> departments = new ArrayList<>();
        final List<RoutingRules.ExpertTeam> teams = new ArrayList<>();
        final List<RoutingRules.Complexity> complexity = new ArrayList<>();
        final List<RoutingRules.Admission> admissions = new ArrayList<>();
        final List<RoutingRules.Priority> priorities = new ArrayList<>();
        RoutingRules.@Nullable LastAgent lastAgent;
        RoutingRules.@Nullable ShortWay shortWay;
        RoutingRules.@Nullable Variety variety;

        void add(int i, RoutingRule rule) {
            BiConsumer<String, List<?>> at = (list, items) -> places.put("%s[%d]".formatted(list, items.size()), i);
            var when = expression(rule.when());
            switch (String.valueOf(rule.kind())) {
                case "team" -> {
                    at.accept("teams", teams);
                    teams.add(new RoutingRules.ExpertTeam(
                            text(rule.name()),
                            when,
                            text(rule.queue()),
                            text(rule.skill()),
                            number(rule.level()),
                            orEmpty(rule.fallBack()).stream()
                                    .map(step -> new RoutingRules.FallBack(
                                            number(step.afterSeconds()), number(step.level()), step.skill()))
                                    .toList()));
                }
                case "department" -> {
                    at.accept("departments", departments);
                    departments.add(new RoutingRules.Department(
                            when,
                            text(rule.queue()),
                            orEmpty(rule.needs()).stream()
                                    .map(need -> new RoutingRules.Need(text(need.skill()), number(need.level())))
                                    .toList()));
                }
                case "complexity" ->
                    orEmpty(rule.reasons()).forEach(reason -> {
                        at.accept("complexity", complexity);
                        complexity.add(new RoutingRules.Complexity(reason, number(rule.level())));
                    });
                case "admission" -> {
                    at.accept("admissions", admissions);
                    admissions.add(new RoutingRules.Admission(
                            number(rule.level()), number(rule.tenureDays()), text(rule.certificate())));
                }
                case "priority" -> {
                    at.accept("priorities", priorities);
                    priorities.add(new RoutingRules.Priority(when, number(rule.points())));
                }
                case "last-agent" -> {
                    places.put("lastAgent", i);
                    lastAgent = new RoutingRules.LastAgent(number(rule.seconds()), number(rule.withinDays()));
                }
                case "short-way" -> {
                    places.put("shortWay", i);
                    shortWay = new RoutingRules.ShortWay(when, number(rule.points()));
                }
                default -> {
                    places.put("variety", i);
                    variety = new RoutingRules.Variety(
                            Objects.requireNonNullElse(rule.limitPerHour(), 0.0),
                            Objects.requireNonNullElse(rule.recoverBelow(), 0.0),
                            number(rule.level()),
                            WEIGHTS);
                }
            }
        }

        RoutingRules made() {
            return new RoutingRules(
                    departments, teams, complexity, admissions, priorities, lastAgent, shortWay, variety);
        }

        private static String text(@Nullable String given) {
            return given == null ? "" : given;
        }

        private static int number(@Nullable Integer given) {
            return given == null ? 0 : given;
        }

        private static <T> List<T> orEmpty(@Nullable List<T> list) {
            return list == null ? List.of() : list;
        }
    }
}
