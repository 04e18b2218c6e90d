package org.callosum.server.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.id.Ids;
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

@ServerTest
class DispositionCorrectionsTest {
    private static final Instant NINE = Instant.parse("2026-11-20T01:00:00Z");

    @Autowired
    ApplicationContext application;

    @Autowired
    JdbcClient database;

    @Autowired
    Tenancy tenancy;

    @Autowired
    Ids ids;

    @Autowired
    QueueFacts facts;

    House house;
    Caller admin;
    long queue;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
        queue = made(
                "/api/queues",
                Map.of(
                        "code",
                        "orders",
                        "name",
                        Map.of("en", "Orders"),
                        "clientId",
                        Long.toString(house.clientId()),
                        "siteId",
                        Long.toString(house.siteId())));
        for (var code : List.of("sold", "refused")) {
            made(
                    "/api/dispositions",
                    Map.of(
                            "code",
                            code,
                            "name",
                            Map.of("en", code),
                            "group",
                            Map.of("en", "Sales"),
                            "clientId",
                            Long.toString(house.clientId())));
        }
    }

    @Test
    void aCorrectionIsANewFactThatReplacesTheOldOneAndHistoryTellsBoth() {
        var contact = contact(true);
        var page = admin.get(path(contact)).expect(200).body();
        assertThat(page.path("coded").size()).isOne();

        var after =
                correct(contact, 1, List.of("refused"), "review").expect(200).body();
        assertThat(after.path("dispositions").get(0).path("en").asString()).isEqualTo("refused");
        assertThat(after.path("coded").size()).isEqualTo(2);
        assertThat(after.path("coded").get(0).path("codes").get(0).asString()).isEqualTo("sold");
        assertThat(after.path("coded").get(1).path("reason").asString()).isEqualTo("review");
        assertThat(after.path("coded").get(1).path("by").asString()).isNotBlank();
        assertThat(after.path("notes").get(0).path("text").asString()).isEqualTo("listened again");

        var counted = facts.since(house.tenantId(), new QueueId(queue), NINE);
        assertThat(counted).hasSize(1);
        assertThat(counted.getFirst().dispositions()).containsExactly("refused");
        assertThat(stored()).isEqualTo(2);

        // a correction of a correction replaces the correction
        correct(contact, 2, List.of("sold", "refused"), "new-facts").expect(200);
        assertThat(facts.since(house.tenantId(), new QueueId(queue), NINE)
                        .getFirst()
                        .dispositions())
                .containsExactly("sold", "refused");
        assertThat(stored()).isEqualTo(3);
        var audit = admin.get("/api/audit?action=interaction-dispositions-corrected")
                .body();
        assertThat(audit.path("total").asInt()).isEqualTo(2);
        assertThat(audit.path("items").get(1).path("details").path("reason").asString())
                .isEqualTo("review");
    }

    @Test
    void whoeverCorrectsWhatTheyHaveNotSeenIsToldAndNothingIsLost() {
        var contact = contact(true);
        correct(contact, 1, List.of("refused"), "wrong-choice").expect(200);
        var late = correct(contact, 1, List.of(), "wrong-choice").expect(409);
        assertThat(late.code()).isEqualTo("edit-conflict");
        assertThat(late.body().path("current").size()).isEqualTo(2);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aReasonIsNeededCodesMustExistAndAContactInHandIsLeftToItsAgent() {
        var contact = contact(true);
        assertThat(correct(contact, 1, List.of("refused"), "").expect(400).text())
                .contains("reason");
        assertThat(correct(contact, 1, List.of("nonsense"), "review")
                        .expect(400)
                        .text())
                .contains("codes");
        correct(contact, 1, List.of("sold"), "review").expect(200);
        assertThat(stored()).as("the same again is no correction").isOne();
        var open = contact(false);
        assertThat(correct(open, 1, List.of("refused"), "review").expect(409).code())
                .isEqualTo("interaction-open");
    }

    private Caller.Answer correct(long contact, int seen, List<String> codes, String reason) {
        return admin.put(
                path(contact) + "/dispositions",
                Map.of("codes", codes, "revision", seen, "reason", reason, "note", "listened again"));
    }

    private static String path(long contact) {
        return "/api/interactions/" + contact;
    }

    private long made(String path, Map<String, ?> wanted) {
        return Long.parseLong(
                admin.post(path, wanted).expect(201).body().path("id").asString());
    }

    private long stored() {
        return Objects.requireNonNull(tenancy.<Long>asSystem(
                house.tenantId(),
                () -> database.sql(
                                "select count(*) from queue_entry where queue_id = :queue and wrap_up_end is not null")
                        .param("queue", queue)
                        .query(Long.class)
                        .single()));
    }

    /// A contact as the journal's reader leaves it: answered, wrapped up, coded `sold`.
    private long contact(boolean closed) {
        var id = ids.next();
        var at = NINE.atOffset(ZoneOffset.UTC);
        tenancy.asSystem(house.tenantId(), () -> {
            database.sql("""
                            insert into interaction (id, tenant_id, client_id, direction, channel, arrived_at, queue_id,
                                   queued_at, answered_at, ended_at, closed_at, outcome)
                            values (:id, :tenant, :client, 'in', 'voice', :at, :queue, :at, :at, :at, :closed, 'handled')""")
                    .param("id", id)
                    .param("tenant", house.tenantId())
                    .param("client", house.clientId())
                    .param("queue", queue)
                    .param("at", at)
                    .param("closed", closed ? at : null)
                    .update();
            database.sql("""
                            insert into interaction_disposition (tenant_id, client_id, interaction_id, revision, at,
                                   set_by, codes)
                            values (:tenant, :client, :id, 1, :at, 'agent 1', '{sold}')""")
                    .param("id", id)
                    .param("tenant", house.tenantId())
                    .param("client", house.clientId())
                    .param("at", at)
                    .update();
            database.sql("""
                            insert into queue_entry (tenant_id, client_id, interaction_id, queue_id, position, queued_at,
                                   answered_at, ended_at, hold_millis, wrap_up_end, outcome, offers, dispositions)
                            values (:tenant, :client, :id, :queue, :id, :at, :at, :at, 0, :closed, 'handled', 1, '{sold}')""")
                    .param("id", id)
                    .param("tenant", house.tenantId())
                    .param("client", house.clientId())
                    .param("queue", queue)
                    .param("at", at)
                    .param("closed", closed ? at : null)
                    .update();
        });
        return id;
    }
}
