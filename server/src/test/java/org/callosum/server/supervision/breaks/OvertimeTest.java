package org.callosum.server.supervision.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.supervision.breaks.FloorOfTwo.await;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.LivePage;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Calls for overtime: asked once, answered by key, counted in the log.
@ServerTest
class OvertimeTest {
    private final ApplicationContext application;
    private final FloorOfTwo floor;
    private final Tenancy tenancy;
    private final JdbcClient database;

    OvertimeTest(@Autowired ApplicationContext application) {
        this.application = application;
        floor = new FloorOfTwo(application);
        tenancy = application.getBean(Tenancy.class);
        database = application.getBean(JdbcClient.class);
    }

    private Map<String, Object> call(String direction) {
        return new LinkedHashMap<>(Map.of(
                "kind",
                "overtime",
                "agents",
                List.of(floor.amy.toString(), floor.bo.toString()),
                "direction",
                direction,
                "minutes",
                60,
                "text",
                "The storm",
                "answerMinutes",
                30));
    }

    private static JsonNode question(Caller browser) {
        return browser.get("/api/desk/day").expect(200).body().at("/questions/0");
    }

    private static String answering(JsonNode question) {
        return "/api/desk/questions/" + question.path("id").asString() + "/answer";
    }

    private JsonNode row() {
        return floor.admin.get("/api/floor/actions").expect(200).body().at("/items/0");
    }

    @Test
    void eachDeskIsAskedOnceAndTheAnswersAreInTheLog() {
        Caller amy = floor.browser("amy", floor.amysAccount);
        Caller bo = floor.browser("bo", floor.bosAccount);
        LivePage leader = LivePage.open(floor.admin);
        leader.send("{\"subscribe\":[\"floor-answers\"]}");
        JsonNode act = floor.act(call("stay"));
        assertThat(act.at("/agents/0/outcome").asString()).isEqualTo("done");
        assertThat(act.path("text").asString()).isEqualTo("The storm");
        assertThat(act.at("/wanted/direction").asString()).isEqualTo("stay");
        assertThat(act.at("/wanted").hasNonNull("answerBy")).isTrue();

        JsonNode asked = question(amy);
        assertThat(asked.path("minutes").asInt()).isEqualTo(60);
        assertThat(asked.path("text").asString()).isEqualTo("The storm");
        assertThat(bo.post(answering(asked), Map.of("answer", "yes"))
                        .expect(404)
                        .code())
                .as("nobody answers for another")
                .isEqualTo("not-found");
        JsonNode day =
                amy.post(answering(asked), Map.of("answer", "yes")).expect(200).body();
        assertThat(day.path("questions")).isEmpty();
        amy.post(answering(asked), Map.of("answer", "yes")).expect(200);
        assertThat(amy.post(answering(asked), Map.of("answer", "no"))
                        .expect(409)
                        .code())
                .isEqualTo("ask-over");
        bo.post(answering(question(bo)), Map.of("answer", "no")).expect(200);

        assertThat(row().at("/agents/0/answer").asString()).isEqualTo("yes");
        assertThat(row().at("/agents/1/answer").asString()).isEqualTo("no");
        assertThat(leader.await("floor-answers").path("data").path("id").asString())
                .isEqualTo(act.path("id").asString());
        assertThat(floor.admin
                        .get("/api/audit?action=overtime-answered")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(2);

        JsonNode again = floor.act(call("stay"));
        assertThat(again.at("/agents/0/outcome").asString()).isEqualTo("asked-already");
        assertThat(again.at("/agents/1/outcome").asString())
                .as("no is an answer")
                .isEqualTo("asked-already");
        assertThat(floor.act(call("come")).at("/agents/0/outcome").asString())
                .as("another question")
                .isEqualTo("done");
    }

    @Test
    void anOpenPageIsAskedAtOnce() {
        Caller amy = floor.browser("amy", floor.amysAccount);
        LivePage page = LivePage.open(amy);
        page.send("{\"subscribe\":[\"desk-day\"]}");
        int[] times = {0};
        await(
                "the page listens",
                () -> {
                    // a question comes once: until somebody listens, something else is told
                    floor.give(floor.in(60 + 10L * times[0]++), 5, floor.amy);
                    return page.unread();
                },
                unread -> unread > 0);
        floor.act(call("come"));
        await(
                "the question",
                () -> page.await("desk-day").path("data").path("questions"),
                questions -> !questions.isEmpty());
    }

    @Test
    void afterItsTimeTheQuestionIsGoneAndNobodyAsksAgain() {
        Caller amy = floor.browser("amy", floor.amysAccount);
        floor.act(call("stay"));
        JsonNode asked = question(amy);
        tenancy.asSystem(
                floor.house.tenantId(),
                () -> database.sql("update overtime_ask set answer_by = :then")
                        .param("then", Instant.now().minusSeconds(1).atOffset(ZoneOffset.UTC))
                        .update());
        assertThat(amy.get("/api/desk/day").body().path("questions")).isEmpty();
        assertThat(amy.post(answering(asked), Map.of("answer", "yes"))
                        .expect(409)
                        .code())
                .isEqualTo("ask-over");
        assertThat(row().at("/agents/0").hasNonNull("answer")).isFalse();
        assertThat(floor.act(call("stay")).at("/agents/0/outcome").asString()).isEqualTo("asked-already");
    }

    @Test
    void ofTwoLeadersAtOnceOneAsks() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<String>> outcomes = IntStream.range(0, 4)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(
                            () -> floor.act(call("stay"))
                                    .at("/agents/0/outcome")
                                    .asString(),
                            threads))
                    .toList();
            assertThat(outcomes.stream().map(CompletableFuture::join).toList())
                    .containsOnly("done", "asked-already")
                    .containsOnlyOnce("done");
        }
    }

    @Test
    void theWordsAreForgottenAndTheAnswerStays() {
        Caller amy = floor.browser("amy", floor.amysAccount);
        floor.act(call("stay"));
        amy.post(answering(question(amy)), Map.of("answer", "no")).expect(200);
        OvertimeAsks asks = application.getBean(OvertimeAsks.class);
        assertThat(asks.forget(floor.house.tenantId(), Instant.now().plusSeconds(29 * 86_400L)))
                .isZero();
        assertThat(asks.forget(floor.house.tenantId(), Instant.now().plusSeconds(31 * 86_400L)))
                .isEqualTo(2);
        assertThat(row().hasNonNull("text")).isFalse();
        assertThat(row().at("/agents/0/answer").asString()).isEqualTo("no");
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsFields() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("direction", "leave"),
                Map.of("minutes", 4),
                Map.of("minutes", 481),
                Map.of("answerMinutes", 0),
                Map.of("answerMinutes", 1_441),
                Map.of("text", " "),
                Map.of("text", "x".repeat(501)))) {
            var wanted = call("stay");
            wanted.putAll(wrong);
            assertThat(floor.admin
                            .post("/api/floor/actions", wanted)
                            .expect(400)
                            .code())
                    .as(wrong.toString())
                    .isEqualTo("fields-invalid");
        }
        Caller amy = floor.browser("amy", floor.amysAccount);
        floor.act(call("stay"));
        assertThat(amy.post(answering(question(amy)), Map.of("answer", "perhaps"))
                        .expect(400)
                        .code())
                .isEqualTo("fields-invalid");
        amy.post(answering(question(amy)), Map.of()).expect(400);
    }
}
