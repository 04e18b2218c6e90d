package org.callosum.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.routing.RoutedHouse.await;
import static org.callosum.server.routing.RoutedHouse.when;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.callosum.floor.Arrival;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.OfferId;
import org.callosum.server.testing.ServerTest;
import org.callosum.workforce.routing.RoutingPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// A draft tried on the contacts of a day (RTG-15), through the journal of the running application.
@ServerTest
class RoutingTrialsTest {
    @Autowired
    ApplicationContext application;

    RoutedHouse routed;
    LocalDate day;

    @BeforeEach
    void open() {
        routed = new RoutedHouse(application);
        day = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    /// Contacts as calls bring them, with no rules in force: their facts stay with them.
    private void served(String reason) {
        var placed = application
                .getBean(LiveRouting.class)
                .place(
                        routed.house.tenantId(),
                        Arrival.plain(0).withAttributes(Map.of("client", routed.client, "reason", reason)),
                        routed.front,
                        RoutingPlan.Before.NOBODY);
        var call = routed.fresh();
        routed.send(new FloorCommand.Enqueue(call, placed.queue(), placed.arrival()));
        routed.send(new FloorCommand.AcceptOffer(new OfferId(call, 1)));
        routed.send(new FloorCommand.EndConversation(call, EndedBy.CUSTOMER));
    }

    private JsonNode ended(String id) {
        await("the trial ends", () -> !state(id).equals("running"));
        return routed.admin.get("/api/routing/trials/" + id).expect(200).body();
    }

    private String state(String id) {
        return routed.admin
                .get("/api/routing/trials/" + id)
                .expect(200)
                .body()
                .path("state")
                .asString();
    }

    private String tried(Map<String, Object> wanted) {
        return RoutedHouse.created(routed.admin.post("/api/routing/trials", wanted));
    }

    @Test
    void aDraftShowsWhoWouldHaveReceivedWhatAndWhatItDoesToWaits() {
        routed.ready(routed.bo);
        for (int i = 0; i < 4; i++) {
            served(i % 2 == 0 ? "refund" : "address");
        }
        routed.ready(routed.amy);
        int version = routed.draft(routed.refundRules());
        var trial = ended(tried(Map.of("day", day.toString(), "seeds", 3)));
        assertThat(trial.path("state").asString()).as(trial.toString()).isEqualTo("done");
        assertThat(trial.path("version").asInt()).isEqualTo(version);
        assertThat(trial.has("liveVersion")).as("no rules were in force").isFalse();
        var result = trial.path("result");
        assertThat(result.path("contacts").asInt()).isEqualTo(4);
        assertThat(result.path("movedTotal").asInt()).isEqualTo(2);
        assertThat(StreamSupport.stream(result.path("moved").spliterator(), false))
                .allSatisfy(moved -> {
                    assertThat(moved.path("reason").asString()).isEqualTo("refund");
                    assertThat(moved.path("fromAgentName").asString()).isEqualTo("Bo");
                    assertThat(moved.path("fromQueueName").asString()).isEqualTo("front");
                    assertThat(moved.path("toQueueName").asString()).isEqualTo("refunds");
                    assertThat(moved.path("toAgentName").asString("nobody")).isNotEqualTo("Bo");
                });
        var effect = result.path("effects").get(0);
        assertThat(effect.path("contacts").asInt()).isEqualTo(4);
        assertThat(effect.path("serviceLevelBefore").asDouble()).isEqualTo(1);
        assertThat(effect.has("waitHalfMillis"))
                .as("three seeds give an interval")
                .isTrue();

        assertThat(routed.complexityOf(routed.bo))
                .as("nothing has changed on the floor")
                .isZero();
        var kept = routed.admin.get("/api/routing/trials").expect(200).body();
        assertThat(kept.path("total").asInt()).isEqualTo(1);
    }

    @Test
    void aDayWithoutContactsSaysSo() {
        routed.draft(routed.refundRules());
        var trial = ended(tried(Map.of("day", day.minusDays(3).toString())));
        assertThat(trial.path("state").asString()).isEqualTo("failed");
        assertThat(trial.path("problem").asString()).isEqualTo("no-contacts");
    }

    /// As a node that ended leaves it: running, on a node that is no more.
    private String cutOff(int times) {
        var ids = application.getBean(org.callosum.server.platform.id.Ids.class);
        var tenancy = application.getBean(org.callosum.server.platform.tenancy.Tenancy.class);
        var store = application.getBean(TrialStore.class);
        int own = application
                .getBean(org.callosum.server.platform.nodes.Nodes.class)
                .number();
        long id = ids.next();
        tenancy.asSystem(
                routed.house.tenantId(),
                () -> store.insert(new TrialStore.Asked(
                        id, day, "Asia/Shanghai", 1, null, 1, own, java.time.OffsetDateTime.now(), "before")));
        for (int i = 1; i < times; i++) {
            tenancy.asSystem(
                    routed.house.tenantId(),
                    () -> store.takenUp(node -> node == own, own, java.time.OffsetDateTime.now()));
        }
        return Long.toString(id);
    }

    @Test
    void aTrialThatARestartCutOffBeginsAgain() {
        routed.ready(routed.bo);
        served("refund");
        routed.draft(routed.refundRules());
        String id = cutOff(1);
        application.getBean(RoutingTrials.class).afterStart();
        var trial = ended(id);
        assertThat(trial.path("state").asString()).as(trial.toString()).isEqualTo("done");
        assertThat(trial.path("result").path("contacts").asInt()).isOne();
    }

    @Test
    void aTrialThatWasCutOffThreeTimesSaysSo() {
        routed.ready(routed.bo);
        served("refund");
        routed.draft(routed.refundRules());
        String id = cutOff(3);
        application.getBean(RoutingTrials.class).afterStart();
        var trial = ended(id);
        assertThat(trial.path("state").asString()).isEqualTo("failed");
        assertThat(trial.path("problem").asString()).isEqualTo("restarted");
    }

    @Test
    void aTrialIsCancelledAndAnotherMayBegin() {
        routed.ready(routed.bo);
        served("refund");
        routed.draft(
                List.of(Map.of("kind", "priority", "points", 1, "when", List.of(when("reason", "one-of", "refund")))));
        var store = application.getBean(TrialStore.class);
        var id = application.getBean(org.callosum.server.platform.id.Ids.class).next();
        application
                .getBean(org.callosum.server.platform.tenancy.Tenancy.class)
                .asSystem(
                        routed.house.tenantId(),
                        () -> store.insert(new TrialStore.Asked(
                                id, day, "UTC", 1, null, 10, 9_999, java.time.OffsetDateTime.now(), "another node")));
        assertThat(routed.admin
                        .post("/api/routing/trials", Map.of("day", day.toString()))
                        .expect(409)
                        .code())
                .isEqualTo("routing-trial-running");
        assertThat(routed.admin
                        .post("/api/routing/trials/" + id + "/cancel", Map.of())
                        .expect(200)
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(ended(tried(Map.of("day", day.toString(), "seeds", 1)))
                        .path("state")
                        .asString())
                .isEqualTo("done");
    }

    @Test
    void whatCannotBeTriedIsRefused() {
        assertThat(routed.admin
                        .post("/api/routing/trials", Map.of("day", day.toString()))
                        .expect(400)
                        .code())
                .as("nothing was ever written")
                .isEqualTo("fields-invalid");
        routed.draft(List.of());
        routed.admin
                .post("/api/routing/trials", Map.of("day", day.plusDays(2).toString()))
                .expect(400);
        routed.admin
                .post("/api/routing/trials", Map.of("day", day.toString(), "seeds", 1_000))
                .expect(400);
    }
}
