package org.callosum.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// Two people practise a script by text and judge each other, through the running application.
@ServerTest
class RolePlayTest {
    private static final Map<String, Object> SCORE = Map.of(
            "heard", Map.of("value", "well"),
            "matter", Map.of("value", "well"),
            "own-words", Map.of("value", "partly"),
            "agreed", Map.of("value", "no"));

    private final Furnished here;
    private final Caller agent;
    private final Caller player;
    private final String playerId;
    private final Caller coach;
    private final String coachId;
    private final Caller stranger;

    RolePlayTest(@Autowired ApplicationContext application) {
        this.here = Furnished.open(application);
        this.agent = here.staff();
        var tenant = here.house().tenantId();
        application.getBean(Playbook.class).bring(tenant);
        agent.post(
                        "/api/flows",
                        Map.of(
                                "code", "script-answering",
                                "name", Map.of("en", "Answering"),
                                "yaml", """
                                        flow: script-answering
                                        kind: script
                                        name: {en: Answering}
                                        start: hello
                                        steps:
                                          hello: {ask: {say: {en: Hello?}, replies: [{label: {en: Asks}, next: bye}]}}
                                          bye: {closing: {say: {en: Bye}}}
                                        """,
                                "reason", "first"))
                .expect(201);
        agent.post("/api/flows/script-answering/versions/1/approve", Map.of("reason", "tried"))
                .expect(200);
        this.playerId = account("lin");
        this.player = signIn("lin", playerId);
        this.coachId = account("dana");
        this.coach = signIn("dana", coachId);
        this.stranger = signIn("kim", account("kim"));
    }

    private String account(String name) {
        return account(name, true);
    }

    private String account(String name, boolean everyClient) {
        var role = agent.get("/api/roles?size=100")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("code").asString().equals("agent"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        return here.id(
                "/api/accounts",
                Map.of(
                        "version",
                        0,
                        "name",
                        name,
                        "displayName",
                        name,
                        "roles",
                        List.of(role),
                        "allClients",
                        everyClient,
                        "clients",
                        List.of(),
                        "language",
                        "en",
                        "timeZone",
                        "UTC",
                        "active",
                        true));
    }

    private Caller signIn(String name, String account) {
        var password = agent.post("/api/accounts/" + account + "/one-time-password", Map.of())
                .expect(200)
                .body()
                .path("password")
                .asString();
        var caller = here.house().signIn(name, password);
        caller.put("/api/me/password", Map.of("old", password, "next", HousesForTests.PASSWORD))
                .expect(200);
        return caller;
    }

    private JsonNode begin() {
        return agent.post(
                        "/api/role-plays",
                        Map.of(
                                "clientId",
                                here.client(),
                                "scenario",
                                "whom-do-i-ask",
                                "playerId",
                                playerId,
                                "coachId",
                                coachId,
                                "language",
                                "en"))
                .expect(201)
                .body();
    }

    private static String path(JsonNode play) {
        return "/api/role-plays/" + play.at("/row/id").asString();
    }

    @Test
    void onlyThePlayerHasTheCardAndOnlyTheAgentTheScript() {
        var mine = begin();
        assertThat(mine.path("card").isNull() || mine.path("card").isMissingNode())
                .isTrue();
        assertThat(mine.at("/run/step/said/en").asString()).isEqualTo("Hello?");

        var theirs = player.get(path(mine)).expect(200).body();
        assertThat(theirs.at("/card/en").asString()).contains("weather");
        assertThat(theirs.path("run").isNull() || theirs.path("run").isMissingNode())
                .isTrue();
        assertThat(player.get("/api/role-plays")
                        .expect(200)
                        .body()
                        .at("/plays/0/mine")
                        .asString())
                .isEqualTo("player");
    }

    @Test
    void theTwoTalkByTextWhileTheScriptRuns() {
        var play = begin();
        player.post(path(play) + "/lines", Map.of("text", "Lovely weather")).expect(200);
        agent.post(path(play) + "/lines", Map.of("text", "Hello, how can I help?"))
                .expect(200);
        var moved = agent.post(path(play) + "/moves", Map.of("revision", 0, "act", "key", "key", "1"))
                .expect(200)
                .body();

        assertThat(moved.at("/run/step/id").asString()).isEqualTo("bye");
        assertThat(moved.path("lines")
                        .valueStream()
                        .map(each -> each.path("byPlayer").asBoolean()))
                .containsExactly(true, false);
        assertThat(agent.post(path(play) + "/moves", Map.of("revision", 0, "act", "done"))
                        .expect(409)
                        .code())
                .isEqualTo("edit-conflict");
        assertThat(player.post(path(play) + "/moves", Map.of("revision", 1, "act", "done"))
                        .expect(409)
                        .code())
                .isEqualTo("role-play-not-yours");
    }

    @Test
    void bothJudgeAndSeeTheOthersJudgementOnlyOnceTheirOwnIsThere() {
        var play = begin();
        assertThat(agent.put(path(play) + "/score", Map.of("answers", SCORE))
                        .expect(409)
                        .code())
                .isEqualTo("role-play-not-scored-now");
        player.post(path(play) + "/end", Map.of()).expect(200);
        var first = agent.put(path(play) + "/score", Map.of("answers", SCORE))
                .expect(200)
                .body();
        assertThat(first.path("scores").size()).isEqualTo(1);
        assertThat(player.get(path(play)).expect(200).body().path("scores").size())
                .isZero();
        assertThat(player.put(path(play) + "/score", Map.of("answers", Map.of()))
                        .expect(400)
                        .body()
                        .at("/fields/0/field")
                        .asString())
                .isEqualTo("answers.heard");

        var done = player.put(path(play) + "/score", Map.of("answers", SCORE))
                .expect(200)
                .body();

        assertThat(done.at("/row/state").asString()).isEqualTo("done");
        // points got / possible: (2·2/2 + 3·2/2 + 2·1/2 + 2·0/2) / (2 + 3 + 2 + 2) = 6/9
        assertThat(done.at("/scores/0/score/total").asDouble())
                .isCloseTo(6.0 / 9, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(coach.get(path(play)).expect(200).body().path("scores").size())
                .isEqualTo(2);
        assertThat(agent.put(path(play) + "/score", Map.of("answers", SCORE))
                        .expect(409)
                        .code())
                .isEqualTo("role-play-not-scored-now");
    }

    @Test
    void whoIsNotGrantedTheClientIsNotAsked() {
        var other = account("sam", false);
        var overview =
                agent.get("/api/role-plays?client=" + here.client()).expect(200).body();
        assertThat(overview.path("people").findValuesAsString("id"))
                .contains(playerId, coachId)
                .doesNotContain(other);
        var wish = Map.of("clientId", here.client(), "scenario", "whom-do-i-ask", "playerId", other, "language", "en");
        assertThat(agent.post("/api/role-plays", wish)
                        .expect(400)
                        .body()
                        .at("/fields/0/field")
                        .asString())
                .isEqualTo("playerId");
    }

    @Test
    void onlyTheTwoMayTalkAndOnlyWhileItRuns() {
        var play = begin();
        var sound = path(play) + "/voice";
        assertThat(agent.post(sound, Map.of("sdp", "nothing of the kind"))
                        .expect(400)
                        .code())
                .isEqualTo("role-play-unreadable");
        agent.post(sound, Map.of()).expect(400);
        assertThat(coach.post(sound, Map.of("sdp", "v=0")).expect(409).code()).isEqualTo("role-play-not-yours");
        stranger.post(sound, Map.of("sdp", "v=0")).expect(404);
        var page = player.delete(sound).expect(200).body();
        assertThat(page.at("/voices/mine").asBoolean()).isFalse();
        assertThat(page.at("/voices/other").asBoolean()).isFalse();
        agent.post(path(play) + "/end", Map.of()).expect(200);
        assertThat(player.post(sound, Map.of("sdp", "v=0")).expect(409).code()).isEqualTo("role-play-over");
    }

    @Test
    void nobodyElseSeesIt() {
        var play = begin();

        stranger.get(path(play)).expect(404);
        stranger.post(path(play) + "/lines", Map.of("text", "x")).expect(404);
        assertThat(stranger.get("/api/role-plays")
                        .expect(200)
                        .body()
                        .path("plays")
                        .size())
                .isZero();
        assertThat(coach.post(path(play) + "/lines", Map.of("text", "x"))
                        .expect(409)
                        .code())
                .isEqualTo("role-play-not-yours");
    }

    @Test
    void whatCannotBePlayedIsRefused() {
        var wish =
                Map.of("clientId", here.client(), "scenario", "wants-to-leave", "playerId", playerId, "language", "en");
        agent.post("/api/role-plays", wish).expect(404);
        var alone = Map.of(
                "clientId",
                here.client(),
                "scenario",
                "whom-do-i-ask",
                "playerId",
                Long.toString(here.house().administratorId()),
                "language",
                "en");
        assertThat(agent.post("/api/role-plays", alone)
                        .expect(400)
                        .body()
                        .at("/fields/0/field")
                        .asString())
                .isEqualTo("playerId");
        var overview =
                agent.get("/api/role-plays?client=" + here.client()).expect(200).body();
        assertThat(overview.path("scenarios")
                        .valueStream()
                        .map(each -> each.path("code").asString()))
                .containsExactly("whom-do-i-ask");
    }
}
