package org.callosum.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void quarterHoursAddUpByTheirCounts() {
        assertThat(new Ratio(1, 1).plus(new Ratio(1, 3))).isEqualTo(new Ratio(2, 4));
    }

    @Test
    void nothingToShareIsNeitherZeroNorAll() {
        assertThat(Ratio.NONE.value()).isEmpty();
    }

    @Test
    void countsAreNotNegative() {
        assertThatThrownBy(() -> new Ratio(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
