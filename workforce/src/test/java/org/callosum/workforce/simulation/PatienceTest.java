package org.callosum.workforce.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static Contact.Seen left(long after) {
        return new Contact.Seen.Abandoned(after);
    }

    private static Contact.Seen stayed(long atLeast) {
        return new Contact.Seen.Stayed(atLeast);
    }

    /// Nine customers, worked out by hand: 8/9, then 6/7 · 5/6, 3/4, 1/2.
    @Test
    void theCurveIsTheProductLimit() {
        var patience = Patience.of(List.of(
                left(10), stayed(15), left(20), left(20), stayed(30), left(40), stayed(50), left(60), stayed(70)));
        assertThat(patience.longerThan(9)).isEqualTo(1);
        assertThat(patience.longerThan(10)).isCloseTo(8.0 / 9, within(1e-12));
        assertThat(patience.longerThan(20)).isCloseTo(8.0 / 9 * 5 / 7, within(1e-12));
        assertThat(patience.longerThan(40)).isCloseTo(8.0 / 9 * 5 / 7 * 3 / 4, within(1e-12));
        assertThat(patience.longerThan(60)).isCloseTo(8.0 / 9 * 5 / 7 * 3 / 8, within(1e-12));
        double hazard = 5.0 / 315;
        assertThat(patience.longerThan(160))
                .isCloseTo(8.0 / 9 * 5 / 7 * 3 / 8 * Math.exp(-100 * hazard), within(1e-12));
    }

    @Test
    void fewAbandonsMakeAnExponentialAndNoneMakesItEndless() {
        assertThat(Patience.of(List.of(left(60_000), stayed(40_000))).longerThan(100_000))
                .isCloseTo(Math.exp(-1), within(1e-12));
        assertThat(Patience.of(List.of(stayed(40_000))).draw(0, 0.99)).isEqualTo(Patience.ENDLESS);
    }

    @Test
    void whoWasSeenToWaitIsDrawnToWaitLonger() {
        var patience = Patience.of(List.of(
                left(10), stayed(15), left(20), left(20), stayed(30), left(40), stayed(50), left(60), stayed(70)));
        var chance = new SplittableRandom(3);
        for (int i = 0; i < 10_000; i++) {
            long stays = chance.nextInt(200);
            assertThat(patience.draw(stays, chance.nextDouble())).isGreaterThan(stays);
        }
    }

    /// Cut short by answers at random times, exponential patience of 100 s comes out again.
    @Test
    void drawsHaveTheDistributionThatWasSeen() {
        var chance = new SplittableRandom(5);
        var seen = new ArrayList<Contact.Seen>();
        for (int i = 0; i < 20_000; i++) {
            long patience = (long) (-100_000 * Math.log(1 - chance.nextDouble()));
            long answer = (long) (-60_000 * Math.log(1 - chance.nextDouble()));
            seen.add(patience < answer ? left(patience) : stayed(answer));
        }
        var curve = Patience.of(seen);
        assertThat(curve.longerThan(50_000)).isCloseTo(Math.exp(-0.5), within(0.02));
        assertThat(curve.longerThan(200_000)).isCloseTo(Math.exp(-2), within(0.02));
        double mean = 0;
        for (int i = 0; i < 20_000; i++) {
            mean += curve.draw(0, chance.nextDouble()) / 20_000.0;
        }
        assertThat(mean).isCloseTo(100_000, within(5_000.0));
    }
}
