package org.callosum.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.callosum.kernel.Ratio;
import org.junit.jupiter.api.Test;

class QueueTrendTest {
    private static final long NINE = 1_000_000_000;
    private final QueueTrend trend = new QueueTrend();

    @Test
    void aLineThatGainsTwoAMinuteGrowsByTwo() {
        for (int half = 0; half <= 10; half++) {
            trend.add(NINE + half * QueueTrend.STEP_MILLIS, 4 + half, Ratio.NONE);
        }
        assertThat(trend.waitingPerMinute()).isCloseTo(2, within(1e-9));
    }

    @Test
    void onlyTheLastFiveMinutesMakeTheSlope() {
        for (int half = 0; half <= 30; half++) {
            trend.add(NINE + half * QueueTrend.STEP_MILLIS, half < 20 ? 3 * half : 60, Ratio.NONE);
        }
        assertThat(trend.waitingPerMinute()).isCloseTo(0, within(1e-9));
    }

    @Test
    void fiveSamplesAreNoTrend() {
        for (int half = 0; half < 5; half++) {
            trend.add(NINE + half * QueueTrend.STEP_MILLIS, half, Ratio.NONE);
        }
        assertThat(trend.waitingPerMinute()).isNaN();
    }

    @Test
    void theRecentLevelIsThatOfWhatWasCountedWithinAQuarterOfAnHour() {
        trend.add(NINE, 0, new Ratio(90, 100));
        assertThat(trend.recentLevel()).as("one sample").isNaN();
        trend.add(NINE + QueueTrend.LEVEL_MILLIS, 0, new Ratio(92, 110));
        assertThat(trend.recentLevel()).isCloseTo(20, within(1e-9));
    }

    @Test
    void fourContactsAreNoLevelAndANewDayBeginsAnew() {
        trend.add(NINE, 0, new Ratio(90, 100));
        trend.add(NINE + QueueTrend.LEVEL_MILLIS, 0, new Ratio(90, 104));
        assertThat(trend.recentLevel()).isNaN();
        trend.add(NINE + QueueTrend.LEVEL_MILLIS + QueueTrend.STEP_MILLIS, 0, new Ratio(0, 9));
        assertThat(trend.recentLevel()).isNaN();
    }

    @Test
    void minutesAreCountedUntilTheyAreTooOld() {
        var counts = new MinuteCounts();
        counts.add(1_000, 3);
        counts.add(1_009, 2);
        assertThat(counts.between(1_000, 1_010)).isEqualTo(5);
        assertThat(counts.between(1_001, 1_009)).isZero();
        counts.add(1_000 + MinuteCounts.KEPT, 7);
        assertThat(counts.between(1_000, 1_001)).as("overwritten").isZero();
        counts.add(1_000, 4);
        assertThat(counts.between(1_000 + MinuteCounts.KEPT, 1_001 + MinuteCounts.KEPT))
                .as("too old to be counted")
                .isEqualTo(7);
    }
}
