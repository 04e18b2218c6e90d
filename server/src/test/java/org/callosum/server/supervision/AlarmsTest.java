package org.callosum.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.callosum.server.interactions.LiveSpeech;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.LivePage;
import org.callosum.server.testing.ServerTest;
import org.callosum.voice.signals.LiveSignals;
import org.callosum.voice.signals.SideSignals;
import org.callosum.voice.signals.SpeechSums;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// From the real floor and the shipped rules to a leader's page and the log.
@ServerTest
class AlarmsTest {
    private static final SideSignals MUTE = new SideSignals(0, 0, 0, 0, 0);
    private static final SpeechSums NOTHING_SAID = new SpeechSums(25_000, 0, 0, 0, 0, MUTE, MUTE);

    private final ApplicationContext application;
    private final House house;
    private final Caller admin;
    private final QueueId queue;
    private final AgentId amy;

    AlarmsTest(@Autowired ApplicationContext application) {
        this.application = application;
        house = HousesForTests.open(application);
        application.getBean(Playbook.class).bring(house.tenantId());
        admin = house.administrator();
        queue = queue("help");
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
                        List.of(Long.toString(house.clientId()))))));
        await("the floor knows Amy", () -> send(new FloorCommand.SignIn(amy)), Decision.Accepted.class::isInstance);
    }

    private static long id(Caller.Answer created) {
        return Long.parseLong(created.expect(201).body().path("id").asString());
    }

    private QueueId queue(String code) {
        return new QueueId(id(admin.post(
                "/api/queues",
                Map.of(
                        "code",
                        code,
                        "name",
                        Map.of("en", code),
                        "clientId",
                        Long.toString(house.clientId()),
                        "siteId",
                        Long.toString(house.siteId())))));
    }

    private Decision send(FloorCommand command) {
        return application.getBean(Floors.class).send(house.tenantId(), command).join();
    }

    private static <T> T await(String what, Supplier<T> asked, Predicate<T> wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        for (T now = asked.get(); ; now = asked.get()) {
            if (wanted.test(now)) {
                return now;
            }
            assertThat(System.nanoTime()).as(what + ", now " + now).isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000); // between two questions
        }
    }

    private JsonNode rule(String code) {
        return admin.get("/api/floor/alarm-rules")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(row -> row.at("/rule/code").asString().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private void limit(String code, double limit) {
        admin.put(
                        "/api/floor/alarm-rules/" + code,
                        Map.of(
                                "version",
                                rule(code).path("version").asInt(),
                                "limit",
                                limit,
                                "lastsSeconds",
                                0,
                                "reason",
                                "to see it"))
                .expect(200);
    }

    private JsonNode open(String code) {
        return await(
                code + " is open", () -> find("/api/floor/alarms", "alarms", code), alarm -> !alarm.isMissingNode());
    }

    private JsonNode find(String path, String list, String code) {
        for (JsonNode alarm : admin.get(path).expect(200).body().path(list)) {
            if (alarm.path("code").asString().equals(code)) {
                return alarm;
            }
        }
        return admin.get(path).body().path("none");
    }

    /// A customer whom Amy talks to.
    private InteractionId conversation() {
        var call = new InteractionId(application.getBean(Ids.class).next());
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
        return call;
    }

    @Test
    void aLongBreakIsAlarmedTakenUpAndLoggedUntilItIsOver() {
        LivePage page = LivePage.open(admin);
        page.send("{\"subscribe\":[\"alarms\"]}");
        limit("long-not-ready", 0);
        send(new FloorCommand.GoReady(amy));
        send(new FloorCommand.GoNotReady(amy, "break"));
        JsonNode told = page.await(message -> message.path("topic").asString().equals("alarms")
                && message.at("/data/alarms/0/code").asString("").equals("long-not-ready"));
        assertThat(told.at("/data/alarms/0/agentId").asString()).isEqualTo(amy.toString());
        JsonNode alarm = open("long-not-ready");
        assertThat(alarm.path("figure").asString()).isEqualTo("BUSY");
        assertThat(alarm.at("/proposal/zh-Hans").asString()).isNotBlank();

        String taken = "/api/floor/alarms/" + alarm.path("id").asString() + "/acknowledge";
        assertThat(admin.post(taken, Map.of("note", "lunch was late"))
                        .expect(200)
                        .body()
                        .path("acknowledgedBy")
                        .asString())
                .isNotBlank();
        assertThat(admin.post(taken, Map.of()).expect(409).code()).isEqualTo("alarm-acknowledged");
        page.await(message -> message.at("/data/alarms/0/note").asString("").equals("lunch was late"));

        send(new FloorCommand.GoReady(amy));
        JsonNode over = await(
                "it is over",
                () -> find("/api/floor/alarm-log", "items", "long-not-ready"),
                row -> row.hasNonNull("clearedAt"));
        assertThat(over.path("note").asString()).isEqualTo("lunch was late");
        assertThat(over.path("worst").isNumber()).isTrue();
        for (String finds : List.of("q=lunch", "agentId=" + amy, "from=2026-01-01T00:00:00Z&q=long-not")) {
            assertThat(admin.get("/api/floor/alarm-log?" + finds)
                            .expect(200)
                            .body()
                            .path("total")
                            .asInt())
                    .as(finds)
                    .isEqualTo(1);
        }
        for (String misses : List.of("q=breakfast", "agentId=77", "to=2026-01-01T00:00:00Z")) {
            assertThat(admin.get("/api/floor/alarm-log?" + misses)
                            .expect(200)
                            .body()
                            .path("items"))
                    .as(misses)
                    .isEmpty();
        }
        page.await(message -> message.path("topic").asString().equals("alarms")
                && message.at("/data/alarms").isEmpty());
    }

    @Test
    void customersWhoWaitForNobodyAreACriticalAlarmOfTheirQueue() {
        limit("nobody-signed-in", 0);
        send(new FloorCommand.SignOut(amy));
        send(new FloorCommand.Enqueue(
                new InteractionId(application.getBean(Ids.class).next()), queue, Arrival.plain(0)));
        JsonNode alarm = open("nobody-signed-in");
        assertThat(alarm.path("severity").asString()).isEqualTo("critical");
        assertThat(alarm.path("queueId").asString()).isEqualTo(queue.toString());
        assertThat(alarm.path("value").asDouble()).isEqualTo(1);
        assertThat(alarm.path("act").asString()).isEqualTo("queues");
    }

    @Test
    void threeSignOutsWithinTheHourAreNoticed() {
        for (int i = 0; i < 3; i++) {
            send(new FloorCommand.SignOut(amy));
            send(new FloorCommand.SignIn(amy));
        }
        assertThat(open("repeated-sign-outs").path("value").asDouble()).isEqualTo(3);
    }

    @Test
    void silenceOnTheLineIsHeardWhileTheConversationLasts() {
        InteractionId call = conversation();
        var speech = application.getBean(LiveSpeech.class);
        speech.heard(new LiveSpeech.Heard(
                house.tenantId(),
                call,
                amy,
                new LiveSignals(NOTHING_SAID, false, false, 25_000, 0, false, false),
                System.currentTimeMillis()));
        JsonNode alarm = open("long-silence");
        assertThat(alarm.path("interactionId").asString()).isEqualTo(call.toString());
        assertThat(alarm.path("agentId").asString()).isEqualTo(amy.toString());
        assertThat(alarm.path("value").asDouble()).isEqualTo(25);
        speech.over(call);
        await(
                "the conversation is over",
                () -> find("/api/floor/alarm-log", "items", "long-silence"),
                row -> row.hasNonNull("clearedAt"));
    }

    @Test
    void tenCallersInAQuietHourAreASurge() {
        var database = application.getBean(JdbcClient.class);
        var ids = application.getBean(Ids.class);
        // three weeks ago one came about now, so ten are far more than usual
        application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
            database.sql("""
                            insert into queue_entry (tenant_id, client_id, interaction_id, queue_id, position, queued_at, ended_at,
                                hold_millis, outcome, offers)
                            values (?, ?, ?, ?, -7, now() - interval '21 days', now() - interval '21 days', 0, 'abandoned', 0)""")
                    .params(house.tenantId(), house.clientId(), ids.next(), queue.value())
                    .update();
        });
        assertThat(new UsualArrivals(application.getBean(Tenancy.class), database, Clock.systemUTC())
                        .of(house.tenantId())
                        .get(queue))
                .as("one in that hour, a sixth in ten minutes")
                .isEqualTo(1 / 6.0);
        send(new FloorCommand.SignOut(amy));
        QueueId unknown = queue("new");
        for (int i = 0; i < 12; i++) {
            send(new FloorCommand.Enqueue(new InteractionId(ids.next()), unknown, Arrival.plain(0)));
        }
        for (int i = 0; i < 10; i++) {
            send(new FloorCommand.Enqueue(new InteractionId(ids.next()), queue, Arrival.plain(0)));
        }
        JsonNode alarm = open("surge");
        assertThat(alarm.path("queueId").asString())
                .as("twelve in a queue of which nothing is known are no surge")
                .isEqualTo(queue.toString());
        assertThat(admin.get("/api/floor/alarms").expect(200).body().path("alarms"))
                .filteredOn(each -> each.path("code").asString().equals("surge"))
                .hasSize(1);
        assertThat(admin.get("/api/floor/usual-volumes").expect(200).body().path("items"))
                .filteredOn(each -> !each.hasNonNull("arrivals"))
                .extracting(each -> each.path("queueId").asString())
                .containsExactly(unknown.toString());
        assertThat(alarm.path("value").asDouble())
                .as("ten where less than one is usual")
                .isEqualTo(9);
        assertThat(alarm.path("figure").asString()).isEqualTo("SURGE");
    }

    @Test
    void aConditionComesWithItsTreeSoThatAScreenCanSayIt() {
        assertThat(rule("long-hold").at("/whenTree/op").asString()).isEqualTo("and");
        var read = admin.post("/api/floor/alarm-conditions", Map.of("about", "queue", "when", "waiting > 2 * ready"))
                .expect(200)
                .body();
        assertThat(read.at("/whenTree/parts/1/op").asString()).isEqualTo("*");
        assertThat(admin.post("/api/floor/alarm-conditions", Map.of("about", "queue", "when", "seconds > 2"))
                        .expect(200)
                        .body()
                        .path("message")
                        .asString())
                .as("what belongs to an agent is no name of a queue")
                .contains("seconds");
        admin.post("/api/floor/alarm-conditions", Map.of("about", "moon", "when", "waiting > 2"))
                .expect(400);
        admin.post("/api/floor/alarm-conditions", Map.of("about", "queue", "when", "waiting > 2 ".repeat(400)))
                .expect(400);
    }

    @Test
    void aRuleThatCannotBeReadIsRefusedAndAnOldVersionMeetsTheNewOne() {
        int version = rule("long-hold").path("version").asInt();
        var wrong = admin.put(
                        "/api/floor/alarm-rules/long-hold",
                        Map.of("version", version, "when", "stat = 'hold'", "reason", "typo"))
                .expect(400);
        assertThat(wrong.body().at("/fields/0/field").asString()).isEqualTo("when");
        assertThat(wrong.body().at("/fields/0/message").asString()).contains("state");
        admin.put("/api/floor/alarm-rules/long-hold", Map.of("version", version, "limit", 90, "reason", "calmer"))
                .expect(200);
        assertThat(admin.put(
                                "/api/floor/alarm-rules/long-hold",
                                Map.of("version", version, "limit", 60, "reason", "stricter"))
                        .expect(409)
                        .body()
                        .at("/current/rule/limit")
                        .asDouble())
                .isEqualTo(90);
    }

    @Test
    void aChangeOfARuleLastsForATimeAndIsTakenBack() {
        var before = rule("long-hold");
        int version = before.path("version").asInt();
        double limit = before.at("/rule/limit").asDouble();
        var path = "/api/floor/alarm-rules/long-hold";
        var until = Instant.now().plusSeconds(7_200).toString();
        var changed = admin.put(
                        path, Map.of("version", version, "limit", limit + 30, "reason", "fair week", "validTo", until))
                .expect(200)
                .body();
        assertThat(changed.path("liveVersion").asInt()).isEqualTo(version + 1);
        assertThat(changed.path("endsAt").asString("")).isNotEmpty();
        var later = admin.put(
                        path,
                        Map.of(
                                "version",
                                version + 1,
                                "limit",
                                limit + 60,
                                "reason",
                                "from tomorrow",
                                "validFrom",
                                Instant.now().plusSeconds(86_400).toString()))
                .expect(200)
                .body();
        assertThat(later.path("version").asInt()).as("to be named next").isEqualTo(version + 2);
        assertThat(later.path("liveVersion").asInt()).isEqualTo(version + 1);
        assertThat(later.at("/rule/limit").asDouble())
                .as("what is to begin tomorrow does not watch today")
                .isEqualTo(limit + 30);
        admin.post(path + "/versions/" + (version + 2) + "/take-back", Map.of("reason", ""))
                .expect(400);
        admin.post(path + "/versions/" + (version + 2) + "/take-back", Map.of("reason", "not agreed"))
                .expect(200);
        var whole = admin.post(path + "/versions/" + (version + 1) + "/take-back", Map.of("reason", "fair is off"))
                .expect(200)
                .body();
        assertThat(whole.at("/row/rule/limit").asDouble()).isEqualTo(limit);
        assertThat(whole.at("/row/liveVersion").asInt()).isEqualTo(version);
        assertThat(whole.path("versions")).hasSize(version + 2);
        admin.put(path, Map.of("version", version + 2, "limit", limit, "reason", "goes on from there"))
                .expect(200);
        admin.get("/api/floor/alarm-rules/nothing-like-it").expect(404);
    }
}
