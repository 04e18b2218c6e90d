package org.callosum.server.supervision.breaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/// Which instant a time of day means, at a house that works around the clock.
class BreakTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant meant(String at, String now) {
        return BreakPlan.moment(LocalTime.parse(at), BERLIN, Instant.parse(now));
    }

    @Test
    void aTimeAheadIsTodays() {
        assertThat(meant("14:20", "2026-01-05T12:00:00Z")).isEqualTo("2026-01-05T13:20:00Z");
    }

    @Test
    void aTimeOfThisMorningIsPastAndNotTomorrows() {
        assertThat(meant("09:00", "2026-01-05T13:00:00Z")).isEqualTo("2026-01-05T08:00:00Z");
    }

    @Test
    void afterMidnightIsMeantInTheNightShift() {
        assertThat(meant("00:20", "2026-01-05T22:50:00Z")).isEqualTo("2026-01-05T23:20:00Z");
        assertThat(meant("23:50", "2026-01-05T23:30:00Z"))
                .as("half an hour after midnight it has just been")
                .isEqualTo("2026-01-05T22:50:00Z");
    }

    @Test
    void anHourThatTheClockSkipsIsAnHourLater() {
        assertThat(meant("02:30", "2026-03-29T00:10:00Z")).isEqualTo("2026-03-29T01:30:00Z");
    }

    @Test
    void anHourThatComesTwiceIsTheFirst() {
        assertThat(meant("02:30", "2026-10-25T00:10:00Z")).isEqualTo("2026-10-25T00:30:00Z");
    }
}
