package org.callosum.server.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.callosum.floor.Arrival;
import org.callosum.floor.Decision;
import org.callosum.floor.Exit;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.QueueCounts;
import org.callosum.measures.ServiceLevel;
import org.callosum.measures.Thresholds;
import org.callosum.measures.facts.Fact;
import org.callosum.measures.facts.FactFolder;
import org.callosum.measures.facts.QueueEntry;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.journal.FloorEventCodec;
import org.callosum.server.platform.journal.Journal;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// A contact from arrival to wrap-up through the running application, and a seeded day whose figures must agree
/// everywhere.
@ServerTest
class CentreDayTest {
    private static final String NUMBER = "+8613712345678";
    private static final String NAME = "Zhang Xiaoming";

    private final ApplicationContext application;
    private final House house;
    private final Caller agent;
    private final String queue;

    CentreDayTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.house = HousesForTests.open(application);
        this.agent = house.administrator();
        this.queue = agent.post(
                        "/api/queues",
                        Map.of(
                                "code",
                                "sales",
                                "name",
                                Map.of("en", "Sales", "zh-Hans", "销售"),
                                "clientId",
                                Long.toString(house.clientId()),
                                "siteId",
                                Long.toString(house.siteId()),
                                "dispositionRequired",
                                true,
                                "wrapUpSeconds",
                                600))
                .expect(201)
                .body()
                .path("id")
                .asString();
        agent.post(
                        "/api/dispositions",
                        Map.of(
                                "code", "sold",
                                "name", Map.of("en", "Completed sale"),
                                "clientId", Long.toString(house.clientId()),
                                "group", Map.of("en", "Sales")))
                .expect(201);
        agent.post(
                        "/api/agents",
                        Map.of(
                                "name", "Amy",
                                "staffNumber", "7",
                                "siteId", Long.toString(house.siteId()),
                                "clients", List.of(Long.toString(house.clientId())),
                                "accountId", Long.toString(house.administratorId())))
                .expect(201);
        await(
                "the floor knows queue and agent",
                () -> floors().read(
                                        house.tenantId(),
                                        floor -> floor.agents().size()
                                                + floor.queues().size())
                                .join()
                        == 2);
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

    private InteractionId arrive() {
        InteractionId interaction =
                new InteractionId(application.getBean(Ids.class).next());
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
                                NUMBER,
                                NAME,
                                "zh-Hans",
                                Instant.now()))
                .join();
        return interaction;
    }

    private Decision send(FloorCommand command) {
        return floors().send(house.tenantId(), command).join();
    }

    private void enqueue(InteractionId interaction) {
        assertThat(send(new FloorCommand.Enqueue(interaction, new QueueId(Long.parseLong(queue)), Arrival.plain(0))))
                .isInstanceOf(Decision.Accepted.class);
    }

    private JsonNode desk() {
        return agent.get("/api/desk").expect(200).body();
    }

    private JsonNode history(InteractionId interaction, String outcome) {
        JsonNode[] found = new JsonNode[1];
        await("the history shows " + outcome, () -> {
            found[0] = agent.get("/api/interactions/" + interaction).expect(200).body();
            return found[0].path("outcome").asString().equals(outcome)
                    && (!outcome.equals("handled")
                            || !found[0].path("talkMillis").isMissingNode());
        });
        return found[0];
    }

    private static List<String> types(JsonNode record) {
        List<String> types = new ArrayList<>();
        record.path("timeline").forEach(step -> types.add(step.path("type").asString()));
        return types;
    }

    @Test
    void aContactIsServedAtTheDeskAndItsStoryIsToldStepByStep() {
        agent.post("/api/desk/sign-in", Map.of("device", "browser")).expect(200);
        assertThat(agent.post("/api/desk/ready", Map.of())
                        .expect(200)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("idle");
        InteractionId call = arrive();
        application
                .getBean(InteractionLog.class)
                .keysPressed(house.tenantId(), call, "menu-main", "3", Map.of("en", "Renewal"), Instant.now())
                .join();
        enqueue(call);

        JsonNode offered = desk();
        assertThat(offered.path("state").asString()).isEqualTo("offered");
        assertThat(offered.path("offer").path("explanation").path("candidates").asInt())
                .isEqualTo(1);
        assertThat(offered.path("interaction").path("from").asString()).isEqualTo(NUMBER);
        assertThat(offered.path("interaction")
                        .path("keys")
                        .get(0)
                        .path("meaning")
                        .path("en")
                        .asString())
                .isEqualTo("Renewal");
        String offer = offered.path("offer").path("id").asString();
        assertThat(agent.post("/api/desk/offers/" + offer + "/accept", Map.of())
                        .expect(200)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("talking");
        assertThat(agent.post("/api/desk/offers/" + offer + "/accept", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("offer-already-settled");
        String path = "/api/desk/interactions/" + call;
        agent.post(path + "/hold", Map.of("on", true)).expect(200);
        assertThat(desk().path("interaction").path("held").asBoolean()).isTrue();
        agent.post(path + "/hold", Map.of("on", false)).expect(200);
        agent.put(path + "/notes", Map.of("text", "wants two more years")).expect(200);
        agent.put(path + "/notes", Map.of("text", "wants three more years")).expect(200);
        assertThat(agent.post(path + "/hang-up", Map.of())
                        .expect(200)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("wrapping-up");
        assertThat(agent.post(path + "/wrap-up", Map.of("dispositions", List.of()))
                        .expect(409)
                        .code())
                .isEqualTo("disposition-required");
        assertThat(agent.post(path + "/wrap-up", Map.of("dispositions", List.of("bought")))
                        .expect(409)
                        .code())
                .isEqualTo("unknown-disposition");
        assertThat(agent.post(path + "/wrap-up", Map.of("dispositions", List.of("sold"), "ready", false))
                        .expect(200)
                        .body()
                        .path("presence")
                        .asString())
                .isEqualTo("not-ready");

        JsonNode record = history(call, "handled");
        assertThat(types(record))
                .containsSubsequence(
                        "arrived",
                        "queued",
                        "offered",
                        "answered",
                        "hold-started",
                        "hold-ended",
                        "ended",
                        "wrap-up-started",
                        "wrapped-up");
        assertThat(record.path("dispositions").get(0).path("en").asString()).isEqualTo("Completed sale");
        assertThat(record.path("notes").get(0).path("text").asString()).isEqualTo("wants three more years");
        assertThat(record.path("fromName").asString()).isEqualTo(NAME);
        assertThat(agent.get("/api/interactions?q=13712345678")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(agent.get("/api/interactions?outcome=abandoned")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void historyFactsAndARecomputationFromTheJournalAgreeAndTheJournalKnowsNobody() {
        agent.post("/api/desk/sign-in", Map.of("device", "browser")).expect(200);
        agent.post("/api/desk/ready", Map.of()).expect(200);
        Random chance = new Random(20_261_121);
        for (int i = 0; i < 25; i++) {
            InteractionId call = arrive();
            enqueue(call);
            switch (chance.nextInt(5)) {
                case 0 -> send(new FloorCommand.Abandon(call));
                case 1 -> send(new FloorCommand.LeaveQueue(call, Exit.VOICEMAIL));
                case 2 -> send(new FloorCommand.Interrupt(call));
                default -> {
                    String offer = desk().path("offer").path("id").asString();
                    agent.post("/api/desk/offers/" + offer + "/accept", Map.of())
                            .expect(200);
                    if (i != 24) {
                        agent.post("/api/desk/interactions/" + call + "/hang-up", Map.of())
                                .expect(200);
                        agent.post(
                                        "/api/desk/interactions/" + call + "/wrap-up",
                                        Map.of("dispositions", List.of("sold")))
                                .expect(200);
                    }
                }
            }
        }
        long end = application.getBean(Journal.class).read(house.tenantId(), 0, entry -> {});
        await(
                "the records have caught up",
                () -> application.getBean(Records.class).position(house.tenantId()) >= end);

        List<Fact> facts = new ArrayList<>();
        FactFolder folder = new FactFolder(facts::add);
        Floor replayed = new Floor();
        StringBuilder journal = new StringBuilder();
        application.getBean(Journal.class).read(house.tenantId(), 0, entry -> {
            folder.fold(FloorEventCodec.read(entry.event()));
            replayed.evolve(FloorEventCodec.read(entry.event()));
            journal.append(entry.event()).append('\n');
        });
        Thresholds thresholds = new Thresholds(20_000, 5_000, ServiceLevel.SL_NO_SHORT);
        QueueId sales = new QueueId(Long.parseLong(queue));
        List<QueueEntry> recomputed = new ArrayList<>(folder.openEntries());
        facts.stream().filter(QueueEntry.class::isInstance).forEach(fact -> recomputed.add((QueueEntry) fact));
        QueueCounts fromJournal = count(recomputed, thresholds);
        List<QueueEntry> stored = new ArrayList<>(folder.openEntries());
        stored.addAll(application.getBean(QueueFacts.class).since(house.tenantId(), sales, Instant.EPOCH));
        assertThat(count(stored, thresholds)).isEqualTo(fromJournal);
        assertThat(fromJournal.arrived()).isEqualTo(25);

        JsonNode page = agent.get("/api/interactions?size=200&queue=" + queue)
                .expect(200)
                .body();
        assertThat(page.path("total").asLong()).isEqualTo(fromJournal.arrived());
        long abandoned = 0;
        for (JsonNode row : page.path("items")) {
            abandoned += row.path("outcome").asString().equals("abandoned") ? 1 : 0;
        }
        assertThat(abandoned).isEqualTo(fromJournal.abandoned());

        assertThat(floors().read(house.tenantId(), Floor::snapshot).join()).isEqualTo(replayed.snapshot());
        assertThat(journal.toString()).doesNotContain("13712345678", NAME, "Zhang", "Amy");
        // a short number may stand inside an id or a time; on its own it may not
        assertThat(journal.toString()).doesNotContainPattern("\"[^\":]*(?<!\\d)4001(?!\\d)[^\":]*\"");
    }

    private static QueueCounts count(List<QueueEntry> entries, Thresholds thresholds) {
        QueueCounts counts = QueueCounts.NONE;
        for (QueueEntry entry : entries) {
            counts = counts.plus(QueueCounts.of(entry, thresholds));
        }
        return counts;
    }

    @Test
    void anotherHouseSeesNothingOfAContactAndHasNoDeskHere() {
        InteractionId call = arrive();
        enqueue(call);
        agent.get("/api/interactions/" + call).expect(200);
        Caller stranger = HousesForTests.open(application).administrator();
        stranger.get("/api/interactions/" + call).expect(404);
        assertThat(stranger.get("/api/interactions")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(stranger.get("/api/desk").expect(409).code()).isEqualTo("not-an-agent");
    }

    @Test
    void aContactLostInItsFlowIsInterruptedAndItsCustomerIsOwedACall() {
        InteractionId call = arrive();
        RecordStore store = application.getBean(RecordStore.class);
        application.getBean(org.callosum.server.platform.tenancy.Tenancy.class).asSystem(house.tenantId(), () -> {
            assertThat(store.openOutsideTheFloor(Instant.now().plusSeconds(1), java.util.Set.of()))
                    .contains(call);
            assertThat(store.openOutsideTheFloor(Instant.now().plusSeconds(1), java.util.Set.of(call)))
                    .doesNotContain(call);
            store.interrupted(house.tenantId(), call, Instant.now());
            store.interrupted(house.tenantId(), call, Instant.now());
        });
        JsonNode record = history(call, "interrupted");
        assertThat(types(record)).containsOnlyOnce("interrupted");
        assertThat(record.path("cases").size()).isLessThanOrEqualTo(1);
    }
}
