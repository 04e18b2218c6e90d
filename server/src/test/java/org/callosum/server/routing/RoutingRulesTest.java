package org.callosum.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.routing.RoutedHouse.await;
import static org.callosum.server.routing.RoutedHouse.when;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.callosum.floor.Arrival;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.Needed;
import org.callosum.kernel.id.SkillId;
import org.callosum.server.testing.ServerTest;
import org.callosum.workforce.routing.RoutingPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// Rules from a manager's draft to the floor, and back.
@ServerTest
class RoutingRulesTest {
    @Autowired
    ApplicationContext application;

    RoutedHouse routed;

    @BeforeEach
    void open() {
        routed = new RoutedHouse(application);
    }

    private static List<String> codes(JsonNode remarks) {
        return StreamSupport.stream(remarks.spliterator(), false)
                .map(remark ->
                        remark.path("rule").asInt() + " " + remark.path("field").asString() + " "
                                + remark.path("code").asString())
                .toList();
    }

    private JsonNode check(List<Map<String, Object>> rules) {
        return routed.admin
                .post("/api/routing/check", Map.of("rules", rules))
                .expect(200)
                .body();
    }

    private int stepsOfRefunds() {
        return routed.read(floor ->
                Objects.requireNonNull(floor.queueRules(routed.refunds)).steps().size());
    }

    @Test
    void rulesInForceChangeQueuesAndAgentsOnTheFloorAndRetiringThemChangesBack() {
        assertThat(routed.page().path("state").asString()).isEqualTo("none");
        int version = routed.draft(routed.refundRules());
        assertThat(routed.page().path("findings")).isEmpty();
        assertThat(routed.complexityOf(routed.amy))
                .as("a draft changes nothing")
                .isZero();

        routed.admin
                .post("/api/routing/versions/" + version + "/approve", Map.of("reason", "agreed on Monday"))
                .expect(200);
        await("the old hand is admitted to everything", () -> routed.complexityOf(routed.amy) == 5);
        await("the new one is not", () -> routed.complexityOf(routed.bo) == 2);
        await("the queue has the team's steps", () -> stepsOfRefunds() == 2);
        assertThat(routed.page().path("liveVersion").asInt()).isEqualTo(version);

        routed.admin
                .post("/api/routing/versions/" + version + "/retire", Map.of("reason", "too strict"))
                .expect(200);
        await("who waits with a need for complexity is still served", () -> routed.complexityOf(routed.bo) == 5);
        await("the queue has its own steps", () -> stepsOfRefunds() == 1);
        var audit = routed.admin.get("/api/audit?q=routing").expect(200).body().path("items");
        assertThat(audit.toString()).contains("definition-drafted", "definition-approved", "definition-retired");
    }

    @Test
    void aContactGetsWhatTheRulesSayAndNotesWhichSaidIt() {
        routed.inForce(routed.refundRules());
        var routing = application.getBean(LiveRouting.class);
        var placed = routing.place(
                routed.house.tenantId(),
                Arrival.plain(1)
                        .withAttributes(Map.of("client", routed.client, "reason", "refund", "customer.rank", "5")),
                routed.front,
                RoutingPlan.Before.NOBODY);
        assertThat(placed.queue()).isEqualTo(routed.refunds);
        assertThat(placed.arrival().priority()).isEqualTo(3);
        assertThat(placed.arrival().extraNeeds()).containsExactly(new Needed(RoutingHouse.COMPLEXITY, 3));
        assertThat(placed.arrival().attributes())
                .containsEntry(LiveRouting.RULES, "team:1 complexity:2 priority:4")
                .containsEntry(LiveRouting.VERSION, "1");
        var elsewhere = routing.place(
                routed.house.tenantId(),
                Arrival.plain(1).withAttributes(Map.of("client", "another", "reason", "refund")),
                routed.front,
                RoutingPlan.Before.NOBODY);
        assertThat(elsewhere.queue())
                .as("a rule leads nobody into another client's queue")
                .isEqualTo(routed.front);
    }

    @Test
    void whoIsNotAdmittedIsNotOfferedHardWork() {
        routed.inForce(routed.refundRules());
        await("the new one is not admitted", () -> routed.complexityOf(routed.bo) == 2);
        routed.ready(routed.bo);
        var placed = application
                .getBean(LiveRouting.class)
                .place(
                        routed.house.tenantId(),
                        Arrival.plain(0).withAttributes(Map.of("client", routed.client, "reason", "refund")),
                        routed.front,
                        RoutingPlan.Before.NOBODY);
        var call = routed.fresh();
        routed.send(new FloorCommand.Enqueue(call, placed.queue(), placed.arrival()));
        assertThat(routed.offeredTo(call))
                .as("Bo is free and waits, and so does the customer")
                .isEmpty();
        routed.ready(routed.amy);
        assertThat(routed.offeredTo(call)).contains(routed.amy);
        routed.send(new FloorCommand.Abandon(call));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsPlace() {
        var findings = check(List.of(
                Map.of(
                        "kind", "team",
                        "name", "Ghosts",
                        "queue", routed.queueCode("nowhere"),
                        "skill", "seance",
                        "level", 6),
                Map.of("kind", "department"),
                Map.of("kind", "priority", "points", 1, "when", List.of(when("customer.age", "at-least", "65"))),
                Map.of("kind", "priority", "points", 1, "when", List.of(when("intent", "one-of", "refund"))),
                Map.of("kind", "priority", "points", 1, "when", List.of(when("customer.openComplaint", "yes"))),
                Map.of("kind", "priority", "points", 1, "when", List.of(when("reason", "one-of", "it's"))),
                Map.of("kind", "admission", "level", 4, "tenureDays", 0, "certificate", "billing"),
                Map.of("kind", "last-agent", "seconds", 20, "withinDays", 7),
                Map.of("kind", "last-agent", "seconds", 20, "withinDays", 7),
                Map.of("kind", "department", "on", false)));
        assertThat(codes(findings))
                .contains(
                        "0 queue unknown-queue",
                        "0 skill unknown-skill",
                        "0 level not-between",
                        "1 queue missing",
                        "2 when no-profile",
                        "3 when no-intents",
                        "4 when no-complaints",
                        "5 when unreadable-value",
                        "6 certificate unknown-certificate",
                        "8  only-one")
                .noneMatch(code -> code.startsWith("9 "));
        assertThat(StreamSupport.stream(findings.spliterator(), false)
                        .map(remark -> remark.path("text").asString()))
                .allMatch(text -> text.contains(" ") && !text.contains("{"));
        var draft = routed.draft(List.of(Map.of("kind", "department")));
        assertThat(routed.admin
                        .post("/api/routing/versions/" + draft + "/approve", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("routing-invalid");
    }

    @Test
    void whatNobodyCouldServeIsAWarning() {
        var findings = check(List.of(
                Map.of("kind", "complexity", "reasons", List.of("refund"), "level", 5),
                Map.of("kind", "admission", "level", 5, "tenureDays", 36_000),
                Map.of(
                        "kind", "team",
                        "name", "Refund desk",
                        "queue", routed.queueCode("refunds"),
                        "skill", "refund",
                        "level", 5)));
        assertThat(codes(findings)).containsExactly("0 level nobody-admitted", "2 level nobody-skilled");
        assertThat(findings.get(0).path("severity").asString()).isEqualTo("warning");
    }

    @Test
    void aRuleThatLosesItsSkillIsLeftOutAndTheOthersHold() {
        routed.inForce(routed.refundRules());
        await("the team's steps are there", () -> stepsOfRefunds() == 2);
        var skill =
                routed.admin.get("/api/skills").expect(200).body().path("items").get(0);
        routed.admin
                .put(
                        "/api/skills/" + routed.skill,
                        Map.of(
                                "version",
                                skill.path("version").asInt(),
                                "code",
                                "refund",
                                "name",
                                Map.of("en", "Refunds"),
                                "yesNo",
                                false,
                                "active",
                                false))
                .expect(200);
        assertThat(codes(routed.page().path("leftOut"))).containsExactly("0 skill unknown-skill");
        var routing = application.getBean(LiveRouting.class);
        routing.forget(routed.house.tenantId());
        var placed = routing.place(
                routed.house.tenantId(),
                Arrival.plain(0).withAttributes(Map.of("client", routed.client, "reason", "refund")),
                routed.front,
                RoutingPlan.Before.NOBODY);
        assertThat(placed.queue()).isEqualTo(routed.front);
        assertThat(placed.arrival().extraNeeds()).containsExactly(new Needed(RoutingHouse.COMPLEXITY, 3));
        assertThat(placed.arrival().extraNeeds())
                .noneMatch(need -> need.skill().equals(new SkillId(Long.parseLong(routed.skill))));
    }

    @Test
    void twoAuthorsDoNotOverwriteEachOther() {
        routed.draft(List.of());
        routed.draft(routed.refundRules());
        assertThat(routed.admin
                        .put("/api/routing", Map.of("baseVersion", 1, "rules", List.of(), "reason", ""))
                        .expect(409)
                        .code())
                .isEqualTo("edit-conflict");
        assertThat(routed.admin
                        .get("/api/routing/versions/1")
                        .expect(200)
                        .body()
                        .path("rules"))
                .isEmpty();
    }

    @Test
    void whoMaySeeOneClientOnlyDoesNotSeeTheHousesRules() {
        var role = routed.admin.get("/api/roles").expect(200).body().path("items");
        var manager = StreamSupport.stream(role.spliterator(), false)
                .filter(each -> each.path("code").asString().equals("manager"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        var account = routed.admin
                .post(
                        "/api/accounts",
                        Map.of(
                                "version",
                                0,
                                "name",
                                "half",
                                "displayName",
                                "Half",
                                "roles",
                                List.of(manager),
                                "allClients",
                                false,
                                "clients",
                                List.of(Long.toString(routed.house.clientId())),
                                "language",
                                "en",
                                "timeZone",
                                "UTC",
                                "active",
                                true))
                .expect(201)
                .body();
        var password = routed.admin
                .post("/api/accounts/" + account.path("id").asString() + "/one-time-password", Map.of())
                .expect(200)
                .body()
                .path("password")
                .asString();
        var half = routed.house.signIn("half", password);
        half.put("/api/me/password", Map.of("old", password, "next", "a longer password for tests"))
                .expect(200);
        assertThat(half.get("/api/routing").expect(403).code()).isEqualTo("routing-of-the-house");
    }

    @Test
    void rulesHoldForATimeAndAnApprovalTakenBackReachesTheFloor() {
        routed.inForce(routed.refundRules());
        await("the queue has the team's steps", () -> stepsOfRefunds() == 2);
        int plain = routed.draft(List.of());
        var path = "/api/routing/versions/" + plain;
        routed.admin
                .post(path + "/approve", Map.of("reason", "late", "validTo", "2020-01-01T00:00:00Z"))
                .expect(400);
        var page = routed.admin
                .post(
                        path + "/approve",
                        Map.of(
                                "reason",
                                "holidays",
                                "validTo",
                                Instant.now().plusSeconds(86_400).toString()))
                .expect(200)
                .body();
        assertThat(page.at("/versions/0/validTo").asString("")).isNotEmpty();
        await("without rules the queue has its own steps", () -> stepsOfRefunds() == 1);
        routed.admin.post(path + "/take-back", Map.of("reason", " ")).expect(400);
        routed.admin
                .post(path + "/take-back", Map.of("reason", "refunds were late"))
                .expect(200);
        await("the team's steps again", () -> stepsOfRefunds() == 2);
        await("and its admissions", () -> routed.complexityOf(routed.bo) == 2);
        var lines = routed.admin
                .get("/api/routing/difference?from=1&to=" + plain)
                .expect(200)
                .body()
                .path("lines");
        assertThat(lines.toString()).contains("removed", "complexity");
    }
}
