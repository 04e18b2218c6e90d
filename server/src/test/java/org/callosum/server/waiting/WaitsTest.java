package org.callosum.server.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.flow.FlowCatalogue;
import org.callosum.flow.FlowContext;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowInterpreter;
import org.callosum.flow.FlowLibrary;
import org.callosum.flow.FlowReader;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.expression.Value;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.calls.CallBackPromise;
import org.callosum.server.calls.CallBackPromise.State;
import org.callosum.server.floor.LiveMedia;
import org.callosum.server.interactions.InteractionLog;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Announced waits, promised call-backs and silent queues as they are kept and shown.
@ServerTest
class WaitsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String FLOW = """
            flow: shop
            kind: entry
            name: {en: Shop}
            start: wait
            steps:
              wait: {queue: orders, otherwise: bye}
              bye: {hang-up: }
            """;

    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    JdbcClient database;

    @Autowired
    CallBackTable book;

    House house;
    Caller admin;
    QueueId queue;
    private long positions;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
        queue = new QueueId(Long.parseLong(
                admin.post("/api/queues", queue()).expect(201).body().path("id").asString()));
    }

    private Map<String, Object> queue() {
        var fields = new HashMap<String, Object>();
        fields.put("code", "orders");
        fields.put("name", Map.of("en", "Orders"));
        fields.put("clientId", Long.toString(house.clientId()));
        fields.put("siteId", Long.toString(house.siteId()));
        return fields;
    }

    /// A stay of one contact that was told of a wait.
    ///
    /// @param saidMillis each announcement, a second apart, the first at once
    /// @param actualMillis from the first announcement to the answer; negative: abandoned
    private InteractionId stay(List<Long> saidMillis, long actualMillis) {
        var log = application.getBean(InteractionLog.class);
        var id = new InteractionId(application.getBean(Ids.class).next());
        var arrived = new InteractionLog.Arrived(
                id,
                new ClientId(house.clientId()),
                InteractionLog.Direction.IN,
                "voice",
                null,
                "4001",
                null,
                null,
                "en",
                NINE);
        log.arrived(house.tenantId(), arrived).join();
        for (int i = 0; i < saidMillis.size(); i++) {
            log.event(
                            house.tenantId(),
                            id,
                            "wait-announced",
                            NINE.plusSeconds(1 + i),
                            Map.of("saidMillis", Long.toString(saidMillis.get(i))))
                    .join();
        }
        tenancy.asSystem(house.tenantId(), () -> {
            database.sql("update interaction set queued_at = ?, queue_id = ? where id = ?")
                    .params(NINE.atOffset(ZoneOffset.UTC), queue.value(), id.value())
                    .update();
            database.sql("""
                            insert into queue_entry (tenant_id, client_id, interaction_id, queue_id, position, queued_at,
                                answered_at, ended_at, hold_millis, outcome, offers)
                            values (:tenant, :client, :id, :queue, :position, :queued, :answered, :ended, 0, :outcome, 1)
                            """)
                    .param("tenant", house.tenantId())
                    .param("client", house.clientId())
                    .param("id", id.value())
                    .param("queue", queue.value())
                    .param("position", ++positions)
                    .param("queued", NINE.atOffset(ZoneOffset.UTC))
                    .param(
                            "answered",
                            actualMillis < 0
                                    ? null
                                    : NINE.plusSeconds(1)
                                            .plusMillis(actualMillis)
                                            .atOffset(ZoneOffset.UTC))
                    .param("ended", NINE.plusSeconds(900).atOffset(ZoneOffset.UTC))
                    .param("outcome", actualMillis < 0 ? "abandoned" : "handled")
                    .update();
        });
        return id;
    }

    private JsonNode waits() {
        return admin.get("/api/waits?from=2026-03-02T08:00:00Z&to=2026-03-02T10:00:00Z")
                .expect(200)
                .body()
                .get(0);
    }

    @Test
    void theErrorOfAnnouncedWaitsIsThatOfTheExampleInTheMetrics() {
        stay(List.of(60_000L), 75_000);
        stay(List.of(120_000L, 5_000L), 90_000); // the first counts
        stay(List.of(30_000L), 30_000);
        stay(List.of(60_000L), -1); // gave up: not answered
        stay(List.of(), 50_000); // told nothing
        stay(List.of(-1L), 50_000); // told the place alone
        var announced = waits().path("announced");
        assertThat(announced.path("contacts").asLong()).isEqualTo(3);
        assertThat(announced.path("absoluteErrorMillis").asLong() / 3).isEqualTo(15_000);
        assertThat(announced.path("errorMillis").asLong() / 3).isEqualTo(-5_000);
    }

    @Test
    void callBacksAreCountedAsInTheExampleOfTheMetrics() {
        var log = application.getBean(InteractionLog.class);
        for (int i = 0; i < 8; i++) {
            var id = stay(List.of(), -1);
            for (int twice = 0; twice < 2; twice++) {
                log.event(house.tenantId(), id, "call-back-offered", NINE, Map.of("queue", queue.toString()))
                        .join();
            }
            if (i < 6) {
                book.keep(promise(id, State.PROMISED), NINE.toEpochMilli(), "").join();
            }
            if (i < 4) {
                var at = NINE.plusSeconds(i == 0 ? 7_200 : 600); // one too late
                book.keep(promise(id, State.REACHED), at.toEpochMilli(), "").join();
            }
            if (i == 4) {
                book.keep(promise(id, State.RAISED), NINE.toEpochMilli(), "late")
                        .join();
            }
        }
        var taken = stay(List.of(), -1);
        book.keep(promise(taken, State.WITHDRAWN), NINE.toEpochMilli(), "voicemail")
                .join();
        var callBacks = waits().path("callBacks");
        assertThat(callBacks.path("offered").asLong()).isEqualTo(8);
        assertThat(callBacks.path("accepted").asLong()).isEqualTo(6);
        assertThat(callBacks.path("reached").asLong()).isEqualTo(4);
        assertThat(callBacks.path("inTime").asLong()).isEqualTo(3);
        assertThat(callBacks.path("open").asLong()).isEqualTo(1);
        assertThat(callBacks.path("raised").asLong()).isEqualTo(1);
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsRefused() {
        var refused = admin.get("/api/waits?from=2026-03-02T10:00:00Z&to=2026-03-02T09:00:00Z")
                .expect(400);
        assertThat(refused.body().path("code").asString()).isEqualTo("period-unusable");
    }

    private CallBackPromise promise(InteractionId id, State state) {
        var definition = FlowReader.read(FLOW, 1, FlowCatalogue.unknown()).definition();
        assertThat(definition).isNotNull();
        var interpreter = new FlowInterpreter(new FlowLibrary() {
            @Override
            public @Nullable FlowDefinition current(String code) {
                return definition;
            }

            @Override
            public @Nullable FlowDefinition version(String code, int version) {
                return definition;
            }
        });
        var context = new FlowContext("en", ZoneOffset.UTC, Map.of("caller.number", Value.of("+85291234567")));
        var run = interpreter.start(definition, context, 0).run();
        run = interpreter
                .resume(run, new FlowInput.EnqueueAnswer(1, FlowInput.QueueOutcome.QUEUED, ""), 0)
                .run();
        return new CallBackPromise(
                house.tenantId(),
                new ClientId(house.clientId()),
                id,
                queue,
                "4001",
                0,
                "+85291234567",
                new FlowStep.CallBackTerms(FlowStep.CallBackWay.CUSTOMER_FIRST, 3_600_000, 3, 60_000, null, "again"),
                new FlowEffect.Enqueue(
                        1,
                        "orders",
                        List.of(new FlowStep.Need("billing", 3)),
                        4,
                        new LinkedHashMap<>(Map.of("topic", "order"))),
                run,
                NINE.toEpochMilli(),
                NINE.toEpochMilli(),
                NINE.plusSeconds(3_600).toEpochMilli(),
                state,
                0,
                2,
                0,
                NINE.plusSeconds(600).toEpochMilli());
    }

    @Test
    void aPromiseIsTakenUpAsItWasGivenAndByOneProcessOnly() {
        var id = stay(List.of(), -1);
        var given = promise(id, State.PROMISED);
        book.keep(given, NINE.toEpochMilli(), "").join();
        assertThat(book.pending(house.tenantId(), id)).isTrue();
        var lines = application.getBean(LiveMedia.class);
        assertThat(lines.alive(house.tenantId(), id))
                .as("a recovery leaves it where it waits, although nobody is on the line")
                .isTrue();
        assertThat(book.takeUp(house.tenantId(), false))
                .as("its holder is here")
                .isEmpty();
        assertThat(book.takeUp(house.tenantId(), true))
                .as("the holder was this node before it started again")
                .containsExactly(given);
        tenancy.asSystem(
                house.tenantId(),
                () -> database.sql("update call_back set node = 31 where interaction_id = ?")
                        .param(id.value())
                        .update());
        assertThat(book.takeUp(house.tenantId(), false)).as("node 31 is gone").containsExactly(given);
        assertThat(book.takeUp(house.tenantId(), false))
                .as("and it is ours now")
                .isEmpty();
        book.keep(promise(id, State.REACHED), NINE.toEpochMilli(), "").join();
        assertThat(book.pending(house.tenantId(), id)).isFalse();
        assertThat(lines.alive(house.tenantId(), id)).isFalse();
        assertThat(book.takeUp(house.tenantId(), true)).isEmpty();
    }

    @Test
    void whoWasBeingDialledWhenTheProcessDiedIsNotTakenUp() {
        var id = stay(List.of(), -1);
        book.keep(promise(id, State.DIALLING), NINE.toEpochMilli(), "").join();
        assertThat(book.pending(house.tenantId(), id))
                .as("the floor interrupts it, which owes the call")
                .isFalse();
        assertThat(book.takeUp(house.tenantId(), true)).isEmpty();
        assertThat(waits().path("callBacks").path("raised").asLong()).isEqualTo(1);
    }

    private void live(String code, String yaml) {
        admin.post(
                        "/api/flows",
                        Map.of(
                                "code",
                                code,
                                "name",
                                Map.of("en", code),
                                "clientId",
                                Long.toString(house.clientId()),
                                "yaml",
                                yaml,
                                "reason",
                                "test"))
                .expect(201);
        admin.post("/api/flows/" + code + "/versions/1/approve", Map.of("reason", "test"))
                .expect(200);
    }

    @Test
    void queuesThatLeaveCallersWithoutAWordAreListed() {
        assertThat(admin.get("/api/waits/silent").expect(200).body().size())
                .as("nobody is led there yet")
                .isZero();
        live("shop", FLOW);
        var silence = admin.get("/api/waits/silent").expect(200).body();
        assertThat(silence.size()).isEqualTo(1);
        assertThat(silence.get(0).path("queueId").asString()).isEqualTo(queue.toString());
        assertThat(silence.get(0).path("flow").asString()).isEqualTo("shop");
        assertThat(silence.get(0).path("step").asString()).isEqualTo("wait");
        assertThat(silence.get(0).path("reason").asString()).isEqualTo("no-treatment");
        live("music", """
                flow: music
                kind: treatment
                name: {en: Music}
                start: music
                steps:
                  music: {pause: 30s, music: hold, next: music}
                """);
        var own = queue();
        own.put("treatmentFlow", "music");
        own.put(
                "version",
                admin.get("/api/queues/" + queue)
                        .expect(200)
                        .body()
                        .path("version")
                        .asInt());
        admin.put("/api/queues/" + queue, own).expect(200);
        assertThat(admin.get("/api/waits/silent")
                        .expect(200)
                        .body()
                        .get(0)
                        .path("reason")
                        .asString())
                .isEqualTo("silent-treatment");
        live("told", """
                flow: told
                kind: treatment
                name: {en: Told}
                start: tell
                steps:
                  tell: {wait-time: , next: music}
                  music: {pause: 30s, music: hold, next: tell}
                """);
        own.put("treatmentFlow", "told");
        own.put(
                "version",
                admin.get("/api/queues/" + queue)
                        .expect(200)
                        .body()
                        .path("version")
                        .asInt());
        admin.put("/api/queues/" + queue, own).expect(200);
        assertThat(admin.get("/api/waits/silent").expect(200).body().size()).isZero();
    }
}
