package org.callosum.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.callosum.floor.Arrival;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Who may be in a conversation, on a real floor without sound: what is heard is `SupervisedCallTest`'s.
@ServerTest
class MonitoringTest {
    private final ApplicationContext application;
    private final House house;
    private final Caller admin;
    private final AgentId amy;
    private final AgentId lea;
    private final Caller leader;
    private final InteractionId call;

    MonitoringTest(@Autowired ApplicationContext application) {
        this.application = application;
        house = HousesForTests.open(application);
        admin = house.administrator();
        var queue = new QueueId(id(admin.post(
                "/api/queues",
                Map.of(
                        "code", "help",
                        "name", Map.of("en", "Help"),
                        "clientId", Long.toString(house.clientId()),
                        "siteId", Long.toString(house.siteId())))));
        amy = agent("Amy", "1", account("amy", "agent"));
        String leas = account("lea", "team-leader");
        lea = agent("Lea", "2", leas);
        leader = browser("lea", leas);
        for (AgentId each : List.of(amy, lea)) {
            await(
                    "the floor knows them",
                    () -> send(new FloorCommand.SignIn(each)),
                    Decision.Accepted.class::isInstance);
        }
        call = new InteractionId(application.getBean(Ids.class).next());
        application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
            application
                    .getBean(JdbcClient.class)
                    .sql("""
                            insert into interaction (id, tenant_id, client_id, direction, channel, arrived_at)
                            values (?, ?, ?, 'in', 'voice', now())""")
                    .params(call.value(), house.tenantId(), house.clientId())
                    .update();
        });
        send(new FloorCommand.GoReady(amy));
        send(new FloorCommand.Enqueue(call, queue, Arrival.plain(0)));
        assertThat(send(new FloorCommand.AcceptOffer(new OfferId(call, 1)))).isInstanceOf(Decision.Accepted.class);
    }

    private static long id(Caller.Answer created) {
        return Long.parseLong(created.expect(201).body().path("id").asString());
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

    private AgentId agent(String name, String number, String account) {
        return new AgentId(id(admin.post(
                "/api/agents",
                Map.of(
                        "name", name,
                        "staffNumber", number,
                        "siteId", Long.toString(house.siteId()),
                        "clients", List.of(Long.toString(house.clientId())),
                        "accountId", account))));
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

    private Decision send(FloorCommand command) {
        return application.getBean(Floors.class).send(house.tenantId(), command).join();
    }

    private static <T> void await(String what, Supplier<T> asked, Predicate<T> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        for (T now = asked.get(); !wanted.test(now); now = asked.get()) {
            assertThat(System.nanoTime()).as(what + ", now " + now).isLessThan(deadline);
            LockSupport.parkNanos(20_000_000); // between two questions
        }
    }

    private Caller.Answer enter(Caller who, String mode) {
        return who.post(
                "/api/floor/monitoring",
                Map.of("interactionId", call.toString(), "mode", mode, "why", "she asked for help"));
    }

    @Test
    void aLeaderTakesTheCustomerOverWhichIsLoggedWithItsReason() {
        assertThat(enter(leader, "take-over").expect(200).body().path("agentId").asString())
                .isEqualTo(amy.toString());
        AgentId now = application
                .getBean(Floors.class)
                .read(
                        house.tenantId(),
                        floor -> Objects.requireNonNull(
                                Objects.requireNonNull(floor.interaction(call)).agent()))
                .join();
        assertThat(now).isEqualTo(lea);
        JsonNode row =
                leader.get("/api/floor/monitoring-log").expect(200).body().at("/items/0");
        assertThat(row.path("mode").asString()).isEqualTo("take-over");
        assertThat(row.path("why").asString()).isEqualTo("she asked for help");
        assertThat(admin.get("/api/audit?action=conversation-monitored")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aCallThatHasNoLineHereIsNotListenedToAndLeavesNoRow() {
        assertThat(enter(leader, "listen").expect(409).code()).isEqualTo("monitor-not-here");
        assertThat(leader.get("/api/floor/monitoring").expect(200).body().path("rows"))
                .isEmpty();
    }

    @Test
    void whoHasNoDeskOrNoRightIsToldSoAndAContactThatNobodyTalksInIsNotFound() {
        assertThat(enter(admin, "listen").expect(409).code()).isEqualTo("monitor-needs-a-desk");
        enter(browser("dana", account("dana", "data-analyst")), "listen").expect(403);
        enter(browser("quentin", account("quentin", "quality-analyst")), "whisper")
                .expect(403);
        send(new FloorCommand.SignOut(lea));
        assertThat(enter(leader, "whisper").expect(409).code()).isEqualTo("monitor-needs-a-desk");
        assertThat(leader.post("/api/floor/monitoring", Map.of("interactionId", "99", "mode", "listen"))
                        .expect(404)
                        .code())
                .isEqualTo("not-found");
        enter(leader, "shout").expect(400);
    }
}
