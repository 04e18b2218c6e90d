package org.callosum.server.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import tools.jackson.databind.JsonNode;

@ServerTest
class FormsTest {
    @Autowired
    ApplicationContext application;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    /// A yes-no question, a text that it opens and a choice that scores.
    private static Map<String, Object> form(String condition) {
        return Map.of(
                "use", "evaluation",
                "title", Map.of("en", "Talk", "zh-Hans", "通话"),
                "sections",
                        List.of(Map.of(
                                "code", "all",
                                "title", Map.of("en", "All", "zh-Hans", "全部"),
                                "items",
                                        List.of(
                                                Map.of(
                                                        "code",
                                                        "greeted",
                                                        "kind",
                                                        "yes-no",
                                                        "label",
                                                        Map.of("en", "Greeted", "zh-Hans", "问候"),
                                                        "required",
                                                        true,
                                                        "weight",
                                                        3),
                                                Map.of(
                                                        "code",
                                                        "why-not",
                                                        "kind",
                                                        "text",
                                                        "label",
                                                        Map.of("en", "Why not", "zh-Hans", "原因"),
                                                        "when",
                                                        condition),
                                                Map.of(
                                                        "code",
                                                        "solved",
                                                        "kind",
                                                        "choice",
                                                        "label",
                                                        Map.of("en", "Solved", "zh-Hans", "解决"),
                                                        "critical",
                                                        "customer",
                                                        "weight",
                                                        1,
                                                        "options",
                                                        List.of(
                                                                option("yes", 2),
                                                                option("partly", 1),
                                                                option("no", 0)))))));
    }

    private static Map<String, Object> option(String code, int score) {
        return Map.of("code", code, "name", Map.of("en", code, "zh-Hans", code), "score", score);
    }

    private JsonNode create(String code, Map<String, Object> form) {
        return admin.post(
                        "/api/forms",
                        Map.of("code", code, "name", Map.of("en", "Talk"), "form", form, "reason", "first"))
                .expect(201)
                .body();
    }

    @Test
    void aFormIsDraftedApprovedChangedAndComparedLineByLine() {
        var made = create("talk", form("not greeted"));
        assertThat(made.path("state").asString()).isEqualTo("draft");
        assertThat(made.at("/latest/findings")).isEmpty();
        var tree = made.at("/latest/form/sections/0/items/1/whenTree");
        assertThat(tree.path("op").asString()).isEqualTo("not");
        assertThat(tree.at("/parts/0/name").asString()).isEqualTo("greeted");

        var live = admin.post("/api/forms/talk/versions/1/approve", Map.of("reason", "tried"))
                .expect(200)
                .body();
        assertThat(live.path("liveVersion").asInt()).isOne();
        var draft = admin.post(
                        "/api/forms/talk/drafts",
                        Map.of("baseVersion", 1, "form", form("greeted = false"), "reason", "clearer"))
                .expect(200)
                .body();
        assertThat(draft.path("latestVersion").asInt()).isEqualTo(2);
        assertThat(draft.path("liveVersion").asInt()).isOne();
        var lines = admin.get("/api/forms/talk/difference?from=1&to=2")
                .expect(200)
                .body()
                .path("lines");
        assertThat(lines.valueStream()
                        .filter(line -> !line.path("kind").asString().equals("same"))
                        .map(line -> line.path("kind").asString() + " "
                                + line.path("text").asString().strip()))
                .containsExactly("removed when: not greeted", "added when: greeted = false");
        assertThat(admin.post(
                                "/api/forms/talk/drafts",
                                Map.of("baseVersion", 1, "form", form("greeted"), "reason", "late"))
                        .expect(409)
                        .code())
                .isEqualTo("edit-conflict");
        var rows = admin.get("/api/forms?q=talk").expect(200).body().path("items");
        assertThat(rows.get(0).path("items").asInt()).isEqualTo(3);
        assertThat(rows.get(0).path("use").asString()).isEqualTo("evaluation");
        admin.post("/api/forms/talk/versions/1/retire", Map.of("reason", "old")).expect(200);
        assertThat(admin.get("/api/forms/talk")
                                .expect(200)
                                .body()
                                .path("liveVersion")
                                .isNull()
                        || admin.get("/api/forms/talk")
                                .body()
                                .path("liveVersion")
                                .isMissingNode())
                .isTrue();
    }

    @Test
    void aDraftMayHaveErrorsAndAnApprovalMayNot() {
        var made = create("talk", form("greted"));
        var finding = made.at("/latest/findings/0");
        assertThat(finding.path("path").asString()).isEqualTo("sections[0].items[1].when");
        assertThat(finding.path("key").asString()).isEqualTo("condition-unknown-name");
        assertThat(finding.at("/proposal/value").asString()).isEqualTo("greeted");
        assertThat(finding.path("message").asString()).contains("greted");
        var refused = admin.post("/api/forms/talk/versions/1/approve", Map.of("reason", "hurry"));
        assertThat(refused.expect(409).code()).isEqualTo("form-invalid");
        assertThat(admin.post("/api/forms/check", Map.of("form", form("greeted")))
                        .expect(200)
                        .body()
                        .path("findings"))
                .isEmpty();
    }

    @Test
    void answersAreJudgedByTheServer() {
        create("talk", form("not greeted"));
        var filled = admin.post(
                        "/api/forms/fill",
                        Map.of(
                                "code",
                                "talk",
                                "answers",
                                Map.of(
                                        "greeted", Map.of("value", true),
                                        "why-not", Map.of("value", "hidden"),
                                        "solved", Map.of("value", "no"))))
                .expect(200)
                .body();
        assertThat(filled.path("shown").valueStream().map(JsonNode::asString)).containsExactly("greeted", "solved");
        assertThat(filled.path("faults")).isEmpty();
        assertThat(filled.at("/score/total").asDouble()).isEqualTo(0.75);
        assertThat(filled.at("/score/criticalErrors/0/kind").asString()).isEqualTo("customer");

        var wrong = admin.post(
                        "/api/forms/fill",
                        Map.of("form", form("not greeted"), "answers", Map.of("greeted", Map.of("value", "perhaps"))))
                .expect(200)
                .body();
        assertThat(wrong.at("/faults/0/key").asString()).isEqualTo("wrong-kind");
        assertThat(wrong.at("/faults/0/message").asString()).isNotEqualTo("wrong-kind");
    }

    @Test
    void aFormBeyondItsBoundsIsNotStored() {
        var many = new ArrayList<Object>();
        for (int i = 0; i < 201; i++) {
            many.add(Map.of("code", "a" + i, "kind", "yes-no", "label", Map.of("en", "A")));
        }
        var form = Map.of(
                "use",
                "case",
                "title",
                Map.of("en", "T"),
                "sections",
                List.of(Map.of("code", "s", "title", Map.of("en", "S"), "items", many)));
        assertThat(admin.post("/api/forms", Map.of("code", "huge", "name", Map.of("en", "H"), "form", form))
                        .expect(400)
                        .code())
                .isEqualTo("fields-invalid");
        var strange = new LinkedHashMap<>(form("greeted"));
        strange.put("use", "nothing");
        var problem = admin.post("/api/forms", Map.of("code", "odd", "name", Map.of("en", "O"), "form", strange));
        assertThat(problem.expect(400).body().at("/fields/0/field").asString()).isEqualTo("form.use");
    }

    @Test
    void rightsAndClientsAreKept() {
        var other = admin.post(
                        "/api/clients",
                        Map.of(
                                "version",
                                0,
                                "code",
                                "second",
                                "name",
                                Map.of("en", "Second"),
                                "timeZone",
                                "Asia/Shanghai",
                                "retentionDays",
                                Map.of("recordings", 30, "interactions", 90, "customers", 365),
                                "active",
                                true))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var own = new HashMap<String, Object>(
                Map.of("code", "theirs", "name", Map.of("en", "T"), "form", form("greeted"), "clientId", other));
        admin.post("/api/forms", own).expect(201);
        create("shared", form("greeted"));
        var reader = reader("forms.view");
        assertThat(reader.get("/api/forms").expect(200).body().path("items").findValuesAsString("code"))
                .contains("shared")
                .doesNotContain("theirs");
        reader.get("/api/forms/theirs").expect(404);
        assertThat(reader.post("/api/forms/shared/drafts", Map.of("baseVersion", 1, "form", form("greeted")))
                        .expect(403)
                        .code())
                .isEqualTo("right-missing");
        reader.post("/api/forms/shared/versions/1/approve", Map.of("reason", ""))
                .expect(403);
        var strange = HousesForTests.open(application).administrator();
        strange.get("/api/forms/shared").expect(404);
        var audit = admin.get("/api/audit?action=definition-drafted")
                .expect(200)
                .body()
                .toString();
        assertThat(audit).contains("definition-drafted").contains("shared");
    }

    private Caller reader(String right) {
        var role = admin.post(
                        "/api/roles",
                        Map.of(
                                "version",
                                0,
                                "code",
                                "reader",
                                "name",
                                Map.of("en", "Reader"),
                                "rights",
                                List.of(right),
                                "builtIn",
                                false,
                                "accounts",
                                0))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var account = admin.post(
                        "/api/accounts",
                        Map.of(
                                "version",
                                0,
                                "name",
                                "amy",
                                "displayName",
                                "Amy",
                                "roles",
                                List.of(role),
                                "allClients",
                                false,
                                "clients",
                                List.of(Long.toString(house.clientId())),
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
        var caller = house.signIn("amy", password);
        caller.put("/api/me/password", Map.of("old", password, "next", HousesForTests.PASSWORD))
                .expect(200);
        return caller;
    }

    @Test
    void theSchemaIsTheExport() {
        create("talk", form("not greeted"));
        var schema = admin.get("/api/forms/talk/versions/1/schema").expect(200).body();
        assertThat(schema.path("$schema").asString()).contains("2020-12");
        assertThat(schema.at("/properties/solved/properties/value/oneOf/0/const")
                        .asString())
                .isEqualTo("yes");
    }
}
