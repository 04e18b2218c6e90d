package org.callosum.server.supervision.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.supervision.breaks.FloorOfTwo.await;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.LivePage;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// Breaks of today on the real floor: given, moved, taken, told to desks and shown on the board.
@ServerTest
class BreaksTest {
    private final FloorOfTwo floor;
    private final Tenancy tenancy;
    private final BreakTable table;

    BreaksTest(@Autowired ApplicationContext application) {
        floor = new FloorOfTwo(application);
        tenancy = application.getBean(Tenancy.class);
        table = application.getBean(BreakTable.class);
    }

    private static String outcome(JsonNode act, int place) {
        return act.at("/agents/" + place + "/outcome").asString();
    }

    private JsonNode move(Map<String, Object> to, AgentId... agents) {
        var wanted = new LinkedHashMap<String, Object>(to);
        wanted.put("kind", "break-move");
        wanted.put(
                "agents", java.util.Arrays.stream(agents).map(AgentId::toString).toList());
        return floor.act(wanted);
    }

    private JsonNode length(int minutes) {
        return floor.act(Map.of("kind", "break-length", "agents", List.of(floor.amy.toString()), "minutes", minutes));
    }

    /// As if it had been planned for then: no leader can plan into the past.
    private void plannedFor(Instant startsAt) {
        tenancy.asSystem(floor.house.tenantId(), () -> {
            PlannedBreak one = table.live(floor.amy, Instant.EPOCH).getFirst();
            assertThat(table.change(one.id(), startsAt, one.minutes(), Instant.now()))
                    .isTrue();
            table.say(List.of(floor.amy));
        });
    }

    @Test
    void aBreakIsGivenMovedShortenedAndTakenBackAndTheLogHasBothEnds() {
        String first = floor.in(60);
        JsonNode given = floor.give(first, 15, floor.amy);
        assertThat(outcome(given, 0)).isEqualTo("done");
        assertThat(given.at("/agents/0/is/at").asString()).isEqualTo(first);
        assertThat(given.at("/agents/0").hasNonNull("was")).isFalse();
        assertThat(given.path("figure").asString()).isEqualTo("STR");
        assertThat(given.at("/scope/0/name/en").asString()).isEqualTo("Orders");
        JsonNode row = await("the board shows it", () -> floor.breaks(floor.amy), breaks -> breaks.size() == 1);
        assertThat(row.at("/0/at").asString()).isEqualTo(first);

        JsonNode moved = move(Map.of("byMinutes", 20, "why", "the line is long"), floor.amy);
        assertThat(moved.at("/agents/0/was/at").asString()).isEqualTo(first);
        assertThat(moved.at("/agents/0/is/at").asString()).isEqualTo(floor.in(80));
        JsonNode shorter = length(10);
        assertThat(shorter.at("/agents/0/was/minutes").asInt()).isEqualTo(15);
        assertThat(shorter.at("/agents/0/is/minutes").asInt()).isEqualTo(10);
        JsonNode back = floor.act(Map.of("kind", "break-off", "agents", List.of(floor.amy.toString())));
        assertThat(outcome(back, 0)).isEqualTo("done");
        await("the board shows none", () -> floor.breaks(floor.amy), JsonNode::isEmpty);
        assertThat(outcome(length(12), 0)).isEqualTo("no-break");

        JsonNode log =
                floor.admin.get("/api/floor/actions?q=the+line").expect(200).body();
        assertThat(log.path("total").asInt()).isEqualTo(1);
        assertThat(log.at("/items/0/wanted/byMinutes").asInt()).isEqualTo(20);
        assertThat(floor.admin
                        .get("/api/audit?action=floor-break-move")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aWholeShiftThatGoesOnItsBreakAtOnceIsToldInSeveralWords() {
        tenancy.asSystem(
                floor.house.tenantId(),
                () -> table.say(IntStream.rangeClosed(1, 1_000)
                        .mapToObj(each -> new AgentId(Long.MAX_VALUE - each))
                        .toList()));
    }

    @Test
    void whatCannotBeIsRefusedForEachByItself() {
        assertThat(outcome(floor.give(floor.in(60), 30, floor.amy), 0)).isEqualTo("done");
        JsonNode both = floor.give(floor.in(75), 15, floor.amy, floor.bo);
        assertThat(outcome(both, 0)).isEqualTo("break-overlap");
        assertThat(outcome(both, 1)).as("one refusal does not undo the others").isEqualTo("done");
        assertThat(outcome(floor.give(floor.in(90), 15, floor.amy), 0))
                .as("back to back is no overlap")
                .isEqualTo("done");
        assertThat(outcome(floor.give(floor.in(-5), 10, floor.amy), 0)).isEqualTo("break-past");
        assertThat(outcome(floor.give(floor.in(200), 121, floor.amy), 0)).isEqualTo("break-too-long");
        assertThat(outcome(length(31), 0)).isEqualTo("break-overlap");
        assertThat(outcome(length(30), 0)).isEqualTo("nothing-to-change");
        assertThat(outcome(move(Map.of("byMinutes", -100), floor.amy), 0)).isEqualTo("break-past");
    }

    @Test
    void theHouseSaysHowLongABreakOfAKindMayBe() {
        JsonNode reason = floor.admin
                .get("/api/not-ready-reasons?size=200")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("code").asString().equals("break"))
                .findFirst()
                .orElseThrow();
        var limited = new LinkedHashMap<String, Object>();
        reason.properties().forEach(each -> limited.put(each.getKey(), each.getValue()));
        limited.put("mostMinutes", 20);
        String path = "/api/not-ready-reasons/" + reason.path("id").asString();
        floor.admin.put(path, limited).expect(200);
        assertThat(outcome(floor.give(floor.in(60), 21, floor.amy), 0)).isEqualTo("break-too-long");
        assertThat(outcome(floor.give(floor.in(60), 20, floor.amy), 0)).isEqualTo("done");
        limited.put("mostMinutes", 481);
        limited.put("version", 1);
        assertThat(floor.admin.put(path, limited).expect(400).code()).isEqualTo("fields-invalid");
    }

    @Test
    void manyGoOneAfterAnother() {
        var wanted = new LinkedHashMap<String, Object>(Map.of(
                "kind",
                "break",
                "agents",
                List.of(floor.bo.toString(), floor.amy.toString()),
                "reason",
                "lunch",
                "from",
                floor.in(60),
                "minutes",
                40,
                "atOnce",
                1));
        JsonNode given = floor.act(wanted);
        assertThat(given.at("/agents/0/is/at").asString()).isEqualTo(floor.in(60));
        assertThat(given.at("/agents/1/is/at").asString()).isEqualTo(floor.in(100));
        JsonNode moved = move(Map.of("from", floor.in(120), "atOnce", 1), floor.amy, floor.bo);
        assertThat(moved.at("/agents/0/is/at").asString()).isEqualTo(floor.in(120));
        assertThat(moved.at("/agents/1/is/at").asString()).isEqualTo(floor.in(160));
        wanted.put("atOnce", 2);
        wanted.put("from", floor.in(240));
        assertThat(floor.act(wanted).at("/agents/1/is/at").asString()).isEqualTo(floor.in(240));
    }

    @Test
    void whoGoesOnTheirBreakIsOnItAndComesBackFromIt() {
        floor.give(floor.in(5), 15, floor.amy);
        floor.send(new FloorCommand.GoNotReady(floor.amy, "lunch"));
        floor.send(new FloorCommand.GoReady(floor.amy));
        floor.send(new FloorCommand.GoNotReady(floor.amy, "break"));
        JsonNode on =
                await("she is on her break", () -> floor.breaks(floor.amy).path(0), one -> one.hasNonNull("beganAt"));
        assertThat(on.path("minutes").asInt()).isEqualTo(15);
        JsonNode refused = floor.act(Map.of(
                "kind",
                "break-off",
                "agents",
                List.of(floor.amy.toString()),
                "breakId",
                on.path("id").asString()));
        assertThat(outcome(refused, 0)).isEqualTo("break-begun");
        assertThat(outcome(length(20), 0))
                .as("a running break can be made longer")
                .isEqualTo("done");
        floor.send(new FloorCommand.GoReady(floor.amy));
        await("she is back", () -> floor.breaks(floor.amy), JsonNode::isEmpty);
    }

    @Test
    void aBreakThatBeginsLateKeepsItsLength() {
        floor.give(floor.in(60), 15, floor.amy);
        plannedFor(Instant.now().minus(Duration.ofMinutes(20)));
        floor.send(new FloorCommand.GoNotReady(floor.amy, "break"));
        await("she is on it", () -> floor.breaks(floor.amy).path(0), one -> one.hasNonNull("beganAt"));
        PlannedBreak one = tenancy.asSystem(
                floor.house.tenantId(),
                () -> table.live(floor.amy, Instant.EPOCH).getFirst());
        Instant began = java.util.Objects.requireNonNull(one.beganAt());
        assertThat(one.endsAt()).isEqualTo(began.plus(Duration.ofMinutes(15)));
        assertThat(began).isAfter(one.startsAt().plus(Duration.ofMinutes(19)));
    }

    @Test
    void aBreakThatNobodyWentOnIsGivenUp() {
        floor.give(floor.in(60), 15, floor.amy);
        plannedFor(Instant.now().minus(Duration.ofHours(3)));
        await("it is missed", () -> floor.breaks(floor.amy), JsonNode::isEmpty);
        assertThat(outcome(length(10), 0)).isEqualTo("no-break");
    }

    @Test
    void headsOfQueuesSeeHowManyHaveABreakToTakeSoon() {
        floor.give(floor.in(20), 15, floor.amy);
        floor.give(floor.in(50), 15, floor.bo);
        await(
                "one within half an hour",
                () -> floor.admin
                        .get("/api/floor")
                        .body()
                        .at("/queues/0/breaksSoon")
                        .asInt(),
                soon -> soon == 1);
        floor.send(new FloorCommand.SignOut(floor.amy));
        await(
                "who is not there takes nobody away",
                () -> floor.admin
                        .get("/api/floor")
                        .body()
                        .at("/queues/0/breaksSoon")
                        .asInt(),
                soon -> soon == 0);
    }

    @Test
    void theDeskIsToldAtOnceAndSaysWhereTheBreakWas() {
        Caller browser = floor.browser("amy", floor.amysAccount);
        String first = floor.in(60);
        floor.give(first, 15, floor.amy);
        JsonNode day = browser.get("/api/desk/day").expect(200).body();
        assertThat(day.at("/breaks/0/at").asString()).isEqualTo(first);
        assertThat(day.at("/breaks/0/news").asBoolean()).isTrue();
        assertThat(day.at("/breaks/0").hasNonNull("was")).as("new to her").isFalse();
        String id = day.at("/breaks/0/id").asString();
        assertThat(browser.post("/api/desk/breaks/" + id + "/seen", Map.of())
                        .expect(200)
                        .body()
                        .at("/breaks/0/news")
                        .asBoolean())
                .isFalse();

        LivePage page = LivePage.open(browser);
        page.send("{\"subscribe\":[\"desk-day\"]}");
        int[] times = {0};
        await(
                "the page listens",
                () -> {
                    move(Map.of("byMinutes", times[0]++ % 2 == 0 ? 20 : -20), floor.amy);
                    return page.unread();
                },
                unread -> unread > 0);
        JsonNode told = page.await("desk-day").path("data").at("/breaks/0");
        assertThat(told.at("/was/at").asString()).isEqualTo(first);
        assertThat(told.path("changedBy").asString()).isNotEmpty();

        floor.act(Map.of("kind", "break-off", "agents", List.of(floor.amy.toString())));
        JsonNode gone = browser.get("/api/desk/day").body().at("/breaks/0");
        assertThat(gone.path("state").asString()).isEqualTo("withdrawn");
        browser.post("/api/desk/breaks/" + id + "/seen", Map.of()).expect(200);
        assertThat(browser.get("/api/desk/day").body().path("breaks")).isEmpty();
        Caller other = floor.browser("bo", floor.bosAccount);
        assertThat(other.post("/api/desk/breaks/" + id + "/seen", Map.of())
                        .expect(404)
                        .code())
                .isEqualTo("not-found");
    }

    @Test
    void whatWasGivenAndTakenBackUnseenIsNoNews() {
        Caller browser = floor.browser("amy", floor.amysAccount);
        floor.give(floor.in(60), 15, floor.amy);
        floor.act(Map.of("kind", "break-off", "agents", List.of(floor.amy.toString())));
        assertThat(browser.get("/api/desk/day").expect(200).body().path("breaks"))
                .isEmpty();
    }

    @Test
    void ofTwoLeadersAtOnceOneFindsRoom() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<String>> outcomes = IntStream.range(0, 6)
                    .mapToObj(place -> CompletableFuture.supplyAsync(
                            () -> outcome(floor.give(floor.in(60 + place), 15, floor.amy), 0), threads))
                    .toList();
            List<String> said = outcomes.stream().map(CompletableFuture::join).toList();
            assertThat(said).containsOnly("done", "break-overlap").containsOnlyOnce("done");
        }
    }

    @Test
    void aLeaderOfAnotherClientNeitherSeesNorChangesBreaks() {
        String client = Long.toString(FloorOfTwo.id(floor.admin.post(
                "/api/clients",
                Map.of(
                        "version",
                        0,
                        "code",
                        "other",
                        "name",
                        Map.of("en", "Other"),
                        "timeZone",
                        "Asia/Taipei",
                        "retentionDays",
                        Map.of("recordings", 30, "interactions", 365, "customers", 365),
                        "active",
                        true))));
        floor.give(floor.in(60), 15, floor.amy);
        String leader = floor.account("lee", "team-leader", client);
        Caller other = floor.browser("lee", leader);
        assertThat(other.get("/api/floor").expect(200).body().path("agents")).isEmpty();
        for (Map<String, Object> act : List.<Map<String, Object>>of(
                Map.of("kind", "break-off"),
                Map.of("kind", "break-move", "byMinutes", 5),
                Map.of("kind", "break", "reason", "break", "from", floor.in(120), "minutes", 5))) {
            var wanted = new LinkedHashMap<String, Object>(act);
            wanted.put("agents", List.of(floor.amy.toString()));
            other.post("/api/floor/actions", wanted).expect(404);
        }
        assertThat(other.get("/api/floor/actions").expect(200).body().path("items"))
                .isEmpty();
        assertThat(floor.breaks(floor.amy)).hasSize(1);
    }

    @Test
    void whoMayOnlyLookPlansNothing() {
        Caller analyst = floor.browser("dana", floor.account("dana", "data-analyst", null));
        analyst.post(
                        "/api/floor/actions",
                        Map.of(
                                "kind",
                                "break",
                                "agents",
                                List.of(floor.amy.toString()),
                                "reason",
                                "break",
                                "from",
                                floor.in(60),
                                "minutes",
                                15))
                .expect(403);
        analyst.get("/api/desk/day").expect(403);
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsFields() {
        String amy = floor.amy.toString();
        Map<String, Object> fine =
                Map.of("kind", "break", "agents", List.of(amy), "reason", "break", "from", floor.in(60), "minutes", 15);
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("from", "25:99"),
                Map.of("from", "14"),
                Map.of("from", ""),
                Map.of("minutes", 0),
                Map.of("minutes", 481),
                Map.of("atOnce", 0),
                Map.of("atOnce", 1_000_000),
                Map.of("reason", "no-answer"),
                Map.of("reason", "x'; drop table planned_break"),
                Map.of("kind", "break-move"),
                Map.of("kind", "break-move", "byMinutes", 5),
                Map.of("kind", "break-off", "breakId", "one"),
                Map.of("kind", "break-off", "breakId", "1", "agents", List.of(amy, floor.bo.toString())),
                Map.of("kind", "break-dance"))) {
            var wanted = new LinkedHashMap<String, Object>(fine);
            wanted.putAll(wrong);
            if (wrong.equals(Map.of("kind", "break-move"))) {
                wanted.remove("from");
            }
            assertThat(floor.admin
                            .post("/api/floor/actions", wanted)
                            .expect(400)
                            .code())
                    .as(wrong.toString())
                    .isEqualTo("fields-invalid");
        }
        assertThat(outcome(floor.act(Map.of("kind", "break-off", "agents", List.of(amy), "breakId", "77")), 0))
                .isEqualTo("no-break");
        assertThat(floor.breaks(floor.amy)).isEmpty();
    }
}
