package org.callosum.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.callosum.measures.MannKendall.Direction;
import org.junit.jupiter.api.Test;

class PeakHoursTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    private final Map<Instant, Long> arrivals = new HashMap<>();

    private void came(ZoneId zone, String local, long count) {
        arrivals.merge(LocalDateTime.parse(local).atZone(zone).toInstant(), count, Long::sum);
    }

    /// M:PEAK: 210 of 1,400 = 15 %; four weeks' mean 200.
    @Test
    void thePeakOfADayIsThatOfTheMetrics() {
        for (int week = 0; week < 4; week++) {
            came(SHANGHAI, MONDAY.plusWeeks(week) + "T10:15", 190 + 5 * week); // 190, 195, 200, 205
            came(SHANGHAI, MONDAY.plusWeeks(week) + "T10:45", week < 2 ? 0 : 5); // 190, 195, 205, 210
        }
        var day = MONDAY.plusWeeks(4);
        came(SHANGHAI, day + "T10:00", 150);
        came(SHANGHAI, day + "T10:45", 60);
        came(SHANGHAI, day + "T11:00", 190);
        came(SHANGHAI, day + "T09:45", 100);
        for (int hour = 12; hour < 21; hour++) {
            came(SHANGHAI, day + "T" + hour + ":30", 100);
        }
        var last = PeakHours.of(SHANGHAI, MONDAY, day, 60, arrivals).days().getLast();
        assertThat(last.total()).isEqualTo(1_400);
        assertThat(last.peak()).isEqualTo(210);
        assertThat(last.peakAt()).isEqualTo("2026-03-30T02:00:00Z");
        assertThat(last.usual()).isEqualTo(200);
    }

    @Test
    void theBusiestPeriodIsThatOfTheHighestMeanAndTheEarlierOfTwo() {
        came(SHANGHAI, "2026-03-03T09:00", 20);
        came(SHANGHAI, "2026-03-04T09:00", 20);
        came(SHANGHAI, "2026-03-10T09:00", 10);
        came(SHANGHAI, "2026-03-11T09:00", 10);
        var hours = PeakHours.of(SHANGHAI, MONDAY, MONDAY.plusDays(13), 60, arrivals);
        var busiest = Objects.requireNonNull(hours.busiest());
        assertThat(busiest.weekday()).isEqualTo(DayOfWeek.TUESDAY);
        assertThat(busiest.minute()).isEqualTo(9 * 60);
        assertThat(busiest.mean()).isEqualTo(15);
        assertThat(hours.weeks()).extracting(PeakHours.Week::busiest).containsExactly(20L, 10L);
        assertThat(hours.weeks()).extracting(PeakHours.Week::total).containsExactly(40L, 20L);
        assertThat(hours.cells()).hasSize(7 * 24);
        assertThat(PeakHours.of(SHANGHAI, MONDAY, MONDAY, 15, arrivals).cells()).hasSize(7 * 96);
    }

    @Test
    void aBusiestPeriodThatGrowsEachWeekRises() {
        for (int week = 0; week < 8; week++) {
            came(SHANGHAI, MONDAY.plusWeeks(week) + "T10:00", 50 + 3 * week);
            came(SHANGHAI, MONDAY.plusWeeks(week).plusDays(4) + "T15:00", 40 - 3 * week);
        }
        // a week that has only begun is not compared with whole ones
        came(SHANGHAI, MONDAY.plusWeeks(8) + "T10:00", 1);
        var hours = PeakHours.of(SHANGHAI, MONDAY, MONDAY.plusWeeks(8), 60, arrivals);
        assertThat(hours.weeks()).hasSize(8);
        assertThat(hours.trend().direction()).isEqualTo(Direction.RISES);
        assertThat(hours.trend().slope()).isEqualTo(3);
        assertThat(hours.weeks().getFirst().peakAt()).isEqualTo("2026-03-02T02:00:00Z");
    }

    /// 25 October 2026, Berlin: the clock shows the hour from two to three twice.
    @Test
    void theRepeatedHourIsTwoHoursOfTheDayAndTwoTimesOfThePicture() {
        var sunday = LocalDate.of(2026, 10, 25);
        arrivals.put(Instant.parse("2026-10-25T00:15:00Z"), 6L);
        arrivals.put(Instant.parse("2026-10-25T01:15:00Z"), 4L);
        var hours = PeakHours.of(BERLIN, sunday, sunday, 60, arrivals);
        assertThat(hours.days().getFirst().peak()).isEqualTo(6);
        assertThat(hours.days().getFirst().total()).isEqualTo(10);
        var cell = hours.cells().get(6 * 24 + 2);
        assertThat(cell.times()).isEqualTo(2);
        assertThat(cell.mean()).isEqualTo(5);
    }

    /// 29 March 2026, Berlin: from two to three there is no hour.
    @Test
    void theHourThatIsLeftOutIsNoQuietHour() {
        var sunday = LocalDate.of(2026, 3, 29);
        came(BERLIN, "2026-03-22T02:30", 8);
        var hours = PeakHours.of(BERLIN, sunday.minusWeeks(1), sunday, 60, arrivals);
        var cell = hours.cells().get(6 * 24 + 2);
        assertThat(cell.times()).isEqualTo(1);
        assertThat(cell.mean()).isEqualTo(8);
    }

    @Test
    void withoutAContactNothingIsBusiest() {
        var hours = PeakHours.of(SHANGHAI, MONDAY, MONDAY.plusDays(6), 60, arrivals);
        assertThat(hours.busiest()).isNull();
        assertThat(hours.weeks()).isEmpty();
        assertThat(hours.days().getFirst().peakAt()).isNull();
        assertThatThrownBy(() -> PeakHours.of(SHANGHAI, MONDAY, MONDAY, 30, arrivals))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
