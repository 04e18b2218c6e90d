package org.callosum.workforce.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.callosum.workforce.routing.RoutingPlanTest.AMY;
import static org.callosum.workforce.routing.RoutingPlanTest.COMPLEXITY;
import static org.callosum.workforce.routing.RoutingPlanTest.FRONT;
import static org.callosum.workforce.routing.RoutingPlanTest.RULES;
import static org.callosum.workforce.routing.RoutingPlanTest.plan;

import java.util.List;
import java.util.Objects;
import org.callosum.floor.Arrival;
import org.callosum.floor.FloorCommand.GrantSkill;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Needed;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.junit.jupiter.api.Test;

class StrainGovernorTest {
    private static final long NINE = 1_800_000_000_000L;
    private final StrainGovernor governor = Objects.requireNonNull(plan(RULES).governor());
    private int next = 1;

    private static long minute(double minutes) {
        return NINE + (long) (minutes * 60_000);
    }

    private List<org.callosum.floor.FloorCommand> works(int complexity, double from, double to) {
        var offer = new OfferId(new InteractionId(next++), 1);
        var arrival = complexity == 1
                ? Arrival.plain(0)
                : Arrival.plain(0).withNeeds(List.of(new Needed(COMPLEXITY, complexity)));
        governor.heard(new FloorEvent.InteractionQueued(offer.interaction(), FRONT, arrival, minute(from)));
        governor.heard(new FloorEvent.OfferAccepted(offer, AMY, FRONT, 0, minute(from)));
        return governor.heard(new FloorEvent.WrapUpCompleted(offer, AMY, List.of(), false, minute(to)));
    }

    private void amyIsAdmittedTo(int level) {
        assertThat(governor.heard(new FloorEvent.SkillGranted(AMY, COMPLEXITY, level, NINE)))
                .isEmpty();
    }

    @Test
    void hardWorkAddsUpByItsWeightAndRollsOff() {
        amyIsAdmittedTo(5);
        works(5, 0, 12);
        works(1, 12, 24);
        assertThat(governor.strain(AMY, minute(24))).isCloseTo(0.2 * 1.6 + 0.2 * 0.5, within(1e-9));
        assertThat(governor.strain(AMY, minute(73))).isCloseTo(0.2 * 0.5, within(1e-9));
        assertThat(governor.strain(AMY, minute(85))).isZero();
    }

    @Test
    void aboveTheLimitEasierWorkComesUntilItIsLess() {
        amyIsAdmittedTo(4);
        assertThat(works(5, 0, 12)).isEmpty();
        assertThat(works(5, 12, 24)).isEmpty();
        assertThat(works(5, 24, 36)).containsExactly(new GrantSkill(AMY, COMPLEXITY, 2));
        governor.heard(new FloorEvent.SkillGranted(AMY, COMPLEXITY, 2, minute(36)));
        assertThat(governor.isEased(AMY)).isTrue();
        assertThat(works(1, 36, 40)).as("told once").isEmpty();
        // 0.96 + 0.033 − 0.32 at minute 72 is still 0.67, at 84 it is 0.35
        assertThat(governor.nextDeadlineMillis()).isEqualTo(minute(84));
        assertThat(governor.timeIs(minute(72))).isEmpty();
        assertThat(governor.timeIs(minute(84))).containsExactly(new GrantSkill(AMY, COMPLEXITY, 4));
        assertThat(governor.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whoOnlyGetsEasyWorkIsNotChanged() {
        amyIsAdmittedTo(2);
        works(2, 0, 60);
        assertThat(works(5, 60, 119)).isEmpty();
    }

    @Test
    void aChangeOfTheMatrixMeanwhileIsKeptForLater() {
        amyIsAdmittedTo(4);
        works(5, 0, 20);
        works(5, 20, 40);
        governor.heard(new FloorEvent.SkillGranted(AMY, COMPLEXITY, 2, minute(40)));
        assertThat(governor.heard(new FloorEvent.SkillGranted(AMY, COMPLEXITY, 5, minute(45))))
                .containsExactly(new GrantSkill(AMY, COMPLEXITY, 2));
        assertThat(governor.timeIs(minute(200))).containsExactly(new GrantSkill(AMY, COMPLEXITY, 5));
    }
}
