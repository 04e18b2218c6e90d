package org.callosum.server.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.callosum.server.sheets.DueRule.Every;
import org.junit.jupiter.api.Test;

/// When something is to be looked at, in the time of the place it is about.
class DueRuleTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private static DueRule shifts(String... times) {
        return new DueRule(
                Every.SHIFT, List.of(times).stream().map(LocalTime::parse).toList(), Set.of(), Duration.ofHours(4));
    }

    private static DueRule every(Every every, DayOfWeek... days) {
        return new DueRule(every, List.of(), Set.of(days), null);
    }

    private static Instant at(ZoneId zone, String local) {
        return java.time.LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    @Test
    void aShiftEndsWhereTheNextOneBeginsAndTheLastOneInTheMorning() {
        var begun = shifts("16:00", "08:00").begun(SHANGHAI, LONG_AGO, at(SHANGHAI, "2026-03-04T02:00"), 2);
        assertThat(begun)
                .containsExactly(
                        new DueRule.Period(
                                at(SHANGHAI, "2026-03-03T08:00"),
                                at(SHANGHAI, "2026-03-03T16:00"),
                                at(SHANGHAI, "2026-03-03T12:00")),
                        new DueRule.Period(
                                at(SHANGHAI, "2026-03-03T16:00"),
                                at(SHANGHAI, "2026-03-04T08:00"),
                                at(SHANGHAI, "2026-03-03T20:00")));
        assertThat(begun.getLast().holds(at(SHANGHAI, "2026-03-04T07:59"))).isTrue();
        assertThat(begun.getLast().holds(at(SHANGHAI, "2026-03-04T08:00")))
                .as("half-open")
                .isFalse();
    }

    @Test
    void aDayOffAsksForNothing() {
        var rule = every(Every.DAY, DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        var sunday = at(BERLIN, "2026-03-08T12:00");
        var begun = rule.begun(BERLIN, LONG_AGO, sunday, 3);
        assertThat(begun)
                .extracting(period -> period.from().atZone(BERLIN).getDayOfWeek())
                .containsExactly(DayOfWeek.FRIDAY, DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        assertThat(begun.getLast().holds(sunday)).isFalse();
    }

    @Test
    void theNightsOnWhichClocksChangeHaveTheirOwnLength() {
        var spring = every(Every.DAY).begun(BERLIN, LONG_AGO, at(BERLIN, "2026-03-29T12:00"), 1);
        assertThat(Duration.between(spring.getFirst().from(), spring.getFirst().until()))
                .isEqualTo(Duration.ofHours(23));
        var autumn = every(Every.DAY).begun(BERLIN, LONG_AGO, at(BERLIN, "2026-10-25T12:00"), 1);
        assertThat(Duration.between(autumn.getFirst().from(), autumn.getFirst().until()))
                .isEqualTo(Duration.ofHours(25));
        // 02:10 and 02:20 do not exist on that morning, and both fall on 03:10 and 03:20
        assertThat(shifts("02:10", "02:20").begun(BERLIN, LONG_AGO, at(BERLIN, "2026-03-29T12:00"), 2))
                .allSatisfy(period -> assertThat(period.from()).isBefore(period.until()));
    }

    @Test
    void weeksBeginOnMondayAndMonthsOnTheirFirst() {
        var week = every(Every.WEEK).begun(SHANGHAI, LONG_AGO, at(SHANGHAI, "2026-01-01T09:00"), 1);
        assertThat(week.getFirst().from()).isEqualTo(at(SHANGHAI, "2025-12-29T00:00"));
        assertThat(week.getFirst().until()).isEqualTo(at(SHANGHAI, "2026-01-05T00:00"));
        var months = every(Every.MONTH).begun(SHANGHAI, LONG_AGO, at(SHANGHAI, "2026-03-31T23:59"), 3);
        assertThat(months)
                .extracting(period -> period.from().atZone(SHANGHAI).getMonthValue())
                .containsExactly(1, 2, 3);
    }

    @Test
    void whatWasBeforeTheRuleIsNotAskedFor() {
        var begun = every(Every.DAY)
                .begun(SHANGHAI, at(SHANGHAI, "2026-03-03T15:00"), at(SHANGHAI, "2026-03-05T10:00"), 14);
        assertThat(begun).hasSize(3);
        assertThat(begun.getFirst().holds(at(SHANGHAI, "2026-03-03T15:00"))).isTrue();
        assertThat(every(Every.DAY)
                        .begun(SHANGHAI, at(SHANGHAI, "2026-03-05T09:00"), at(SHANGHAI, "2026-03-05T10:00"), 14))
                .hasSize(1);
    }

    @Test
    void itIsLateBeforeThePeriodIsOverAndNeverAfter() {
        var short4 = new DueRule(Every.DAY, List.of(), Set.of(), Duration.ofHours(48));
        var period = short4.begun(SHANGHAI, LONG_AGO, at(SHANGHAI, "2026-03-05T10:00"), 1)
                .getFirst();
        assertThat(period.dueBy()).isEqualTo(period.until());
        assertThatThrownBy(() -> new DueRule(Every.SHIFT, List.of(), Set.of(), null))
                .hasMessageContaining("names when they begin");
    }
}
