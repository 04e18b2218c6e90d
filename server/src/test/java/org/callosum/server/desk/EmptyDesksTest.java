package org.callosum.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.callosum.floor.Arrival;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.Presence;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.Floors;
import org.callosum.server.interactions.InteractionLog;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.LivePage;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ServerTest
class EmptyDesksTest {
    private final ApplicationContext application;
    private final House house;
    private final Caller admin;
    private final QueueId queue;
    private int staff;

    EmptyDesksTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.house = HousesForTests.open(application);
        this.admin = house.administrator();
        this.queue = new QueueId(id(admin.post(
                "/api/queues",
                Map.of(
                        "code", "help",
                        "name", Map.of("en", "Help"),
                        "clientId", Long.toString(house.clientId()),
                        "siteId", Long.toString(house.siteId()),
                        "offerSeconds", 60))));
    }

    private record Agent(AgentId id, String account, Caller browser) {}

    private static long id(Caller.Answer created) {
        return Long.parseLong(created.expect(201).body().path("id").asString());
    }

    private Agent agent(String name) {
        String role = admin.get("/api/roles?size=200")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("code").asString().equals("agent"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        String account = Long.toString(id(admin.post("/api/accounts", account(name, List.of(role)))));
        String password = admin.post("/api/accounts/" + account + "/one-time-password", Map.of())
                .expect(200)
                .body()
                .path("password")
                .asString();
        Caller browser = house.signIn(name, password);
        browser.put("/api/me/password", Map.of("old", password, "next", "quite another password"))
                .expect(200);
        var agent = new AgentId(id(admin.post(
                "/api/agents",
                Map.of(
                        "name", name,
                        "staffNumber", Integer.toString(++staff),
                        "siteId", Long.toString(house.siteId()),
                        "clients", List.of(Long.toString(house.clientId())),
                        "accountId", account))));
        await(
                "the floor knows " + name,
                () -> floors().read(
                                house.tenantId(),
                                floor -> floor.agents().stream()
                                        .anyMatch(view -> view.agent().equals(agent)))
                        .join());
        return new Agent(agent, account, browser);
    }

    private static Map<String, Object> account(String name, List<String> roles) {
        var account = new LinkedHashMap<String, Object>();
        account.put("version", 0);
        account.put("name", name);
        account.put("displayName", name);
        account.put("roles", roles);
        account.put("allClients", true);
        account.put("clients", List.of());
        account.put("language", "en");
        account.put("timeZone", "Asia/Shanghai");
        account.put("active", true);
        return account;
    }

    private Floors floors() {
        return application.getBean(Floors.class);
    }

    private Presence presence(Agent agent) {
        return floors().read(
                        house.tenantId(),
                        floor -> floor.agents().stream()
                                .filter(view -> view.agent().equals(agent.id()))
                                .findFirst()
                                .orElseThrow()
                                .presence())
                .join();
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static LivePage page(Agent agent) {
        LivePage page = LivePage.open(agent.browser());
        page.send("{\"subscribe\":[\"desk\"]}");
        page.await("desk");
        return page;
    }

    private static void ready(Agent agent, String device) {
        agent.browser().post("/api/desk/sign-in", Map.of("device", device)).expect(200);
        agent.browser().post("/api/desk/ready", Map.of()).expect(200);
    }

    private InteractionId call() {
        var interaction = new InteractionId(application.getBean(Ids.class).next());
        application
                .getBean(InteractionLog.class)
                .arrived(
                        house.tenantId(),
                        new InteractionLog.Arrived(
                                interaction,
                                new ClientId(house.clientId()),
                                InteractionLog.Direction.IN,
                                "voice",
                                null,
                                "4001",
                                null,
                                null,
                                "en",
                                Instant.now()))
                .join();
        floors().send(house.tenantId(), new FloorCommand.Enqueue(interaction, queue, Arrival.plain(0)))
                .join();
        return interaction;
    }

    private boolean rings(Agent agent, InteractionId call) {
        return floors().read(
                        house.tenantId(),
                        floor -> floor.agents().stream()
                                .filter(view -> view.agent().equals(agent.id()))
                                .flatMap(view -> view.work().stream())
                                .anyMatch(work ->
                                        work.interaction().equals(call) && work.stage() == WorkView.Stage.OFFERED))
                .join();
    }

    @Test
    void anAgentWhoseBrowserVanishesIsNotReadyAndTheirOfferMovesOn() {
        Agent amy = agent("amy");
        LivePage amysPage = page(amy);
        ready(amy, "browser");
        var call = call();
        assertThat(rings(amy, call)).isTrue();
        Agent bo = agent("bo");
        LivePage bosPage = page(bo);
        ready(bo, "browser");
        amysPage.vanish();
        await("the call rings at Bo's", () -> rings(bo, call));
        assertThat(presence(amy)).isEqualTo(new Presence.NotReady("connection-lost"));
        assertThat(presence(bo)).isInstanceOf(Presence.Ready.class);
        bosPage.vanish();
    }

    @Test
    void aPageThatIsLoadedAnewAndAnAgentWithAPhoneStayReady() {
        Agent amy = agent("amy");
        LivePage amysPage = page(amy);
        ready(amy, "browser");
        Agent phil = agent("phil");
        LivePage philsPage = page(phil);
        ready(phil, "phone");
        Agent wim = agent("wim");
        LivePage wimsPage = page(wim);
        ready(wim, "browser");
        amysPage.vanish();
        LivePage again = page(amy);
        philsPage.vanish();
        wimsPage.vanish(); // the last to go: when Wim has been looked at, the others have been, too
        await("Wim is not ready", () -> presence(wim) instanceof Presence.NotReady);
        assertThat(presence(amy)).isInstanceOf(Presence.Ready.class);
        assertThat(presence(phil)).isInstanceOf(Presence.Ready.class);
        again.vanish();
    }

    @Test
    void anAgentWhoLosesTheRightToWorkLosesThePageAndIsNotReady() {
        Agent amy = agent("amy");
        LivePage amysPage = page(amy);
        ready(amy, "browser");
        var changed = account("amy", List.of());
        changed.put("id", amy.account());
        changed.put(
                "version",
                admin.get("/api/accounts/" + amy.account())
                        .expect(200)
                        .body()
                        .path("version")
                        .asInt());
        admin.put("/api/accounts/" + amy.account(), changed).expect(200);
        assertThat(amysPage.await("bye").at("/data/reason").asString()).isEqualTo("rights-changed");
        assertThat(amysPage.awaitClose()).isEqualTo(4001);
        LivePage again = LivePage.open(amy.browser());
        again.send("{\"subscribe\":[\"desk\"]}");
        await("Amy is not ready", () -> presence(amy) instanceof Presence.NotReady);
        assertThat(presence(amy)).isEqualTo(new Presence.NotReady("connection-lost"));
        assertThat(application.getBean(LiveTopics.class).isWatched(house.tenantId(), "desk"))
                .isFalse();
        again.vanish();
    }
}
