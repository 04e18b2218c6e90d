package org.callosum.server.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.callosum.kernel.LocaleText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningHoursTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T08:59:59.999Z, false, outside-hours",
        "2026-03-02T09:00:00Z, true, within-hours",
        "2026-03-02T17:59:59.999Z, true, within-hours",
        "2026-03-02T18:00:00Z, false, outside-hours",
        "2026-03-01T12:00:00Z, false, outside-hours", // a Sunday
    })
    void aWindowIsOpenAtItsFirstMinuteAndClosedAtItsLast(Instant at, boolean open, String reason) {
        assertThat(weekdays(LONDON).at(at)).isEqualTo(new OpeningHours.Answer(open, reason, null));
    }

    @Test
    void theSameInstantIsJudgedByThePlacesOwnClock() {
        var nineInShanghai = Instant.parse("2026-03-02T01:00:00Z");
        assertThat(weekdays(SHANGHAI).at(nineInShanghai).open()).isTrue();
        assertThat(weekdays(LONDON).at(nineInShanghai).open()).isFalse();
    }

    @Test
    void openingFollowsTheWallClockThroughTheSummer() {
        assertThat(weekdays(LONDON).at(Instant.parse("2026-07-06T08:00:00Z")).open())
                .isTrue();
        assertThat(weekdays(LONDON).at(Instant.parse("2026-07-06T17:00:00Z")).open())
                .isFalse();
    }

    @Test
    void anHourThatClocksRepeatIsOpenTwiceAndOneTheySkipIsNeverOpen() {
        var night = hours(LONDON, new OpeningHours.Window(DayOfWeek.SUNDAY, 60, 120)); // 01:00 to 02:00
        assertThat(night.at(Instant.parse("2026-10-25T00:30:00Z")).open()).isTrue(); // 01:30 summer time
        assertThat(night.at(Instant.parse("2026-10-25T01:30:00Z")).open()).isTrue(); // 01:30 again
        assertThat(night.at(Instant.parse("2026-10-25T02:00:00Z")).open()).isFalse();
        // on 29 March the clock goes from 01:00 to 02:00
        assertThat(night.at(Instant.parse("2026-03-29T00:59:59Z")).open()).isFalse();
        assertThat(night.at(Instant.parse("2026-03-29T01:00:00Z")).open()).isFalse();
    }

    @Test
    void aHolidayClosesADayThatIsOtherwiseOpen() {
        var day = new OpeningHours.SpecialDay(LocalDate.of(2026, 10, 1), LocaleText.of("zh-Hans", "国庆节"), true, 0, 0);
        var hours = new OpeningHours(SHANGHAI, weekdays(SHANGHAI).weekly(), List.of(day));
        assertThat(hours.at(Instant.parse("2026-10-01T02:00:00Z")))
                .isEqualTo(new OpeningHours.Answer(false, "holiday", day));
        assertThat(hours.at(Instant.parse("2026-10-02T02:00:00Z")).open()).isTrue();
    }

    @Test
    void aSpecialDayReplacesTheWeeklyPatternAndMayHaveABreak() {
        var saturday = LocalDate.of(2026, 10, 10);
        var morning = new OpeningHours.SpecialDay(saturday, LocaleText.of("en", "Make-up day"), false, 540, 720);
        var afternoon = new OpeningHours.SpecialDay(saturday, LocaleText.of("en", "Make-up day"), false, 780, 1020);
        var hours = new OpeningHours(SHANGHAI, weekdays(SHANGHAI).weekly(), List.of(morning, afternoon));
        assertThat(hours.at(Instant.parse("2026-10-10T02:00:00Z")))
                .isEqualTo(new OpeningHours.Answer(true, "special-hours", morning));
        assertThat(hours.at(Instant.parse("2026-10-10T04:30:00Z")).open()).isFalse();
        assertThat(hours.at(Instant.parse("2026-10-10T05:00:00Z")).open()).isTrue();
    }

    @Test
    void aDayMayEndAtMidnight() {
        var late = hours(LONDON, new OpeningHours.Window(DayOfWeek.MONDAY, 22 * 60, OpeningHours.minuteOf("24:00")));
        assertThat(late.at(Instant.parse("2026-03-02T23:59:59Z")).open()).isTrue();
        assertThat(late.at(Instant.parse("2026-03-03T00:00:00Z")).open()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T10:00:00Z, 30, 2026-03-02T10:30:00Z",
        "2026-03-02T07:00:00Z, 30, 2026-03-02T09:30:00Z", // before opening
        "2026-03-02T17:45:00Z, 30, 2026-03-03T09:15:00Z", // over night
        "2026-03-06T17:45:00Z, 30, 2026-03-09T09:15:00Z", // over the weekend
        "2026-03-27T17:30:00Z, 60, 2026-03-30T08:30:00Z", // and over the change of clocks
    })
    void whatIsDueInOpeningHoursWaitsForThem(Instant from, int minutes, Instant due) {
        assertThat(weekdays(LONDON).after(from, Duration.ofMinutes(minutes))).isEqualTo(due);
    }

    @Test
    void aPlaceThatNeverOpensCountsRoundTheClock() {
        var from = Instant.parse("2026-03-02T10:00:00Z");
        assertThat(hours(LONDON).after(from, Duration.ofHours(4))).isEqualTo(from.plusSeconds(4 * 3_600));
    }

    @ParameterizedTest
    @CsvSource({"00:00, 0", "09:30, 570", "24:00, 1440", "24:01, -1", "9:30, -1", "09:60, -1", "0a:00, -1", "'', -1"})
    void timesOfDayAreReadStrictly(String text, int minute) {
        assertThat(OpeningHours.minuteOf(text)).isEqualTo(minute);
    }

    @Test
    void aWindowThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> new OpeningHours.Window(DayOfWeek.MONDAY, 600, 600))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("600");
    }

    private static OpeningHours weekdays(ZoneId zone) {
        return hours(
                zone,
                Arrays.stream(DayOfWeek.values())
                        .filter(day -> day.getValue() <= 5)
                        .map(day -> new OpeningHours.Window(day, 540, 1080))
                        .toArray(OpeningHours.Window[]::new));
    }

    private static OpeningHours hours(ZoneId zone, OpeningHours.Window... windows) {
        return new OpeningHours(zone, List.of(windows), List.of());
    }
}
