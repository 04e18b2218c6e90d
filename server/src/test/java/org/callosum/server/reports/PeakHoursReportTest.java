package org.callosum.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// QUE-10 on the running application; the arithmetic is `PeakHoursTest`'s.
@ServerTest
class PeakHoursReportTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired
    ApplicationContext application;

    House house;
    Caller admin;
    PastContacts past;
    long orders;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
        past = new PastContacts(application, house);
        orders = queue("orders");
    }

    private long queue(String code) {
        var fields = new HashMap<String, Object>();
        fields.put("code", code);
        fields.put("name", Map.of("en", code));
        fields.put("clientId", Long.toString(house.clientId()));
        fields.put("siteId", Long.toString(house.siteId()));
        return Long.parseLong(
                admin.post("/api/queues", fields).expect(201).body().path("id").asString());
    }

    private void came(String local, long queue, int times) {
        for (int i = 0; i < times; i++) {
            past.at(LocalDateTime.parse(local).atZone(SHANGHAI).toInstant(), null)
                    .stayed(queue, "abandoned", null);
        }
    }

    private JsonNode hours(String query) {
        return admin.get("/api/reports/peak-hours?from=2026-03-02&to=2026-03-15" + query)
                .expect(200)
                .body();
    }

    @Test
    void theWeekIsThatOfTheSiteAndTheQueueChosen() {
        came("2026-03-03T08:10:00", orders, 3); // Tuesday there, still Tuesday 00:10 in UTC
        came("2026-03-09T07:20:00", orders, 1); // Monday there, Sunday in UTC
        came("2026-03-03T08:20:00", queue("service"), 2);
        var all = hours("");
        assertThat(all.path("timeZone").asString()).isEqualTo("Asia/Shanghai");
        assertThat(all.path("total").asLong()).isEqualTo(6);
        assertThat(all.path("busiest").path("weekday").asInt()).isEqualTo(2);
        assertThat(all.path("busiest").path("minute").asInt()).isEqualTo(8 * 60);
        assertThat(all.path("busiest").path("mean").asDouble()).isEqualTo(2.5);
        var ours = hours("&minutes=15&queue=" + orders);
        assertThat(ours.path("total").asLong()).isEqualTo(4);
        assertThat(ours.path("cells").size()).isEqualTo(7 * 96);
        assertThat(ours.path("cells").get(7 * 4 + 1).path("count").asLong()).isEqualTo(1); // Monday 07:15
        assertThat(ours.path("weeks").get(0).path("busiest").asLong()).isEqualTo(3);
        assertThat(ours.path("weeks").get(1).path("busiest").asLong()).isZero();
        assertThat(ours.path("trend").path("direction").asString()).isEqualTo("too-few");
        assertThat(ours.path("days").get(1).path("peakAt").asString()).isEqualTo("2026-03-03T00:00:00Z");
    }

    /// A year of a house with 200 000 contacts, drawn by the database.
    @Test
    void aYearIsReadAtOnceAndItsTrendIsFound() {
        application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
            var database = application.getBean(JdbcClient.class);
            database.sql("""
                            insert into queue_entry (tenant_id, client_id, interaction_id, queue_id, position, queued_at,
                                ended_at, hold_millis, outcome, offers)
                            select :tenant, :client, n, :queue, n, at, at, 0, 'abandoned', 0
                              from (select row_number() over () as n, at from (
                                select timestamptz '2025-03-03 00:00:00+08' + day * interval '1 day' + hour * interval '1 hour'
                                        + i * interval '1 second' as at
                                  from generate_series(0, 363) day, generate_series(9, 18) hour,
                                       generate_series(1, 40 + hour + case when hour = 10 then 20 + day / 7 else 0 end) i) t) v
                            """)
                    .param("tenant", house.tenantId())
                    .param("client", house.clientId())
                    .param("queue", orders)
                    .update();
        });
        var year = admin.get("/api/reports/peak-hours?from=2025-03-03&to=2026-03-01")
                .expect(200)
                .body();
        assertThat(year.path("total").asLong()).isGreaterThan(200_000);
        assertThat(year.path("busiest").path("minute").asInt()).isEqualTo(600);
        assertThat(year.path("weeks").size()).isEqualTo(52);
        assertThat(year.path("trend").path("direction").asString()).isEqualTo("rises");
        assertThat(year.path("trend").path("perWeek").asDouble()).isEqualTo(1);
        assertThat(LocalDate.parse(year.path("days").get(363).path("day").asString()))
                .isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(year.path("days").get(363).path("usual").isNumber()).isTrue();
    }

    @Test
    void unknownPeriodsAndQueuesAreRefused() {
        assertThat(admin.get("/api/reports/peak-hours?minutes=30").expect(400).text())
                .contains("minutes");
        admin.get("/api/reports/peak-hours?queue=77").expect(404);
        assertThat(admin.get("/api/reports/peak-hours?from=2024-01-01&to=2026-01-01")
                        .expect(400)
                        .code())
                .isEqualTo("period-unusable");
    }
}
