package org.callosum.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.callosum.measures.MannKendall.Direction;
import org.junit.jupiter.api.Test;

class MannKendallTest {
    @Test
    void ofFiveThatOnlyRiseOneOrderInSixtyIsAsClear() {
        var trend = MannKendall.of(10, 12, 15, 16, 30);
        assertThat(trend.s()).isEqualTo(10);
        assertThat(trend.p()).isCloseTo(2.0 / 120, within(1e-12));
        assertThat(trend.direction()).isEqualTo(Direction.RISES);
        assertThat(trend.slope()).isCloseTo(2.75, within(1e-12)); // median of ten slopes; the mean would be 5
    }

    @Test
    void fourValuesAreTooFewHoweverClear() {
        assertThat(MannKendall.of(1, 2, 3, 4).direction()).isEqualTo(Direction.TOO_FEW);
        assertThat(MannKendall.of().direction()).isEqualTo(Direction.TOO_FEW);
    }

    /// One-sided, as printed for n = 8: S of 20 at 0.0071, S of 14 at 0.054.
    @Test
    void theTableOfKendallForEight() {
        var trend = MannKendall.of(2, 1, 4, 3, 6, 5, 8.5, 6.5);
        assertThat(trend.s()).isEqualTo(20);
        assertThat(trend.p() / 2).isCloseTo(0.0071, within(0.0001));
        var less = MannKendall.of(3, 2, 1, 6, 5, 4, 8, 7.5);
        assertThat(less.s()).isEqualTo(14);
        assertThat(less.p() / 2).isCloseTo(0.0543, within(0.0001));
        assertThat(less.direction()).isEqualTo(Direction.NEITHER);
    }

    @Test
    void tiesTakeAwayFromTheClarityAndAllEqualSaysNothing() {
        assertThat(MannKendall.of(5, 5, 5, 5, 5, 5).p()).isEqualTo(1);
        assertThat(MannKendall.of(5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5).p()).isEqualTo(1);
        assertThat(MannKendall.of(5, 5, 5, 5, 6).direction()).isEqualTo(Direction.NEITHER);
    }

    /// Var S = 12·11·29/18 less, for the three tied, 3·2·11/18; z = (s − 1)/√Var.
    @Test
    void longerRowsAreJudgedByTheNormalApproximationWithTies() {
        var falling = MannKendall.of(12, 11, 10, 9, 8, 7, 7, 7, 4, 3, 2, 1);
        assertThat(falling.s()).isEqualTo(-63);
        double z = 62 / Math.sqrt((12 * 11 * 29 - 3 * 2 * 11) / 18.0);
        assertThat(z).isCloseTo(4.2886, within(0.0001));
        assertThat(falling.p()).isCloseTo(1.798e-5, within(2e-7));
        assertThat(falling.direction()).isEqualTo(Direction.FALLS);
        assertThat(falling.slope()).isEqualTo(-1);
    }

    /// The promise of the test: where there is no trend, one in twenty at most is called one.
    @Test
    void chanceAloneIsCalledATrendInOneOfTwenty() {
        for (int weeks : new int[] {7, 30}) {
            var random = new SplittableRandom(20_260_302);
            long called = IntStream.range(0, 2_000)
                    .mapToObj(_ -> MannKendall.of(
                            random.doubles(weeks).map(x -> Math.floor(40 * x)).toArray()))
                    .filter(trend -> trend.direction() != Direction.NEITHER)
                    .count();
            assertThat(called).as("%d weeks", weeks).isBetween(40L, 115L);
        }
    }
}
