package org.callosum.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.callosum.floor.FloorSnapshot;
import org.callosum.floor.Preference;
import org.callosum.kernel.id.SkillId;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// What is entered in the skill matrix, and nowhere else, is what the running floor chooses by (RTG-02, RTG-09).
@ServerTest
class MatrixOnTheFloorTest {
    @Autowired
    private ApplicationContext application;

    @Test
    void aPreferenceEnteredInTheMatrixReachesTheFloorAndComesBackToOrdinary() {
        var house = HousesForTests.open(application);
        Caller admin = house.administrator();
        String agent = created(admin.post(
                "/api/agents",
                Map.of(
                        "name",
                        "Amy",
                        "staffNumber",
                        "A-1",
                        "siteId",
                        Long.toString(house.siteId()),
                        "clients",
                        List.of(Long.toString(house.clientId())))));
        String skill = created(admin.post("/api/skills", Map.of("code", "refund", "name", Map.of("en", "Refunds"))));

        write(admin, Map.of("agentId", agent, "skillId", skill, "level", 4, "preference", "reserve"));
        awaitSkill(house.tenantId(), skill, held -> held.preference() == Preference.RESERVE && held.proficiency() == 4);

        write(admin, Map.of("agentId", agent, "skillId", skill, "level", 4, "preference", "ordinary"));
        awaitSkill(house.tenantId(), skill, held -> held.preference() == Preference.ORDINARY);
    }

    private static void write(Caller admin, Map<String, Object> cell) {
        admin.put("/api/skill-matrix/cells", Map.of("cells", List.of(cell))).expect(200);
    }

    private void awaitSkill(long tenant, String skill, Predicate<FloorSnapshot.Skill> holds) {
        var floors = application.getBean(Floors.class);
        var wanted = new SkillId(Long.parseLong(skill));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (floors.read(tenant, org.callosum.floor.Floor::snapshot).join().agents().stream()
                .flatMap(each -> each.skills().stream())
                .noneMatch(each -> each.skill().equals(wanted) && holds.test(each))) {
            assertThat(System.nanoTime()).as("the floor knows the cell").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static String created(Caller.Answer answer) {
        return answer.expect(201).body().path("id").asString();
    }
}
