package org.callosum.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.callosum.kernel.Ratio;
import org.junit.jupiter.api.Test;

/// Against the examples of `metrics.md` 0.4, which round to a tenth of a per cent.
class WilsonTest {
    @Test
    void theIntervalOfAServiceLevelIsThatOfTheMetrics() {
        var interval = Objects.requireNonNull(Wilson.of(new Ratio(68, 94)));
        assertThat(interval.low()).isCloseTo(0.626, within(0.0005));
        assertThat(interval.high()).isCloseTo(0.804, within(0.0005));
    }

    @Test
    void noneOfTwentyMayStillBeOneInSix() {
        var interval = Objects.requireNonNull(Wilson.of(new Ratio(0, 20)));
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isCloseTo(0.161, within(0.0005));
    }

    @Test
    void allOfTwentyIsTheMirrorOfNone() {
        var none = Objects.requireNonNull(Wilson.of(new Ratio(0, 20)));
        var all = Objects.requireNonNull(Wilson.of(new Ratio(20, 20)));
        assertThat(all.low()).isCloseTo(1 - none.high(), within(1e-12));
        assertThat(all.high()).isCloseTo(1, within(1e-12));
    }

    @Test
    void nothingHasNoInterval() {
        assertThat(Wilson.of(new Ratio(0, 0))).isNull();
    }
}
