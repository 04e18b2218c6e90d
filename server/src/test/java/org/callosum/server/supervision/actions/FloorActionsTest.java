package org.callosum.server.supervision.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.callosum.floor.Arrival;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.Presence;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.LivePage;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// A leader's acts on the real floor: what the people then may serve, what the log says.
@ServerTest
class FloorActionsTest {
    private final ApplicationContext application;
    private final House house;
    private final Caller admin;
    private final QueueId orders;
    private final QueueId returns;
    private final AgentId amy;
    private final String amysAccount;

    FloorActionsTest(@Autowired ApplicationContext application) {
        this.application = application;
        house = HousesForTests.open(application);
        application.getBean(Playbook.class).bring(house.tenantId());
        admin = house.administrator();
        orders = queue("orders");
        returns = queue("returns");
        amysAccount = account("amy", "agent");
        amy = new AgentId(id(admin.post(
                "/api/agents",
                Map.of(
                        "name",
                        "Amy",
                        "staffNumber",
                        "1",
                        "siteId",
                        Long.toString(house.siteId()),
                        "clients",
                        List.of(Long.toString(house.clientId())),
                        "queues",
                        List.of(orders.toString()),
                        "accountId",
                        amysAccount))));
        await("the floor knows Amy", () -> send(new FloorCommand.SignIn(amy)), Decision.Accepted.class::isInstance);
    }

    private QueueId queue(String code) {
        return new QueueId(id(admin.post(
                "/api/queues",
                Map.of(
                        "code", code,
                        "name", Map.of("en", code),
                        "clientId", Long.toString(house.clientId()),
                        "siteId", Long.toString(house.siteId())))));
    }

    private String account(String name, String roleCode) {
        String role = admin.get("/api/roles?size=200")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("code").asString().equals(roleCode))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        var account = new LinkedHashMap<String, Object>();
        account.put("version", 0);
        account.put("name", name);
        account.put("displayName", name);
        account.put("roles", List.of(role));
        account.put("allClients", true);
        account.put("clients", List.of());
        account.put("language", "en");
        account.put("timeZone", "Asia/Shanghai");
        account.put("active", true);
        return Long.toString(id(admin.post("/api/accounts", account)));
    }

    private Caller browser(String name, String account) {
        String password = admin.post("/api/accounts/" + account + "/one-time-password", Map.of())
                .expect(200)
                .body()
                .path("password")
                .asString();
        Caller browser = house.signIn(name, password);
        browser.put("/api/me/password", Map.of("old", password, "next", "quite another password"))
                .expect(200);
        return browser;
    }

    private static long id(Caller.Answer created) {
        return Long.parseLong(created.expect(201).body().path("id").asString());
    }

    private Floors floors() {
        return application.getBean(Floors.class);
    }

    private Decision send(FloorCommand command) {
        return floors().send(house.tenantId(), command).join();
    }

    private static <T> T await(String what, Supplier<T> asked, Predicate<T> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        for (T now = asked.get(); ; now = asked.get()) {
            if (wanted.test(now)) {
                return now;
            }
            assertThat(System.nanoTime()).as(what + ", now " + now).isLessThan(deadline);
            LockSupport.parkNanos(20_000_000); // between two questions
        }
    }

    private Set<QueueId> served() {
        return application.getBean(FloorFigures.class).look(house.tenantId()).served(List.of(amy));
    }

    private Presence presence() {
        return floors().read(
                        house.tenantId(),
                        floor -> java.util.Objects.requireNonNull(floor.agent(amy))
                                .presence())
                .join();
    }

    private JsonNode act(Map<String, Object> wanted) {
        return admin.post("/api/floor/actions", wanted).expect(200).body();
    }

    @Test
    void anAgentIsMovedToAnotherQueueAndTheLogTellsWhatCameOfIt() {
        send(new FloorCommand.Enqueue(
                new InteractionId(application.getBean(Ids.class).next()), returns, Arrival.plain(0)));
        JsonNode done = act(Map.of(
                "kind", "queues",
                "agents", List.of(amy.toString()),
                "add", List.of(returns.toString()),
                "remove", List.of(orders.toString()),
                "why", "nobody for returns"));
        assertThat(done.at("/agents/0/outcome").asString()).isEqualTo("done");
        assertThat(done.at("/before/waiting").asInt()).isEqualTo(1);
        assertThat(done.hasNonNull("after")).isFalse();
        await("the floor follows", this::served, Set.of(returns)::equals);

        send(new FloorCommand.GoReady(amy)); // it rings at once: still waiting, but no longer in vain
        Effects effects = application.getBean(Effects.class);
        assertThat(effects.measure(house.tenantId(), Instant.now()))
                .as("too early")
                .isZero();
        assertThat(effects.measure(
                        house.tenantId(),
                        Instant.now().plus(FloorActions.EFFECT_AFTER).plusSeconds(1)))
                .isEqualTo(1);
        JsonNode row = admin.get("/api/floor/actions").expect(200).body().at("/items/0");
        assertThat(row.path("why").asString()).isEqualTo("nobody for returns");
        assertThat(row.at("/added/0/id").asString()).isEqualTo(returns.toString());
        assertThat(row.at("/after/waiting").isNumber()).isTrue();
        assertThat(admin.get("/api/audit?action=floor-queues")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theLastQueueIsNotTakenAwaySinceNoneWouldMeanAll() {
        JsonNode done =
                act(Map.of("kind", "queues", "agents", List.of(amy.toString()), "remove", List.of(orders.toString())));
        assertThat(done.at("/agents/0/outcome").asString()).isEqualTo("agent-needs-a-queue");
        assertThat(served()).containsExactly(orders);
    }

    @Test
    void presenceIsSetWithAReasonOfTheListAndARefusalIsLoggedAsOne() {
        act(Map.of("kind", "ready", "agents", List.of(amy.toString())));
        assertThat(presence()).isInstanceOf(Presence.Ready.class);
        act(Map.of("kind", "not-ready", "agents", List.of(amy.toString()), "reason", "break"));
        assertThat(presence()).isEqualTo(new Presence.NotReady("break"));
        admin.post(
                        "/api/floor/actions",
                        Map.of("kind", "not-ready", "agents", List.of(amy.toString()), "reason", "holiday"))
                .expect(400);
        send(new FloorCommand.SignOut(amy));
        assertThat(act(Map.of("kind", "ready", "agents", List.of(amy.toString())))
                        .at("/agents/0/outcome")
                        .asString())
                .isNotEqualTo("done");
    }

    @Test
    void aSkillIsAssessedInTheMatrixByWhoMayAssess() {
        String skill = admin.get("/api/skills?size=200")
                .expect(200)
                .body()
                .at("/items/0/id")
                .asString();
        act(Map.of(
                "kind",
                "skill",
                "agents",
                List.of(amy.toString()),
                "skillId",
                skill,
                "level",
                3,
                "why",
                "shadowed today"));
        JsonNode history = admin.get("/api/skill-matrix/history?agentId=" + amy)
                .expect(200)
                .body();
        assertThat(history.at("/0/level").asInt()).isEqualTo(3);
        assertThat(history.at("/0/evidence").asString()).isEqualTo("shadowed today");
    }

    @Test
    void aMessageReachesTheDeskIsReadOnceAndIsForgottenInTheEnd() {
        Caller browser = browser("amy", amysAccount);
        LivePage page = LivePage.open(browser);
        page.send("{\"subscribe\":[\"desk-messages\"]}");
        await(
                "the page listens",
                () -> {
                    act(Map.of("kind", "message", "agents", List.of(amy.toString()), "text", "Well done"));
                    return page.unread();
                },
                unread -> unread > 0);
        JsonNode told = page.await("desk-messages").path("data").path("messages");
        assertThat(told.at("/0/text").asString()).isEqualTo("Well done");
        JsonNode unread = browser.get("/api/desk/messages").expect(200).body().path("messages");
        for (JsonNode message : unread) {
            browser.post("/api/desk/messages/" + message.path("id").asString() + "/read", Map.of())
                    .expect(200);
        }
        assertThat(browser.get("/api/desk/messages").body().path("messages")).isEmpty();
        JsonNode row = admin.get("/api/floor/actions").expect(200).body().at("/items/0");
        assertThat(row.path("text").asString()).isEqualTo("Well done");
        assertThat(row.at("/agents/0").hasNonNull("readAt")).isTrue();

        application
                .getBean(DeskMessages.class)
                .forget(house.tenantId(), Instant.now().plusSeconds(31 * 86_400L));
        assertThat(admin.get("/api/floor/actions").body().at("/items/0").hasNonNull("text"))
                .isFalse();
    }

    @Test
    void whoHasNoAccountHasNoDeskToWriteTo() {
        var bo = id(admin.post(
                "/api/agents",
                Map.of(
                        "name",
                        "Bo",
                        "staffNumber",
                        "2",
                        "siteId",
                        Long.toString(house.siteId()),
                        "clients",
                        List.of(Long.toString(house.clientId())))));
        JsonNode row = act(Map.of("kind", "message", "agents", List.of(Long.toString(bo)), "text", "Hello"));
        assertThat(row.at("/agents/0/outcome").asString()).isEqualTo("no-desk");
        assertThat(row.hasNonNull("text")).isFalse();
    }

    private int found(String query) {
        return admin.get("/api/floor/actions?" + query)
                .expect(200)
                .body()
                .path("total")
                .asInt();
    }

    @Test
    void theLogIsSearchedByWordsTimeAndPerson() {
        act(Map.of(
                "kind",
                "queues",
                "agents",
                List.of(amy.toString()),
                "add",
                List.of(returns.toString()),
                "why",
                "50% off_today"));
        assertThat(found("q=50%25%20off_")).isEqualTo(1);
        assertThat(found("q=50xoff")).as("wildcards are harmless").isZero();
        assertThat(found("agentId=" + amy)).isEqualTo(1);
        assertThat(found("agentId=77")).isZero();
        var now = Instant.now();
        assertThat(found("from=" + now.minusSeconds(600) + "&to=" + now.plusSeconds(600)))
                .isEqualTo(1);
        assertThat(found("to=" + now.minusSeconds(600))).isZero();
        assertThat(admin.get("/api/floor/actions?from=yesterday").expect(400).code())
                .isEqualTo("fields-invalid");
    }

    @Test
    void whoMayOnlyLookDoesNotAct() {
        Caller analyst = browser("dana", account("dana", "data-analyst"));
        analyst.get("/api/floor/actions").expect(200);
        analyst.post("/api/floor/actions", Map.of("kind", "ready", "agents", List.of(amy.toString())))
                .expect(403);
        assertThat(admin.post("/api/floor/actions", Map.of("kind", "ready", "agents", List.of("99")))
                        .expect(404)
                        .code())
                .isEqualTo("not-found");
    }
}
