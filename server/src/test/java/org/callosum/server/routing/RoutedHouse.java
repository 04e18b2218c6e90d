package org.callosum.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.callosum.floor.Decision;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// A house with two queues, a skill, an agent of ten years and one of ten days.
final class RoutedHouse {
    final ApplicationContext application;
    final House house;
    final Caller admin;
    final String client;
    final QueueId front;
    final QueueId refunds;
    final String skill;
    final AgentId amy;
    final AgentId bo;

    RoutedHouse(ApplicationContext application) {
        this.application = application;
        this.house = HousesForTests.open(application);
        this.admin = house.administrator();
        this.client = admin.get("/api/clients")
                .expect(200)
                .body()
                .path("items")
                .get(0)
                .path("code")
                .asString();
        this.front = new QueueId(queue("front"));
        this.refunds = new QueueId(queue("refunds"));
        this.skill = created(admin.post("/api/skills", Map.of("code", "refund", "name", Map.of("en", "Refunds"))));
        this.amy = agent("Amy", LocalDate.now().minusYears(10));
        this.bo = agent("Bo", LocalDate.now().minusDays(10));
        admin.put(
                        "/api/skill-matrix/cells",
                        Map.of("cells", List.of(Map.of("agentId", amy.toString(), "skillId", skill, "level", 4))))
                .expect(200);
        await(
                "the floor knows everybody",
                () -> read(floor -> floor.agents().size() == 2 && floor.queues().size() == 2));
    }

    private long queue(String code) {
        var queue = new LinkedHashMap<String, Object>();
        queue.put("code", code);
        queue.put("name", Map.of("en", code));
        queue.put("clientId", Long.toString(house.clientId()));
        queue.put("siteId", Long.toString(house.siteId()));
        queue.put("wrapUpSeconds", 0);
        return Long.parseLong(created(admin.post("/api/queues", queue)));
    }

    private AgentId agent(String name, LocalDate joined) {
        return new AgentId(Long.parseLong(created(admin.post(
                "/api/agents",
                Map.of(
                        "name",
                        name,
                        "staffNumber",
                        name,
                        "joinedOn",
                        joined.toString(),
                        "siteId",
                        Long.toString(house.siteId()),
                        "clients",
                        List.of(Long.toString(house.clientId())))))));
    }

    static String created(Caller.Answer answer) {
        return answer.expect(201).body().path("id").asString();
    }

    String queueCode(String code) {
        return client + "/" + code;
    }

    <T> T read(Function<Floor, T> view) {
        return floors().read(house.tenantId(), view).join();
    }

    Floors floors() {
        return application.getBean(Floors.class);
    }

    void send(FloorCommand command) {
        assertThat(floors().send(house.tenantId(), command).join())
                .as(command.toString())
                .isInstanceOf(Decision.Accepted.class);
    }

    void ready(AgentId agent) {
        send(new FloorCommand.SignIn(agent));
        send(new FloorCommand.GoReady(agent));
    }

    InteractionId fresh() {
        return new InteractionId(application.getBean(Ids.class).next());
    }

    int complexityOf(AgentId agent) {
        return read(floor -> floor.snapshot().agents().stream()
                .filter(each -> each.agent().equals(agent))
                .flatMap(each -> each.skills().stream())
                .filter(each -> each.skill().equals(RoutingHouse.COMPLEXITY))
                .mapToInt(each -> each.proficiency())
                .findFirst()
                .orElse(0));
    }

    Optional<AgentId> offeredTo(InteractionId call) {
        return read(floor -> {
            WorkView work = floor.interaction(call);
            AgentId agent = work == null ? null : work.agent();
            return Optional.ofNullable(agent);
        });
    }

    JsonNode page() {
        return admin.get("/api/routing").expect(200).body();
    }

    /// @return the version
    int draft(List<Map<String, Object>> rules) {
        int base = page().path("latestVersion").asInt();
        return admin.put("/api/routing", Map.of("baseVersion", base, "rules", rules, "reason", "for a test"))
                .expect(200)
                .body()
                .path("latestVersion")
                .asInt();
    }

    void inForce(List<Map<String, Object>> rules) {
        int version = draft(rules);
        admin.post("/api/routing/versions/" + version + "/approve", Map.of("reason", "tested"))
                .expect(200);
        var routing = application.getBean(LiveRouting.class);
        await(
                "the rules are in force",
                () -> Integer.valueOf(version)
                        .equals(routing.inForce(house.tenantId()).version()));
    }

    static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    static Map<String, Object> when(String fact, String is, String... values) {
        return Map.of("fact", fact, "is", is, "values", List.of(values));
    }

    /// Refunds are an expert team's, hard, and for those who have been here a while.
    List<Map<String, Object>> refundRules() {
        return List.of(
                Map.of(
                        "kind",
                        "team",
                        "name",
                        "Refund desk",
                        "when",
                        List.of(when("reason", "one-of", "refund")),
                        "queue",
                        queueCode("refunds"),
                        "skill",
                        "refund",
                        "level",
                        4,
                        "fallBack",
                        List.of(Map.of("afterSeconds", 60, "level", 0))),
                Map.of("kind", "complexity", "reasons", List.of("refund"), "level", 3),
                Map.of("kind", "admission", "level", 3, "tenureDays", 90),
                Map.of("kind", "priority", "when", List.of(when("customer.rank", "at-least", "4")), "points", 2));
    }
}
