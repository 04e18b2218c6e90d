package org.callosum.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.callosum.kernel.id.AgentId;
import org.callosum.measures.facts.AgentStateInterval;
import org.callosum.measures.facts.MetricState;
import org.junit.jupiter.api.Test;

class RecentStrainTest {
    private static final AgentId AMY = new AgentId(31);
    private static final long MINUTE = 60_000;
    private static final long NOON = 1_000 * RecentStrain.HOUR_MILLIS;

    private final RecentStrain strain = new RecentStrain();

    private void had(MetricState state, long fromMinute, long toMinute) {
        strain.add(new AgentStateInterval(AMY, state, "", NOON + fromMinute * MINUTE, NOON + toMinute * MINUTE, null));
    }

    @Test
    void fiftyMinutesOfHandlingWithinTheHourAreFiveSixths() {
        had(MetricState.TALK, -55, -25);
        had(MetricState.ACW, -25, -20);
        had(MetricState.READY, -20, -15);
        assertThat(strain.of(AMY, MetricState.TALK, NOON - 15 * MINUTE, NOON)).isCloseTo(50 / 60.0, within(1e-9));
    }

    @Test
    void whatLiesBeforeTheHourIsLeftOutEvenOfAnIntervalThatReachesIn() {
        had(MetricState.TALK, -90, -70);
        had(MetricState.TALK, -70, -54);
        assertThat(strain.of(AMY, MetricState.READY, NOON - 54 * MINUTE, NOON)).isCloseTo(6 / 60.0, within(1e-9));
    }

    @Test
    void aHoldWeighsTwiceFromItsSecondMinuteOn() {
        had(MetricState.HOLD, -10, -5);
        assertThat(strain.of(AMY, MetricState.READY, NOON - 5 * MINUTE, NOON)).isCloseTo(9 / 60.0, within(1e-9));
    }

    @Test
    void breaksAndRingingAreNoStrain() {
        had(MetricState.RINGING, -30, -29);
        had(MetricState.NOT_READY, -29, -10);
        assertThat(strain.of(AMY, MetricState.NOT_READY, NOON - 10 * MINUTE, NOON))
                .isZero();
    }

    @Test
    void anIntervalTooManyPushesTheOldestOut() {
        for (int i = 0; i <= RecentStrain.MOST_INTERVALS; i++) {
            strain.add(
                    new AgentStateInterval(AMY, MetricState.TALK, "", NOON - 20_000 + i, NOON - 20_000 + i + 1, null));
        }
        assertThat(strain.of(AMY, MetricState.READY, NOON, NOON))
                .isCloseTo(RecentStrain.MOST_INTERVALS / (double) RecentStrain.HOUR_MILLIS, within(1e-9));
    }
}
