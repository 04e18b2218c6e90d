package org.callosum.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.callosum.server.platform.problem.Problem;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private static final String HERE = "address 192.0.2.1";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HandClock clock = new HandClock();
    private final SignInThrottle throttle = new SignInThrottle(clock, meters);

    @Test
    void fiveFailuresAreFreeAndTheSixthTryWaits() {
        for (int i = 0; i < 4; i++) {
            throttle.failed(HERE);
            throttle.require(HERE);
        }
        throttle.failed(HERE);
        assertThatThrownBy(() -> throttle.require(HERE, "account 1 amy"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.retryAfterSeconds()).isEqualTo(2));
        clock.now = clock.now.plusSeconds(2);
        assertThatCode(() -> throttle.require(HERE)).doesNotThrowAnyException();
    }

    @Test
    void eachFurtherFailureDoublesTheWaitUpToFiveMinutes() {
        assertThat(SignInThrottle.waitMillis(6)).isEqualTo(4_000);
        assertThat(SignInThrottle.waitMillis(7)).isEqualTo(8_000);
        assertThat(SignInThrottle.waitMillis(1_000)).isEqualTo(300_000);
    }

    @Test
    void aQuarterOfAnHourForgets() {
        for (int i = 0; i < 8; i++) {
            throttle.failed(HERE);
        }
        clock.now = clock.now.plus(Duration.ofMinutes(16));
        throttle.failed(HERE);
        assertThatCode(() -> throttle.require(HERE)).doesNotThrowAnyException();
    }

    @Test
    void aFloodOfSourcesIsBoundedAndCounted() {
        for (int i = 0; i < 20_010; i++) {
            throttle.failed("address " + i);
        }
        assertThat(meters.counter("callosum_sign_in_sources_dropped").count()).isEqualTo(10);
    }

    private static final class HandClock extends Clock {
        Instant now = Instant.parse("2026-01-05T09:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
