package org.callosum.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.callosum.floor.Arrival;
import org.callosum.floor.Decision;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// What waits were like before a start is read from the journal, not guessed anew.
@ServerTest
class ExpectedWaitsTest {
    /// What is guessed of a contact that nothing is known of.
    private static final long GUESS_MILLIS = 240_000;

    @Autowired
    ApplicationContext application;

    House house;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
    }

    @Test
    void aStartRemembersHowLongContactsTook() {
        Caller admin = house.administrator();
        var queue = new QueueId(Long.parseLong(created(admin.post(
                "/api/queues",
                Map.of(
                        "code",
                        "front",
                        "name",
                        Map.of("en", "Front"),
                        "clientId",
                        Long.toString(house.clientId()),
                        "siteId",
                        Long.toString(house.siteId()),
                        "wrapUpSeconds",
                        0)))));
        var amy = new AgentId(Long.parseLong(created(admin.post(
                "/api/agents",
                Map.of(
                        "name",
                        "Amy",
                        "staffNumber",
                        "A-1",
                        "siteId",
                        Long.toString(house.siteId()),
                        "clients",
                        List.of(Long.toString(house.clientId())))))));
        await(
                "the floor knows both",
                () -> floors().read(
                                house.tenantId(),
                                floor -> floor.agents().size() == 1
                                        && floor.queues().size() == 1)
                        .join());
        send(new FloorCommand.SignIn(amy));
        send(new FloorCommand.GoReady(amy));
        for (int i = 0; i < 4; i++) {
            var call = fresh();
            send(new FloorCommand.Enqueue(call, queue, Arrival.plain(0)));
            send(new FloorCommand.AcceptOffer(new OfferId(call, 1)));
            send(new FloorCommand.EndConversation(call, EndedBy.CUSTOMER));
        }
        var talking = fresh();
        send(new FloorCommand.Enqueue(talking, queue, Arrival.plain(0)));
        send(new FloorCommand.AcceptOffer(new OfferId(talking, 1)));
        var waiting = fresh();
        send(new FloorCommand.Enqueue(waiting, queue, Arrival.plain(0)));

        var started = new ExpectedWaits(
                floors(),
                application.getBean(org.callosum.server.platform.journal.StoredEvents.class),
                java.time.Clock.systemUTC());
        try (started) {
            assertThat(likely(started, waiting)).as("nothing is known yet").isGreaterThan(GUESS_MILLIS / 2);
            floors().read(house.tenantId(), floor -> {
                        started.recovered(house.tenantId(), floor);
                        return true;
                    })
                    .join();
            await("the past is known", () -> likely(started, waiting) < GUESS_MILLIS / 2);
        }
    }

    private long likely(ExpectedWaits waits, InteractionId call) {
        return waits.of(house.tenantId(), call).join().expected().likelyMillis();
    }

    private InteractionId fresh() {
        return new InteractionId(application.getBean(Ids.class).next());
    }

    private Floors floors() {
        return application.getBean(Floors.class);
    }

    private void send(FloorCommand command) {
        assertThat(floors().send(house.tenantId(), command).join())
                .as(command.toString())
                .isInstanceOf(Decision.Accepted.class);
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static String created(Caller.Answer answer) {
        return answer.expect(201).body().path("id").asString();
    }
}
