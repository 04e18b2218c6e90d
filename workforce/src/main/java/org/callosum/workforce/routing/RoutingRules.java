package org.callosum.workforce.routing;

import java.util.List;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;

/// How a site routes, as a manager writes it: names instead of ids, conditions as sentences
/// ([org.callosum.kernel.expression.Expression]) over [#NAMES]. A plain value that any format can carry;
/// checked and compiled by [RoutingPlan#compile].
///
/// ```yaml
/// departments:
///   - { when: "reason in {'invoice', 'refund'}", queue: accounts }
/// teams:
///   - { name: renewals, when: "reason = 'renewal'", queue: renewals, skill: renewal, level: 4,
///       fallBack: [ { afterSeconds: 40, level: 2 }, { afterSeconds: 90, level: 0 } ] }
/// complexity: [ { reason: refund, level: 3 } ]
/// admissions: [ { level: 3, tenureDays: 90, certificate: billing } ]
/// priorities: [ { when: "customer.openComplaint", points: 3 } ]
/// lastAgent: { seconds: 25, withinDays: 14 }
/// shortWay: { when: "customer.age >= 65 or selfService.failed", points: 1 }
/// variety: { limitPerHour: 0.8, recoverBelow: 0.6, easyLevel: 2, weights: [ 0.5, 0.8, 1.0, 1.3, 1.6 ] }
/// ```
///
/// @param departments the table of departments: the first that holds says which queue; after the teams
/// @param teams expert teams: the first that holds
/// @param complexity per reason, 1 to 5; a reason left out is 1
/// @param admissions who may get which complexity; a level left out needs what the level below needs
/// @param priorities all that hold are added, up to 9 in all
/// @param lastAgent null for none
/// @param shortWay null for none
/// @param variety null for none
public record RoutingRules(
        List<Department> departments,
        List<ExpertTeam> teams,
        List<Complexity> complexity,
        List<Admission> admissions,
        List<Priority> priorities,
        @Nullable LastAgent lastAgent,
        @Nullable ShortWay shortWay,
        @Nullable Variety variety) {
    public static final RoutingRules NONE =
            new RoutingRules(List.of(), List.of(), List.of(), List.of(), List.of(), null, null, null);

    /// What conditions may speak of; the values come from an arrival's attributes, under these very names.
    public static final Names NAMES = Names.of(
            new Names.Name("client", Type.TEXT),
            new Names.Name("reason", Type.TEXT),
            new Names.Name("language", Type.TEXT),
            new Names.Name("channel", Type.TEXT),
            new Names.Name("entry", Type.TEXT),
            new Names.Name("time", Type.TIME),
            new Names.Name("customer.rank", Type.NUMBER),
            new Names.Name("customer.memberLevel", Type.TEXT),
            new Names.Name("customer.openCases", Type.NUMBER),
            new Names.Name("customer.openComplaint", Type.TRUTH),
            new Names.Name("customer.age", Type.NUMBER),
            new Names.Name("customer.busy", Type.TRUTH),
            new Names.Name("selfService.failed", Type.TRUTH),
            new Names.Name("selfService.attempts", Type.NUMBER));

    public RoutingRules {
        departments = List.copyOf(departments);
        teams = List.copyOf(teams);
        complexity = List.copyOf(complexity);
        admissions = List.copyOf(admissions);
        priorities = List.copyOf(priorities);
    }

    public RoutingRules withVariety(@Nullable Variety variety) {
        return new RoutingRules(departments, teams, complexity, admissions, priorities, lastAgent, shortWay, variety);
    }

    /// @param needs skills beside the queue's own, never relaxed
    public record Department(String when, String queue, List<Need> needs) {
        public Department {
            needs = List.copyOf(needs);
        }
    }

    /// @param level proficiency, 1 to 5
    public record Need(String skill, int level) {}

    /// Served at first by those with the skill at the level; then by the steps, in order. The steps become
    /// the queue's, so two teams have two queues.
    public record ExpertTeam(String name, String when, String queue, String skill, int level, List<FallBack> fallBack) {
        public ExpertTeam {
            fallBack = List.copyOf(fallBack);
        }
    }

    /// @param level from then on; 0 for anyone granted the queue, which is the last step
    /// @param skill of another team, at a level of 1 to 5; null for the team's own, at a lower level than before
    public record FallBack(
            int afterSeconds, int level, @Nullable String skill) {
        public FallBack(int afterSeconds, int level) {
            this(afterSeconds, level, null);
        }
    }

    /// @param level 1 (anyone) to 5
    public record Complexity(String reason, int level) {}

    /// @param tenureDays at least this long with the house
    /// @param certificate a code; empty for none
    public record Admission(int level, int tenureDays, String certificate) {}

    /// @param points 1 to 9; a point is worth what the queue's urgency says
    public record Priority(String when, int points) {}

    /// Whoever served this customer last gets them first, for so long, if that was not too long ago.
    public record LastAgent(int seconds, int withinDays) {}

    /// Who cannot or will not serve themselves comes to a person at once: flows ask [Routed#shortWay()].
    public record ShortWay(String when, int points) {}

    /// Whoever had too much hard work in an hour gets easier contacts until it is less (RTG-11).
    ///
    /// @param limitPerHour strain: weighted hours of work within the last hour, above 0
    /// @param recoverBelow strain at which everything comes again; at least 0, below the limit
    /// @param easyLevel the complexity they get meanwhile, 1 to 4
    /// @param weights five, of a minute of work at complexity 1 to 5
    public record Variety(double limitPerHour, double recoverBelow, int easyLevel, List<Double> weights) {
        public Variety {
            weights = List.copyOf(weights);
        }
    }
}
