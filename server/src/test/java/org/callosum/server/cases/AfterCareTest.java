package org.callosum.server.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
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

/// A complaint is followed after its handling until the customer has spoken (ESC-13).
@ServerTest
class AfterCareTest {
    @Autowired
    ApplicationContext application;

    House house;
    Caller staff;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        application.getBean(Playbook.class).bring(house.tenantId());
        staff = house.administrator();
    }

    private static Map<String, Object> value(Object value) {
        return Map.of("value", value);
    }

    private JsonNode complaint() {
        return staff.post(
                        "/api/cases",
                        Map.of(
                                "type", "complaint",
                                "clientId", Long.toString(house.clientId()),
                                "subject", "Broken pot",
                                "reason", "complaint",
                                "ownerId", Long.toString(house.administratorId()),
                                "note", "Calm on the telephone.",
                                "answers",
                                        Map.of(
                                                "about", value("delivery"),
                                                "happened", value("The spout was broken."),
                                                "wish", value("replacement"),
                                                "offered", value("A new pot by Friday."),
                                                "our-fault", value(false))))
                .expect(201)
                .body();
    }

    private Caller.Answer move(JsonNode row, String state, Map<String, ?> more) {
        var wanted = new HashMap<String, Object>();
        for (var name : List.of("id", "version", "type", "clientId", "subject", "ownerId", "dueAt")) {
            wanted.put(name, row.path(name));
        }
        wanted.put("state", state);
        wanted.putAll(more);
        return staff.put("/api/cases/" + row.path("id").asString(), wanted);
    }

    private JsonNode inAfterCare() {
        var row = move(complaint(), "in-progress", Map.of()).expect(200).body();
        var due = row.path("dueAt").asString();
        row = move(row, "offered", Map.of()).expect(200).body();
        assertThat(row.path("dueAt").asString()).isEqualTo(due); // a state without a time of its own changes nothing
        return move(row, "after-care", Map.of()).expect(200).body();
    }

    @Test
    void afterCareIsDueOnceMoreAndWhoeverSaysUntilWhenIsFollowed() {
        var before = Instant.now();
        var row = inAfterCare();
        assertThat(Instant.parse(row.path("dueAt").asString()))
                .isBetween(
                        before.plus(Duration.ofDays(3)).minusSeconds(1),
                        Instant.now().plus(Duration.ofDays(3)));
        row = move(row, "in-progress", Map.of()).expect(200).body();
        row = move(row, "offered", Map.of()).expect(200).body();
        row = move(row, "after-care", Map.of("dueAt", "2030-01-01T08:00:00Z"))
                .expect(200)
                .body();
        assertThat(row.path("dueAt").asString()).isEqualTo("2030-01-01T08:00:00Z");
    }

    @Test
    void aComplaintIsConfirmedByTheCustomersWordOnly() {
        var row = inAfterCare();
        assertThat(move(row, "confirmed", Map.of()).expect(409).code()).isEqualTo("case-incomplete");
        var id = row.path("id").asString();
        var filled = staff.put(
                        "/api/cases/" + id + "/answers",
                        Map.of(
                                "answersVersion",
                                row.path("answersVersion")
                                        .asInt(staff.get("/api/cases/" + id)
                                                .expect(200)
                                                .body()
                                                .path("answersVersion")
                                                .asInt()),
                                "answers",
                                Map.of("confirmed", value("satisfied"), "confirmed-on", value("2026-11-20"))))
                .expect(200)
                .body();
        var closed = move(filled, "confirmed", Map.of()).expect(200).body();
        assertThat(closed.path("closed").asBoolean()).isTrue();
        // and is taken up again when it turns out otherwise
        assertThat(move(closed, "in-progress", Map.of())
                        .expect(200)
                        .body()
                        .path("closed")
                        .asBoolean())
                .isFalse();
    }
}
