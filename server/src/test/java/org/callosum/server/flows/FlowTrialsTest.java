package org.callosum.server.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// Test calls of flows by text: the site's own hours, queues and prompts, and a draft before it goes live (IVR-01).
@ServerTest
class FlowTrialsTest {
    private static final String DRAFT = """
            flow: shop
            kind: entry
            name: {en: Shop}
            variables: {topic: text}
            start: opening
            steps:
              opening: {hours: office, open: hello, closed: sorry}
              hello: {play: welcome-harbour, next: main}
              main:
                menu:
                  say: {en: "Orders, one.", zh-Hans: "订单请按一。", zh-Hant: "訂單請按一。"}
                  options:
                    - {key: 1, label: {en: Orders, zh-Hans: 订单}, set: {topic: "'order'"}, next: wait}
                otherwise: bye
              wait: {queue: front, exits: {closed: sorry}, otherwise: bye}
              sorry: {say: {en: "We are closed."}, next: bye}
              bye: {hang-up: }
            """;
    /// A Wednesday.
    private static final String MORNING = "2026-06-03T10:00";

    @Autowired
    ApplicationContext application;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
        var office = new LinkedHashMap<String, Object>();
        office.put("code", "office");
        office.put("name", Map.of("en", "Office"));
        office.put("timeZone", "Asia/Shanghai");
        office.put("weekly", List.of(Map.of("day", 3, "from", "09:00", "to", "18:00")));
        admin.post("/api/calendars", office).expect(201);
        queue("front", null);
    }

    private void queue(String code, @Nullable String calendarId) {
        var queue = new HashMap<String, Object>();
        queue.put("code", code);
        queue.put("name", Map.of("en", code));
        queue.put("clientId", Long.toString(house.clientId()));
        queue.put("siteId", Long.toString(house.siteId()));
        if (calendarId != null) {
            queue.put("calendarId", calendarId);
        }
        admin.post("/api/queues", queue).expect(201);
    }

    private static Map<String, Object> situation(String at) {
        var situation = new LinkedHashMap<String, Object>();
        situation.put("at", at);
        situation.put("zone", "Asia/Shanghai");
        situation.put("language", "zh-Hans");
        situation.put("callerNumber", "13712340000");
        situation.put("known", true);
        situation.put("rank", 3);
        return situation;
    }

    private Caller.Answer tries(String yaml, Map<String, Object> situation, List<?> moves) {
        return admin.post(
                "/api/flows/try",
                Map.of(
                        "yaml",
                        yaml,
                        "clientId",
                        Long.toString(house.clientId()),
                        "situation",
                        situation,
                        "moves",
                        moves));
    }

    private static List<JsonNode> lines(JsonNode trial, String kind) {
        return StreamSupport.stream(trial.path("lines").spliterator(), false)
                .filter(line -> line.path("kind").asString().equals(kind))
                .toList();
    }

    private static List<String> path(JsonNode trial) {
        var path = new ArrayList<String>();
        trial.path("path").forEach(step -> path.add(step.asString()));
        return path;
    }

    private Caller.Answer crowd(Map<String, Object> more) {
        var wish = new LinkedHashMap<String, Object>();
        wish.put("yaml", DRAFT);
        wish.put("clientId", Long.toString(house.clientId()));
        wish.put("situation", situation(MORNING));
        wish.putAll(more);
        return admin.post("/api/flows/crowd", wish);
    }

    @Test
    void manyCallersByChanceAreLedThroughADraftAndTheSameSeedIsTheSameCrowd() {
        var wish = Map.<String, Object>of(
                "callers",
                150,
                "seed",
                4,
                "habits",
                Map.of("hangUp", 0.5, "silence", 0, "wrong", 0, "answerSeconds", 1, "patienceSeconds", 600));
        var crowd = crowd(wish).expect(200).body();
        assertThat(crowd.path("callers").asInt()).isEqualTo(150);
        var steps = new HashMap<String, JsonNode>();
        crowd.path("steps").forEach(at -> steps.put(at.path("step").asString(), at));
        assertThat(Objects.requireNonNull(steps.get("opening")).path("callers").asInt())
                .isEqualTo(150);
        assertThat(Objects.requireNonNull(steps.get("main")).path("left").asInt())
                .isBetween(50, 100);
        assertThat(Objects.requireNonNull(steps.get("wait")).path("callers").asInt())
                .isEqualTo(150
                        - Objects.requireNonNull(steps.get("main")).path("left").asInt());
        int ended = 0;
        for (var end : crowd.path("ends")) {
            ended += end.path("callers").asInt();
        }
        assertThat(ended).isEqualTo(150);
        assertThat(crowd(wish).expect(200).body()).isEqualTo(crowd);
    }

    @Test
    void aCrowdThatCannotBeIsRefusedWithEachPlace() {
        var refused = crowd(Map.of(
                        "callers",
                        2_001,
                        "habits",
                        Map.of("hangUp", 0.9, "silence", 0.9, "keys", Map.of("main", Map.of("x", 1)))))
                .expect(400)
                .body();
        assertThat(refused.path("fields").findValuesAsString("field"))
                .containsExactlyInAnyOrder("callers", "habits.wrong", "habits.keys.main");
    }

    @Test
    void aDraftNobodySavedIsTriedWithTheHoursOfTheSite() {
        var trial = tries(DRAFT, situation(MORNING), List.of()).expect(200).body();
        assertThat(path(trial)).containsExactly("opening", "hello", "main");
        assertThat(trial.path("turn").asString()).isEqualTo("choice");
        assertThat(trial.path("at").asString()).isEqualTo("main");
        assertThat(trial.path("choices").get(0).path("label").asString()).isEqualTo("订单");
        var hours = lines(trial, "hours").getFirst().path("data");
        assertThat(hours.path("open").asString()).isEqualTo("true");
        var heard = lines(trial, "said");
        assertThat(heard.getFirst().path("said").get(0).path("clip").asString()).isEqualTo("welcome-harbour");
        assertThat(heard.getFirst().path("said").get(0).path("words").path("en").asString())
                .as("what the shipped prompt says")
                .isNotBlank();
        var menu = heard.getLast().path("said").get(0).path("words");
        assertThat(menu.path("en").asString()).isEqualTo("Orders, one.");
        assertThat(menu.path("zh-Hant").asString()).isEqualTo("訂單請按一。");
        assertThat(trial.path("clock").asString()).startsWith("2026-06-03T10:00:");
        assertThat(trial.path("atMillis").asLong())
                .as("announcements take their time")
                .isPositive();
        assertThat(admin.get("/api/flows").body().path("items").findValuesAsString("code"))
                .as("nothing is stored")
                .doesNotContain("shop");
    }

    @Test
    void anHourOutsideLeadsTheClosingWay() {
        var trial = tries(DRAFT, situation("2026-06-03T20:00"), List.of())
                .expect(200)
                .body();
        assertThat(path(trial)).containsExactly("opening", "sorry", "bye");
        assertThat(trial.path("turn").asString()).isEqualTo("nobody");
    }

    @Test
    void aQueueOutsideItsOwnHoursIsSeenInTheTrial() {
        String office = admin.get("/api/calendars")
                .body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("code").asString().equals("office"))
                .map(each -> each.path("id").asString())
                .findFirst()
                .orElseThrow();
        queue("day", office);
        var late = DRAFT.replace(
                        "{hours: office, open: hello, closed: sorry}", "{set: {topic: \"'late'\"}, next: hello}")
                .replace("queue: front", "queue: day");
        var trial = tries(late, situation("2026-06-03T20:00"), List.of(Map.of("move", "press", "text", "1")))
                .expect(200)
                .body();
        assertThat(lines(trial, "not-queued")
                        .getFirst()
                        .path("data")
                        .path("why")
                        .asString())
                .isEqualTo("closed");
        assertThat(path(trial)).endsWith("wait", "sorry", "bye");
    }

    @Test
    void theWholeCallIsWalkedToItsEnd() {
        var trial = tries(
                        DRAFT,
                        situation(MORNING),
                        List.of(
                                Map.of("move", "press", "text", "1"),
                                Map.of("move", "stay", "seconds", 45),
                                Map.of("move", "agent-answers"),
                                Map.of("move", "agent-leaves")))
                .expect(200)
                .body();
        assertThat(lines(trial, "queued").getFirst().path("data").path("queue").asString())
                .isEqualTo("front");
        assertThat(lines(trial, "ended").getFirst().path("data").path("outcome").asString())
                .isEqualTo("served");
        assertThat(trial.path("variables").findValuesAsString("name")).contains("topic", "caller.number");
        assertThat(trial.path("variables").findValuesAsString("value")).contains("order", "13712340000", "3");
    }

    @Test
    void aTextThatSaysNothingIsRefusedWithItsLine() {
        var refused =
                tries("flow: shop\nsteps: [", situation(MORNING), List.of()).expect(409);
        assertThat(refused.code()).isEqualTo("flow-invalid");
    }

    @Test
    void wrongWishesAreNamed() {
        var situation = situation("tomorrow");
        situation.put("zone", "Mars/Olympus");
        situation.put("dial", "perhaps");
        var refused = tries(
                        DRAFT,
                        situation,
                        List.of(
                                Map.of("move", "press", "text", "one"),
                                Map.of("move", "dance"),
                                Map.of("move", "stay", "seconds", 100_000)))
                .expect(400);
        assertThat(refused.body().path("fields").findValuesAsString("field"))
                .contains(
                        "situation.at",
                        "situation.zone",
                        "situation.dial",
                        "moves[0].text",
                        "moves[1].move",
                        "moves[2].seconds");
        tries(DRAFT, situation(MORNING), Collections.nCopies(201, Map.of("move", "press", "text", "9")))
                .expect(400);
    }
}
