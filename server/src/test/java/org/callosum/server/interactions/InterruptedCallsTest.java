package org.callosum.server.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.callosum.floor.AgentState;
import org.callosum.floor.AgentView;
import org.callosum.floor.Arrival;
import org.callosum.floor.Decision;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.cases.Cases;
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

/// The process that carried twenty calls has died: what the next owner of the floor makes of each of them.
/// Nobody here has the calls' media, as after a kill; the floor is taken over as any other node takes it, by a
/// new epoch.
@ServerTest
class InterruptedCallsTest {
    private static final int TALKING = 6;

    private final ApplicationContext application;
    private final House house;
    private final Caller admin;
    private final QueueId queue;
    private final List<AgentId> agents = new ArrayList<>();

    InterruptedCallsTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.house = HousesForTests.open(application);
        this.admin = house.administrator();
        String client = Long.toString(house.clientId());
        this.queue = new QueueId(id(admin.post(
                "/api/queues",
                Map.of(
                        "code",
                        "help",
                        "name",
                        Map.of("en", "Help"),
                        "clientId",
                        client,
                        "siteId",
                        Long.toString(house.siteId()),
                        "wrapUpSeconds",
                        600))));
        for (int i = 0; i <= TALKING; i++) {
            agents.add(new AgentId(id(admin.post(
                    "/api/agents",
                    Map.of(
                            "name", "Agent " + i,
                            "staffNumber", Integer.toString(i),
                            "siteId", Long.toString(house.siteId()),
                            "clients", List.of(client))))));
        }
        await(
                "the floor knows queue and agents",
                () -> floors().read(
                                house.tenantId(),
                                floor -> floor.agents().size() + floor.queues().size())
                        .join()
                        .equals(TALKING + 2));
    }

    private static long id(Caller.Answer created) {
        return Long.parseLong(created.expect(201).body().path("id").asString());
    }

    private Floors floors() {
        return application.getBean(Floors.class);
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private InteractionLog log() {
        return application.getBean(InteractionLog.class);
    }

    private InteractionId arrive() {
        var interaction = new InteractionId(application.getBean(Ids.class).next());
        log().arrived(
                        house.tenantId(),
                        new InteractionLog.Arrived(
                                interaction,
                                new ClientId(house.clientId()),
                                InteractionLog.Direction.IN,
                                "voice",
                                null,
                                "4001",
                                "+85221112222",
                                null,
                                "en",
                                Instant.now()))
                .join();
        return interaction;
    }

    private void accepted(FloorCommand command) {
        assertThat(floors().send(house.tenantId(), command).join())
                .as(command.toString())
                .isInstanceOf(Decision.Accepted.class);
    }

    private InteractionId queued() {
        var interaction = arrive();
        accepted(new FloorCommand.Enqueue(interaction, queue, Arrival.plain(0)));
        return interaction;
    }

    private InteractionId talking() {
        var interaction = queued();
        accepted(new FloorCommand.AcceptOffer(new OfferId(interaction, 1)));
        return interaction;
    }

    private void recorded(InteractionId interaction, long recording) {
        log().recordingStarted(
                        house.tenantId(),
                        interaction,
                        recording,
                        "none-" + recording + ".clmr",
                        new byte[] {1},
                        Instant.now())
                .join();
    }

    private JsonNode record(InteractionId interaction) {
        return admin.get("/api/interactions/" + interaction).expect(200).body();
    }

    private static List<String> callBacks(JsonNode record) {
        var reasons = new ArrayList<String>();
        record.path("cases").forEach(each -> {
            if (each.path("type").asString().equals("call-back")) {
                reasons.add(each.path("reason").asString());
            }
        });
        return reasons;
    }

    private void ownerDies() {
        var before = floors().send(house.tenantId(), new FloorCommand.AdvanceTime());
        before.join();
        application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
            int taken = application
                    .getBean(JdbcClient.class)
                    .sql("update journal_lease set epoch = epoch + 1, until = clock_timestamp() where tenant_id = ?")
                    .param(house.tenantId())
                    .update();
            assertThat(taken).isEqualTo(1);
        });
        await("the floor is lost", () -> !floors().owns(house.tenantId()));
        await("the floor is open again", () -> floors().owns(house.tenantId()));
    }

    @Test
    void everyCallThatWasCutOffIsInterruptedWithOneCallBackAndNoAgentIsStuck() {
        agents.forEach(agent -> accepted(new FloorCommand.SignIn(agent)));
        SequencedSet<InteractionId> cutOff = new LinkedHashSet<>();
        SequencedSet<InteractionId> settled = new LinkedHashSet<>();
        for (int i = 0; i < 6; i++) {
            cutOff.add(arrive()); // listening to their flow
        }
        agents.forEach(agent -> accepted(new FloorCommand.GoReady(agent)));
        for (int i = 0; i < TALKING - 1; i++) {
            var call = talking();
            cutOff.add(call);
            recorded(call, 1_000_000L * (i + 1) + call.value() % 1_000_000L);
        }
        accepted(new FloorCommand.StartHold(cutOff.getLast()));
        var wrappedUp = talking();
        accepted(new FloorCommand.EndConversation(wrappedUp, EndedBy.CUSTOMER));
        settled.add(wrappedUp);
        cutOff.add(queued()); // rings at the last agent
        for (int i = 0; i < 5; i++) {
            cutOff.add(queued()); // nobody is left: they wait
        }
        for (int i = 0; i < 3; i++) {
            var left = queued();
            accepted(new FloorCommand.LeaveQueue(left, Exit.VOICEMAIL)); // about to leave a message
            cutOff.add(left);
        }
        assertThat(cutOff).hasSize(20);
        var abandoned = queued();
        accepted(new FloorCommand.Abandon(abandoned));
        settled.add(abandoned);
        var served = arrive();
        log().ended(house.tenantId(), served, Instant.now(), InteractionLog.Ending.SELF_SERVED)
                .join();
        settled.add(served);
        // One was owed a call already when the process died: their agent's browser had gone first.
        var owedBefore = cutOff.getFirst();
        application
                .getBean(Tenancy.class)
                .asSystem(
                        house.tenantId(),
                        () -> application
                                .getBean(Cases.class)
                                .open(new Cases.Opening(
                                        house.clientId(),
                                        "call-back",
                                        "flow-fault",
                                        owedBefore.value(),
                                        null,
                                        null,
                                        null,
                                        "",
                                        null)));

        ownerDies();

        for (var call : cutOff) {
            await("call " + call + " is owed a call", () -> {
                var record = record(call);
                return record.path("outcome").asString().equals("interrupted")
                        && !callBacks(record).isEmpty();
            });
        }
        ownerDies(); // a second death at once must not owe anybody twice
        await(
                "recordings are closed",
                () -> application
                        .getBean(Tenancy.class)
                        .<Boolean>asSystem(
                                house.tenantId(),
                                () -> application
                                        .getBean(RecordStore.class)
                                        .runningRecordings(Instant.now())
                                        .isEmpty()));

        for (var call : cutOff) {
            var record = record(call);
            assertThat(callBacks(record))
                    .as("call-backs of " + call)
                    .containsExactly(call.equals(owedBefore) ? "flow-fault" : "interrupted");
            assertThat(record.path("timeline"))
                    .filteredOn(step -> step.path("type").asString().equals("interrupted"))
                    .hasSize(1);
        }
        for (var call : settled) {
            assertThat(callBacks(record(call))).as("call-backs of " + call).isEmpty();
        }
        List<AgentView> after = agents.stream()
                .map(agent -> floors().read(house.tenantId(), floor -> Objects.requireNonNull(floor.agent(agent)))
                        .join())
                .toList();
        for (AgentView agent : after) {
            assertThat(agent.work()).allMatch(work -> work.stage() == WorkView.Stage.WRAPPING_UP);
            assertThat(agent.state()).isIn(AgentState.IDLE, AgentState.WRAPPING_UP);
        }
        assertThat(after).filteredOn(agent -> agent.state() == AgentState.IDLE).hasSize(TALKING);
        JsonNode due =
                admin.get("/api/cases?type=call-back&size=200").expect(200).body();
        assertThat(due.path("total").asInt()).isEqualTo(20);
        due.path("items")
                .forEach(each -> assertThat(each.path("dueAt").asString("")).isNotEmpty());
    }
}
