package org.callosum.server.supervision.breaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.floor.Floors;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// A house in Shanghai with Amy and Bo at their desks.
final class FloorOfTwo {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final Instant opened = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    final ApplicationContext application;
    final House house;
    final Caller admin;
    final AgentId amy;
    final AgentId bo;
    final String amysAccount;
    final String bosAccount;

    FloorOfTwo(ApplicationContext application) {
        this.application = application;
        house = HousesForTests.open(application);
        application.getBean(Playbook.class).bring(house.tenantId());
        admin = house.administrator();
        id(admin.post(
                "/api/queues",
                Map.of(
                        "code", "orders",
                        "name", Map.of("en", "Orders"),
                        "clientId", Long.toString(house.clientId()),
                        "siteId", Long.toString(house.siteId()))));
        amysAccount = account("amy", "agent", null);
        bosAccount = account("bo", "agent", null);
        amy = agent("Amy", "1", amysAccount);
        bo = agent("Bo", "2", bosAccount);
        for (AgentId one : List.of(amy, bo)) {
            await(
                    "the floor knows them",
                    () -> send(new FloorCommand.SignIn(one)),
                    Decision.Accepted.class::isInstance);
            send(new FloorCommand.GoReady(one));
        }
    }

    private AgentId agent(String name, String number, String account) {
        return new AgentId(id(admin.post(
                "/api/agents",
                Map.of(
                        "name",
                        name,
                        "staffNumber",
                        number,
                        "siteId",
                        Long.toString(house.siteId()),
                        "clients",
                        List.of(Long.toString(house.clientId())),
                        "accountId",
                        account))));
    }

    /// @param client the only one they see; null for all
    String account(String name, String roleCode, @org.jspecify.annotations.Nullable String client) {
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
        account.put("allClients", client == null);
        account.put("clients", client == null ? List.of() : List.of(client));
        account.put("language", "en");
        account.put("timeZone", "Asia/Shanghai");
        account.put("active", true);
        return Long.toString(id(admin.post("/api/accounts", account)));
    }

    Caller browser(String name, String account) {
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

    static long id(Caller.Answer created) {
        return Long.parseLong(created.expect(201).body().path("id").asString());
    }

    Decision send(FloorCommand command) {
        return application.getBean(Floors.class).send(house.tenantId(), command).join();
    }

    JsonNode act(Map<String, Object> wanted) {
        return admin.post("/api/floor/actions", wanted).expect(200).body();
    }

    /// A time of day at the site, so many minutes from the minute in which this floor was opened.
    String in(long minutes) {
        return opened.plus(minutes, ChronoUnit.MINUTES).atZone(SHANGHAI).format(DateTimeFormatter.ofPattern("HH:mm"));
    }

    /// Gives a break and returns the act.
    JsonNode give(String from, int minutes, AgentId... agents) {
        return act(Map.of(
                "kind",
                "break",
                "agents",
                java.util.Arrays.stream(agents).map(AgentId::toString).toList(),
                "reason",
                "break",
                "from",
                from,
                "minutes",
                minutes));
    }

    /// The agent's breaks as the floor's board has them.
    JsonNode breaks(AgentId agent) {
        return admin.get("/api/floor")
                .expect(200)
                .body()
                .path("agents")
                .valueStream()
                .filter(row -> row.path("agentId").asString().equals(agent.toString()))
                .findFirst()
                .orElseThrow()
                .path("breaks");
    }

    static <T> T await(String what, Supplier<T> asked, Predicate<T> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        for (T now = asked.get(); ; now = asked.get()) {
            if (wanted.test(now)) {
                return now;
            }
            assertThat(System.nanoTime()).as(what + ", now " + now).isLessThan(deadline);
            LockSupport.parkNanos(20_000_000); // between two questions
        }
    }
}
