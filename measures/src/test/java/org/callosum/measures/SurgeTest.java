package org.callosum.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SurgeTest {
    @Test
    void theExampleOfTheCatalogue() {
        assertThat(Surge.index(135, 100)).isCloseTo(3.5, within(1e-12));
    }

    @Test
    void fewerThanExpectedAreNegative() {
        assertThat(Surge.index(81, 100)).isCloseTo(-1.9, within(1e-12));
    }

    @Test
    void oneCallInAQuietNightIsNoSurge() {
        assertThat(Surge.index(1, 0.01)).isZero();
        assertThat(Surge.index(0, 0)).isEqualTo(-1);
    }

    @Test
    void whatIsNoCountIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Surge.index(3, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Surge.index(-1, 3));
    }
}
