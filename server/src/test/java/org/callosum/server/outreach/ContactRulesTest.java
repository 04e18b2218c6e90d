package org.callosum.server.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.callosum.server.outreach.ContactRules.Hours;
import org.callosum.server.outreach.ContactRules.Past;
import org.callosum.server.outreach.ContactRules.Question;
import org.callosum.server.outreach.ContactRules.Verdict;
import org.callosum.server.outreach.ContactRules.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactRulesTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Hours ALWAYS = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
    private static final Map<Channel, Integer> POINTS =
            Map.of(Channel.CALL, 30, Channel.SMS, 10, Channel.EMAIL, 5, Channel.APP, 5);

    private static int points(Channel channel) {
        return Objects.requireNonNull(POINTS.get(channel));
    }

    private static ContactRules rules(int day, int week, int month, Duration gap, @Nullable Hours hours) {
        return new ContactRules(
                Map.of(Window.DAY, day, Window.WEEK, week, Window.MONTH, month),
                gap,
                POINTS,
                hours,
                hours,
                Set.of(Purpose.MARKETING),
                Set.of(Purpose.CALL_BACK));
    }

    private static Question question(Channel channel, Purpose purpose, ZoneId zone, List<Past> past) {
        return new Question(channel, purpose, zone, false, true, past);
    }

    // ---- caps against a count that knows nothing of the code

    private static boolean naive(ContactRules rules, Question question, Instant at) {
        var weight = points(question.channel());
        for (var window : Window.values()) {
            var sum = weight;
            for (var one : question.past()) {
                var age = Duration.between(one.at(), at);
                if (age.compareTo(window.length) < 0) {
                    sum += one.weight();
                }
            }
            if (sum > Objects.requireNonNull(rules.caps().get(window))) {
                return false;
            }
        }
        for (var one : question.past()) {
            if (Duration.between(one.at(), at).compareTo(rules.gap()) < 0) {
                return false;
            }
        }
        var local = at.atZone(question.zone());
        var weekend = local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
        var hours = weekend ? rules.weekends() : rules.weekdays();
        if (hours == null) {
            return false;
        }
        var second = local.toLocalTime().toSecondOfDay();
        var to = hours.to().equals(LocalTime.MIDNIGHT) ? 86_400 : hours.to().toSecondOfDay();
        return second >= hours.from().toSecondOfDay() && second < to;
    }

    static List<Long> seeds() {
        var seeds = new ArrayList<Long>();
        for (var seed = 0L; seed < 60; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void capsGapAndHoursAgreeWithANaiveCountAndNameTheFirstMinuteThatFits(long seed) {
        var random = new SplittableRandom(seed);
        var zone = ZoneId.of(List.of("UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe")
                .get(random.nextInt(4)));
        // days around the clock changes of March and April
        var now = Instant.parse("2026-03-20T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(20 * 1_440)));
        var hours = seed % 3 == 0
                ? ALWAYS
                : new Hours(LocalTime.of(random.nextInt(12), 30), LocalTime.of(random.nextInt(13, 24), 15));
        var rules = rules(
                random.nextInt(30, 60),
                random.nextInt(60, 150),
                random.nextInt(100, 300),
                Duration.ofMinutes(random.nextInt(600)),
                hours);
        var past = new ArrayList<Past>();
        for (var i = random.nextInt(14); i > 0; i--) {
            var channel = Channel.values()[random.nextInt(4)];
            past.add(new Past(now.minus(Duration.ofMinutes(random.nextInt(31 * 1_440))), points(channel)));
        }
        var asked = question(Channel.values()[random.nextInt(4)], Purpose.SERVICE, zone, past);
        switch (rules.judge(asked, now)) {
            case Verdict.Fits(var exempt) -> {
                assertThat(exempt).isFalse();
                assertThat(naive(rules, asked, now)).isTrue();
            }
            case Verdict.Refused(var reason, var again) -> {
                assertThat(naive(rules, asked, now)).as(reason).isFalse();
                var first = now;
                while (!naive(rules, asked, first)) {
                    first = first.plus(Duration.ofMinutes(1));
                }
                assertThat(again).as(reason).isEqualTo(first);
            }
        }
    }

    @Test
    void anAttemptMayBeMadeExactlyWhenTheOldestLeavesTheWindow() {
        var rules = rules(40, 1_000, 1_000, Duration.ZERO, ALWAYS);
        var asked = question(Channel.CALL, Purpose.SERVICE, UTC, List.of(new Past(NOON, 30)));
        var day = NOON.plus(Duration.ofDays(1));
        assertThat(rules.judge(asked, day.minusMillis(1))).isEqualTo(new Verdict.Refused("daily-cap", day));
        assertThat(rules.judge(asked, day)).isEqualTo(new Verdict.Fits(false));
    }

    @Test
    void aChannelThatCountsMoreThanTheCapIsNeverUsed() {
        var rules = rules(20, 1_000, 1_000, Duration.ZERO, ALWAYS);
        assertThat(rules.judge(question(Channel.CALL, Purpose.SERVICE, UTC, List.of()), NOON))
                .isEqualTo(new Verdict.Refused("daily-cap", null));
    }

    @Test
    void theWorkedExampleOfTheHarassmentIndexIsOverTheWeek() {
        // 2 calls, 5 SMS and 4 e-mails within 7 days are 13 points
        var past = new ArrayList<Past>();
        for (var hours = 30; past.size() < 11; hours += 10) {
            past.add(new Past(NOON.minus(Duration.ofHours(hours)), past.size() < 2 ? 30 : past.size() < 7 ? 10 : 5));
        }
        var usual = OutreachRepository.rules(ContactLimits.usual("1"));
        assertThat(usual.judge(question(Channel.EMAIL, Purpose.SERVICE, UTC, past), NOON))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("weekly-cap"));
    }

    // ---- consent

    @ParameterizedTest(name = "prefers {0} to {1}, asked at {2} → {3}")
    @CsvSource({
        "18:00, 21:00, 12:00, 2026-03-04T18:00:00Z",
        "18:00, 21:00, 18:00, ''",
        "18:00, 21:00, 20:59, ''",
        "18:00, 21:00, 21:00, 2026-03-05T18:00:00Z",
        "22:00, 06:00, 23:30, ''",
        "22:00, 06:00, 05:00, ''",
        "22:00, 06:00, 07:00, 2026-03-04T22:00:00Z",
        "18:00, 00:00, 23:59, ''"
    })
    void theTimeACustomerPrefersIsKept(LocalTime from, LocalTime to, LocalTime asked, String again) {
        var at = LocalDate.of(2026, 3, 4).atTime(asked).toInstant(ZoneOffset.UTC);
        var question = new Question(Channel.CALL, Purpose.SERVICE, UTC, false, true, List.of(), new Hours(from, to));
        assertThat(rules(40, 100, 250, Duration.ZERO, ALWAYS).judge(question, at))
                .isEqualTo(
                        again.isEmpty()
                                ? new Verdict.Fits(false)
                                : new Verdict.Refused("outside-preferred", Instant.parse(again)));
    }

    @Test
    void aPreferredTimeWaitsForTheAllowedHoursToo() {
        var open = new Hours(LocalTime.of(9, 0), LocalTime.of(17, 0));
        var never = new Question(
                Channel.CALL,
                Purpose.SERVICE,
                UTC,
                false,
                true,
                List.of(),
                new Hours(LocalTime.of(18, 0), LocalTime.of(21, 0)));
        assertThat(rules(40, 100, 250, Duration.ZERO, open).judge(never, NOON))
                .isEqualTo(new Verdict.Refused("outside-preferred", null));
        var late = new Question(
                Channel.CALL,
                Purpose.SERVICE,
                UTC,
                false,
                true,
                List.of(),
                new Hours(LocalTime.of(15, 0), LocalTime.of(21, 0)));
        var evening = LocalDate.of(2026, 3, 4).atTime(20, 0).toInstant(ZoneOffset.UTC);
        assertThat(rules(40, 100, 250, Duration.ZERO, open).judge(late, evening))
                .isEqualTo(new Verdict.Refused("outside-hours", Instant.parse("2026-03-05T15:00:00Z")));
    }

    @ParameterizedTest(name = "{0}: consent {1} → {2}")
    @CsvSource({
        "MARKETING, true, ''",
        "MARKETING, false, consent-withdrawn",
        "MARKETING, , consent-missing",
        "SERVICE, true, ''",
        "SERVICE, false, consent-withdrawn",
        "SERVICE, , ''",
        "CALL_BACK, false, ''",
        "CALL_BACK, , ''"
    })
    void consentDecidesByPurpose(Purpose purpose, @Nullable Boolean consent, String reason) {
        var verdict = rules(40, 100, 250, Duration.ZERO, ALWAYS)
                .judge(new Question(Channel.CALL, purpose, UTC, false, consent, List.of()), NOON);
        if (reason.isEmpty()) {
            assertThat(verdict).isEqualTo(new Verdict.Fits(purpose == Purpose.CALL_BACK));
        } else {
            assertThat(verdict).isEqualTo(new Verdict.Refused(reason, null));
        }
    }

    @Test
    void whoWantsNoContactIsOnlyCalledBackOnRequest() {
        var rules = rules(40, 100, 250, Duration.ZERO, ALWAYS);
        assertThat(rules.judge(new Question(Channel.SMS, Purpose.SERVICE, UTC, true, true, List.of()), NOON))
                .isEqualTo(new Verdict.Refused("do-not-contact", null));
        assertThat(rules.judge(new Question(Channel.CALL, Purpose.CALL_BACK, UTC, true, false, List.of()), NOON))
                .isEqualTo(new Verdict.Fits(true));
    }

    // ---- hours where the customer is

    @Test
    void theCustomersOwnClockCounts() {
        var office = rules(400, 1_000, 2_500, Duration.ZERO, new Hours(LocalTime.of(9, 0), LocalTime.of(20, 0)));
        assertThat(office.judge(question(Channel.CALL, Purpose.SERVICE, UTC, List.of()), NOON))
                .isEqualTo(new Verdict.Fits(false));
        // 20:00 in Shanghai: the end is not within
        assertThat(office.judge(question(Channel.CALL, Purpose.SERVICE, ZoneId.of("Asia/Shanghai"), List.of()), NOON))
                .isEqualTo(new Verdict.Refused("outside-hours", Instant.parse("2026-03-05T01:00:00Z")));
    }

    @Test
    void whereClocksJumpOverTheOpeningItIsWhenTheyHaveJumped() {
        var early = rules(400, 1_000, 2_500, Duration.ZERO, new Hours(LocalTime.of(2, 30), LocalTime.of(20, 0)));
        var berlin = ZoneId.of("Europe/Berlin");
        // 29 March 2026, 02:00 becomes 03:00
        assertThat(early.judge(
                        question(Channel.CALL, Purpose.SERVICE, berlin, List.of()),
                        Instant.parse("2026-03-29T00:10:00Z")))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.againFrom()).isEqualTo(Instant.parse("2026-03-29T01:00:00Z")));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"2026-10-25T00:40:00Z", "2026-10-25T01:40:00Z"})
    void inTheHourThatComesTwiceBothCount(Instant at) {
        var night = rules(400, 1_000, 2_500, Duration.ZERO, new Hours(LocalTime.of(2, 30), LocalTime.of(3, 0)));
        assertThat(night.judge(question(Channel.CALL, Purpose.SERVICE, ZoneId.of("Europe/Berlin"), List.of()), at))
                .isEqualTo(new Verdict.Fits(false));
    }

    @Test
    void withoutAnyHoursThereIsNoTimeToWaitFor() {
        assertThat(rules(400, 1_000, 2_500, Duration.ZERO, null)
                        .judge(question(Channel.CALL, Purpose.SERVICE, UTC, List.of()), NOON))
                .isEqualTo(new Verdict.Refused("outside-hours", null));
    }
}
