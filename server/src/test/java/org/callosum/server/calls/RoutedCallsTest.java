package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.flow.FlowEffect;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.Floors;
import org.callosum.server.interactions.InteractionLog;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// Rules of routing where calls are queued: what is known of a caller, where the rules put them, and how the history
/// tells it.
@ServerTest
class RoutedCallsTest {
    private static final String NUMBER = "13712340000";

    private final ApplicationContext application;
    private final House house;
    private final org.callosum.server.testing.Caller admin;
    private final String client;
    private final AgentId amy;

    RoutedCallsTest(@Autowired ApplicationContext application) {
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
        queue("front");
        queue("gold");
        this.amy = new AgentId(Long.parseLong(id(admin.post(
                "/api/agents",
                Map.of(
                        "name",
                        "Amy",
                        "staffNumber",
                        "1",
                        "siteId",
                        Long.toString(house.siteId()),
                        "clients",
                        List.of(Long.toString(house.clientId())))))));
        await(
                "the floor knows both queues and Amy",
                () -> floors().read(
                                house.tenantId(),
                                floor -> floor.agents().size() == 1
                                        && floor.queues().size() == 2)
                        .join());
    }

    private void queue(String code) {
        var queue = new LinkedHashMap<String, Object>();
        queue.put("code", code);
        queue.put("name", Map.of("en", code));
        queue.put("clientId", Long.toString(house.clientId()));
        queue.put("siteId", Long.toString(house.siteId()));
        admin.post("/api/queues", queue).expect(201);
    }

    private static String id(org.callosum.server.testing.Caller.Answer created) {
        return created.expect(201).body().path("id").asString();
    }

    private Floors floors() {
        return application.getBean(Floors.class);
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private EntryPoint entry() {
        return new EntryPoint(
                house.tenantId(), 1, new ClientId(house.clientId()), "4001", "main", "en", ZoneOffset.UTC);
    }

    private Caller caller() {
        var directory = application.getBean(HouseDirectory.class);
        directory.forget(house.tenantId());
        return directory.caller(entry(), NUMBER).join();
    }

    private Directory.Placed placed(Caller caller) {
        return placed(caller, Map.of("topic", "orders"));
    }

    private Directory.Placed placed(Caller caller, Map<String, String> noted) {
        var directory = application.getBean(HouseDirectory.class);
        var ref = Objects.requireNonNull(directory.queue(house.tenantId(), new ClientId(house.clientId()), "front"));
        var attributes = new LinkedHashMap<>(noted);
        var enqueue = new FlowEffect.Enqueue(1, "front", List.of(), 0, attributes);
        var arrival = Arrivals.of(enqueue, caller, ref, Instant.now().toEpochMilli(), _ -> null);
        return directory.placed(entry(), ref, arrival, caller);
    }

    private void inForce(List<Map<String, Object>> rules) {
        int version = admin.put("/api/routing", Map.of("baseVersion", 0, "rules", rules, "reason", "for a test"))
                .expect(200)
                .body()
                .path("latestVersion")
                .asInt();
        admin.post("/api/routing/versions/" + version + "/approve", Map.of("reason", "tested"))
                .expect(200);
    }

    @Test
    void aQueueBringsItsOwnHoursAlong() {
        String never = id(admin.post(
                "/api/calendars", Map.of("code", "never", "name", Map.of("en", "Never"), "timeZone", "UTC")));
        var night = new LinkedHashMap<String, Object>();
        night.put("code", "night");
        night.put("name", Map.of("en", "Night"));
        night.put("clientId", Long.toString(house.clientId()));
        night.put("siteId", Long.toString(house.siteId()));
        night.put("calendarId", never);
        admin.post("/api/queues", night).expect(201);
        var directory = application.getBean(HouseDirectory.class);
        directory.forget(house.tenantId());
        var of = new ClientId(house.clientId());
        assertThat(Objects.requireNonNull(directory.queue(house.tenantId(), of, "front"))
                        .calendar())
                .isNull();
        var calendar = Objects.requireNonNull(directory.queue(house.tenantId(), of, "night"))
                .calendar();
        assertThat(calendar).isEqualTo("never");
        assertThat(directory.hours(house.tenantId(), of, "never", Instant.now().toEpochMilli()))
                .isEqualTo(new Directory.Hours(false, "outside-hours"));
    }

    private InteractionId arrived(InteractionLog.@Nullable Ending how) {
        var call = new InteractionId(application.getBean(Ids.class).next());
        var log = application.getBean(InteractionLog.class);
        log.arrived(
                        house.tenantId(),
                        new InteractionLog.Arrived(
                                call,
                                new ClientId(house.clientId()),
                                InteractionLog.Direction.IN,
                                "voice",
                                null,
                                "4001",
                                NUMBER,
                                null,
                                "en",
                                Instant.now()))
                .join();
        log.customer(house.tenantId(), call, caller().customer()).join();
        if (how != null) {
            log.ended(house.tenantId(), call, Instant.now(), how).join();
        }
        return call;
    }

    private List<JsonNode> told(InteractionId call, String type) {
        return StreamSupport.stream(
                        admin.get("/api/interactions/" + call)
                                .expect(200)
                                .body()
                                .path("timeline")
                                .spliterator(),
                        false)
                .filter(step -> step.path("type").asString().equals(type))
                .toList();
    }

    @Test
    void aValuedCallerComesToTheTeamAndTheHistoryNamesTheRule() {
        admin.post(
                        "/api/customers",
                        Map.of(
                                "clientId",
                                Long.toString(house.clientId()),
                                "name",
                                "Mrs Gold",
                                "valueRank",
                                5,
                                "memberLevel",
                                "gold",
                                "numbers",
                                List.of(Map.of("number", NUMBER, "kind", "mobile"))))
                .expect(201);
        assertThat(placed(caller()).arrival().attributes())
                .as("the facts stay with a contact also while no rules are in force")
                .containsEntry("client", client)
                .containsEntry("reason", "orders")
                .containsEntry("customer.rank", "5")
                .containsEntry("customer.memberLevel", "gold")
                .containsEntry("selfService.attempts", "0")
                .doesNotContainKey("routed.rules");
        inForce(List.of(
                Map.of(
                        "kind",
                        "department",
                        "when",
                        List.of(Map.of("fact", "customer.memberLevel", "is", "one-of", "values", List.of("gold"))),
                        "queue",
                        client + "/gold"),
                Map.of(
                        "kind",
                        "priority",
                        "when",
                        List.of(Map.of("fact", "reason", "is", "one-of", "values", List.of("orders"))),
                        "points",
                        3)));
        await("the rules hold", () -> placed(caller()).arrival().attributes().containsKey("routed.rules"));
        var call = arrived(null);
        var placed = placed(caller());
        floors().send(house.tenantId(), new FloorCommand.SignIn(amy)).join();
        floors().send(house.tenantId(), new FloorCommand.GoReady(amy)).join();
        assertThat(floors().send(
                                house.tenantId(),
                                new FloorCommand.Enqueue(call, placed.queue().id(), placed.arrival()))
                        .join())
                .isInstanceOf(Decision.Accepted.class);
        await("the history tells of the offer", () -> told(call, "offered").size() == 1);
        var offered = told(call, "offered").getFirst().path("data");
        assertThat(offered.path("queueName").path("en").asString()).isEqualTo("gold");
        assertThat(offered.path("rules").asString()).isEqualTo("department:1 priority:2");
        assertThat(offered.path("rulesVersion").asString()).isEqualTo("1");
        var facts = admin.get("/api/interactions/" + call).expect(200).body().path("attributes");
        assertThat(facts.toString())
                .as("people read what the flow noted and why, not all that routing knows")
                .contains("\"topic\":\"orders\"", "\"routed.rules\":\"department:1 priority:2\"")
                .doesNotContain("customer.", "selfService", "entry", "routed.needs");
        floors().send(house.tenantId(), new FloorCommand.Abandon(call)).join();
    }

    @Test
    void whoFailedToServeThemselvesHasAShortWay() {
        admin.post(
                        "/api/customers",
                        Map.of(
                                "clientId", Long.toString(house.clientId()),
                                "name", "Mr Patient",
                                "numbers", List.of(Map.of("number", NUMBER, "kind", "mobile"))))
                .expect(201);
        inForce(List.of(Map.of(
                "kind",
                "short-way",
                "when",
                List.of(Map.of("fact", "selfService.attempts", "is", "at-least", "values", List.of("2"))),
                "points",
                1)));
        var directory = application.getBean(HouseDirectory.class);
        arrived(InteractionLog.Ending.ABANDONED);
        assertThat(directory.shortWay(entry(), caller()))
                .as("once is no failure")
                .isFalse();
        arrived(InteractionLog.Ending.SELF_SERVED);
        await("twice is", () -> directory.shortWay(entry(), caller()));
        assertThat(directory.shortWay(entry(), Caller.UNKNOWN)).isFalse();
    }

    private AgentId agent(String name, LocalDate joined) {
        return new AgentId(Long.parseLong(id(admin.post(
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

    private void send(FloorCommand command) {
        assertThat(floors().send(house.tenantId(), command).join())
                .as(command.toString())
                .isInstanceOf(Decision.Accepted.class);
    }

    private void ready(AgentId agent) {
        send(new FloorCommand.SignIn(agent));
        send(new FloorCommand.GoReady(agent));
    }

    private QueueId queueId(String code) {
        var directory = application.getBean(HouseDirectory.class);
        return Objects.requireNonNull(directory.queue(house.tenantId(), new ClientId(house.clientId()), code))
                .id();
    }

    private Optional<AgentId> offeredTo(InteractionId call) {
        return floors().read(house.tenantId(), floor -> {
                    var work = floor.interaction(call);
                    return Optional.ofNullable(work == null ? null : work.agent());
                })
                .join();
    }

    private InteractionId queued(Directory.Placed placed) {
        var call = arrived(null);
        send(new FloorCommand.Enqueue(call, placed.queue().id(), placed.arrival()));
        return call;
    }

    private String customer() {
        return id(admin.post(
                "/api/customers",
                Map.of(
                        "clientId",
                        Long.toString(house.clientId()),
                        "name",
                        "Mrs Wong",
                        "numbers",
                        List.of(Map.of("number", NUMBER, "kind", "mobile")))));
    }

    private void knows(AgentId agent) {
        await(
                "the floor knows them",
                () -> floors().read(
                                house.tenantId(),
                                floor -> floor.snapshot().agents().stream()
                                        .anyMatch(each -> each.agent().equals(agent)))
                        .join());
    }

    @Test
    void aNewAgentGetsWhatIsEasyAndNotWhatIsHardUntilTheyHaveBeenHereLongEnough() {
        customer();
        var bo = agent("Bo", LocalDate.now().minusDays(10));
        knows(bo);
        inForce(List.of(
                Map.of("kind", "complexity", "reasons", List.of("orders"), "level", 4),
                Map.of("kind", "admission", "level", 4, "tenureDays", 90)));
        await("the rules hold", () -> placed(caller()).arrival().attributes().containsKey("routed.rules"));
        await(
                "Bo is not admitted to everything",
                () -> floors().read(
                                house.tenantId(),
                                floor -> floor.snapshot().agents().stream()
                                        .filter(each -> each.agent().equals(bo))
                                        .flatMap(each -> each.skills().stream())
                                        .anyMatch(each -> each.proficiency() == 3))
                        .join());
        ready(bo);
        var hard = queued(placed(caller()));
        assertThat(offeredTo(hard)).as("orders are too hard for Bo").isEmpty();
        var easy = queued(placed(caller(), Map.of("topic", "opening-hours")));
        assertThat(offeredTo(easy)).contains(bo);
        send(new FloorCommand.Abandon(easy));

        var path = "/api/agents/" + bo;
        var row = admin.get(path).expect(200).body();
        var wanted = new LinkedHashMap<String, Object>();
        row.properties().forEach(each -> wanted.put(each.getKey(), each.getValue()));
        wanted.put("joinedOn", LocalDate.now().minusDays(100).toString());
        admin.put(path, wanted).expect(200);
        await("Bo has been here long enough", () -> offeredTo(hard).isPresent());
        assertThat(offeredTo(hard)).contains(bo);
        send(new FloorCommand.Abandon(hard));
    }

    @Test
    void anOpenComplaintComesToASpecialistFirstAndToAnyoneWhenNoneIsFree() {
        application.getBean(Playbook.class).bring(house.tenantId());
        var customer = customer();
        var skill = id(admin.post("/api/skills", Map.of("code", "complaints", "name", Map.of("en", "Complaints"))));
        var cleo = agent("Cleo", LocalDate.now().minusDays(400));
        admin.put(
                        "/api/skill-matrix/cells",
                        Map.of("cells", List.of(Map.of("agentId", cleo.toString(), "skillId", skill, "level", 4))))
                .expect(200);
        knows(cleo);
        inForce(List.of(Map.of(
                "kind",
                "team",
                "name",
                "Complaint specialists",
                "when",
                List.of(Map.of("fact", "customer.openComplaint", "is", "yes")),
                "queue",
                client + "/gold",
                "skill",
                "complaints",
                "level",
                3,
                "fallBack",
                List.of(Map.of("afterSeconds", 1, "level", 0)))));
        await(
                "rules are in force",
                () -> placed(caller()).arrival().attributes().containsKey("routed.version"));
        assertThat(placed(caller()).queue().id())
                .as("no complaint, no specialist")
                .isEqualTo(queueId("front"));

        var complaint = admin.post(
                        "/api/cases",
                        Map.of(
                                "type",
                                "complaint",
                                "clientId",
                                Long.toString(house.clientId()),
                                "customerId",
                                customer,
                                "subject",
                                "Broken cup"))
                .expect(201)
                .body();
        assertThat(complaint.path("state").asString()).isNotEmpty();
        await("the complaint is known", () -> "true".equals(caller().facts().get("customer.openComplaint")));
        var first = placed(caller());
        assertThat(first.queue().id()).isEqualTo(queueId("gold"));
        assertThat(first.arrival().attributes()).containsEntry("routed.rules", "team:1");
        ready(amy);
        ready(cleo);
        var call = queued(first);
        assertThat(offeredTo(call))
                .as("Amy has been idle for longer, Cleo knows complaints")
                .contains(cleo);
        var second = queued(placed(caller()));
        assertThat(offeredTo(second)).as("Amy is not asked at once").isEmpty();
        await("nobody else is free: anyone will do", () -> offeredTo(second).isPresent());
        assertThat(offeredTo(second)).contains(amy);
        send(new FloorCommand.Abandon(call));
        send(new FloorCommand.Abandon(second));
    }

    @Test
    void whoFailedInThisVeryCallOrIsInAHurryComesSooner() {
        customer();
        inForce(List.of(
                Map.of(
                        "kind",
                        "short-way",
                        "when",
                        List.of(Map.of("fact", "selfService.failed", "is", "yes")),
                        "points",
                        3),
                Map.of(
                        "kind",
                        "priority",
                        "when",
                        List.of(Map.of("fact", "customer.busy", "is", "yes")),
                        "points",
                        2)));
        await(
                "rules are in force",
                () -> placed(caller()).arrival().attributes().containsKey("routed.version"));
        assertThat(placed(caller()).arrival().priority()).isZero();
        var failed = placed(caller(), Map.of("topic", "orders", "selfService.failed", "true"));
        assertThat(failed.arrival().priority()).isEqualTo(3);
        assertThat(failed.arrival().attributes()).containsEntry("routed.rules", "short-way:1");
        assertThat(placed(caller(), Map.of("customer.busy", "true")).arrival().priority())
                .as("as the flow was told")
                .isEqualTo(2);
        var calm = queued(placed(caller()));
        var hurried = queued(failed);
        ready(amy);
        assertThat(offeredTo(hurried)).as("though they came later").contains(amy);
        send(new FloorCommand.Abandon(hurried));
        send(new FloorCommand.Abandon(calm));
    }
}
