package org.callosum.server.queues;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.Dispositions.Check;
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
class QueuesTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    Dispositions dispositions;

    @Autowired
    NotReadyReasons reasons;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    @Test
    void aQueueNeedsLittleToBegin() {
        var queue = admin.post("/api/queues", queue("orders")).expect(201).body();
        assertThat(queue.path("policy").asString()).isEqualTo("longest-idle");
        assertThat(queue.path("targetSeconds").asInt()).isEqualTo(20);
        assertThat(queue.path("slVariant").asString()).isEqualTo("sl_no_short");
        assertThat(queue.path("steps").get(0).path("afterSeconds").asInt()).isZero();
    }

    @Test
    void stepsRelaxInOrderAndNeedSkillsThatExist() {
        var skill = skill("orders");
        var good = queue("orders");
        good.put("steps", List.of(step(0, skill, 3), step(30, skill, 1)));
        admin.post("/api/queues", good).expect(201);

        var bad = queue("returns");
        bad.put("steps", List.of(step(5, skill, 3), step(5, "77", 9)));
        var refused = admin.post("/api/queues", bad).expect(400);
        assertThat(refused.body().path("fields").findValuesAsString("field"))
                .containsExactlyInAnyOrder(
                        "steps[0].afterSeconds",
                        "steps[1].afterSeconds",
                        "steps[1].needs[0].skillId",
                        "steps[1].needs[0].minimum");
    }

    @Test
    void aCodeIsUsedOnceAndAClientStays() {
        var first = admin.post("/api/queues", queue("orders")).expect(201).body();
        assertThat(admin.post("/api/queues", queue("orders"))
                        .expect(400)
                        .body()
                        .path("fields")
                        .get(0)
                        .path("code")
                        .asString())
                .isEqualTo("taken");
        var moved = queue("orders");
        moved.put("version", 0);
        moved.put("clientId", "12");
        admin.put("/api/queues/" + first.path("id").asString(), moved).expect(400);
        var stale = queue("orders");
        stale.put("version", 7);
        assertThat(admin.put("/api/queues/" + first.path("id").asString(), stale)
                        .expect(409)
                        .code())
                .isEqualTo("edit-conflict");
    }

    @Test
    void aRetiredQueueStaysInTheListAndIsNoLongerOffered() {
        var queue = admin.post("/api/queues", queue("orders")).expect(201).body();
        admin.delete("/api/queues/" + queue.path("id").asString()).expect(204);
        assertThat(admin.get("/api/queues?active=true").body().path("total").asInt())
                .isZero();
        assertThat(admin.get("/api/queues")
                        .body()
                        .path("items")
                        .get(0)
                        .path("active")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void dispositionsOfAQueueAreTheClientsOwnAndThoseForThatQueueOnly() {
        var orders = admin.post("/api/queues", queue("orders")).expect(201).body();
        var returns = admin.post("/api/queues", queue("returns")).expect(201).body();
        disposition("done", List.of());
        disposition("order-placed", List.of(orders.path("id").asString()));
        tenancy.asSystem(house.tenantId(), () -> {
            assertThat(dispositions.ofQueue(id(orders)))
                    .extracting(Disposition::code)
                    .containsExactly("done", "order-placed");
            assertThat(dispositions.ofQueue(id(returns)))
                    .extracting(Disposition::code)
                    .containsExactly("done");
        });
    }

    @Test
    void wrapUpEndsOnlyWithAChoiceThatTheQueueAllows() {
        var single = admin.post("/api/queues", queue("orders")).expect(201).body();
        var wanted = queue("sales");
        wanted.put("severalDispositions", true);
        wanted.put("dispositionRequired", false);
        var several = admin.post("/api/queues", wanted).expect(201).body();
        // nobody can choose what is not there yet
        tenancy.asSystem(house.tenantId(), () -> {
            assertThat(dispositions.check(id(single), List.of())).isInstanceOf(Check.Fine.class);
        });
        disposition("done", List.of());
        disposition("sold", List.of());
        tenancy.asSystem(house.tenantId(), () -> {
            assertThat(dispositions.check(id(single), List.of()))
                    .isEqualTo(new Check.Refused("disposition-required", null));
            assertThat(dispositions.check(id(single), List.of("done", "sold")))
                    .isEqualTo(new Check.Refused("one-disposition-only", null));
            assertThat(dispositions.check(id(single), List.of("done", "done"))).isInstanceOf(Check.Fine.class);
            assertThat(dispositions.check(id(single), List.of("gone")))
                    .isEqualTo(new Check.Refused("unknown-disposition", "gone"));
            assertThat(dispositions.check(id(several), List.of())).isEqualTo(new Check.Fine(List.of()));
            assertThat(dispositions.check(id(several), List.of("done", "sold")))
                    .isInstanceOfSatisfying(
                            Check.Fine.class, fine -> assertThat(fine.chosen()).hasSize(2));
        });
    }

    @Test
    void aReasonThatTheFloorSetsKeepsItsCodeAndCannotBeChosen() {
        var system = tenancy.asSystem(
                house.tenantId(),
                () -> reasons.createForSystem(new NotReadyReason(
                        null,
                        null,
                        "no-answer",
                        org.callosum.server.platform.text.Text.english("No answer"),
                        false,
                        false,
                        true,
                        0,
                        true,
                        null)));
        assertThat(system.system()).isTrue();
        var named = Map.of("code", "no-answer", "name", Map.of("en", "Missed a call"), "version", 0);
        admin.put("/api/not-ready-reasons/" + system.id(), named).expect(200);
        var renamed = Map.of("code", "missed", "name", Map.of("en", "Missed a call"), "version", 1);
        assertThat(admin.put("/api/not-ready-reasons/" + system.id(), renamed)
                        .expect(409)
                        .code())
                .isEqualTo("system-reason-stays");
        admin.delete("/api/not-ready-reasons/" + system.id()).expect(409);
        admin.post("/api/not-ready-reasons", Map.of("code", "break", "name", Map.of("en", "Break"), "system", true))
                .expect(201);
        tenancy.asSystem(house.tenantId(), () -> {
            assertThat(reasons.choosable("break")).isTrue();
            assertThat(reasons.choosable("no-answer")).isFalse();
        });
    }

    @Test
    void aCalendarSaysWhetherAndWhyItIsOpen() {
        var calendar = admin.post(
                        "/api/calendars",
                        Map.of(
                                "code", "office",
                                "name", Map.of("en", "Office"),
                                "timeZone", "Asia/Shanghai",
                                "weekly", List.of(Map.of("day", 1, "from", "09:00", "to", "18:00")),
                                "exceptions",
                                        List.of(Map.of(
                                                "date",
                                                "2026-10-05",
                                                "name",
                                                Map.of("zh-Hans", "国庆节"),
                                                "closed",
                                                true))))
                .expect(201)
                .body();
        var path = "/api/calendars/" + calendar.path("id").asString() + "/check?at=";
        assertThat(admin.get(path + "2026-09-28T01:00:00Z")
                        .expect(200)
                        .body()
                        .path("open")
                        .asBoolean())
                .isTrue();
        var holiday = admin.get(path + "2026-10-05T02:00:00Z").expect(200).body();
        assertThat(holiday.path("open").asBoolean()).isFalse();
        assertThat(holiday.path("reason").asString()).isEqualTo("holiday");
        assertThat(holiday.path("name").path("zh-Hans").asString()).isEqualTo("国庆节");
    }

    @Test
    void aCalendarThatContradictsItselfIsRefusedWithEachPlace() {
        var refused = admin.post(
                        "/api/calendars",
                        Map.of(
                                "code", "office",
                                "name", Map.of("en", "Office"),
                                "timeZone", "Mars/Olympus",
                                "weekly",
                                        List.of(
                                                Map.of("day", 1, "from", "09:00", "to", "18:00"),
                                                Map.of("day", 1, "from", "17:00", "to", "19:00"),
                                                Map.of("day", 8, "from", "9:00", "to", "08:00")),
                                "exceptions",
                                        List.of(Map.of(
                                                "date", "2026-02-30", "name", Map.of("en", "x"), "closed", true))))
                .expect(400);
        assertThat(refused.body().path("fields").findValuesAsString("field"))
                .contains("timeZone", "weekly[1]", "weekly[2].day", "weekly[2].from", "exceptions[0].date");
    }

    @Test
    void aCalendarInUseStays() {
        var calendar = admin.post(
                        "/api/calendars",
                        Map.of("code", "office", "name", Map.of("en", "Office"), "timeZone", "Asia/Shanghai"))
                .expect(201)
                .body();
        var queue = queue("orders");
        queue.put("calendarId", calendar.path("id").asString());
        admin.post("/api/queues", queue).expect(201);
        assertThat(admin.delete("/api/calendars/" + calendar.path("id").asString())
                        .expect(409)
                        .code())
                .isEqualTo("calendar-in-use");
    }

    private HashMap<String, Object> queue(String code) {
        return new HashMap<>(Map.of(
                "code", code,
                "name", Map.of("en", code),
                "clientId", Long.toString(house.clientId()),
                "siteId", Long.toString(house.siteId())));
    }

    private static Map<String, Object> step(int after, String skill, int minimum) {
        return Map.of("afterSeconds", after, "needs", List.of(Map.of("skillId", skill, "minimum", minimum)));
    }

    private String skill(String code) {
        return admin.post("/api/skills", Map.of("code", code, "name", Map.of("en", code)))
                .expect(201)
                .body()
                .path("id")
                .asString();
    }

    private void disposition(String code, List<String> queues) {
        admin.post(
                        "/api/dispositions",
                        Map.of(
                                "code", code,
                                "name", Map.of("en", code),
                                "group", Map.of("en", "All"),
                                "clientId", Long.toString(house.clientId()),
                                "queueIds", queues))
                .expect(201);
    }

    private static long id(JsonNode node) {
        return Long.parseLong(node.path("id").asString());
    }
}
