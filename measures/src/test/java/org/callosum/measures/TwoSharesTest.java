package org.callosum.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.callosum.kernel.Ratio;
import org.junit.jupiter.api.Test;

/// Against examples that have been printed: Newcombe's table II, Fisher's lady with her tea.
class TwoSharesTest {
    private static TwoShares of(long a, long n, long b, long m) {
        return Objects.requireNonNull(TwoShares.of(new Ratio(a, n), new Ratio(b, m)));
    }

    /// 56/70 less 48/80: Newcombe (1998), table II, example (a), method 10.
    @Test
    void theIntervalIsNewcombes() {
        var found = of(56, 70, 48, 80);
        assertThat(found.difference()).isCloseTo(0.2, within(1e-12));
        assertThat(found.low()).isCloseTo(0.0524, within(0.0001));
        assertThat(found.high()).isCloseTo(0.3339, within(0.0001));
    }

    /// z = 0.2 / sqrt(0.69333 × 0.30667 × (1/70 + 1/80)) = 2.650, worked out by hand.
    @Test
    void theProbabilityIsThatOfThePooledTest() {
        assertThat(of(56, 70, 48, 80).p()).isCloseTo(0.00804, within(0.0001));
        assertThat(of(50, 100, 50, 100).p()).isCloseTo(1, within(1e-6));
    }

    /// Three of four cups right, three of four wrong: 34 of the 70 orders are no more likely.
    @Test
    void fewAreCountedExactly() {
        assertThat(of(3, 4, 1, 4).p()).isCloseTo(34.0 / 70, within(1e-9));
        assertThat(of(4, 4, 0, 4).p()).isCloseTo(2.0 / 70, within(1e-9));
    }

    @Test
    void turnedRoundItIsTheSameDifferenceTheOtherWay() {
        var one = of(3, 40, 9, 50);
        var other = of(9, 50, 3, 40);
        assertThat(other.difference()).isCloseTo(-one.difference(), within(1e-12));
        assertThat(other.low()).isCloseTo(-one.high(), within(1e-12));
        assertThat(other.p()).isCloseTo(one.p(), within(1e-9));
    }

    @Test
    void aShareOfNothingIsComparedWithNothing() {
        assertThat(TwoShares.of(new Ratio(0, 0), new Ratio(1, 2))).isNull();
    }
}
