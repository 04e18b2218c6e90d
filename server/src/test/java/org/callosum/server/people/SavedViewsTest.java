package org.callosum.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// Views of lists belong to a person and may be shown to a team of theirs.
@ServerTest
class SavedViewsTest {
    private final Furnished here;

    SavedViewsTest(@Autowired ApplicationContext application) {
        this.here = Furnished.open(application);
    }

    private Caller colleague(String name, String staffNumber, String team) {
        var role = here.id(
                "/api/roles",
                Map.of(
                        "version",
                        0,
                        "code",
                        "r" + staffNumber,
                        "name",
                        Map.of("en", "R"),
                        "rights",
                        List.of("cases.view"),
                        "builtIn",
                        false,
                        "accounts",
                        0));
        var account = here.id(
                "/api/accounts",
                Map.ofEntries(
                        Map.entry("version", 0),
                        Map.entry("name", name),
                        Map.entry("displayName", name),
                        Map.entry("roles", List.of(role)),
                        Map.entry("allClients", false),
                        Map.entry("clients", List.of(here.client())),
                        Map.entry("language", "en"),
                        Map.entry("timeZone", "UTC"),
                        Map.entry("active", true)));
        var agent = here.agent(name, staffNumber, Map.of("accountId", account));
        if (!team.isEmpty()) {
            here.staff()
                    .post(
                            "/api/teams/" + team + "/members",
                            Map.of(
                                    "agentId",
                                    agent.toString(),
                                    "from",
                                    LocalDate.now(ZoneOffset.UTC).minusDays(1).toString()))
                    .expect(200);
        }
        var once = here.staff()
                .post("/api/accounts/" + account + "/one-time-password", Map.of())
                .expect(200)
                .body()
                .path("password")
                .asString();
        var caller = here.house().signIn(name, once);
        caller.put("/api/me/password", Map.of("old", once, "next", HousesForTests.PASSWORD))
                .expect(200);
        return caller;
    }

    private static JsonNode views(Caller who) {
        return who.get("/api/views?list=cases").expect(200).body().path("views");
    }

    @Test
    void aViewIsOnesOwnUntilItIsShownToATeam() {
        var team = here.id("/api/teams", Map.of("code", "day", "name", Map.of("en", "Day"), "siteId", here.site()));
        var amy = colleague("amy", "1", team);
        var ben = colleague("ben", "2", team);
        var eve = colleague("eve", "3", "");
        amy.post("/api/views", Map.of("list", "cases", "name", "Mine", "search", "open=true"))
                .expect(200);
        assertThat(views(ben).size()).isZero();
        amy.post("/api/views", Map.of("list", "cases", "name", "Mine", "search", "open=false", "teamId", team))
                .expect(200);
        assertThat(views(amy).size()).as("the same name replaces it").isEqualTo(1);
        assertThat(views(ben).get(0).path("search").asString()).isEqualTo("open=false");
        assertThat(views(ben).get(0).path("mine").asBoolean()).isFalse();
        assertThat(views(eve).size()).isZero();
        var id = views(amy).get(0).path("id").asString();
        ben.delete("/api/views/" + id).expect(404);
        eve.post("/api/views", Map.of("list", "cases", "name", "Spy", "search", "", "teamId", team))
                .expect(400);
        amy.delete("/api/views/" + id).expect(204);
        assertThat(views(ben).size()).isZero();
    }

    @Test
    void thereAreNotMoreThanFifty() {
        var amy = colleague("amy", "1", "");
        for (int i = 0; i < 50; i++) {
            amy.post("/api/views", Map.of("list", "cases", "name", "v" + i, "search", ""))
                    .expect(200);
        }
        assertThat(amy.post("/api/views", Map.of("list", "cases", "name", "one more", "search", ""))
                        .expect(409)
                        .code())
                .isEqualTo("views-many");
        amy.post("/api/views", Map.of("list", "x'; --", "name", "n", "search", ""))
                .expect(400);
    }
}
