package org.callosum.server.playbook.year;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A year of contacts as it is planned, before anything is written.
class YearPlanTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static YearBook book;
    private static List<YearPlan.Contact> plan;

    @BeforeAll
    static void plan() throws Exception {
        try (var file = YearPlanTest.class.getResourceAsStream("/playbook/sample-year.yaml")) {
            book = YearBook.read((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(file));
        }
        plan = YearPlan.of(book, cast(), TODAY, 7);
    }

    private static YearPlan.Cast cast() {
        var people = new HashMap<String, List<YearPlan.Person>>();
        var agents = new HashMap<String, List<YearPlan.Agent>>();
        long id = 1_000;
        for (var client : book.clients()) {
            var some = new ArrayList<YearPlan.Person>();
            for (int i = 0; i < 300; i++) {
                var placed = TODAY.minusDays(1 + (i * 7) % 360)
                        .atTime(12, 0)
                        .atZone(SHANGHAI)
                        .toInstant();
                some.add(new YearPlan.Person(
                        id++,
                        "+4412149600" + i,
                        "P" + i,
                        "en",
                        List.of(new YearPlan.Order(id++, "O" + i, "Kettle", placed))));
            }
            people.put(client.code(), some);
        }
        for (var topic : book.topics()) {
            agents.computeIfAbsent(
                    topic.queue(),
                    _ -> IntStream.range(0, 4)
                            .mapToObj(i -> new YearPlan.Agent(500 + i, null, "A" + i, null))
                            .toList());
        }
        return new YearPlan.Cast(people, agents);
    }

    @Test
    void theSameSeedGivesTheSameYear() {
        assertThat(YearPlan.of(book, cast(), TODAY, 7)).isEqualTo(plan);
        assertThat(YearPlan.of(book, cast(), TODAY, 8)).isNotEqualTo(plan);
    }

    @Test
    void itEndsTheDayBeforeAndIsInOrder() {
        assertThat(plan).hasSizeBetween(15_000, 25_000);
        assertThat(plan).extracting(YearPlan.Contact::arrivedAt).isSorted();
        assertThat(plan.getLast().arrivedAt())
                .isBefore(TODAY.atStartOfDay(ZoneId.of("Europe/London")).toInstant());
    }

    @Test
    void nobodySpeaksWithTwoPeopleAtOnce() {
        var until = new HashMap<Long, Instant>();
        for (var contact : plan) {
            var agent = contact.agent();
            if (agent != null) {
                var answered = contact.arrivedAt()
                        .plusSeconds(contact.menuSeconds()
                                + contact.waitSeconds()
                                + (contact.first() == null ? 0 : YearPlan.FIRST_SECONDS));
                assertThat(answered).isAfterOrEqualTo(until.getOrDefault(agent.id(), Instant.MIN));
                until.put(agent.id(), answered.plusSeconds(contact.talkSeconds()));
            }
        }
        assertThat(until).isNotEmpty();
    }

    @Test
    void weekSeasonAndWavesShow() {
        var northlight = plan.stream()
                .filter(each -> each.topic().client().equals("northlight") && each.fate() != YearPlan.Fate.AFTER_HOURS)
                .collect(Collectors.groupingBy(
                        each -> each.arrivedAt()
                                .atZone(ZoneId.of("Europe/London"))
                                .getDayOfWeek(),
                        Collectors.counting()));
        assertThat(northlight).doesNotContainKey(DayOfWeek.SUNDAY);
        assertThat(northlight.get(DayOfWeek.MONDAY)).isGreaterThan(northlight.get(DayOfWeek.SATURDAY));
        var light = plan.stream()
                .filter(each -> each.topic().code().equals("router-light"))
                .map(each -> Duration.between(each.arrivedAt(), TODAY.atStartOfDay(SHANGHAI))
                        .toDays())
                .toList();
        long within = light.stream().filter(days -> days >= 92 && days < 128).count();
        assertThat(within).isGreaterThan(light.size() / 4);
    }

    @Test
    void whoAskedAboutAnOrderHadOrderedBefore() {
        assertThat(plan)
                .filteredOn(each -> each.order() != null && each.times() == 0)
                .isNotEmpty()
                .allSatisfy(each -> {
                    var order = Objects.requireNonNull(each.order());
                    assertThat(order.placedAt()).isBefore(each.arrivedAt());
                    assertThat(Objects.requireNonNull(each.person()).orders()).contains(order);
                });
    }

    @Test
    void someComeAgainMoreOftenWhenNothingWasSolved() {
        var known = plan.stream()
                .filter(each -> each.person() != null && each.fate() == YearPlan.Fate.ANSWERED)
                .toList();
        double solved = share(known.stream().filter(YearPlan.Contact::solved).toList());
        double open = share(known.stream().filter(each -> !each.solved()).toList());
        assertThat(open).isGreaterThan(3 * solved);
    }

    /// As M:FCR counts it: of answered contacts of somebody known, a week without another one that came to a queue.
    @Test
    void aboutThreeInFourAreSettledAtTheFirstContact() {
        for (var client : book.clients()) {
            var queued = plan.stream()
                    .filter(each ->
                            each.person() != null && each.topic().client().equals(client.code()))
                    .filter(each -> each.fate() == YearPlan.Fate.ANSWERED || each.fate() == YearPlan.Fate.ABANDONED)
                    .collect(Collectors.groupingBy(
                            each -> Objects.requireNonNull(each.person()).id()));
            long answered = 0;
            long resolved = 0;
            for (var theirs : queued.values()) {
                for (int i = 0; i < theirs.size(); i++) {
                    if (theirs.get(i).fate() == YearPlan.Fate.ANSWERED) {
                        answered++;
                        resolved += i + 1 == theirs.size()
                                        || Duration.between(
                                                                theirs.get(i).arrivedAt(),
                                                                theirs.get(i + 1)
                                                                        .arrivedAt())
                                                        .toDays()
                                                >= 7
                                ? 1
                                : 0;
                    }
                }
            }
            assertThat((double) resolved / answered).as(client.code()).isBetween(0.68, 0.85);
        }
    }

    private static double share(List<YearPlan.Contact> contacts) {
        return (double) contacts.stream().filter(YearPlan.Contact::comesBack).count() / contacts.size();
    }
}
