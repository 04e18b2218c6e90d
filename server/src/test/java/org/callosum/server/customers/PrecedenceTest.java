package org.callosum.server.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// Whose call comes first is the client's to say (RTG-13).
@ServerTest
class PrecedenceTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    Precedences precedences;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    private Map<String, Object> wanted(int version, List<Map<String, Object>> levels) {
        return Map.of(
                "clientId",
                Long.toString(house.clientId()),
                "version",
                version,
                "rankFrom",
                3,
                "rankPoints",
                2,
                "casePoints",
                0,
                "levels",
                levels);
    }

    private static Map<String, Object> level(String name, int points) {
        return Map.of("name", name, "points", points);
    }

    @Test
    void aClientThatHasSaidNothingRaisesHighRanksAndOpenCasesByOne() {
        var said = admin.get("/api/precedence/" + house.clientId()).expect(200).body();
        assertThat(said.path("version").asInt()).isZero();
        var usual = tenancy.asSystem(house.tenantId(), () -> precedences.of(house.clientId()));
        assertThat(usual.of(3, "Gold", 0)).isEqualTo(Precedence.Points.NONE);
        assertThat(usual.of(4, null, 2)).isEqualTo(new Precedence.Points(1, 0, 1));
    }

    @Test
    void aMemberLevelIsAPriorityOfItsOwnHoweverItIsSpelt() {
        var said = admin.put("/api/precedence", wanted(0, List.of(level(" Gold ", 2), level("白金卡", 3))))
                .expect(200)
                .body();
        assertThat(said.path("version").asInt()).isEqualTo(1);
        assertThat(said.path("levels").get(0).path("name").asString()).isEqualTo("Gold");
        var rules = tenancy.asSystem(house.tenantId(), () -> precedences.of(house.clientId()));
        assertThat(rules.of(0, "GOLD", 5)).isEqualTo(new Precedence.Points(0, 2, 0));
        assertThat(rules.of(3, "白金卡", 0)).isEqualTo(new Precedence.Points(2, 3, 0));
        assertThat(rules.of(0, "Silver", 0)).isEqualTo(Precedence.Points.NONE);
        assertThat(admin.get("/api/precedence").expect(200).body().path("items"))
                .anyMatch(each -> each.path("clientId").asString().equals(Long.toString(house.clientId())));
    }

    @Test
    void whoSavesOverSomebodyElsesIsTold() {
        admin.put("/api/precedence", wanted(0, List.of())).expect(200);
        var conflict =
                admin.put("/api/precedence", wanted(0, List.of())).expect(409).body();
        assertThat(conflict.path("current").path("version").asInt()).isEqualTo(1);
    }

    @Test
    void whatCannotBeIsSaidFieldByField() {
        var problem = admin.put("/api/precedence", wanted(0, List.of(level("Gold", 4), level("gold", 1), level("", 1))))
                .expect(400)
                .body();
        assertThat(problem.path("fields"))
                .extracting(field -> field.path("field").asString())
                .contains("levels[0].points", "levels[1].name", "levels[2].name");
    }
}
