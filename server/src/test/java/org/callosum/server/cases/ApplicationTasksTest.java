package org.callosum.server.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// The tasks of the application areas: templates of the playbook that an administrator adds to a client.
@ServerTest
class ApplicationTasksTest {
    @Autowired
    ApplicationContext application;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        application.getBean(Playbook.class).bring(house.tenantId());
        admin = house.administrator();
    }

    private JsonNode areas() {
        return admin.get("/api/case-types/applications").expect(200).body();
    }

    private List<String> tasks() {
        return areas().valueStream()
                .flatMap(area -> area.path("tasks").valueStream())
                .map(task -> task.path("code").asString())
                .toList();
    }

    private Caller.Answer add(List<String> tasks) {
        return admin.post(
                "/api/case-types/applications", Map.of("clientId", Long.toString(house.clientId()), "tasks", tasks));
    }

    @Test
    void nothingIsInServiceByItself() {
        assertThat(areas().valueStream().map(area -> area.path("code").asString()))
                .containsExactly("market", "leads", "sales", "service");
        assertThat(tasks()).hasSize(35).doesNotHaveDuplicates();
        assertThat(admin.get("/api/case-types").expect(200).text()).doesNotContain("\"market-research");
        assertThat(admin.get("/api/forms").expect(200).text()).doesNotContain("\"app-survey\"");
    }

    /// Each form is sound, each type may be put into service, and the results are named without being offered.
    @Test
    void allOfThemCanBeAddedToAClientAndASecondTimeNothingChanges() {
        add(tasks()).expect(200);
        add(tasks()).expect(200);
        for (var area : areas()) {
            for (var task : area.path("tasks")) {
                assertThat(task.path("addedTo").size())
                        .as(task.path("code").asString())
                        .isEqualTo(1);
            }
        }
        // a script that names what is not there would not be in service
        assertThat(admin.get("/api/flows?size=200")
                        .expect(200)
                        .body()
                        .path("items")
                        .valueStream()
                        .filter(flow -> flow.path("code").asString().startsWith("script-task-"))
                        .filter(flow -> flow.path("liveVersion").asInt() == 1))
                .hasSize(15);
        var types = admin.get("/api/case-types").expect(200).body().path("items");
        var survey = types.valueStream()
                .filter(type -> type.path("code").asString().startsWith("market-research-"))
                .toList();
        assertThat(survey).hasSize(1);
        assertThat(survey.getFirst().path("clientId").asString()).isEqualTo(Long.toString(house.clientId()));
        assertThat(survey.getFirst().path("active").asBoolean()).isTrue();
        assertThat(survey.getFirst().path("script").asString()).isEqualTo("script-task-survey");
        assertThat(survey.getFirst().path("task").asString()).isEqualTo("market-research");
        assertThat(admin.get("/api/dispositions?size=200")
                        .expect(200)
                        .body()
                        .path("items")
                        .valueStream()
                        .filter(each -> each.path("code").asString().equals("call-again"))
                        .map(each -> each.path("active").asBoolean()))
                .containsExactly(false);
    }

    /// A script may be shared with tasks that were not added: it names their results, which come switched off.
    @Test
    void oneTaskAloneBringsAllThatItsScriptNames() {
        for (var code : List.of("customer-data", "quick-order", "lead-assessment", "fund-raising")) {
            add(List.of(code)).expect(200);
        }
        assertThat(admin.get("/api/flows?size=200").expect(200).text())
                .contains("script-task-data", "script-task-order", "script-task-lead", "script-task-membership")
                .doesNotContain("script-task-offer");
    }

    @Test
    void unknownTasksAndClientsAreRefused() {
        assertThat(add(List.of("world-peace")).expect(400).text()).contains("tasks");
        add(List.of()).expect(400);
        admin.post("/api/case-types/applications", Map.of("clientId", "1", "tasks", List.of("quick-order")))
                .expect(400);
    }

    @Test
    void aCaseIsClosedWithAResultAndOneThatAsksForItLeavesAFollowUp() {
        add(List.of("invitation")).expect(200);
        var type = admin.get("/api/case-types")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .map(each -> each.path("code").asString())
                .filter(code -> code.startsWith("invitation-"))
                .findFirst()
                .orElseThrow();
        var made = admin.post(
                        "/api/cases",
                        Map.of(
                                "type", type,
                                "clientId", Long.toString(house.clientId()),
                                "subject", "Spring fair",
                                "ownerId", Long.toString(house.administratorId()),
                                "answers",
                                        Map.of(
                                                "manner", value("event"),
                                                "at", value("2027-03-01T18:00"),
                                                "place", value("Hall 3"),
                                                "event", value("Spring fair"),
                                                "confirmed", value("no"))))
                .expect(201)
                .body();
        assertThat(made.path("results")
                        .valueStream()
                        .map(each -> each.path("code").asString()))
                .containsExactly("agreed", "declined", "not-reached", "call-again");
        assertThat(close(made, null).expect(409).code()).isEqualTo("case-result-needed");
        close(made, "sold").expect(400);
        var closed = close(made, "call-again").expect(200).body();
        assertThat(closed.path("result").asString()).isEqualTo("call-again");
        assertThat(closed.path("related").get(0).path("kind").asString()).isEqualTo("caused-by");
        var next = admin.get("/api/cases?type=follow-up")
                .expect(200)
                .body()
                .path("items")
                .get(0);
        assertThat(next.path("subject").asString()).isEqualTo("Spring fair");
        assertThat(next.path("dueAt").isMissingNode()).isFalse();
    }

    private static Map<String, Object> value(Object value) {
        return Map.of("value", value);
    }

    private Caller.Answer close(JsonNode row, @org.jspecify.annotations.Nullable String result) {
        var wanted = new HashMap<String, Object>();
        for (var name : List.of("id", "version", "type", "clientId", "subject", "ownerId", "dueAt")) {
            wanted.put(name, row.path(name));
        }
        wanted.put("state", "closed");
        if (result != null) {
            wanted.put("result", result);
        }
        return admin.put("/api/cases/" + row.path("id").asString(), wanted);
    }
}
