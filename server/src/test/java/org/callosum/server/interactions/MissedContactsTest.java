package org.callosum.server.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.interactions.InteractionLog.Direction;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// CON-08: who waited and went unheard, and that somebody sees to them.
@ServerTest
class MissedContactsTest {
    private static final String LI = "+862155501111";

    @Autowired
    ApplicationContext application;

    @Autowired
    MissedContacts missed;

    House house;
    Caller admin;
    long queue;
    final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
        var fields = new HashMap<String, Object>();
        fields.put("code", "orders");
        fields.put("name", Map.of("en", "Orders"));
        fields.put("clientId", Long.toString(house.clientId()));
        fields.put("siteId", Long.toString(house.siteId()));
        queue = Long.parseLong(
                admin.post("/api/queues", fields).expect(201).body().path("id").asString());
    }

    /// In one statement: a house that has just opened closes what it finds open from before as interrupted.
    private InteractionId contact(
            Direction direction, Duration ago, String number, @Nullable Long waitMillis, String outcome) {
        var id = new InteractionId(application.getBean(Ids.class).next());
        var at = now.minus(ago);
        application
                .getBean(Tenancy.class)
                .asSystem(
                        house.tenantId(),
                        () -> application
                                .getBean(JdbcClient.class)
                                .sql("""
                        with made as (
                            insert into interaction (tenant_id, id, client_id, direction, channel, arrived_at, queued_at,
                                queue_id, outcome, wait_millis, answered_at, ended_at)
                            values (:tenant, :id, :client, :direction, 'voice', :arrived, :at, :queue, :outcome, :wait,
                                case when :outcome = 'handled' then cast(:at as timestamptz) end,
                                case when :outcome <> 'open' then cast(:at as timestamptz) end)
                            returning id)
                        insert into interaction_person (interaction_id, tenant_id, client_id, number)
                        select id, :tenant, :client, :number from made""")
                                .param("tenant", house.tenantId())
                                .param("client", house.clientId())
                                .param("direction", direction == Direction.IN ? "in" : "out")
                                .param("arrived", Rows.moment(at))
                                .param("at", Rows.moment(at.plusSeconds(40)))
                                .param("queue", queue)
                                .param("outcome", outcome)
                                .param("wait", waitMillis)
                                .param("number", number)
                                .param("id", id.value())
                                .update());
        return id;
    }

    private InteractionId missed(Duration ago, String number) {
        return contact(Direction.IN, ago, number, 40_000L, "abandoned");
    }

    private JsonNode list(String filter) {
        return admin.get("/api/missed-contacts" + filter).expect(200).body();
    }

    private JsonNode cases() {
        return admin.get("/api/cases").expect(200).body();
    }

    @Test
    void somebodyNobodyHeardOfSinceBecomesACaseOnce() {
        var id = missed(Duration.ofMinutes(90), LI);
        assertThat(list("").path("items").get(0).path("since").asString()).isEqualTo("open");
        assertThat(missed.followUp(house.tenantId())).isEqualTo(1);
        assertThat(missed.followUp(house.tenantId())).isZero();
        var opened = cases().path("items").get(0);
        assertThat(opened.path("reason").asString()).isEqualTo("missed");
        assertThat(opened.path("interactionId").asString()).isEqualTo(id.toString());
        assertThat(opened.path("dueAt").isMissingNode()).isFalse();
        var row = list("?since=case").path("items").get(0);
        assertThat(row.path("caseId").asString()).isEqualTo(opened.path("id").asString());
        assertThat(row.path("from").asString()).isEqualTo(LI);
        assertThat(row.path("waitMillis").asLong()).isEqualTo(40_000);
        assertThat(list("?since=open").path("total").asLong()).isZero();
    }

    @Test
    void whoReachedUsLaterOrWasCalledBackIsNoCase() {
        var again = missed(Duration.ofMinutes(120), LI);
        var answered = contact(Direction.IN, Duration.ofMinutes(70), LI, 9_000L, "handled");
        var called = missed(Duration.ofMinutes(120), "+862155502222");
        contact(Direction.OUT, Duration.ofMinutes(80), "+862155502222", null, "handled");
        assertThat(missed.followUp(house.tenantId())).isZero();
        var back = list("?since=came-back").path("items");
        assertThat(back.size()).isEqualTo(1);
        assertThat(back.get(0).path("id").asString()).isEqualTo(again.toString());
        assertThat(back.get(0).path("settledBy").asString()).isEqualTo(answered.toString());
        assertThat(list("?since=called-back").path("items").get(0).path("id").asString())
                .isEqualTo(called.toString());
    }

    @Test
    void nobodyIsFollowedUpTooEarlyOrWithoutANumberOrWhileTheyWait() {
        missed(Duration.ofMinutes(30), LI);
        missed(Duration.ofMinutes(90), "");
        contact(Direction.IN, Duration.ofMinutes(90), "+862155503333", 2_000L, "abandoned");
        missed(Duration.ofMinutes(90), "+862155504444");
        contact(Direction.IN, Duration.ofMinutes(-1), "+862155504444", null, "open"); // on the line now
        missed(Duration.ofDays(3), "+862155505555");
        assertThat(missed.followUp(house.tenantId())).isZero();
    }

    @Test
    void aClientMayChooseTheTimeOrNoCaseAtAll() {
        missed(Duration.ofMinutes(30), LI);
        followUpMinutes(0);
        assertThat(missed.followUp(house.tenantId())).isZero();
        followUpMinutes(15);
        assertThat(missed.followUp(house.tenantId())).isEqualTo(1);
    }

    private void followUpMinutes(int minutes) {
        var client = admin.get("/api/clients/" + house.clientId()).expect(200).body();
        var wanted = new HashMap<String, Object>();
        client.properties().forEach(field -> wanted.put(field.getKey(), field.getValue()));
        wanted.put("followUpMinutes", minutes);
        admin.put("/api/clients/" + house.clientId(), wanted).expect(200);
    }

    @Test
    void aMessageAndAServedCustomerAreNotMissedAndAgentsOfferedAreNamed() {
        var log = application.getBean(InteractionLog.class);
        var message = missed(Duration.ofMinutes(90), LI);
        log.event(house.tenantId(), message, "voicemail-left", now, Map.of("seconds", "5"))
                .join();
        contact(Direction.IN, Duration.ofMinutes(90), LI, 9_000L, "handled");
        var agent = admin.post(
                        "/api/agents",
                        Map.of(
                                "name",
                                "Chen Fang",
                                "staffNumber",
                                "A-1",
                                "siteId",
                                Long.toString(house.siteId()),
                                "clients",
                                List.of(Long.toString(house.clientId()))))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var rang = missed(Duration.ofMinutes(20), "+862155506666");
        log.event(house.tenantId(), rang, "offered", now, Map.of("agent", agent, "offer", "1"))
                .join();
        missed(Duration.ofMinutes(10), "+862155507777");
        assertThat(list("").path("total").asLong()).isEqualTo(2);
        var row = list("?agent=" + agent).path("items");
        assertThat(row.size()).isEqualTo(1);
        assertThat(row.get(0).path("offered").get(0).asString()).isEqualTo("Chen Fang");
        assertThat(list("?q=6666").path("total").asLong()).isEqualTo(1);
        assertThat(list("?queue=" + queue).path("total").asLong()).isEqualTo(2);
        admin.get("/api/missed-contacts?since=lucky").expect(400);
    }
}
