package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.callosum.floor.Decision;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.WorkView;
import org.callosum.flow.FlowEffect;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.server.floor.Floors;
import org.callosum.server.interactions.InteractionLog;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// A customer comes to the agent they know: from the tables through the directory to the floor's offer.
@ServerTest
class KnownAgentsTest {
    private static final String NUMBER = "13712349999";

    private final ApplicationContext application;
    private final House house;
    private final org.callosum.server.testing.Caller admin;
    private final String queue;
    private final AgentId amy;
    private final AgentId bo;

    KnownAgentsTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.house = HousesForTests.open(application);
        this.admin = house.administrator();
        this.queue = id(admin.post("/api/queues", queue(30)));
        this.amy = agent("Amy");
        this.bo = agent("Bo");
        await(
                "the floor knows both",
                () -> floors().read(
                                house.tenantId(),
                                floor -> floor.agents().size() == 2
                                        && floor.queues().size() == 1)
                        .join());
    }

    private Map<String, Object> queue(int lastAgentDays) {
        var queue = new LinkedHashMap<String, Object>();
        queue.put("code", "help");
        queue.put("name", Map.of("en", "Help"));
        queue.put("clientId", Long.toString(house.clientId()));
        queue.put("siteId", Long.toString(house.siteId()));
        queue.put("wrapUpSeconds", 0);
        queue.put("lastAgentDays", lastAgentDays);
        return queue;
    }

    private static String id(org.callosum.server.testing.Caller.Answer created) {
        return created.expect(201).body().path("id").asString();
    }

    private AgentId agent(String name) {
        return new AgentId(Long.parseLong(id(admin.post(
                "/api/agents",
                Map.of(
                        "name",
                        name,
                        "staffNumber",
                        name,
                        "siteId",
                        Long.toString(house.siteId()),
                        "clients",
                        List.of(Long.toString(house.clientId())))))));
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

    private void send(FloorCommand command) {
        assertThat(floors().send(house.tenantId(), command).join())
                .as(command.toString())
                .isInstanceOf(Decision.Accepted.class);
    }

    private HouseDirectory directory() {
        var directory = application.getBean(HouseDirectory.class);
        directory.forget(house.tenantId());
        return directory;
    }

    /// The customer rings: what the tables know of them, and the offer that the floor makes.
    private AgentId rungBy(InteractionId call, Instant at) {
        var client = new ClientId(house.clientId());
        var entry = new EntryPoint(house.tenantId(), 1, client, "4001", "main", "en", ZoneOffset.UTC);
        var caller = directory().caller(entry, NUMBER).join();
        assertThat(caller.customer()).isPositive();
        var log = application.getBean(InteractionLog.class);
        log.arrived(
                        house.tenantId(),
                        new InteractionLog.Arrived(
                                call,
                                client,
                                InteractionLog.Direction.IN,
                                "voice",
                                null,
                                "4001",
                                NUMBER,
                                null,
                                "en",
                                at))
                .join();
        log.customer(house.tenantId(), call, caller.customer()).join();
        var enqueue = new FlowEffect.Enqueue(1, "help", List.of(), 0, new LinkedHashMap<>());
        var ref = Objects.requireNonNull(directory().queue(house.tenantId(), client, "help"));
        send(new FloorCommand.Enqueue(
                call, ref.id(), Arrivals.of(enqueue, caller, ref, Instant.now().toEpochMilli(), _ -> null)));
        return floors().read(
                        house.tenantId(),
                        floor -> floor.agents().stream()
                                .filter(agent -> agent.work().stream()
                                        .anyMatch(work -> work.interaction().equals(call)
                                                && work.stage() == WorkView.Stage.OFFERED))
                                .findFirst()
                                .orElseThrow()
                                .agent())
                .join();
    }

    private InteractionId fresh() {
        return new InteractionId(application.getBean(Ids.class).next());
    }

    private void talkAndEnd(InteractionId call) {
        send(new FloorCommand.AcceptOffer(new OfferId(call, 1)));
        send(new FloorCommand.EndConversation(call, EndedBy.CUSTOMER));
        await(
                "the record names the agent",
                () -> !admin.get("/api/interactions/" + call)
                        .expect(200)
                        .body()
                        .path("agentId")
                        .asString("")
                        .isEmpty());
    }

    @Test
    void theLastAgentThenThePreferredOneIsAskedFirstAsLongAsTheQueueRemembers() {
        String customer = id(admin.post(
                "/api/customers",
                Map.of(
                        "clientId", Long.toString(house.clientId()),
                        "name", "Mr Regular",
                        "numbers", List.of(Map.of("number", NUMBER, "kind", "mobile")))));
        send(new FloorCommand.SignIn(bo));
        send(new FloorCommand.GoReady(bo));
        var first = fresh();
        assertThat(rungBy(first, Instant.now())).isEqualTo(bo);
        talkAndEnd(first);
        send(new FloorCommand.SignIn(amy));
        send(new FloorCommand.GoReady(amy));
        // Bo is made the one who became idle last: by idleness alone, the next call would be Amy's.
        send(new FloorCommand.GoNotReady(bo, "break"));
        send(new FloorCommand.GoReady(bo));

        var second = fresh();
        assertThat(rungBy(second, Instant.now())).as("the last agent").isEqualTo(bo);
        send(new FloorCommand.Abandon(second));

        var body = new LinkedHashMap<String, Object>();
        body.put("version", 0);
        body.put("clientId", Long.toString(house.clientId()));
        body.put("name", "Mr Regular");
        body.put("numbers", List.of(Map.of("number", NUMBER, "kind", "mobile")));
        body.put("preferredAgentId", amy.toString());
        assertThat(admin.put("/api/customers/" + customer, body)
                        .expect(200)
                        .body()
                        .path("preferredAgentId")
                        .asString())
                .isEqualTo(amy.toString());
        var third = fresh();
        assertThat(rungBy(third, Instant.now())).as("the preferred agent").isEqualTo(amy);
        send(new FloorCommand.Abandon(third));

        body.put("version", 1);
        body.remove("preferredAgentId");
        admin.put("/api/customers/" + customer, body).expect(200);
        var forgetful = queue(0);
        forgetful.put("version", 0);
        admin.put("/api/queues/" + queue, forgetful).expect(200);
        // Amy's offer was withdrawn just now, so she is put before Bo again.
        send(new FloorCommand.GoNotReady(bo, "break"));
        send(new FloorCommand.GoReady(bo));
        assertThat(rungBy(fresh(), Instant.now())).as("nobody is remembered").isEqualTo(amy);
    }

    @Test
    void anAgentWhoDoesNotWorkForTheClientCannotBePreferred() {
        var refused = admin.post(
                        "/api/customers",
                        Map.of(
                                "clientId",
                                Long.toString(house.clientId()),
                                "name",
                                "Mr Wrong",
                                "preferredAgentId",
                                "12345",
                                "numbers",
                                List.of()))
                .expect(400);
        assertThat(refused.body().path("fields").findValuesAsString("field")).containsExactly("preferredAgentId");
    }
}
