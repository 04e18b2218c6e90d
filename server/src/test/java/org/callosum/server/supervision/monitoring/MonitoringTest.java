package org.callosum.server.supervision.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.floor.Floors;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// Who may be in a conversation, on a real floor without sound: what is heard is `SupervisedCallTest`'s.
@ServerTest
class MonitoringTest {
    private final FloorWithACall floor;
    private final Caller admin;
    private final Caller leader;

    MonitoringTest(@Autowired ApplicationContext application) {
        floor = new FloorWithACall(application);
        admin = floor.admin;
        leader = floor.browser("lea", floor.leasAccount);
    }

    private Caller.Answer enter(Caller who, String mode) {
        return who.post(
                "/api/floor/monitoring",
                Map.of("interactionId", floor.call.toString(), "mode", mode, "why", "she asked for help"));
    }

    @Test
    void aLeaderTakesTheCustomerOverWhichIsLoggedWithItsReason() {
        assertThat(enter(leader, "take-over").expect(200).body().path("agentId").asString())
                .isEqualTo(floor.amy.toString());
        AgentId now = floor.application
                .getBean(Floors.class)
                .read(
                        floor.house.tenantId(),
                        seen -> Objects.requireNonNull(Objects.requireNonNull(seen.interaction(floor.call))
                                .agent()))
                .join();
        assertThat(now).isEqualTo(floor.lea);
        JsonNode row =
                leader.get("/api/floor/monitoring-log").expect(200).body().at("/items/0");
        assertThat(row.path("mode").asString()).isEqualTo("take-over");
        assertThat(row.path("why").asString()).isEqualTo("she asked for help");
        assertThat(row.path("endedWhy").asString()).isEqualTo("took-over");
        assertThat(floor.audited()).isEqualTo(1);
    }

    @Test
    void aCallThatHasNoLineHereIsNotListenedToAndLeavesNoRow() {
        assertThat(enter(leader, "listen").expect(409).code()).isEqualTo("monitor-not-here");
        assertThat(leader.get("/api/floor/monitoring").expect(200).body().path("rows"))
                .isEmpty();
        assertThat(leader.get("/api/floor/monitoring-log").expect(200).body().path("items"))
                .isEmpty();
        assertThat(floor.audited()).isZero();
    }

    @Test
    void whoHasNoDeskOrNoRightIsToldSoAndAContactThatNobodyTalksInIsNotFound() {
        assertThat(enter(admin, "listen").expect(409).code()).isEqualTo("monitor-needs-a-desk");
        enter(floor.browser("dana", floor.account("dana", "data-analyst")), "listen")
                .expect(403);
        enter(floor.browser("quentin", floor.account("quentin", "quality-analyst")), "whisper")
                .expect(403);
        floor.send(new FloorCommand.SignOut(floor.lea));
        assertThat(enter(leader, "whisper").expect(409).code()).isEqualTo("monitor-needs-a-desk");
        assertThat(leader.post("/api/floor/monitoring", Map.of("interactionId", "99", "mode", "listen"))
                        .expect(404)
                        .code())
                .isEqualTo("not-found");
        enter(leader, "shout").expect(400);
    }
}
