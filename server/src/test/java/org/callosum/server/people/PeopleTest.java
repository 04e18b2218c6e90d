package org.callosum.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import tools.jackson.databind.JsonNode;

@ServerTest
class PeopleTest {
    @Autowired
    ApplicationContext application;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    @Test
    void anAgentIsMadeChangedAndFoundAgain() {
        var amy = agent("Amy Wong 黄爱美", "A-1");
        assertThat(amy.path("active").asBoolean()).isTrue();
        assertThat(amy.path("clients").get(0).asString()).isEqualTo(Long.toString(house.clientId()));

        var wanted = fields("Amy Wong", "A-1");
        wanted.put("version", amy.path("version").asInt());
        wanted.put("chatCapacity", 3);
        var after = admin.put("/api/agents/" + id(amy), wanted).expect(200).body();
        assertThat(after.path("chatCapacity").asInt()).isEqualTo(3);
        assertThat(after.path("version").asInt()).isEqualTo(1);

        agent("Bo Lee", "A-2");
        var found = admin.get("/api/agents?q=AMY&sort=-name").expect(200).body();
        assertThat(found.path("total").asInt()).isOne();
        assertThat(found.path("items").get(0).path("name").asString()).isEqualTo("Amy Wong");
        var second =
                admin.get("/api/agents?size=1&page=1&sort=name").expect(200).body();
        assertThat(second.path("total").asInt()).isEqualTo(2);
        assertThat(second.path("items").get(0).path("name").asString()).isEqualTo("Bo Lee");
    }

    @Test
    void anAgentAndTheirAccountAreMadeInOneAct() {
        var wanted = fields("Cai Lin 林彩", "A-3");
        var made = admin.post("/api/agents/with-account", Map.of("agent", wanted, "signInName", "cai"))
                .expect(201)
                .body();
        var account = made.path("agent").path("accountId").asString();
        var password = made.path("password").asString();
        assertThat(admin.get("/api/accounts/" + account)
                        .expect(200)
                        .body()
                        .path("agentId")
                        .asString())
                .isEqualTo(id(made.path("agent")));

        var cai = house.signIn("cai", password);
        cai.put("/api/me/password", Map.of("old", password, "next", "a quiet long password"))
                .expect(200);
        assertThat(cai.get("/api/desk").expect(200).body().path("name").asString())
                .isEqualTo("Cai Lin 林彩");

        // the name is taken: no second agent stays behind without an account
        var again =
                admin.post("/api/agents/with-account", Map.of("agent", fields("Cai Two", "A-4"), "signInName", "CAI"));
        assertThat(again.expect(400).body().path("fields").get(0).path("field").asString())
                .isEqualTo("signInName");
        assertThat(admin.get("/api/agents?q=Cai").body().path("total").asInt()).isOne();
    }

    @Test
    void anEditThatComesTooLateIsToldWhatStandsThereNow() {
        var amy = agent("Amy", "A-1");
        var first = fields("Amy One", "A-1");
        first.put("version", 0);
        admin.put("/api/agents/" + id(amy), first).expect(200);
        var second = fields("Amy Two", "A-1");
        second.put("version", 0);
        var conflict = admin.put("/api/agents/" + id(amy), second).expect(409);
        assertThat(conflict.code()).isEqualTo("edit-conflict");
        assertThat(conflict.body().path("current").path("name").asString()).isEqualTo("Amy One");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        var refused = admin.post(
                        "/api/agents",
                        Map.of(
                                "name",
                                " ",
                                "siteId",
                                "12",
                                "clients",
                                List.of("99"),
                                "voiceCapacity",
                                2,
                                "device",
                                "fax"))
                .expect(400);
        assertThat(refused.code()).isEqualTo("fields-invalid");
        assertThat(refused.body().path("fields").findValuesAsString("field"))
                .containsExactlyInAnyOrder("name", "staffNumber", "siteId", "clients", "voiceCapacity", "device");
        assertThat(refused.body().path("fields").findValuesAsString("message")).noneMatch(String::isBlank);
    }

    @Test
    void aStaffNumberIsUsedOnce() {
        agent("Amy", "A-1");
        var refused = admin.post("/api/agents", fields("Bo", "A-1")).expect(400);
        assertThat(refused.body().path("fields").get(0).path("code").asString()).isEqualTo("taken");
    }

    @Test
    void aRetiredAgentKeepsTheirHistoryAndLeavesTheirTeam() {
        var amy = agent("Amy", "A-1");
        var team = team("red");
        admin.post("/api/teams/" + id(team) + "/members", Map.of("agentId", id(amy), "from", "2026-01-01"))
                .expect(200);
        var skill = skill("patience", false);
        assess(amy, skill, 4, "heard ten calls");
        admin.delete("/api/agents/" + id(amy)).expect(204);

        var gone = admin.get("/api/agents/" + id(amy)).expect(200).body();
        assertThat(gone.path("active").asBoolean()).isFalse();
        assertThat(gone.path("teamId").isMissingNode() || gone.path("teamId").isNull())
                .isTrue();
        var members = admin.get("/api/teams").body().path("items").get(0).path("members");
        assertThat(members.get(0).path("from").asString()).isEqualTo("2026-01-01");
        assertThat(members.get(0).path("to").asString()).isNotBlank();
        assertThat(admin.get("/api/skill-matrix/history?agentId=" + id(amy)).body())
                .hasSize(1);
        assertThat(admin.get("/api/skill-matrix").body().path("agents")).isEmpty();
    }

    @Test
    void anAgentIsInOneTeamAtATime() {
        var amy = agent("Amy", "A-1");
        var red = team("red");
        var blue = team("blue");
        admin.post("/api/teams/" + id(red) + "/members", Map.of("agentId", id(amy), "from", "2026-01-01"))
                .expect(200);
        var refused = admin.post(
                        "/api/teams/" + id(blue) + "/members", Map.of("agentId", id(amy), "from", "2026-03-01"))
                .expect(409);
        assertThat(refused.code()).isEqualTo("membership-overlaps");
        assertThat(refused.body().path("detail").asString()).contains("red");

        admin.delete("/api/teams/" + id(red) + "/members/" + id(amy) + "?to=2026-03-01")
                .expect(200);
        var joined = admin.post("/api/teams/" + id(blue) + "/members", Map.of("agentId", id(amy), "from", "2026-03-01"))
                .expect(200)
                .body();
        assertThat(joined.path("members").get(0).path("agentId").asString()).isEqualTo(id(amy));
        assertThat(admin.get("/api/agents/" + id(amy)).body().path("teamId").asString())
                .isEqualTo(id(blue));
    }

    @Test
    void onlyAMemberCanBeABenchmarkForTheTeam() {
        var amy = agent("Amy", "A-1");
        var red = team("red");
        var wanted = new HashMap<String, Object>(Map.of(
                "code",
                "red",
                "name",
                Map.of("en", "Red"),
                "siteId",
                Long.toString(house.siteId()),
                "version",
                0,
                "leaderId",
                id(amy),
                "benchmarkIds",
                List.of(id(amy))));
        assertThat(admin.put("/api/teams/" + id(red), wanted)
                        .expect(400)
                        .body()
                        .path("fields")
                        .get(0)
                        .path("code")
                        .asString())
                .isEqualTo("not-a-member");
        admin.post("/api/teams/" + id(red) + "/members", Map.of("agentId", id(amy), "from", "2026-01-01"))
                .expect(200);
        assertThat(admin.put("/api/teams/" + id(red), wanted)
                        .expect(200)
                        .body()
                        .path("benchmarkIds")
                        .get(0)
                        .asString())
                .isEqualTo(id(amy));
    }

    @Test
    void aCellOfTheMatrixKeepsWhoSaidSoAndOnWhatEvidence() {
        var amy = agent("Amy", "A-1");
        var skill = skill("patience", false);
        assess(amy, skill, 2, "first week");
        assess(amy, skill, 4, "heard ten calls");
        assess(amy, skill, 4, "heard ten calls"); // says nothing new

        var history = admin.get("/api/skill-matrix/history?agentId=" + id(amy) + "&skillId=" + id(skill))
                .body();
        assertThat(history.findValuesAsString("evidence")).containsExactly("heard ten calls", "first week");
        assertThat(history.get(0).path("assessorName").asString()).isEqualTo("admin");
        assertThat(history.get(0).path("assessedOn").asString()).isNotBlank();
        var cells = admin.get("/api/skill-matrix").body().path("cells");
        assertThat(cells).hasSize(1);
        assertThat(cells.get(0).path("level").asInt()).isEqualTo(4);
        assertThat(admin.get("/api/agents/" + id(amy))
                        .body()
                        .path("skills")
                        .get(0)
                        .path("level")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void aPreferenceLiesInTheCellAndIsNoNewAssessment() {
        var amy = agent("Amy", "A-1");
        var skill = skill("patience", false);
        assess(amy, skill, 4, "heard ten calls");
        prefer(amy, skill, 4, "first");
        assess(amy, skill, 5, "heard twenty"); // says nothing of preference: it stays

        var history = admin.get("/api/skill-matrix/history?agentId=" + id(amy) + "&skillId=" + id(skill))
                .body();
        assertThat(history.findValuesAsString("preference")).containsExactly("first", "first", "ordinary");
        assertThat(history.findValuesAsString("evidence"))
                .containsExactly("heard twenty", "heard ten calls", "heard ten calls");
        assertThat(admin.get("/api/agents/" + id(amy))
                        .body()
                        .path("skills")
                        .get(0)
                        .path("preference")
                        .asString())
                .isEqualTo("first");
        var details = admin.get("/api/audit?action=skill-assessed").body().findValues("details");
        assertThat(details).anySatisfy(each -> {
            assertThat(each.path("oldPreference").asString()).isEqualTo("ordinary");
            assertThat(each.path("newPreference").asString()).isEqualTo("first");
        });
    }

    @Test
    void aPreferenceGoesWithTheSkill() {
        var amy = agent("Amy", "A-1");
        var skill = skill("patience", false);
        prefer(amy, skill, 3, "reserve");
        var cell = new HashMap<String, Object>(Map.of("agentId", id(amy), "skillId", id(skill)));
        cell.put("level", null);
        admin.put("/api/skill-matrix/cells", Map.of("cells", List.of(cell))).expect(200);
        assess(amy, skill, 3, "again");
        assertThat(admin.get("/api/skill-matrix").body().path("cells").findValuesAsString("preference"))
                .containsExactly("ordinary");
    }

    @Test
    void anUnknownPreferenceIsRefusedWithTheKnownOnes() {
        var amy = agent("Amy", "A-1");
        var skill = skill("patience", false);
        var refused = admin.put("/api/skill-matrix/cells", Map.of("cells", List.of(cell(amy, skill, 3, "gladly"))))
                .expect(400);
        assertThat(refused.body().path("fields").get(0).path("field").asString())
                .isEqualTo("cells[0].preference");
        assertThat(refused.body().toString()).contains("first, ordinary, reserve");
    }

    private void prefer(JsonNode agent, JsonNode skill, int level, String preference) {
        admin.put("/api/skill-matrix/cells", Map.of("cells", List.of(cell(agent, skill, level, preference))))
                .expect(200);
    }

    private static Map<String, Object> cell(JsonNode agent, JsonNode skill, int level, String preference) {
        return Map.of("agentId", id(agent), "skillId", id(skill), "level", level, "preference", preference);
    }

    @Test
    void takingASkillAwayIsAnAssessmentToo() {
        var amy = agent("Amy", "A-1");
        var skill = skill("patience", false);
        assess(amy, skill, 3, "");
        var cell = new HashMap<String, Object>(Map.of("agentId", id(amy), "skillId", id(skill)));
        cell.put("level", null);
        admin.put("/api/skill-matrix/cells", Map.of("cells", List.of(cell))).expect(200);
        assertThat(admin.get("/api/skill-matrix").body().path("cells")).isEmpty();
        assertThat(admin.get("/api/skill-matrix/history?agentId=" + id(amy)).body())
                .hasSize(2);
    }

    @Test
    void aYesIsStoredAsTheHighestLevel() {
        var amy = agent("Amy", "A-1");
        var skill = skill("first-aid", true);
        assess(amy, skill, 1, "");
        assertThat(admin.get("/api/skill-matrix")
                        .body()
                        .path("cells")
                        .get(0)
                        .path("level")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void oneWrongCellStopsThemAll() {
        var amy = agent("Amy", "A-1");
        var skill = skill("patience", false);
        var refused = admin.put(
                        "/api/skill-matrix/cells",
                        Map.of(
                                "cells",
                                List.of(
                                        Map.of("agentId", id(amy), "skillId", id(skill), "level", 3),
                                        Map.of("agentId", id(amy), "skillId", "77", "level", 3),
                                        Map.of(
                                                "agentId",
                                                id(amy),
                                                "skillId",
                                                id(skill),
                                                "level",
                                                6,
                                                "assessedOn",
                                                LocalDate.now().plusDays(9).toString()))))
                .expect(400);
        assertThat(refused.body().path("fields").findValuesAsString("field"))
                .containsExactlyInAnyOrder("cells[1].skillId", "cells[2].level", "cells[2].assessedOn");
        assertThat(admin.get("/api/skill-matrix").body().path("cells")).isEmpty();
    }

    @Test
    void routingHearsOfEachNewLevelOnce() {
        var heard = new ArrayList<SkillsChanged>();
        ApplicationListener<ApplicationEvent> listener = event -> {
            if (event instanceof PayloadApplicationEvent<?> told
                    && told.getPayload() instanceof SkillsChanged changed
                    && changed.tenantId() == house.tenantId()) {
                heard.add(changed);
            }
        };
        ((ConfigurableApplicationContext) application).addApplicationListener(listener);
        var amy = agent("Amy", "A-1");
        var skill = skill("patience", false);
        assess(amy, skill, 3, "first");
        assess(amy, skill, 3, "the same level on better evidence");
        assertThat(heard).hasSize(1);
        prefer(amy, skill, 3, "reserve");
        assertThat(heard).hasSize(2);
        assertThat(heard.getFirst().levels().values()).containsExactly(3);
    }

    @Test
    void whatHasBeenDoneStandsInTheAuditLogWithOldAndNew() {
        var amy = agent("Amy", "A-1");
        var wanted = fields("Amy Wong", "A-1");
        wanted.put("version", 0);
        admin.put("/api/agents/" + id(amy), wanted).expect(200);
        var entries =
                admin.get("/api/audit?action=agent-changed").expect(200).body().path("items");
        assertThat(entries.get(0).path("details").path("name").path("old").asString())
                .isEqualTo("Amy");
        assertThat(entries.get(0).path("details").path("name").path("new").asString())
                .isEqualTo("Amy Wong");
    }

    @Test
    void aSkillThatSomebodyWasAssessedInStays() {
        var amy = agent("Amy", "A-1");
        var used = skill("patience", false);
        var unused = skill("typing", false);
        assess(amy, used, 3, "");
        assertThat(admin.delete("/api/skills/" + id(used)).expect(409).code()).isEqualTo("skill-in-use");
        admin.delete("/api/skills/" + id(unused)).expect(204);
    }

    private JsonNode agent(String name, String number) {
        return admin.post("/api/agents", fields(name, number)).expect(201).body();
    }

    private HashMap<String, Object> fields(String name, String number) {
        return new HashMap<>(Map.of(
                "name",
                name,
                "staffNumber",
                number,
                "siteId",
                Long.toString(house.siteId()),
                "clients",
                List.of(Long.toString(house.clientId())),
                "device",
                "browser"));
    }

    private JsonNode team(String code) {
        return admin.post(
                        "/api/teams",
                        Map.of("code", code, "name", Map.of("en", code), "siteId", Long.toString(house.siteId())))
                .expect(201)
                .body();
    }

    private JsonNode skill(String code, boolean yesNo) {
        return admin.post("/api/skills", Map.of("code", code, "name", Map.of("en", code), "yesNo", yesNo))
                .expect(201)
                .body();
    }

    private void assess(JsonNode agent, JsonNode skill, int level, String evidence) {
        admin.put(
                        "/api/skill-matrix/cells",
                        Map.of(
                                "cells",
                                List.of(Map.of(
                                        "agentId",
                                        id(agent),
                                        "skillId",
                                        id(skill),
                                        "level",
                                        level,
                                        "evidence",
                                        evidence))))
                .expect(200);
    }

    private static String id(JsonNode node) {
        return node.path("id").asString();
    }
}
