package org.callosum.server.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.duties.Owed;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// Forms filled in on the floor: patrols, checks and breaches, from the playbook as it ships.
@ServerTest
class SheetsTest {
    private static final String PASSWORD = "a password of theirs";

    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    JdbcClient database;

    @Autowired
    ForgottenSheets forgotten;

    House house;
    Caller admin;
    int sent;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        application.getBean(Playbook.class).bring(house.tenantId());
        admin = house.administrator();
    }

    private String team(String code) {
        return admin.post(
                        "/api/teams",
                        Map.of(
                                "code", code,
                                "name", Map.of("en", "Team " + code),
                                "siteId", Long.toString(house.siteId())))
                .expect(201)
                .body()
                .path("id")
                .asString();
    }

    private String agent(String name) {
        return admin.post(
                        "/api/agents",
                        Map.of(
                                "name",
                                name,
                                "staffNumber",
                                name,
                                "siteId",
                                Long.toString(house.siteId()),
                                "clients",
                                List.of(Long.toString(house.clientId())),
                                "voiceCapacity",
                                1,
                                "chatCapacity",
                                0,
                                "device",
                                "browser",
                                "active",
                                true))
                .expect(201)
                .body()
                .path("id")
                .asString();
    }

    private Caller person(String name, String role) {
        return person(name, role, true, List.of());
    }

    private Caller person(String name, String role, boolean allClients, List<String> clients) {
        var roleId = admin.get("/api/roles")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("code").asString().equals(role))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        var account = admin.post(
                        "/api/accounts",
                        Map.of(
                                "version",
                                0,
                                "name",
                                name,
                                "displayName",
                                name,
                                "roles",
                                List.of(roleId),
                                "allClients",
                                allClients,
                                "clients",
                                clients,
                                "language",
                                "en",
                                "timeZone",
                                "Asia/Shanghai",
                                "active",
                                true))
                .expect(201)
                .body();
        var password = admin.post("/api/accounts/" + account.path("id").asString() + "/one-time-password", Map.of())
                .expect(200)
                .body()
                .path("password")
                .asString();
        var caller = house.signIn(name, password);
        caller.put("/api/me/password", Map.of("old", password, "next", PASSWORD))
                .expect(200);
        return caller;
    }

    private static Map<String, Object> value(Object value) {
        return Map.of("value", value);
    }

    private static Map<String, Object> patrol(String finding) {
        var answers = new HashMap<String, Object>(Map.of(
                "route", value("Rows 1 to 4"),
                "looked-at", value(List.of("people", "equipment")),
                "finding", value(finding)));
        if (!finding.equals("nothing")) {
            answers.put("what", value("Two headsets crackle in row 3"));
        }
        return answers;
    }

    private Map<String, Object> sheet(Caller caller, String type, String subject, Map<String, ?> answers) {
        var blank =
                caller.get("/api/sheet-types/" + type + "/blank").expect(200).body();
        return new HashMap<>(Map.of(
                "type",
                type,
                "version",
                blank.path("version").asInt(),
                "formVersion",
                blank.path("formVersion").asInt(),
                "subjectId",
                subject,
                "draftKey",
                "key-" + ++sent,
                "answers",
                answers));
    }

    private JsonNode fill(Caller caller, String type, String subject, Map<String, ?> answers) {
        return caller.post("/api/sheets", sheet(caller, type, subject, answers))
                .expect(201)
                .body();
    }

    private static String id(JsonNode sheet) {
        return sheet.at("/row/id").asString();
    }

    @Test
    void aPatrolIsFilledInFoundAndOpensTheCaseItsAnswerCallsFor() {
        var team = team("east");
        var leader = person("lin", "team-leader");
        var made = fill(leader, "patrol", team, patrol("equipment"));
        assertThat(made.at("/row/subjectName/en").asString()).isEqualTo("Team east");
        assertThat(made.at("/row/findings").asInt()).isOne();
        assertThat(made.path("findings").findValuesAsString("caseType")).containsExactly("equipment-fault");
        var opened = leader.post(
                        "/api/sheets/" + id(made) + "/cases",
                        Map.of(
                                "item",
                                "finding",
                                "clientId",
                                Long.toString(house.clientId()),
                                "subject",
                                "Two headsets crackle",
                                "answers",
                                Map.of("equipment", value("headset"), "effect", value("one"))))
                .expect(201)
                .body();
        var caseId = opened.at("/cases/0/caseId").asString();
        assertThat(admin.get("/api/cases/" + caseId)
                        .expect(200)
                        .body()
                        .at("/answers/equipment/value")
                        .asString())
                .isEqualTo("headset");
        assertThat(rows(leader, "case=" + caseId)).containsExactly(id(made));
        assertThat(rows(leader, "q=crackle")).containsExactly(id(made));
        assertThat(rows(leader, "q=kettle")).isEmpty();
        assertThat(rows(leader, "findings=false")).isEmpty();
        assertThat(rows(leader, "subject=" + team)).containsExactly(id(made));
        leader.post("/api/sheets/" + id(made) + "/cases", Map.of("item", "route", "subject", "x"))
                .expect(400);
    }

    private List<String> rows(Caller caller, String query) {
        return caller.get("/api/sheets?" + query)
                .expect(200)
                .body()
                .path("items")
                .findValuesAsString("id");
    }

    @Test
    void sentTwiceItIsStoredOnce() {
        var team = team("east");
        var wanted = sheet(admin, "patrol", team, patrol("nothing"));
        var first = admin.post("/api/sheets", wanted).expect(201).body();
        var second = admin.post("/api/sheets", wanted).expect(201).body();
        assertThat(id(second)).isEqualTo(id(first));
        assertThat(rows(admin, "")).hasSize(1);
    }

    @Test
    void whatIsMissingWrongForeignOrOldIsSaidBesideItsField() {
        var team = team("east");
        var missing = admin.post("/api/sheets", sheet(admin, "patrol", team, Map.of("route", value("Rows"))));
        assertThat(missing.expect(400).body().path("fields").findValuesAsString("field"))
                .contains("answers.finding", "answers.looked-at");
        var wrong = patrol("nothing");
        wrong.put("minutes", value("many"));
        wrong.put("no-such", value(true));
        assertThat(admin.post("/api/sheets", sheet(admin, "patrol", team, wrong))
                        .expect(400)
                        .body()
                        .path("fields")
                        .findValuesAsString("field"))
                .contains("answers.minutes", "answers.no-such");
        var old = sheet(admin, "patrol", team, patrol("nothing"));
        old.put("at", Instant.now().minus(Duration.ofDays(2)).toString());
        assertThat(admin.post("/api/sheets", old)
                        .expect(400)
                        .body()
                        .path("fields")
                        .findValuesAsString("field"))
                .containsExactly("at");
        var huge = patrol("nothing");
        huge.put("route", value("x".repeat(150_000)));
        admin.post("/api/sheets", sheet(admin, "patrol", team, huge)).expect(400);
        var later = sheet(admin, "patrol", team, patrol("nothing"));
        later.put("version", 7);
        assertThat(admin.post("/api/sheets", later).expect(409).code()).isEqualTo("sheet-type-changed");
        var other = HousesForTests.open(application);
        assertThat(admin.post("/api/sheets", sheet(admin, "patrol", Long.toString(other.siteId()), patrol("nothing")))
                        .expect(400)
                        .body()
                        .path("fields")
                        .findValuesAsString("field"))
                .containsExactly("subjectId");
        admin.post("/api/sheets", sheet(admin, "patrol", "ten", patrol("nothing")))
                .expect(400);
        var key = sheet(admin, "patrol", team, patrol("nothing"));
        key.put("draftKey", "a key\u0000 with a hole");
        assertThat(admin.post("/api/sheets", key)
                        .expect(400)
                        .body()
                        .path("fields")
                        .findValuesAsString("field"))
                .containsExactly("draftKey");
        assertThat(rows(admin, "")).isEmpty();
    }

    @Test
    void anotherHouseAndWhoeverTheKindDoesNotNameSeeNothing() throws Exception {
        var agent = agent("amy");
        var leader = person("lin", "team-leader");
        var breach = fill(
                leader,
                "conduct-breach",
                agent,
                Map.of(
                        "kind", value("place"),
                        "known", value(true),
                        "seen", value("Lunch at the desk"),
                        "weight", value("light"),
                        "own-words", value("The room was full"),
                        "cause", value("conditions"),
                        "agreed", value("A second room until May")));
        var path = "/api/sheets/" + id(breach);
        assertThat(breach.at("/answers/seen/value").asString()).isEqualTo("Lunch at the desk");
        var file = upload(leader, id(breach), "desk.png", png());
        assertThat(file.statusCode()).isEqualTo(201);
        var fileId = tools.jackson.databind.json.JsonMapper.shared()
                .readTree(file.body())
                .path("id")
                .asString();

        var coach = person("kim", "team-coach"); // reads records, but not of this kind
        coach.get(path).expect(404);
        coach.get("/api/sheet-files/" + fileId).expect(404);
        assertThat(rows(coach, "")).isEmpty();
        assertThat(coach.get("/api/sheets/scores?type=conduct-breach")
                        .expect(200)
                        .body())
                .isEmpty();
        coach.post("/api/sheets", sheet(leader, "conduct-breach", agent, Map.of()))
                .expect(404);
        var other = person("zoe", "team-leader"); // fills them in, reads own ones only
        other.get(path).expect(404);
        var personnel = person("hal", "human-resources");
        var read = personnel.get(path).expect(200).body();
        assertThat(read.at("/answers/seen/masked").asBoolean())
                .as("what is sensitive is for its author, and for who may see it")
                .isTrue();
        assertThat(read.toString()).doesNotContain("Lunch").doesNotContain("room was full");
        personnel.get("/api/sheet-files/" + fileId).expect(200);
        personnel
                .put(path + "/answers", Map.of("answersVersion", 0, "answers", Map.of()))
                .expect(403);

        var foreign = HousesForTests.open(application).administrator();
        foreign.get(path).expect(404);
        foreign.get("/api/sheet-files/" + fileId).expect(404);
        foreign.post(path + "/withdraw", Map.of()).expect(404);
        foreign.post(path + "/cases", Map.of("item", "cause")).expect(404);
    }

    @Test
    void aRecordAboutAnAgentIsForThoseWhoShareAClientWithThem() {
        var agent = agent("amy");
        var second = admin.post(
                        "/api/clients",
                        Map.of(
                                "version",
                                0,
                                "code",
                                "second",
                                "name",
                                Map.of("en", "Second"),
                                "timeZone",
                                "Asia/Taipei",
                                "retentionDays",
                                Map.of("recordings", 30, "interactions", 365, "customers", 365),
                                "active",
                                true))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var elsewhere = person("max", "manager", false, List.of(second));
        var breach = fill(
                admin,
                "conduct-breach",
                agent,
                Map.of(
                        "kind", value("time"),
                        "known", value(true),
                        "seen", value("Late"),
                        "weight", value("light"),
                        "own-words", value("The bus"),
                        "cause", value("person"),
                        "agreed", value("An earlier one")));
        elsewhere.get("/api/sheets/" + id(breach)).expect(404);
        assertThat(rows(elsewhere, "")).isEmpty();
        assertThat(elsewhere
                        .get("/api/sheet-types/conduct-breach/subjects")
                        .expect(200)
                        .body()
                        .path("items"))
                .isEmpty();
        elsewhere
                .post("/api/sheets", sheet(elsewhere, "conduct-breach", agent, Map.of()))
                .expect(400);
    }

    @Test
    void aCorrectionKeepsWhatStoodThereAndAWithdrawalIsTakenBack() {
        var team = team("east");
        var made = fill(admin, "patrol", team, patrol("settled"));
        var path = "/api/sheets/" + id(made);
        var mended = admin.put(
                        path + "/answers",
                        Map.of(
                                "answersVersion",
                                0,
                                "answers",
                                Map.of("finding", value("nothing")),
                                "reason",
                                "wrong line"))
                .expect(200)
                .body();
        assertThat(mended.at("/answers/what").isMissingNode())
                .as("what is not shown any more is not kept")
                .isTrue();
        assertThat(mended.path("changes").findValuesAsString("field"))
                .containsExactlyInAnyOrder("answers.finding", "answers.what");
        assertThat(mended.at("/changes/0/reason").asString()).isEqualTo("wrong line");
        var slower =
                admin.put(path + "/answers", Map.of("answersVersion", 0, "answers", Map.of("route", value("Rows 5"))));
        assertThat(slower.expect(409).code()).isEqualTo("edit-conflict");
        assertThat(slower.body().at("/current/answersVersion").asInt()).isOne();

        assertThat(admin.post(path + "/withdraw", Map.of("reason", "wrong team"))
                        .expect(200)
                        .body()
                        .at("/row/withdrawn")
                        .asBoolean())
                .isTrue();
        assertThat(rows(admin, "")).isEmpty();
        assertThat(rows(admin, "withdrawn=true")).containsExactly(id(made));
        assertThat(admin.post(path + "/restore", Map.of())
                        .expect(200)
                        .body()
                        .at("/row/withdrawn")
                        .asBoolean())
                .isFalse();
        assertThat(rows(admin, "")).containsExactly(id(made));

        var leader = person("lin", "team-leader");
        assertThat(leader.post(path + "/withdraw", Map.of()).expect(409).code()).isEqualTo("sheet-not-yours");
    }

    @Test
    void whatIsDueIsDoneOnceItIsFilledInAndOpenAgainWhenItIsTakenBack() {
        var team = team("east");
        var leader = person("lin", "team-leader");
        assertThat(state(leader, "patrol", team)).isIn("open", "late");
        var made = fill(leader, "patrol", team, patrol("nothing"));
        var done = due(leader, "patrol", team);
        assertThat(done.path("state").asString()).isEqualTo("done");
        assertThat(done.path("sheetId").asString()).isEqualTo(id(made));
        leader.post("/api/sheets/" + id(made) + "/withdraw", Map.of()).expect(200);
        assertThat(state(leader, "patrol", team)).isIn("open", "late");
        assertThat(person("dee", "data-analyst").get("/api/sheets/due").status())
                .isEqualTo(403);
    }

    private static String state(Caller caller, String type, String subject) {
        return due(caller, type, subject).path("state").asString();
    }

    private static JsonNode due(Caller caller, String type, String subject) {
        return caller.get("/api/sheets/due")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(row -> row.path("type").asString().equals(type)
                        && row.path("subjectId").asString().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void scoresOverTimeAreThoseOfTheForm() {
        var site = Long.toString(house.siteId());
        fill(admin, "environment-check", site, environment("good", "good"));
        fill(admin, "environment-check", site, environment("poor", "bearable"));
        var scores = admin.get("/api/sheets/scores?type=environment-check&subject=" + site)
                .expect(200)
                .body();
        assertThat(scores.valueStream()
                        .map(each -> each.path("score").asDouble())
                        .toList())
                .containsExactly(1.0, 11.0 / 14.0);
    }

    /// Moments that exceed what is expected (STR-23): a score is the share of those that happened.
    @Test
    void howManyMomentsBeyondExpectationHappenedIsTheScore() {
        var team = team("moments");
        var moments = new HashMap<String, Object>(Map.of("journey", value("First bill")));
        for (var item : List.of("remembered", "ahead", "cheaper", "called-back", "owned", "thanked")) {
            moments.put(item, value(List.of("remembered", "cheaper", "owned").contains(item)));
        }
        fill(admin, "service-moments", team, moments);
        moments.put("thanked", value(true));
        fill(admin, "service-moments", team, moments);
        assertThat(admin.get("/api/sheets/scores?type=service-moments&subject=" + team)
                        .expect(200)
                        .body()
                        .valueStream()
                        .map(each -> each.path("score").asDouble())
                        .toList())
                .containsExactly(3.0 / 6.0, 4.0 / 6.0);
    }

    /// A step of a service blueprint (STR-16) that breaks easily leaves an improvement to be made.
    @Test
    void aWeakStepOfABlueprintOpensAnImprovement() {
        var step = new HashMap<String, Object>(Map.of(
                "journey", value("Parcel"),
                "place", value(2),
                "customer-does", value("Opens the box"),
                "behaviour", value("Finds a name on the slip"),
                "perceived", value("Somebody packed it for me"),
                "back-stage", value("Whoever packs signs"),
                "process", value("The slip is printed with the order"),
                "weak", value("process"),
                "remedy", value("Print it at the packing place")));
        var wanted = sheet(admin, "service-blueprint", "", step);
        wanted.remove("subjectId");
        var made = admin.post("/api/sheets", wanted).expect(201).body();
        assertThat(made.path("findings").findValuesAsString("caseType")).containsExactly("improvement");
    }

    private static Map<String, Object> environment(String noise, String light) {
        var answers = new HashMap<String, Object>();
        for (var item : List.of("temperature", "air", "seats", "ways", "notices")) {
            answers.put(item, value("good"));
        }
        answers.put("noise", value(noise));
        answers.put("light", value(light));
        return answers;
    }

    @Test
    void aSheetKeepsTheVersionsItBeganWith() {
        var team = team("east");
        var made = fill(admin, "patrol", team, patrol("nothing"));
        var form = admin.get("/api/forms/patrol").expect(200).body().at("/latest/form");
        admin.post("/api/forms/patrol/drafts", Map.of("baseVersion", 1, "form", shortened(form), "reason", "shorter"))
                .expect(200);
        admin.post("/api/forms/patrol/versions/2/approve", Map.of("reason", "ok"))
                .expect(200);
        var after = admin.get("/api/sheets/" + id(made)).expect(200).body();
        assertThat(after.path("formVersion").asInt()).isOne();
        assertThat(after.at("/answers/finding/value").asString()).isEqualTo("nothing");
        assertThat(after.path("form").path("sections")).hasSize(2);
    }

    private static Object shortened(JsonNode form) {
        var copy = (tools.jackson.databind.node.ObjectNode) form.deepCopy();
        ((tools.jackson.databind.node.ArrayNode) copy.path("sections")).remove(1);
        return copy;
    }

    @Test
    void kindsAreDraftedApprovedAndRetired() {
        var type = new HashMap<String, Object>(Map.of(
                "name",
                Map.of("en", "Night round"),
                "form",
                "patrol",
                "subject",
                "queue",
                "due",
                Map.of("every", "shift", "times", List.of("22:00"), "days", List.of(), "withinMinutes", 60),
                "fillers",
                List.of("team-leader"),
                "readers",
                List.of(),
                "findings",
                List.of(),
                "active",
                true));
        var wrong = new HashMap<>(type);
        wrong.put("form", "no-such");
        wrong.put("fillers", List.of("no-such-role"));
        wrong.put("findings", List.of(Map.of("item", "route", "answers", List.of(), "caseType", "no-such-type")));
        assertThat(admin.post("/api/sheet-types", Map.of("code", "night", "type", wrong))
                        .expect(400)
                        .body()
                        .path("fields")
                        .findValuesAsString("field"))
                .contains("type.form", "type.fillers", "type.findings[0].caseType");
        var odd = new HashMap<>(type);
        odd.put("due", Map.of("every", "shift", "times", List.of("25:00"), "days", List.of(9), "withinMinutes", 0));
        assertThat(admin.post("/api/sheet-types", Map.of("code", "night", "type", odd))
                        .expect(400)
                        .body()
                        .path("fields")
                        .findValuesAsString("field"))
                .contains("type.due.times", "type.due.days", "type.due.withinMinutes");
        admin.post("/api/sheet-types", Map.of("code", "night", "type", type, "reason", "new"))
                .expect(201);
        var leader = person("lin", "team-leader");
        leader.get("/api/sheet-types/night/blank").expect(404);
        admin.post("/api/sheet-types/night/versions/1/approve", Map.of("reason", "ok"))
                .expect(200);
        leader.get("/api/sheet-types/night/blank").expect(200);
        leader.post("/api/sheet-types", Map.of("code", "mine", "type", type)).expect(403);
        admin.post("/api/sheet-types/night/versions/1/retire", Map.of("reason", "enough"))
                .expect(200);
        leader.get("/api/sheet-types/night/blank").expect(404);
        assertThat(admin.get("/api/sheet-types")
                        .expect(200)
                        .body()
                        .path("items")
                        .valueStream()
                        .filter(each -> each.path("code").asString().equals("night"))
                        .findFirst()
                        .orElseThrow()
                        .path("mayFill")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void whatShipsNamesOnlyWhatAHouseHas() {
        var kinds = admin.get("/api/sheet-types").expect(200).body().path("items");
        assertThat(kinds.findValuesAsString("code"))
                .contains("patrol", "environment-check", "equipment-check", "workflow-check", "conduct-breach");
        for (var kind : kinds) {
            admin.post(
                            "/api/sheet-types/" + kind.path("code").asString() + "/drafts",
                            Map.of(
                                    "baseVersion",
                                    kind.path("version").asInt(),
                                    "type",
                                    kind.path("type"),
                                    "reason",
                                    ""))
                    .expect(200);
        }
    }

    @Test
    void aRecordAboutAQueueBelongsToTheQueuesClient() {
        var second = admin.post(
                        "/api/clients",
                        Map.of(
                                "version",
                                0,
                                "code",
                                "second",
                                "name",
                                Map.of("en", "Second"),
                                "timeZone",
                                "Asia/Taipei",
                                "retentionDays",
                                Map.of("recordings", 30, "interactions", 365, "customers", 365),
                                "active",
                                true))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var queue = admin.post(
                        "/api/queues",
                        Map.of(
                                "code", "help",
                                "name", Map.of("en", "Help"),
                                "clientId", Long.toString(house.clientId()),
                                "siteId", Long.toString(house.siteId())))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var type = Map.of(
                "name", Map.of("en", "Line check"),
                "form", "patrol",
                "subject", "queue",
                "fillers", List.of(),
                "readers", List.of(),
                "findings", List.of(),
                "active", true);
        admin.post("/api/sheet-types", Map.of("code", "line-check", "type", type))
                .expect(201);
        admin.post("/api/sheet-types/line-check/versions/1/approve", Map.of("reason", "ok"))
                .expect(200);
        var made = fill(admin, "line-check", queue, patrol("nothing"));
        assertThat(made.at("/row/clientId").asString()).isEqualTo(Long.toString(house.clientId()));
        var elsewhere = person("max", "manager", false, List.of(second));
        elsewhere.get("/api/sheets/" + id(made)).expect(404);
        elsewhere.post("/api/sheets/" + id(made) + "/withdraw", Map.of()).expect(404);
        assertThat(rows(elsewhere, "")).isEmpty();
        assertThat(elsewhere
                        .get("/api/sheet-types/line-check/subjects")
                        .expect(200)
                        .body()
                        .path("items"))
                .isEmpty();
        assertThat(elsewhere
                        .post("/api/sheets", sheet(elsewhere, "line-check", queue, patrol("nothing")))
                        .expect(400)
                        .body()
                        .path("fields")
                        .findValuesAsString("field"))
                .containsExactly("subjectId");
    }

    @Test
    void onlyPicturesPapersAndTextsOfAFairSizeAreTaken() throws Exception {
        var made = fill(admin, "patrol", team("east"), patrol("nothing"));
        assertThat(upload(admin, id(made), "../../etc/row 3.png", png()).body()).contains("\"row 3.png\"");
        assertThat(upload(admin, id(made), "x.png", "<html><script>".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(415);
        assertThat(upload(admin, id(made), "big.png", new byte[5 * 1024 * 1024 + 1])
                        .statusCode())
                .isEqualTo(413);
        for (int more = 1; more < SheetFiles.MOST; more++) {
            assertThat(upload(admin, id(made), more + ".png", png()).statusCode())
                    .isEqualTo(201);
        }
        assertThat(upload(admin, id(made), "one-more.png", png()).body()).contains("sheet-files-full");
        assertThat(admin.get("/api/sheets/" + id(made)).expect(200).body().path("files"))
                .hasSize(SheetFiles.MOST);
    }

    private static byte[] png() {
        return "\u0089PNG\r\n\u001a\n...".getBytes(StandardCharsets.ISO_8859_1);
    }

    private static HttpResponse<String> upload(Caller caller, String sheet, String name, byte[] content)
            throws Exception {
        var boundary = "boundary7";
        var head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        var tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(caller.base() + "/api/sheets/" + sheet + "/files"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("X-CSRF-Token", Objects.requireNonNull(caller.csrfToken()))
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofByteArray(head),
                        HttpRequest.BodyPublishers.ofByteArray(content),
                        HttpRequest.BodyPublishers.ofByteArray(tail)))
                .build();
        return caller.http().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void wordsAndPhotosGoWithAgeAndChoicesStay() throws Exception {
        var made = fill(admin, "patrol", team("east"), patrol("settled"));
        upload(admin, id(made), "row.png", png());
        admin.put(
                        "/api/sheets/" + id(made) + "/answers",
                        Map.of(
                                "answersVersion",
                                0,
                                "answers",
                                Map.of("what", value("A customer of Mr Ouyang")),
                                "reason",
                                "his words"))
                .expect(200);
        tenancy.asSystem(house.tenantId(), () -> {
            assertThat(forgotten.expire(
                            new ClientId(house.clientId()), Instant.now().minus(Duration.ofDays(1))))
                    .isZero();
            assertThat(forgotten.expire(
                            new ClientId(house.clientId()), Instant.now().plus(Duration.ofDays(1))))
                    .isOne();
            assertThat(forgotten.expire(
                            new ClientId(house.clientId()), Instant.now().plus(Duration.ofDays(1))))
                    .isZero();
            for (var table : List.of("sheet", "sheet_change", "sheet_file")) {
                assertThat(database.sql("select count(*) from " + table
                                        + " t where t::text ~ 'Ouyang|his words|Rows 1'")
                                .query(Long.class)
                                .single())
                        .as(table)
                        .isZero();
            }
        });
        var left = admin.get("/api/sheets/" + id(made)).expect(200).body();
        assertThat(left.at("/answers/finding/value").asString()).isEqualTo("settled");
        assertThat(left.path("files")).isEmpty();
    }

    @Test
    void aKindServesForATimeAndAnApprovalIsTakenBackWithItsName() {
        var whole = admin.get("/api/sheet-types/patrol").expect(200).body();
        int first = whole.at("/row/version").asInt();
        var type = new HashMap<String, Object>();
        whole.at("/row/type").properties().forEach(each -> type.put(each.getKey(), each.getValue()));
        type.put("name", Map.of("en", "Night patrol"));
        int second = admin.post(
                        "/api/sheet-types/patrol/drafts",
                        Map.of("baseVersion", first, "type", type, "reason", "nights"))
                .expect(200)
                .body()
                .at("/row/version")
                .asInt();
        var path = "/api/sheet-types/patrol/versions/" + second;
        admin.post(path + "/approve", Map.of("reason", "too late", "validTo", "2020-01-01T00:00:00Z"))
                .expect(400);
        var served = admin.post(
                        path + "/approve",
                        Map.of(
                                "reason",
                                "while the days are short",
                                "validTo",
                                Instant.now().plusSeconds(86_400).toString()))
                .expect(200)
                .body();
        assertThat(served.at("/row/liveVersion").asInt()).isEqualTo(second);
        assertThat(served.at("/row/endsAt").asString(""))
                .as("lists can warn before")
                .isNotEmpty();
        assertThat(admin.get("/api/sheet-types/patrol/blank")
                        .expect(200)
                        .body()
                        .at("/name/en")
                        .asString())
                .isEqualTo("Night patrol");
        admin.post(path + "/take-back", Map.of("reason", "")).expect(400);
        var back = admin.post(path + "/take-back", Map.of("reason", "nobody walks at night"))
                .expect(200)
                .body();
        assertThat(back.at("/row/liveVersion").asInt()).isEqualTo(first);
        assertThat(admin.get("/api/sheet-types/patrol/blank")
                        .expect(200)
                        .body()
                        .at("/name/en")
                        .asString())
                .isNotEqualTo("Night patrol");
    }

    @Test
    void aLateRoundIsOwedByWhoPutItsKindIntoServiceUntilItIsWalked() {
        monthlyLook("none");
        assertThat(owed()).singleElement().satisfies(each -> {
            assertThat(each.account()).isEqualTo(house.administratorId());
            assertThat(each.title().en()).isEqualTo("Monthly look");
            assertThat(each.mark()).startsWith("@");
        });
        var wanted = sheet(admin, "monthly-look", "", patrol("nothing"));
        wanted.remove("subjectId");
        admin.post("/api/sheets", wanted).expect(201);
        assertThat(owed()).isEmpty();
    }

    @Test
    void aLateRoundAboutATeamIsOwedByItsLeader() {
        var caller = person("lin", "team-leader");
        assertThat(caller.get("/api/duties").expect(200).body().path("items")).isEmpty();
        var account = admin.get("/api/accounts?q=lin")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("name").asString().equals("lin"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        var leader = agent("Lin");
        inHouse(() -> database.sql("update agent set account_id = :account where id = :agent")
                .param("account", Long.valueOf(account))
                .param("agent", Long.valueOf(leader))
                .update());
        var team = team("east");
        inHouse(() -> database.sql("update team set leader_id = :leader where id = :team")
                .param("leader", Long.valueOf(leader))
                .param("team", Long.valueOf(team))
                .update());
        monthlyLook("team");
        assertThat(owed()).singleElement().satisfies(each -> {
            assertThat(each.account()).isEqualTo(Long.parseLong(account));
            assertThat(each.title().en()).isEqualTo("Monthly look · Team east");
            assertThat(each.mark()).startsWith(team + "@");
        });
        fill(admin, "monthly-look", team, patrol("nothing"));
        assertThat(owed()).isEmpty();
    }

    /// A kind that is late since the first minute of the month, unless it was walked since.
    private void monthlyLook(String subject) {
        var type = new HashMap<String, Object>(Map.of(
                "name",
                Map.of("en", "Monthly look"),
                "form",
                "patrol",
                "subject",
                subject,
                "due",
                Map.of("every", "month", "withinMinutes", 1),
                "fillers",
                List.of(),
                "readers",
                List.of(),
                "findings",
                List.of(),
                "active",
                true));
        admin.post("/api/sheet-types", Map.of("code", "monthly-look", "type", type, "reason", "new"))
                .expect(201);
        admin.post("/api/sheet-types/monthly-look/versions/1/approve", Map.of("reason", "agreed"))
                .expect(200);
    }

    private List<Owed> owed() {
        return inHouse(() -> application.getBean(LateRounds.class).owed(Instant.now())).stream()
                .filter(each -> each.code().equals("monthly-look"))
                .toList();
    }

    private <T> T inHouse(Supplier<T> work) {
        return Objects.requireNonNull(tenancy.asSystem(
                house.tenantId(),
                () -> application.getBean(TransactionTemplate.class).execute(_ -> work.get())));
    }
}
