package org.callosum.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.QueueCounts;
import org.callosum.measures.ServiceLevel;
import org.callosum.measures.Thresholds;
import org.callosum.measures.facts.FactFolder;
import org.callosum.measures.facts.Outcome;
import org.callosum.measures.facts.QueueEntry;
import org.callosum.server.platform.text.Text;
import org.junit.jupiter.api.Test;

class TodayFiguresTest {
    private static final QueueId ORDERS = new QueueId(11);
    private static final FactFolder NOTHING_OPEN = new FactFolder(_ -> {});

    private static Map<QueueId, Directory.QueueCard> in(String zone, Thresholds thresholds) {
        return Map.of(
                ORDERS,
                new Directory.QueueCard(
                        Text.english("Orders"), new ClientId(2), ZoneId.of(zone), thresholds, 80, true));
    }

    private static QueueEntry abandoned(long interaction, String at, long waitMillis) {
        long queued = Instant.parse(at).toEpochMilli();
        return new QueueEntry(
                new InteractionId(interaction),
                ORDERS,
                queued,
                0,
                queued + waitMillis,
                0,
                0,
                Outcome.ABANDONED,
                null,
                0,
                List.of());
    }

    private static long arrived(TodayFigures figures, String zone, String now) {
        return counts(figures, in(zone, Thresholds.DEFAULT), Instant.parse(now)).arrived();
    }

    private static QueueCounts counts(TodayFigures figures, Map<QueueId, Directory.QueueCard> queues, Instant now) {
        return Objects.requireNonNull(figures.counts(queues, now).get(ORDERS));
    }

    @Test
    void todayIsTheLocalDayOfTheQueuesSite() {
        var figures = new TodayFigures(List.of(
                abandoned(1, "2026-11-21T15:59:59.999Z", 100),
                abandoned(2, "2026-11-21T16:00:00Z", 100),
                abandoned(3, "2026-11-21T20:00:00Z", 100)));
        assertThat(arrived(figures, "Asia/Shanghai", "2026-11-21T20:00:01Z")).isEqualTo(2);
        assertThat(arrived(figures, "Europe/London", "2026-11-21T20:00:01Z"))
                .as("moved to another site")
                .isEqualTo(3);
        assertThat(arrived(figures, "Asia/Shanghai", "2026-11-21T20:00:01Z"))
                .as("and back")
                .isEqualTo(2);
    }

    @Test
    void atMidnightTheDayBeginsAnewWithoutAnyEvent() {
        var figures = new TodayFigures(List.of(abandoned(1, "2026-11-21T12:00:00Z", 100)));
        assertThat(arrived(figures, "Asia/Shanghai", "2026-11-21T15:59:59.999Z"))
                .isEqualTo(1);
        assertThat(arrived(figures, "Asia/Shanghai", "2026-11-21T16:00:00Z")).isZero();
        figures.add(List.of(abandoned(2, "2026-11-21T15:59:00Z", 90_000)), NOTHING_OPEN);
        assertThat(arrived(figures, "Asia/Shanghai", "2026-11-21T16:00:31Z"))
                .as("entered yesterday")
                .isZero();
    }

    @Test
    void aDayOfTwentyFiveHoursIsCountedFromItsFirstInstant() {
        var figures = new TodayFigures(List.of(abandoned(1, "2026-10-24T23:00:00Z", 100))); // London's midnight
        assertThat(arrived(figures, "Europe/London", "2026-10-25T23:59:59Z")).isEqualTo(1);
    }

    @Test
    void anEntryThatIsBothReadAndToldCountsOnce() {
        QueueEntry entry = abandoned(1, "2026-11-21T12:00:00Z", 100);
        var figures = new TodayFigures(List.of(entry));
        figures.add(List.of(entry), NOTHING_OPEN);
        assertThat(arrived(figures, "UTC", "2026-11-21T13:00:00Z")).isEqualTo(1);
    }

    @Test
    void changedThresholdsCountForTheWholeDay() {
        var figures = new TodayFigures(List.of(abandoned(1, "2026-11-21T12:00:00Z", 7_000)));
        Instant now = Instant.parse("2026-11-21T13:00:00Z");
        assertThat(counts(figures, in("UTC", Thresholds.DEFAULT), now).abandonedShort())
                .isZero();
        var later = new Thresholds(20_000, 10_000, ServiceLevel.SL_NO_SHORT);
        assertThat(counts(figures, in("UTC", later), now).abandonedShort()).isEqualTo(1);
    }
}
