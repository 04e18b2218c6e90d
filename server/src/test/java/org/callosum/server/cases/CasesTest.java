package org.callosum.server.cases;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

@ServerTest
class CasesTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    Cases cases;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    @Test
    void anInterruptedCallGetsOneCaseHoweverOftenRecoveryRuns() {
        var opening = opening(house.tenantId() + 1, Instant.parse("2026-03-02T10:00:00Z"));
        var first = tenancy.<Long>asSystem(house.tenantId(), () -> cases.open(opening));
        var second = tenancy.<Long>asSystem(house.tenantId(), () -> cases.open(opening));
        assertThat(second).isEqualTo(first);
        var other = tenancy.<Long>asSystem(
                house.tenantId(), () -> cases.open(opening(house.tenantId() + 2, Instant.now())));
        assertThat(other).isNotEqualTo(first);
        assertThat(admin.get("/api/cases").body().path("total").asInt()).isEqualTo(2);
        assertThat(admin.get("/api/audit?action=case-opened")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void itIsDueAsItsReasonSaysAndOverdueAfterThat() {
        var opening = opening(house.tenantId() + 1, Instant.parse("2026-03-02T10:00:00Z"));
        tenancy.asSystem(house.tenantId(), () -> cases.open(opening));
        var row = admin.get("/api/cases?overdue=true").body().path("items").get(0);
        assertThat(row.path("dueAt").asString()).startsWith("2026-03-02T10:30:00");
        assertThat(row.path("overdue").asBoolean()).isTrue();
        assertThat(row.path("typeName").path("zh-Hans").asString()).isEqualTo("回呼");
        assertThat(admin.get("/api/cases?overdue=false").body().path("total").asInt())
                .isZero();
    }

    @Test
    void aCaseGoesOnlyWhereItsTypeLetsIt() {
        var made = made();
        var wanted = change(made, "not-reached");
        var refused = admin.put("/api/cases/" + id(made), wanted).expect(409);
        assertThat(refused.code()).isEqualTo("case-move-refused");
        assertThat(refused.body().path("detail").asString()).contains("in-progress");
        var moved = admin.put("/api/cases/" + id(made), change(made, "in-progress"))
                .expect(200)
                .body();
        var done = admin.put("/api/cases/" + id(made), change(moved, "done"))
                .expect(200)
                .body();
        assertThat(done.path("stateName").path("en").asString()).isEqualTo("Done");
        assertThat(admin.get("/api/cases?open=true").body().path("total").asInt())
                .isZero();
        assertThat(admin.put("/api/cases/" + id(made), change(made, "in-progress"))
                        .expect(409)
                        .code())
                .isIn("edit-conflict", "case-move-refused");
    }

    @Test
    void whoWorksOnItFindsItAmongTheirOwn() {
        var made = made();
        var wanted = change(made, "in-progress");
        wanted.put("ownerId", Long.toString(house.administratorId()));
        admin.put("/api/cases/" + id(made), wanted).expect(200);
        var mine = admin.get("/api/cases?owner=me").body();
        assertThat(mine.path("total").asInt()).isOne();
        assertThat(mine.path("items").get(0).path("ownerName").asString()).isEqualTo("admin");
        assertThat(admin.get("/api/cases?owner=12").body().path("total").asInt())
                .isZero();
    }

    @Test
    void notesAreKeptWithTheirAuthorInOrder() {
        var made = made();
        admin.post("/api/cases/" + id(made) + "/notes", Map.of("text", "rang, nobody there"))
                .expect(200);
        var after = admin.post("/api/cases/" + id(made) + "/notes", Map.of("text", "reached"))
                .expect(200)
                .body();
        assertThat(after.path("notes").findValuesAsString("text")).containsExactly("rang, nobody there", "reached");
        assertThat(after.path("notes").get(0).path("author").asString()).isEqualTo("admin");
        admin.post("/api/cases/" + id(made) + "/notes", Map.of("text", " ")).expect(400);
    }

    @Test
    void aCaseOfAnotherClientsCustomerOrOfNoTypeIsRefused() {
        var refused = admin.post(
                        "/api/cases",
                        Map.of(
                                "clientId",
                                Long.toString(house.clientId()),
                                "type",
                                "no-such",
                                "subject",
                                "x",
                                "customerId",
                                "77",
                                "ownerId",
                                "78"))
                .expect(400);
        assertThat(refused.body().path("fields").findValuesAsString("field"))
                .containsExactlyInAnyOrder("type", "customerId", "ownerId");
    }

    private Cases.Opening opening(long interaction, Instant from) {
        return new Cases.Opening(house.clientId(), "call-back", "interrupted", interaction, null, null, null, "", from);
    }

    private JsonNode made() {
        tenancy.asSystem(house.tenantId(), () -> cases.open(opening(house.tenantId() + 3, Instant.now())));
        var id = id(admin.get("/api/cases").body().path("items").get(0));
        var wanted = change(admin.get("/api/cases/" + id).body(), "new");
        wanted.put("subject", "Ring back about the delivery");
        return admin.put("/api/cases/" + id, wanted).expect(200).body();
    }

    private static HashMap<String, Object> change(JsonNode from, String state) {
        return new HashMap<>(Map.of(
                "version", from.path("version").asInt(), "state", state, "subject", "Ring back about the delivery"));
    }

    private static String id(JsonNode node) {
        return node.path("id").asString();
    }

    @Test
    void theShippedTypesAreThereOnceTheHouseUsesThem() {
        tenancy.asSystem(house.tenantId(), () -> cases.open(opening(house.tenantId() + 3, Instant.now())));
        assertThat(admin.get("/api/case-types").body().path("items").findValuesAsString("code"))
                .contains("call-back");
        assertThat(List.of("new", "in-progress", "not-reached", "done", "given-up"))
                .isEqualTo(admin.get("/api/case-types")
                        .body()
                        .path("items")
                        .get(0)
                        .path("states")
                        .findValuesAsString("code"));
    }
}
