package org.callosum.server.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.callosum.server.platform.jobs.Jobs;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The year beside the demo's start, to its end.
@ServerTest
class SampleYearTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    SampleCentre sampleCentre;

    @Autowired
    Jobs jobs;

    @Autowired
    JdbcClient database;

    private long count(long tenant, String of) {
        return tenancy.<Long>asSystem(
                tenant,
                () -> database.sql("select count(*) from " + of)
                        .query(Long.class)
                        .single());
    }

    /// To its end.
    private void make(long tenant, String kind) {
        tenancy.asSystem(tenant, () -> jobs.queue(kind, 0, null));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(240);
        var state = "queued";
        while (state.equals("queued") || state.equals("running")) {
            assertThat(System.nanoTime()).as("the year is made").isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
            state = tenancy.asSystem(tenant, () -> jobs.ofKind(kind).getFirst().state());
        }
        assertThat(tenancy.asSystem(tenant, () -> jobs.ofKind(kind).getFirst().fault()))
                .isNull();
        assertThat(state).isEqualTo("done");
    }

    @Test
    void bothClientsHaveCustomersWithProductsAndOrders() {
        var house = HousesForTests.open(application);
        sampleCentre.install(house.tenantId());
        long before = count(house.tenantId(), "customer");
        make(house.tenantId(), SampleYear.KIND);
        assertThat(count(house.tenantId(), "customer")).isEqualTo(before + 960);
        assertThat(count(house.tenantId(), "customer_order")).isGreaterThan(300);
        assertThat(house.administrator()
                        .get("/api/customer-duplicates")
                        .expect(200)
                        .text())
                .as("somebody was written down twice")
                .contains("email");
    }

    @Test
    void theYearHasContactsAndCasesThatHistoryAndFiguresRead() {
        var house = HousesForTests.open(application);
        long tenant = house.tenantId();
        sampleCentre.install(tenant);
        make(tenant, SampleYear.KIND);
        make(tenant, SampleHistory.KIND);

        long contacts = count(tenant, "interaction");
        assertThat(contacts).isBetween(15_000L, 27_000L);
        assertThat(count(tenant, "interaction where arrived_at > now() - interval '8 hours'"))
                .as("nothing of today")
                .isZero();
        assertThat(count(tenant, "interaction where outcome = 'open'")).isZero();
        assertThat(count(tenant, "queue_entry where outcome = 'abandoned'"))
                .as("some gave up waiting")
                .isBetween(contacts / 100, contacts / 6);
        assertThat(count(tenant, "queue_entry where outcome = 'transferred'")).isGreaterThan(contacts / 100);
        assertThat(count(tenant, "service_case where type = 'complaint' and state = 'confirmed'"))
                .as("complaints were followed until the customer confirmed")
                .isGreaterThan(20);
        assertThat(count(tenant, "service_case where closed and closed_at > due_at"))
                .as("some were late")
                .isGreaterThan(50);
        assertThat(count(tenant, "service_case where not closed and interaction_id is not null"))
                .as("some are still open")
                .isPositive();
        assertThat(count(tenant, "case_change where before = '\"done\"' and after = '\"in-progress\"'"))
                .as("some were taken up again")
                .isPositive();
        assertThat(count(tenant, "service_case where subject = '' and created_at < now() - interval '3 days'"))
                .isZero();
        assertThat(count(tenant, "escalation")).isGreaterThan(50);
        assertThat(count(tenant, "contact_mark")).isGreaterThan(500);
        assertThat(count(tenant, "noted_value where form = 'note-diagnosis'")).isGreaterThan(100);
        assertThat(count(tenant, "noted_value where form = 'note-market'")).isGreaterThan(50);
        assertThat(count(tenant, "script_run where result = 'solved'")).isGreaterThan(500);
        assertThat(count(tenant, "contact_subject where kind = 'order'")).isGreaterThan(250);
        assertThat(count(
                        tenant,
                        "queue_entry a join queue_entry b on b.agent_id = a.agent_id and b.id > a.id"
                                + " and b.answered_at < a.ended_at and a.answered_at < b.ended_at"))
                .as("nobody speaks with two people at once")
                .isZero();

        var admin = house.administrator();
        var recent = Instant.now().minus(Duration.ofDays(80)).truncatedTo(ChronoUnit.DAYS);
        var period = "?from=" + recent + "&to=" + recent.plus(Duration.ofDays(79));
        assertThat(admin.get("/api/reports/drivers" + period).expect(200).body().size())
                .isGreaterThan(8);
        assertThat(admin.get("/api/reports/flows" + period).expect(200).text())
                .contains("harbour-main", "northlight-main");
        assertThat(admin.get("/api/reports/scripts" + period).expect(200).text())
                .contains("script-contract-term");
        assertThat(admin.get("/api/reports/escalations" + period).expect(200).text())
                .contains("Northlight team");
        assertThat(admin.get("/api/reports/recurring-problems")
                        .expect(200)
                        .body()
                        .size())
                .isGreaterThanOrEqualTo(5);
        assertThat(admin.get("/api/reports/repeats" + period).expect(200).text())
                .contains("resolved");
        admin.get("/api/reports/peak-hours").expect(200);
        var page = admin.get("/api/interactions?size=1&outcome=handled&to=" + recent.plus(Duration.ofDays(70)))
                .expect(200)
                .body();
        var one = admin.get("/api/interactions/"
                        + page.get("items").get(0).get("id").asString())
                .expect(200)
                .text();
        assertThat(one).contains("flow-started", "wrapped-up");
    }
}
