package org.callosum.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.QueueCounts;
import org.callosum.measures.Thresholds;
import org.callosum.measures.facts.QueueEntry;
import org.callosum.server.interactions.QueueFacts;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The end of a day on which facts were corrected: a correction is a new fact that names the one it replaces.
@ServerTest
class CorrectedDayTest {
    private static final Instant NOON = Instant.parse("2026-11-20T04:00:00Z"); // in Shanghai
    private static final Instant EVENING = Instant.parse("2026-11-20T15:59:59Z");
    private static final Thresholds THRESHOLDS = Thresholds.DEFAULT;

    private final House house;
    private final Tenancy tenancy;
    private final JdbcClient database;
    private final QueueFacts history;
    private final QueueId queue;
    private long position;

    CorrectedDayTest(@Autowired ApplicationContext application) {
        house = HousesForTests.open(application);
        tenancy = application.getBean(Tenancy.class);
        database = application.getBean(JdbcClient.class);
        history = application.getBean(QueueFacts.class);
        queue = new QueueId(Long.parseLong(house.administrator()
                .post(
                        "/api/queues",
                        Map.of(
                                "code", "help",
                                "name", Map.of("en", "Help"),
                                "clientId", Long.toString(house.clientId()),
                                "siteId", Long.toString(house.siteId())))
                .expect(201)
                .body()
                .path("id")
                .asString()));
    }

    /// @param waitMillis until it was answered or given up
    /// @param replaces id of the fact it corrects, or null
    private long entry(long interaction, boolean answered, long waitMillis, @Nullable Long replaces) {
        var queued = NOON.plusSeconds(interaction);
        var end = queued.plusMillis(waitMillis);
        return tenancy.<Long>asSystem(
                house.tenantId(),
                () -> database.sql("""
                                insert into queue_entry (tenant_id, client_id, interaction_id, queue_id, position, queued_at, answered_at,
                                    ended_at, hold_millis, wrap_up_end, outcome, agent_id, offers, replaces)
                                values (:tenant, :client, :interaction, :queue, :position, :queued, cast(:answered as timestamptz),
                                    :ended, 0, cast(:wrapped as timestamptz), :outcome, cast(:agent as bigint), 1, cast(:replaces as bigint))
                                returning id""")
                        .param("tenant", house.tenantId())
                        .param("client", house.clientId())
                        .param("interaction", interaction)
                        .param("queue", queue.value())
                        .param("position", replaces == null ? ++position : -(++position))
                        .param("queued", queued.atOffset(ZoneOffset.UTC))
                        .param("answered", answered ? end.atOffset(ZoneOffset.UTC) : null)
                        .param("ended", (answered ? end.plusSeconds(60) : end).atOffset(ZoneOffset.UTC))
                        .param("wrapped", answered ? end.plusSeconds(90).atOffset(ZoneOffset.UTC) : null)
                        .param("outcome", answered ? "handled" : "abandoned")
                        .param("agent", answered ? 7L : null)
                        .param("replaces", replaces)
                        .query(Long.class)
                        .single());
    }

    private QueueCounts board() {
        var card = new Directory.QueueCard(
                Text.english("Help"), new ClientId(house.clientId()), ZoneId.of("Asia/Shanghai"), THRESHOLDS, 80, true);
        var figures = new TodayFigures(new StoredEntries(tenancy, database)
                .since(house.tenantId(), EVENING.minusMillis(TodayFigures.KEPT_MILLIS), Long.MAX_VALUE));
        return Objects.requireNonNull(
                figures.counts(Map.of(queue, card), EVENING).get(queue));
    }

    private QueueCounts historys() {
        var dayBegan = EVENING.atZone(ZoneId.of("Asia/Shanghai"))
                .toLocalDate()
                .atStartOfDay(ZoneId.of("Asia/Shanghai"))
                .toInstant();
        List<QueueEntry> entries = history.since(house.tenantId(), queue, dayBegan);
        QueueCounts counts = QueueCounts.NONE;
        for (QueueEntry each : entries) {
            counts = counts.plus(QueueCounts.of(each, THRESHOLDS));
        }
        return counts;
    }

    @Test
    void theBoardAndTheHistoryCountACorrectedFactOnceAndAsItReadsNow() {
        long first = entry(1, true, 5_000, null);
        entry(2, true, 30_000, null);
        long third = entry(3, false, 40_000, null);
        entry(4, false, 2_000, null);
        assertThat(board()).isEqualTo(historys());
        assertThat(board().answered()).isEqualTo(2);

        long again = entry(1, false, 5_000, first); // was given up, after all
        entry(3, true, 40_000, third); // was answered, after all
        entry(1, false, 9_000, again); // and once more: only the last word counts

        var counts = board();
        assertThat(counts).isEqualTo(historys());
        assertThat(counts.arrived()).isEqualTo(4);
        assertThat(counts.answered()).isEqualTo(2);
        assertThat(counts.abandoned()).isEqualTo(2);
        assertThat(counts.answeredWaitMillis()).isEqualTo(70_000);
        assertThat(counts.abandonedWaitMillis()).isEqualTo(11_000);
    }
}
