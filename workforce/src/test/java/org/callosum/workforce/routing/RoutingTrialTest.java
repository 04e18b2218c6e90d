package org.callosum.workforce.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.callosum.workforce.routing.RoutingPlanTest.ACCOUNTS;
import static org.callosum.workforce.routing.RoutingPlanTest.COMPLEXITY;
import static org.callosum.workforce.routing.RoutingPlanTest.FRONT;
import static org.callosum.workforce.routing.RoutingPlanTest.RENEWALS;
import static org.callosum.workforce.routing.RoutingPlanTest.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.Channel;
import org.callosum.floor.QueueRules;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.workforce.routing.RoutingRules.Admission;
import org.callosum.workforce.routing.RoutingRules.Complexity;
import org.callosum.workforce.routing.RoutingRules.Department;
import org.callosum.workforce.routing.RoutingRules.Priority;
import org.callosum.workforce.routing.RoutingRules.Variety;
import org.callosum.workforce.simulation.Contact;
import org.callosum.workforce.simulation.Day;
import org.callosum.workforce.simulation.DayRunner;
import org.callosum.workforce.simulation.MadeUpDay;
import org.junit.jupiter.api.Test;

class RoutingTrialTest {
    private static final ClientId ACME = new ClientId(1);
    private static final long NINE = 1_800_000_000_000L;
    private static final QueueRules PLAIN = QueueRules.of(ACME, Channel.VOICE, List.of());
    private static final RoutingRules HARD_ONES = new RoutingRules(
            List.of(),
            List.of(),
            List.of(new Complexity("refund", 4)),
            List.of(new Admission(4, 365, "")),
            List.of(),
            null,
            null,
            null);

    /// Ten agents, two of them new; every third contact is a refund.
    private static Day day() {
        var agents = new TreeMap<AgentId, Day.Person>();
        for (int a = 1; a <= 10; a++) {
            agents.put(new AgentId(100 + a), new Day.Person(AgentRules.voice(ACME), Map.of()));
        }
        var day = new MadeUpDay(NINE, 2, 2_000)
                .of(
                        Map.of(FRONT, PLAIN, ACCOUNTS, PLAIN, RENEWALS, PLAIN),
                        agents,
                        List.of(new MadeUpDay.Flow(FRONT, 170, 170_000, 20_000, 400_000)),
                        4);
        var contacts = new ArrayList<Contact>();
        for (var contact : day.contacts()) {
            // of the patient ones only a part is known, so that seeds differ
            Contact.Seen seen = contact.id() % 2 == 0 ? new Contact.Seen.Stayed(30_000) : contact.seen();
            var codes = new HashMap<String, String>();
            codes.put("reason", contact.id() % 3 == 0 ? "refund" : "address");
            codes.put("customer.rank", Long.toString(contact.id() % 5));
            contacts.add(new Contact(
                    contact.id(),
                    contact.atMillis(),
                    contact.queue(),
                    Arrival.plain(0).withAttributes(codes),
                    seen,
                    contact.conversationMillis(),
                    contact.wrapUpMillis()));
        }
        return day.withContacts(contacts);
    }

    private static Map<AgentId, RoutingTrial.Background> newOnes(int n) {
        var backgrounds = new HashMap<AgentId, RoutingTrial.Background>();
        for (int a = 1; a <= n; a++) {
            backgrounds.put(new AgentId(100 + a), new RoutingTrial.Background(30, Set.of()));
        }
        return backgrounds;
    }

    @Test
    void theSameRulesMoveNobody() {
        var comparison = new RoutingTrial(day(), newOnes(2)).compare(plan(HARD_ONES), plan(HARD_ONES), 3);
        assertThat(comparison.moved()).isEmpty();
        var effect = Objects.requireNonNull(comparison.effects().get(FRONT));
        assertThat(effect.waitChange().mean()).isZero();
        assertThat(effect.waitChange().isClear()).isFalse();
    }

    @Test
    void noNewAgentReceivesARefundAnyMoreAndTheWaitsGrow() {
        var trial = new RoutingTrial(day(), newOnes(5));
        var comparison = trial.compare(plan(RoutingRules.NONE), plan(HARD_ONES), 5);
        assertThat(comparison.moved()).isNotEmpty();
        for (var moved : comparison.moved()) {
            if (moved.contact() % 3 == 0 && moved.agentAfter() != null) {
                assertThat(moved.agentAfter().value()).isGreaterThan(105);
            }
        }
        var effect = Objects.requireNonNull(comparison.effects().get(FRONT));
        assertThat(effect.contacts()).isEqualTo(day().contacts().size());
        assertThat(effect.waitChange().mean()).isPositive();
        assertThat(effect.waitChange().half()).isNotNegative();
    }

    @Test
    void aDepartmentTakesItsContactsOutOfTheFront() {
        var table = new RoutingRules(
                List.of(new Department("reason = 'refund'", "accounts", List.of())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null);
        var comparison = new RoutingTrial(day(), Map.of()).compare(plan(RoutingRules.NONE), plan(table), 1);
        assertThat(comparison.moved())
                .filteredOn(moved -> moved.queueAfter().equals(ACCOUNTS))
                .hasSize((int) day().contacts().stream()
                        .filter(contact -> contact.id() % 3 == 0)
                        .count());
        assertThat(comparison.effects()).as("by the queue of the day").containsOnlyKeys(FRONT);
        assertThat(Objects.requireNonNull(comparison.effects().get(FRONT))
                        .waitChange()
                        .half())
                .isNaN();
    }

    @Test
    void valuedCustomersWaitLess() {
        var valued = new RoutingRules(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Priority("customer.rank = 4", 5)),
                null,
                null,
                null);
        var trial = new RoutingTrial(day(), Map.of());
        var before = DayRunner.run(trial.under(plan(RoutingRules.NONE)), 1);
        var after = DayRunner.run(trial.under(plan(valued)), 1);
        double was = 0;
        double is = 0;
        for (int i = 0; i < before.contacts().size(); i++) {
            if (before.contacts().get(i).id() % 5 == 4) {
                was += before.contacts().get(i).waitMillis();
                is += after.contacts().get(i).waitMillis();
            }
        }
        assertThat(is).isLessThan(was);
    }

    @Test
    void theStrainLimitSpreadsTheHardWork() {
        var limited = HARD_ONES.withVariety(new Variety(0.55, 0.4, 3, List.of(0.3, 0.5, 0.8, 1.6, 2.0)));
        var trial = new RoutingTrial(day(), Map.of());
        var plan = plan(limited);
        var governor = Objects.requireNonNull(plan.governor());
        var eased = new ArrayList<AgentId>();
        DayRunner.run(trial.under(plan), 1, governor, event -> {
            if (event instanceof org.callosum.floor.FloorEvent.SkillGranted granted
                    && granted.skill().equals(COMPLEXITY)
                    && granted.proficiency() == 3) {
                eased.add(granted.agent());
            }
        });
        assertThat(eased).isNotEmpty();
    }

    @Test
    void aRecordedDayUnderRulesIsTriedOnceNotTwice() {
        var trial = new RoutingTrial(day(), newOnes(2));
        var lived = trial.under(plan(HARD_ONES));
        var again = new RoutingTrial(lived, newOnes(2)).under(plan(HARD_ONES));
        assertThat(again.contacts()).isEqualTo(lived.contacts());
        assertThat(new RoutingTrial(lived, newOnes(2))
                        .under(plan(RoutingRules.NONE))
                        .contacts())
                .allMatch(contact -> contact.arrival().extraNeeds().isEmpty());
    }

    /// Differences 1, 2, 3, 4: mean 2.5, sd 1.290994, t(3) = 3.182, half width 2.054.
    @Test
    void intervalsAreStudents() {
        var difference = RoutingTrial.difference(new double[] {1, 2, 3, 4});
        assertThat(difference.mean()).isCloseTo(2.5, within(1e-12));
        assertThat(difference.half()).isCloseTo(3.182 * 1.2909944487 / 2, within(1e-9));
        assertThatThrownBy(() -> new RoutingTrial(day(), Map.of()).compare(plan(HARD_ONES), plan(HARD_ONES), 0))
                .hasMessageContaining("1 to 100");
    }
}
