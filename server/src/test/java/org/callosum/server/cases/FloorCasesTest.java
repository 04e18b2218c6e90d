package org.callosum.server.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
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

/// Faults and improvements as the floor counts them.
@ServerTest
class FloorCasesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

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

    private String open(String type, String subject, Map<String, ?> values) {
        var answers = new HashMap<String, Object>();
        values.forEach((code, value) -> answers.put(code, Map.of("value", value)));
        return admin.post(
                        "/api/cases",
                        Map.of(
                                "type", type,
                                "clientId", Long.toString(house.clientId()),
                                "subject", subject,
                                "answers", answers))
                .expect(201)
                .body()
                .path("id")
                .asString();
    }

    /// As a clock on the wall of the client's place showed it.
    private static String hoursAgo(int hours) {
        return LocalDateTime.now(SHANGHAI)
                .truncatedTo(ChronoUnit.MINUTES)
                .minusHours(hours)
                .toString();
    }

    private JsonNode faults() {
        return admin.get("/api/cases/equipment-faults?days=30").expect(200).body();
    }

    @Test
    void minutesOfOutageCountWhereSomebodyCannotWork() {
        open(
                "equipment-fault",
                "The switch of row 3",
                Map.of(
                        "equipment",
                        "network",
                        "effect",
                        "many",
                        "agents-affected",
                        12,
                        "outage-from",
                        hoursAgo(5),
                        "outage-to",
                        hoursAgo(3)));
        open("equipment-fault", "A chair", Map.of("equipment", "place", "effect", "slower"));
        var one = open(
                "equipment-fault",
                "A headset",
                Map.of("equipment", "headset", "effect", "one", "outage-from", hoursAgo(1)));
        var all = faults();
        assertThat(all.path("open").asInt()).isEqualTo(3);
        assertThat(all.path("stopped").asInt()).isEqualTo(2);
        assertThat(all.path("agentsStopped").asInt()).isEqualTo(13);
        var lasting = all.path("items")
                .valueStream()
                .filter(each -> each.path("caseId").asString().equals(one))
                .findFirst()
                .orElseThrow();
        assertThat(lasting.path("outageMinutes").asLong())
                .as("it lasts, so the minutes go on")
                .isBetween(60L, 70L);
        assertThat(lasting.path("agentsAffected").asInt())
                .as("nothing said: one")
                .isOne();
        assertThat(all.path("outageMinutes").asLong())
                .isEqualTo(120 + lasting.path("outageMinutes").asLong());
        assertThat(all.path("agentMinutes").asLong())
                .isEqualTo(12 * 120 + lasting.path("outageMinutes").asLong());
        assertThat(all.at("/items/0/equipment").isObject()).isTrue();
    }

    @Test
    void improvementsAreCountedByWhatIsToBeImprovedWithTheirFigure() {
        open(
                "improvement",
                "A quieter row",
                Map.of("observed", "Loud", "proposal", "A wall", "way", "environment", "figure", "quality"));
        open(
                "improvement",
                "Fewer clicks",
                Map.of(
                        "observed", "Nine clicks",
                        "proposal", "Three",
                        "way", "work-process",
                        "figure", "other",
                        "figure-said", "clicks a contact"));
        open("improvement", "Nothing said yet", Map.of("observed", "Hm"));
        var all = admin.get("/api/cases/improvements").expect(200).body();
        assertThat(all.path("counts").findValuesAsString("way"))
                .as("the four ways, each with its zero, and what is not said")
                .containsExactly("service-method", "work-process", "way-of-thinking", "environment", "");
        assertThat(all.path("counts")
                        .valueStream()
                        .map(each -> each.path("open").asInt())
                        .toList())
                .containsExactly(0, 1, 0, 1, 1);
        assertThat(all.path("items").findValuesAsString("figureSaid")).contains("clicks a contact");
    }

    @Test
    void anotherHouseSeesNoneAndASillyTimeIsRefused() {
        open("equipment-fault", "A headset", Map.of("equipment", "headset", "effect", "one"));
        var other = HousesForTests.open(application).administrator();
        assertThat(other.get("/api/cases/equipment-faults").expect(200).body().path("items"))
                .isEmpty();
        admin.get("/api/cases/equipment-faults?days=0").expect(400);
        admin.get("/api/cases/improvements?days=4000").expect(400);
        assertThat(admin.get("/api/telephony/equipment")
                        .expect(200)
                        .body()
                        .path("trunks")
                        .asInt())
                .isZero();
    }
}
