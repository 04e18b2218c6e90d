package org.callosum.voice.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FadingMedianTest {
    private final FadingMedian median = new FadingMedian(-60, 1);

    @Test
    void halfOfTheValuesLieOnEachSide() {
        assertThat(median.value()).isNaN();
        for (var value : new double[] {-40, -20, -30, -25, -35}) {
            median.add(value);
        }
        assertThat(median.seen()).isEqualTo(5);
        assertThat(median.value()).isCloseTo(-30, within(1.0));
    }

    @Test
    void anOldValueCountsLessThanANewOne() {
        for (var i = 0; i < 2 * FadingMedian.HALF_LIFE; i++) {
            median.add(-40);
        }
        for (var i = 0; i < FadingMedian.HALF_LIFE + 10; i++) {
            median.add(-10);
        }
        assertThat(median.value()).isCloseTo(-10, within(1.0));
    }

    @Test
    void itGoesOnForHoursAndWhatLiesBeyondItsClassesCountsAtTheirEnds() {
        for (var i = 0; i < 500_000; i++) {
            median.add(i % 3 == 0 ? 90 : -90);
        }
        assertThat(median.value()).isBetween(-60.0, -59.0);
    }
}
