package org.callosum.server.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class GatheredRowsTest {
    private static final Instant AT = Instant.parse("2026-11-21T09:00:00.123Z");

    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    LogStore store;

    @Autowired
    Ids ids;

    @Autowired
    JdbcClient database;

    @Test
    void callsSideBySideAreWrittenTogetherAndEachKeepsItsOrder() {
        var house = HousesForTests.open(application);
        var first = new InteractionId(ids.next());
        var second = new InteractionId(ids.next());
        tenancy.asSystem(
                house.tenantId(),
                () -> store.write(
                        house.tenantId(),
                        List.of(
                                arrived(first, house.clientId()),
                                new LogWrite.Customer(first, 7),
                                arrived(second, house.clientId()),
                                new LogWrite.Event(first, "flow-started", AT, Map.of("flow", "main")),
                                new LogWrite.Customer(second, 5),
                                new LogWrite.Ended(first, AT, InteractionLog.Ending.SELF_SERVED),
                                new LogWrite.Event(second, "flow-started", AT, Map.of()),
                                new LogWrite.Customer(first, 8),
                                new LogWrite.Ended(first, AT.plusSeconds(9), InteractionLog.Ending.ABANDONED))));
        assertThat(row(house.tenantId(), first))
                .as("the last customer named, the first end told")
                .isEqualTo("8 self-served 2026-11-21 09:00:00.123 arrived,flow-started 85212345678");
        assertThat(row(house.tenantId(), second)).isEqualTo("5 open - arrived,flow-started 85212345678");
    }

    private static LogWrite.Arrived arrived(InteractionId interaction, long client) {
        return new LogWrite.Arrived(new InteractionLog.Arrived(
                interaction,
                new ClientId(client),
                InteractionLog.Direction.IN,
                "voice",
                null,
                "4001",
                "85212345678",
                null,
                "en",
                AT));
    }

    private String row(long tenant, InteractionId interaction) {
        return tenancy.asSystem(
                tenant,
                () -> database.sql("""
                        select concat_ws(' ', customer_id, outcome, coalesce((ended_at at time zone 'UTC')::text, '-'),
                            (select string_agg(type, ',' order by id) from interaction_event where interaction_id = i.id),
                            (select number from interaction_person where interaction_id = i.id))
                        from interaction i where id = :id
                        """)
                        .param("id", interaction.value())
                        .query((row, _) -> row.getString(1))
                        .single());
    }
}
