package org.callosum.server.duties;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// What owners owe: asked for once when due and once when late, noticed, put off, and gone with its cause.
@ServerTest
class DutiesTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    JdbcClient database;

    @Autowired
    DutyWatch watch;

    @Autowired
    TransactionTemplate transactions;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    private void change(String sql) {
        tenancy.asSystem(
                house.tenantId(),
                () -> transactions.executeWithoutResult(
                        _ -> assertThat(database.sql(sql).update()).isPositive()));
    }

    private void look() {
        watch.look(house.tenantId(), Instant.now());
    }

    private static List<JsonNode> duties(Caller who) {
        return who.get("/api/duties")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    private JsonNode only() {
        assertThat(duties(admin)).hasSize(1);
        return duties(admin).getFirst();
    }

    private void page(String code) {
        page(code, null);
    }

    private void page(String code, @Nullable Instant validUntil) {
        var content = new HashMap<String, Object>();
        content.put("kind", "knowledge");
        content.put("title", Map.of("en", "Returning goods"));
        content.put("body", Map.of("en", "Within fourteen days."));
        content.put("tags", List.of());
        if (validUntil != null) {
            content.put("validUntil", validUntil.toString());
        }
        admin.post("/api/pages", Map.of("code", code, "content", content, "reason", "new"))
                .expect(201);
        admin.post("/api/pages/" + code + "/versions/1/approve", Map.of("reason", "agreed"))
                .expect(200);
    }

    @Test
    void aReviewAsksOnceWhenDueOnceWhenLateAndNotAgainOnceDone() {
        page("returns");
        admin.put(
                        "/api/pages/returns/keeping",
                        Map.of("keeping", 0, "ownerId", Long.toString(house.administratorId()), "reviewDays", 30))
                .expect(200);
        look();
        assertThat(duties(admin)).as("not due yet").isEmpty();

        change("update page set review_due = now() - interval '1 day'");
        look();
        var due = only();
        assertThat(due.path("kind").asString()).isEqualTo("page-review");
        assertThat(due.path("code").asString()).isEqualTo("returns");
        assertThat(due.path("asks").asBoolean()).isTrue();
        assertThat(due.path("late").asBoolean()).isFalse();
        admin.post("/api/duties/" + due.path("id").asString() + "/noticed", Map.of())
                .expect(204);
        look();
        assertThat(only().path("asks").asBoolean()).as("its owner knows").isFalse();

        change("update duty set late_at = now(), noticed_at = now() - interval '1 hour'");
        var late = only();
        assertThat(late.path("late").asBoolean()).isTrue();
        assertThat(late.path("asks").asBoolean()).as("once more").isTrue();
        admin.post("/api/duties/" + late.path("id").asString() + "/noticed", Map.of())
                .expect(204);
        assertThat(only().path("asks").asBoolean()).isFalse();

        admin.post("/api/pages/returns/reviews", Map.of("outcome", "kept", "note", ""))
                .expect(200);
        assertThat(duties(admin)).as("done, at once").isEmpty();
        look();
        assertThat(duties(admin)).isEmpty();
    }

    @Test
    void aDutyIsPutOffByItsOwnerOnly() {
        page("returns");
        change("update page set review_due = now() - interval '9 days'");
        look();
        var due = only();
        assertThat(due.path("late").asBoolean()).as("more than a week over").isTrue();
        var path = "/api/duties/" + due.path("id").asString() + "/put-off";
        admin.post(path, Map.of()).expect(400);
        admin.post(path, Map.of("until", "2020-01-01T00:00:00Z")).expect(400);
        admin.post(path, Map.of("until", Instant.now().plusSeconds(40 * 86_400L).toString()))
                .expect(400);
        HousesForTests.open(application)
                .administrator()
                .post(path, Map.of("until", Instant.now().plusSeconds(3_600).toString()))
                .expect(404);
        admin.post(path, Map.of("until", Instant.now().plusSeconds(3_600).toString()))
                .expect(204);
        look();
        assertThat(only().path("asks").asBoolean()).isFalse();
        assertThat(only().path("putOffUntil").asString("")).isNotEmpty();
        change("update duty set put_off_until = now() - interval '1 second'");
        assertThat(only().path("asks").asBoolean()).as("its time is over").isTrue();
    }

    @Test
    void aDoubtReachesWhoLooksAfterThePageUntilItIsAnsweredOrTakenBack() {
        page("returns");
        var doubt = admin.post("/api/pages/returns/doubts", Map.of("version", 1, "language", "en"))
                .expect(201)
                .body()
                .path("id")
                .asString();
        look();
        var owed = only();
        assertThat(owed.path("kind").asString()).isEqualTo("page-doubt");
        assertThat(owed.path("mark").asString()).isEqualTo(doubt);
        assertThat(owed.path("late").asBoolean()).isFalse();
        admin.delete("/api/page-doubts/" + doubt).expect(204);
        assertThat(duties(admin)).isEmpty();

        var second = admin.post("/api/pages/returns/doubts", Map.of("version", 1, "language", "en"))
                .expect(201)
                .body()
                .path("id")
                .asString();
        change("update page_doubt set asked_at = now() - interval '3 days', due_at = now() - interval '1 day'");
        look();
        assertThat(only().path("late").asBoolean())
                .as("not answered within its time")
                .isTrue();
        admin.post("/api/page-doubts/" + second + "/answer", Map.of("answer", "It is right."))
                .expect(200);
        assertThat(duties(admin)).isEmpty();
    }

    @Test
    void aVersionWithAnEndRemindsWhoApprovedItUnlessAnotherBeginsThen() {
        var wish = Map.of("code", "repair", "name", Map.of("en", "Repair"), "phrases", List.of("it is broken"));
        var table = Map.of("intents", List.of(wish));
        admin.put("/api/intents", Map.of("baseVersion", 0, "table", table, "reason", "first"))
                .expect(200);
        admin.post("/api/intents/versions/1/approve", Map.of("reason", "first")).expect(200);
        admin.put("/api/intents", Map.of("baseVersion", 1, "table", table, "reason", "spring"))
                .expect(200);
        var ends = Instant.now().plusSeconds(5 * 86_400).toString();
        admin.post("/api/intents/versions/2/approve", Map.of("reason", "spring", "validTo", ends))
                .expect(200);
        look();
        assertThat(duties(admin))
                .as("approved this minute: its approver has just said when it ends")
                .isEmpty();
        change("update definition_version set valid_from = now() - interval '60 days' where version = 2");
        look();
        var owed = only();
        assertThat(owed.path("kind").asString()).isEqualTo("version-ends");
        assertThat(owed.path("about").asString()).isEqualTo("intents");
        assertThat(owed.path("mark").asString()).isEqualTo("2");
        assertThat(owed.path("late").asBoolean()).isFalse();
        change("update definition_version set valid_to = now() + interval '1 day' where version = 2");
        look();
        assertThat(only().path("late").asBoolean()).as("two days before").isTrue();

        admin.put("/api/intents", Map.of("baseVersion", 2, "table", table, "reason", "summer"))
                .expect(200);
        admin.post("/api/intents/versions/3/approve", Map.of("reason", "goes on"))
                .expect(200);
        look();
        assertThat(duties(admin)).isEmpty();
    }

    @Test
    void aWordingThatEndsSoonRemindsWhoLooksAfterThePage() {
        page("sale", Instant.now().plusSeconds(5 * 86_400));
        page("terms", Instant.now().plusSeconds(60 * 86_400));
        look();
        var owed = only();
        assertThat(owed.path("kind").asString()).isEqualTo("version-ends");
        assertThat(owed.path("about").asString()).isEqualTo("page");
        assertThat(owed.path("code").asString()).isEqualTo("sale");
        assertThat(owed.path("late").asBoolean()).isFalse();
    }
}
