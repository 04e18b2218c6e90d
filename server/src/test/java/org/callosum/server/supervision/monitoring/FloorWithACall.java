package org.callosum.server.supervision.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.callosum.floor.Arrival;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
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
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A house on the running application where Amy talks with a customer, and Lea and Ben, who lead, are
/// signed in; on a real floor without sound.
final class FloorWithACall {
    final ApplicationContext application;
    final House house;
    final Caller admin;
    final QueueId queue;
    final QueueId elsewhere;
    final AgentId amy;
    final AgentId lea;
    final AgentId ben;
    final long amysAccount;
    final long leasAccount;
    final long bensAccount;
    final InteractionId call;
    /// Hears what the floor has decided, beside the application's own listeners.
    Consumer<FloorEvent> listener = event -> {};

    FloorWithACall(ApplicationContext application) {
        this.application = application;
        house = HousesForTests.open(application);
        admin = house.administrator();
        queue = queue("help");
        elsewhere = queue("elsewhere");
        amysAccount = account("amy", "agent");
        leasAccount = account("lea", "team-leader");
        bensAccount = account("ben", "team-leader");
        amy = agent("Amy", "1", amysAccount);
        lea = agent("Lea", "2", leasAccount);
        ben = agent("Ben", "3", bensAccount);
        for (AgentId each : List.of(amy, lea, ben)) {
            await(
                    "the floor knows them",
                    () -> send(new FloorCommand.SignIn(each)),
                    Decision.Accepted.class::isInstance);
        }
        send(new FloorCommand.GoReady(amy));
        call = arrives();
        assertThat(send(new FloorCommand.AcceptOffer(new OfferId(call, 1)))).isInstanceOf(Decision.Accepted.class);
    }

    /// A customer who waits in the queue.
    InteractionId arrives() {
        var arrived = new InteractionId(application.getBean(Ids.class).next());
        application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
            application
                    .getBean(JdbcClient.class)
                    .sql("""
                            insert into interaction (id, tenant_id, client_id, direction, channel, arrived_at)
                            values (?, ?, ?, 'in', 'voice', now())""")
                    .params(arrived.value(), house.tenantId(), house.clientId())
                    .update();
        });
        send(new FloorCommand.Enqueue(arrived, queue, Arrival.plain(0)));
        return arrived;
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

    static long id(Caller.Answer created) {
        return Long.parseLong(created.expect(201).body().path("id").asString());
    }

    long account(String name, String roleCode) {
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
        return id(admin.post("/api/accounts", account));
    }

    private AgentId agent(String name, String number, long account) {
        return new AgentId(id(admin.post(
                "/api/agents",
                Map.of(
                        "name", name,
                        "staffNumber", number,
                        "siteId", Long.toString(house.siteId()),
                        "clients", List.of(Long.toString(house.clientId())),
                        "accountId", Long.toString(account)))));
    }

    Caller browser(String name, long account) {
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

    Decision send(FloorCommand command) {
        Decision decision = application
                .getBean(Floors.class)
                .send(house.tenantId(), command)
                .join();
        if (decision instanceof Decision.Accepted(var events)) {
            events.forEach(listener);
        }
        return decision;
    }

    /// @return what was wanted
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

    int audited() {
        return admin.get("/api/audit?action=conversation-monitored")
                .expect(200)
                .body()
                .path("total")
                .asInt();
    }
}
