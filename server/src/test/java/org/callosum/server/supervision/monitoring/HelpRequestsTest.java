package org.callosum.server.supervision.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.supervision.help.HelpRequests;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.LivePage;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// An agent in a conversation asks for help, two leaders see it.
@ServerTest
class HelpRequestsTest {
    private final FloorWithACall floor;
    private final Caller amy;
    private final Caller lea;
    private final Caller ben;

    HelpRequestsTest(@Autowired ApplicationContext application) {
        floor = new FloorWithACall(application);
        amy = floor.browser("amy", floor.amysAccount);
        lea = floor.browser("lea", floor.leasAccount);
        ben = floor.browser("ben", floor.bensAccount);
    }

    private Caller.Answer ask() {
        return amy.post("/api/desk/help", Map.of("reason", "authority", "text", "may I refund 80?"));
    }

    private static JsonNode open(Caller leader) {
        return leader.get("/api/floor/help").expect(200).body().path("requests");
    }

    /// What the contact's history says about help, in order.
    private List<String> steps() {
        return lea.get("/api/interactions/" + floor.call)
                .expect(200)
                .body()
                .path("timeline")
                .valueStream()
                .map(step -> step.path("type").asString())
                .filter(type -> type.startsWith("help-"))
                .toList();
    }

    private void awaitSteps(String... types) {
        assertThat(FloorWithACall.await("steps", this::steps, List.of(types)::equals))
                .isNotEmpty();
    }

    @Test
    void oneLeaderTakesItAndTheAnswerStandsOnTheDesk() {
        LivePage page = LivePage.open(lea);
        page.send("{\"subscribe\":[\"help\"]}");
        String id = FloorWithACall.await(
                "the page listens and hears of it",
                () -> {
                    amy.delete("/api/desk/help").expect(200);
                    String asked = ask().expect(200).body().at("/request/id").asString();
                    return page.unread() > 0 ? asked : "";
                },
                asked -> !asked.isEmpty());
        JsonNode seen = open(ben).get(0);
        assertThat(seen.path("text").asString()).isEqualTo("may I refund 80?");
        assertThat(seen.path("agentName").asString()).isEqualTo("Amy");
        assertThat(seen.path("interactionId").asString()).isEqualTo(floor.call.toString());
        assertThat(ask().expect(409).code()).isEqualTo("help-asked-already");

        lea.post("/api/floor/help/" + id + "/take", Map.of()).expect(200);
        lea.post("/api/floor/help/" + id + "/take", Map.of()).expect(200);
        assertThat(ben.post("/api/floor/help/" + id + "/take", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("help-taken");
        ben.post("/api/floor/help/" + id + "/answer", Map.of("text", "no")).expect(409);
        assertThat(amy.get("/api/desk/help")
                        .expect(200)
                        .body()
                        .at("/request/takenBy")
                        .asString())
                .isEqualTo("lea");

        JsonNode answered = lea.post("/api/floor/help/" + id + "/answer", Map.of("text", "yes, up to 100"))
                .expect(200)
                .body();
        assertThat(answered.path("closedWhy").asString()).isEqualTo("answered");
        assertThat(answered.path("answeredHow").asString()).isEqualTo("text");
        assertThat(amy.get("/api/desk/messages")
                        .expect(200)
                        .body()
                        .at("/messages/0/text")
                        .asString())
                .isEqualTo("yes, up to 100");
        assertThat(open(lea)).isEmpty();
        assertThat(lea.post("/api/floor/help/" + id + "/take", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("help-over");
        JsonNode kept = lea.get("/api/floor/help-log?interaction=" + floor.call)
                .expect(200)
                .body()
                .at("/items/0");
        assertThat(kept.path("answer").asString()).isEqualTo("yes, up to 100");
        FloorWithACall.await("steps", this::steps, steps -> steps.size() >= 3);
        assertThat(steps()).endsWith("help-asked", "help-taken", "help-answered");
    }

    @Test
    void pagesOfThisNodeHearWhatWasAskedAndAnsweredAtAnother() {
        String id = ask().expect(200).body().at("/request/id").asString();
        LivePage leader = LivePage.open(lea);
        leader.send("{\"subscribe\":[\"help\"]}");
        LivePage desk = LivePage.open(amy);
        desk.send("{\"subscribe\":[\"desk-help\",\"desk-messages\"]}");
        String about = "31:" + floor.house.tenantId() + ":";
        FloorWithACall.await(
                "both pages hear of it",
                () -> {
                    said(HelpRequests.CHANGED, about + id);
                    return leader.unread() > 0 && desk.unread() > 0;
                },
                heard -> heard);
        assertThat(leader.await("help").at("/data/id").asString()).isEqualTo(id);
        assertThat(desk.await("desk-help").at("/data/request/id").asString()).isEqualTo(id);
        // as the other node stores it
        floor.application.getBean(Tenancy.class).asSystem(floor.house.tenantId(), () -> {
            floor.application
                    .getBean(JdbcClient.class)
                    .sql("""
                            insert into desk_message (id, tenant_id, client_id, agent_id, at, sender, text, interaction_id)
                            select ?, tenant_id, client_id, ?, now(), 'Lea', 'yes, up to 100', id from interaction where id = ?""")
                    .params(floor.application.getBean(Ids.class).next(), floor.amy.value(), floor.call.value())
                    .update();
        });
        said("desk-words", about + floor.amy);
        assertThat(desk.await("desk-messages").at("/data/messages/0/text").asString())
                .isEqualTo("yes, up to 100");
    }

    private void said(String topic, String text) {
        floor.application
                .getBean(Tenancy.class)
                .asSystem(
                        floor.house.tenantId(),
                        () -> Notices.say(floor.application.getBean(JdbcClient.class), topic, text));
    }

    @Test
    void whoTakesTheConversationOverHasAnswered() {
        ask().expect(200);
        lea.post("/api/floor/monitoring", Map.of("interactionId", floor.call.toString(), "mode", "take-over"))
                .expect(200);
        JsonNode kept = lea.get("/api/floor/help-log").expect(200).body().at("/items/0");
        assertThat(kept.path("answeredHow").asString()).isEqualTo("take-over");
        assertThat(kept.path("takenBy").asString()).isEqualTo("lea");
        awaitSteps("help-asked", "help-taken", "help-answered");
    }

    @Test
    void anAnswerThatComesToNothingLeavesTheRequestOpen() {
        ask().expect(200);
        assertThat(lea.post("/api/floor/monitoring", Map.of("interactionId", floor.call.toString(), "mode", "whisper"))
                        .expect(409)
                        .code())
                .as("there is no sound here")
                .isEqualTo("monitor-not-here");
        assertThat(open(ben).get(0).hasNonNull("takenAt")).isFalse();
    }

    @Test
    void itIsWithdrawnOrEndsWithTheConversation() {
        ask().expect(200);
        assertThat(amy.delete("/api/desk/help")
                        .expect(200)
                        .body()
                        .at("/request/closedWhy")
                        .asString())
                .isEqualTo("withdrawn");
        ask().expect(200);
        floor.send(new FloorCommand.EndConversation(floor.call, EndedBy.CUSTOMER));
        FloorWithACall.await("nothing is open", () -> open(lea), JsonNode::isEmpty);
        assertThat(amy.get("/api/desk/help")
                        .expect(200)
                        .body()
                        .at("/request/closedWhy")
                        .asString())
                .isEqualTo("over");
        assertThat(ask().expect(409).code()).isEqualTo("help-needs-a-conversation");
    }

    @Test
    void aReasonIsOneOfTheListAndAgentsDoNotAnswerEachOther() {
        amy.post("/api/desk/help", Map.of("reason", "boredom")).expect(400);
        String id = ask().expect(200).body().at("/request/id").asString();
        amy.post("/api/floor/help/" + id + "/take", Map.of()).expect(403);
        lea.post("/api/floor/help/" + id + "/answer", Map.of()).expect(400);
        lea.post("/api/floor/help/99/take", Map.of()).expect(404);
    }
}
