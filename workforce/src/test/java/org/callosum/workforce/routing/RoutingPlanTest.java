package org.callosum.workforce.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.callosum.floor.Arrival;
import org.callosum.floor.Channel;
import org.callosum.floor.Needed;
import org.callosum.floor.QueueRules;
import org.callosum.floor.RequirementStep;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.callosum.workforce.routing.RoutingPlan.Before;
import org.callosum.workforce.routing.RoutingRules.Admission;
import org.callosum.workforce.routing.RoutingRules.Complexity;
import org.callosum.workforce.routing.RoutingRules.Department;
import org.callosum.workforce.routing.RoutingRules.ExpertTeam;
import org.callosum.workforce.routing.RoutingRules.FallBack;
import org.callosum.workforce.routing.RoutingRules.LastAgent;
import org.callosum.workforce.routing.RoutingRules.Need;
import org.callosum.workforce.routing.RoutingRules.Priority;
import org.callosum.workforce.routing.RoutingRules.ShortWay;
import org.callosum.workforce.routing.RoutingRules.Variety;
import org.junit.jupiter.api.Test;

class RoutingPlanTest {
    static final QueueId FRONT = new QueueId(10);
    static final QueueId ACCOUNTS = new QueueId(11);
    static final QueueId RENEWALS = new QueueId(12);
    static final SkillId RENEWAL = new SkillId(21);
    static final SkillId PRODUCT = new SkillId(22);
    static final SkillId COMPLEXITY = new SkillId(23);
    static final AgentId AMY = new AgentId(31);
    static final RoutingBook BOOK = new RoutingBook(
            Map.of("front", FRONT, "accounts", ACCOUNTS, "renewals", RENEWALS),
            Map.of("renewal", RENEWAL, "product", PRODUCT, "complexity", COMPLEXITY),
            COMPLEXITY,
            Set.of("billing"));
    static final RoutingRules RULES = new RoutingRules(
            List.of(
                    new Department("reason in {'invoice', 'refund'}", "accounts", List.of()),
                    new Department("reason = 'fault'", "front", List.of(new Need("product", 2)))),
            List.of(new ExpertTeam(
                    "Renewals",
                    "reason = 'renewal'",
                    "renewals",
                    "renewal",
                    4,
                    List.of(new FallBack(40, 2), new FallBack(90, 0)))),
            List.of(new Complexity("refund", 3), new Complexity("fault", 4)),
            List.of(new Admission(3, 90, ""), new Admission(4, 180, "billing")),
            List.of(
                    new Priority("customer.openComplaint", 3),
                    new Priority("customer.rank >= 4", 2),
                    new Priority("customer.memberLevel in {'gold'}", 1)),
            new LastAgent(25, 14),
            new ShortWay("customer.age >= 65 or customer.busy or selfService.failed", 1),
            new Variety(0.8, 0.6, 2, List.of(0.5, 0.8, 1.0, 1.3, 1.6)));

    static RoutingPlan plan(RoutingRules rules) {
        return switch (RoutingPlan.compile(rules, BOOK)) {
            case RoutingPlan.Compiled.Sound(var plan) -> plan;
            case RoutingPlan.Compiled.Faulty(var findings) -> throw new AssertionError(findings.toString());
        };
    }

    private static Routed route(Map<String, String> codes) {
        return plan(RULES).route(Arrival.plain(0).withAttributes(codes), FRONT, Before.NOBODY);
    }

    @Test
    void aDepartmentsMatterGoesToTheDepartment() {
        assertThat(route(Map.of("reason", "invoice")).queue()).isEqualTo(ACCOUNTS);
        var fault = route(Map.of("reason", "fault"));
        assertThat(fault.queue()).isEqualTo(FRONT);
        assertThat(fault.arrival().extraNeeds()).containsExactly(new Needed(PRODUCT, 2), new Needed(COMPLEXITY, 4));
        assertThat(route(Map.of("reason", "address")).queue())
                .as("the flow's own")
                .isEqualTo(FRONT);
    }

    @Test
    void anExpertTeamsStepsBecomeItsQueuesSteps() {
        assertThat(route(Map.of("reason", "renewal")).queue()).isEqualTo(RENEWALS);
        var base = QueueRules.of(new ClientId(1), Channel.VOICE, List.of());
        assertThat(plan(RULES).queue(RENEWALS, base).steps())
                .containsExactly(
                        new RequirementStep(0, List.of(new Needed(RENEWAL, 4))),
                        new RequirementStep(40_000, List.of(new Needed(RENEWAL, 2))),
                        new RequirementStep(90_000, List.of()));
        assertThat(plan(RULES).queue(FRONT, base)).isEqualTo(base);
    }

    @Test
    void aTeamMayFallBackOnAnotherTeamsSkillButNotAfterAnyone() {
        var steps = List.of(new FallBack(30, 2, "product"), new FallBack(60, 2), new FallBack(90, 0));
        var team = new ExpertTeam("Renewals", "true", "renewals", "renewal", 4, steps);
        var base = QueueRules.of(new ClientId(1), Channel.VOICE, List.of());
        assertThat(plan(teams(team)).queue(RENEWALS, base).steps())
                .containsExactly(
                        new RequirementStep(0, List.of(new Needed(RENEWAL, 4))),
                        new RequirementStep(30_000, List.of(new Needed(PRODUCT, 2))),
                        new RequirementStep(60_000, List.of(new Needed(RENEWAL, 2))),
                        new RequirementStep(90_000, List.of()));
        var narrower = new ExpertTeam(
                "Renewals",
                "true",
                "renewals",
                "renewal",
                4,
                List.of(new FallBack(30, 0), new FallBack(60, 3, "product")));
        assertThat(RoutingPlan.compile(teams(narrower), BOOK))
                .isInstanceOfSatisfying(
                        RoutingPlan.Compiled.Faulty.class,
                        faulty -> assertThat(faulty.findings())
                                .extracting(RoutingPlan.Finding::where)
                                .containsExactly("teams[0].fallBack[1].level"));
    }

    private static RoutingRules teams(ExpertTeam team) {
        return new RoutingRules(List.of(), List.of(team), List.of(), List.of(), List.of(), null, null, null);
    }

    @Test
    void newAgentsAreAdmittedToWhatTheirTenureAndCertificatesAllow() {
        var plan = plan(RULES);
        assertThat(plan.admitted(10, Set.of("billing"))).isEqualTo(2);
        assertThat(plan.admitted(100, Set.of())).isEqualTo(3);
        assertThat(plan.admitted(400, Set.of())).as("no certificate").isEqualTo(3);
        assertThat(plan.admitted(400, Set.of("billing"))).isEqualTo(5);
        assertThat(plan.skills(Map.of(RENEWAL, 3), 10, Set.of())).isEqualTo(Map.of(RENEWAL, 3, COMPLEXITY, 2));
    }

    @Test
    void prioritiesAddUpToNine() {
        assertThat(route(Map.of("customer.openComplaint", "true", "customer.rank", "4"))
                        .arrival()
                        .priority())
                .isEqualTo(5);
        assertThat(plan(RULES)
                        .route(
                                Arrival.plain(8).withAttributes(Map.of("customer.openComplaint", "true")),
                                FRONT,
                                Before.NOBODY)
                        .arrival()
                        .priority())
                .isEqualTo(9);
    }

    @Test
    void whatIsNotKnownOrNotReadableHoldsForNoRule() {
        assertThat(route(Map.of()).arrival().priority()).isZero();
        assertThat(route(Map.of("customer.rank", "very high", "customer.openComplaint", "yes"))
                        .arrival()
                        .priority())
                .isZero();
    }

    @Test
    void theShortWayIsForWhoCannotServeThemselves() {
        assertThat(route(Map.of("customer.age", "71")).shortWay()).isTrue();
        assertThat(route(Map.of("selfService.failed", "true")).shortWay()).isTrue();
        assertThat(route(Map.of("customer.age", "40")).shortWay()).isFalse();
    }

    @Test
    void theLastAgentComesFirstIfThatWasNotTooLongAgo() {
        var recent =
                plan(RULES).route(Arrival.plain(0), FRONT, new Before(AMY, 14)).arrival();
        assertThat(recent.last()).isEqualTo(AMY);
        assertThat(recent.lastForMillis()).isEqualTo(25_000);
        assertThat(plan(RULES)
                        .route(Arrival.plain(0), FRONT, new Before(AMY, 15))
                        .arrival()
                        .last())
                .isNull();
    }

    @Test
    void theRulesThatHeldAreNamed() {
        assertThat(route(Map.of("reason", "refund", "customer.rank", "5")).because())
                .containsExactly(
                        new Routed.Because("departments", 0),
                        new Routed.Because("complexity", 0),
                        new Routed.Because("priorities", 1));
    }

    @Test
    void whatRulesAddedCanBeTakenOffAgain() {
        var arrival = Arrival.plain(1)
                .withAttributes(Map.of("reason", "refund", "customer.rank", "5"))
                .withNeeds(List.of(new Needed(PRODUCT, 1)));
        var routed = plan(RULES).route(arrival, FRONT, new Before(AMY, 3));
        var bare = Bare.of(routed.arrival(), ACCOUNTS);
        assertThat(bare.arrival()).isEqualTo(arrival);
        assertThat(bare.queue()).isEqualTo(FRONT);
        assertThat(bare.before()).isEqualTo(new Before(AMY, 3));
        assertThat(Bare.of(arrival, FRONT).arrival()).isEqualTo(arrival);
    }

    @Test
    void everythingWrongIsFoundAtOnceAndSaysWhere() {
        var wrong = new RoutingRules(
                List.of(new Department("reason = 4", "acounts", List.of(new Need("magic", 6)))),
                List.of(new ExpertTeam(
                        "",
                        "customer.rank",
                        "renewals",
                        "complexity",
                        3,
                        List.of(new FallBack(10, 4), new FallBack(10, 1)))),
                List.of(new Complexity("refund", 9), new Complexity("refund", 2)),
                List.of(new Admission(1, -1, "flying")),
                List.of(new Priority("customer.rnk > 3", 0)),
                new LastAgent(0, 14),
                null,
                new Variety(0.5, 0.5, 5, List.of(1.0)));
        var found = switch (RoutingPlan.compile(wrong, BOOK)) {
            case RoutingPlan.Compiled.Sound _ -> throw new AssertionError("compiled");
            case RoutingPlan.Compiled.Faulty(var findings) -> findings;
        };
        assertThat(found)
                .extracting(RoutingPlan.Finding::where)
                .contains(
                        "departments[0].when",
                        "departments[0].queue",
                        "departments[0].needs[0].skill",
                        "departments[0].needs[0].level",
                        "teams[0].name",
                        "teams[0].when",
                        "teams[0].skill",
                        "teams[0].fallBack[0].level",
                        "teams[0].fallBack[1].afterSeconds",
                        "complexity[0].level",
                        "complexity[1].reason",
                        "admissions[0].level",
                        "admissions[0].tenureDays",
                        "admissions[0].certificate",
                        "priorities[0].when",
                        "priorities[0].points",
                        "lastAgent.seconds",
                        "variety.recoverBelow",
                        "variety.easyLevel",
                        "variety.weights");
    }
}
