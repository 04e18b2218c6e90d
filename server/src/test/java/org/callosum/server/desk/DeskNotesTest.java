package org.callosum.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.callosum.floor.Arrival;
import org.callosum.floor.Decision;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.Floors;
import org.callosum.server.interactions.InteractionLog;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// An agent fills in templates for the contact they have (DSK-04); through the running application, with the
/// floor but without sound.
@ServerTest
class DeskNotesTest {
    private static final String NUMBER = "+8613712345678";
    private static final Map<String, Object> FAULT = Map.of(
            "product",
            Map.of("value", "Router R2"),
            "symptom",
            Map.of("value", "The lamp blinks red"),
            "tried",
            Map.of("value", "Restarted it"),
            "works-again",
            Map.of("value", true));

    private final ApplicationContext application;
    private final Furnished here;
    private final House house;
    private final Caller me;
    private final QueueId sales;
    private final AgentId mine;
    private final AgentId ben;
    private final String customer;

    DeskNotesTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.here = Furnished.open(application);
        this.house = here.house();
        application.getBean(Playbook.class).bring(house.tenantId());
        this.me = here.staff();
        this.sales = here.queue("sales", Map.of("wrapUpSeconds", 600));
        this.mine = here.agent("Amy Chen", "7", Map.of("accountId", Long.toString(house.administratorId())));
        this.ben = here.agent("Ben Okoro", "8", Map.of());
        this.customer = here.customer("Zhang Xiaoming", NUMBER);
        for (var code : List.of("resolved", "complaint")) {
            me.post(
                            "/api/dispositions",
                            Map.of(
                                    "code", code,
                                    "name", Map.of("en", code),
                                    "group", Map.of("en", "All"),
                                    "clientId", here.client(),
                                    "queueIds", List.of(),
                                    "resolved", true))
                    .expect(201);
        }
        await(
                "the floor knows everybody",
                () -> floors().read(
                                        house.tenantId(),
                                        floor -> floor.agents().size()
                                                + floor.queues().size())
                                .join()
                        == 3);
    }

    private Floors floors() {
        return application.getBean(Floors.class);
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void accepted(FloorCommand command) {
        assertThat(floors().send(house.tenantId(), command).join())
                .as(command.toString())
                .isInstanceOf(Decision.Accepted.class);
    }

    private InteractionId talking(AgentId agent) {
        accepted(new FloorCommand.SignIn(agent));
        accepted(new FloorCommand.GoReady(agent));
        var call = new InteractionId(application.getBean(Ids.class).next());
        application
                .getBean(InteractionLog.class)
                .arrived(
                        house.tenantId(),
                        new InteractionLog.Arrived(
                                call,
                                new ClientId(house.clientId()),
                                InteractionLog.Direction.IN,
                                "voice",
                                null,
                                "4001",
                                NUMBER,
                                "Zhang Xiaoming",
                                "zh-Hans",
                                Instant.now()))
                .join();
        accepted(new FloorCommand.Enqueue(call, sales, Arrival.plain(0)));
        accepted(new FloorCommand.AcceptOffer(new OfferId(call, 1)));
        asSystem(
                "update interaction set customer_id = %s, answered_at = now(), attributes = '{\"why\": \"delivery\"}' where id = %s"
                        .formatted(customer, call));
        return call;
    }

    private void asSystem(String sql) {
        application
                .getBean(Tenancy.class)
                .asSystem(
                        house.tenantId(),
                        () -> application.getBean(JdbcClient.class).sql(sql).update());
    }

    private long count(String from) {
        return application
                .getBean(Tenancy.class)
                .<Long>asSystem(
                        house.tenantId(),
                        () -> application
                                .getBean(JdbcClient.class)
                                .sql("select count(*) from " + from)
                                .query((row, _) -> row.getLong(1))
                                .single());
    }

    private static String path(InteractionId call) {
        return "/api/desk/interactions/" + call + "/note-forms";
    }

    private Caller.Answer write(InteractionId call, String form, int version, Map<String, ?> answers) {
        return me.put(path(call) + "/" + form, Map.of("answersVersion", version, "answers", answers));
    }

    private void rules(List<Map<String, ?>> rules) {
        me.put("/api/note-rules/" + here.client(), Map.of("version", 0, "rules", rules))
                .expect(200);
    }

    private Caller.Answer finish(InteractionId call, String result) {
        return me.post(
                "/api/desk/interactions/" + call + "/wrap-up", Map.of("dispositions", List.of(result), "ready", true));
    }

    private static List<String> proposed(JsonNode page) {
        return page.path("templates")
                .valueStream()
                .filter(each -> each.has("why"))
                .map(each ->
                        each.path("code").asString() + " " + each.path("why").asString())
                .toList();
    }

    @Test
    void templatesAreProposedByQueueReasonResultAndScript() {
        rules(List.of(
                Map.of("form", "note-fault", "queue", "sales"),
                Map.of("form", "note-order", "reason", "delivery"),
                Map.of("form", "note-complaint", "result", "complaint", "required", true),
                Map.of("form", "note-escalation", "queue", "elsewhere")));
        var call = talking(mine);
        assertThat(proposed(me.get(path(call)).expect(200).body()))
                .containsExactlyInAnyOrder("note-fault queue", "note-order reason", "note-complaint result");
        asSystem("""
                insert into known_answer (tenant_id, client_id, interaction_id, form, item, answer, at, agent_id)
                values (%d, %d, %s, 'note-escalation', 'why', '{"value": "Needs a technician"}', now(), %s)""".formatted(house.tenantId(), house.clientId(), call, mine));
        assertThat(proposed(me.get(path(call)).expect(200).body())).contains("note-escalation script");
        var begun = write(call, "note-escalation", 0, Map.of()).expect(200).body();
        assertThat(begun.at("/answers/why/value").asString())
                .as("what the script has asked is not asked again")
                .isEqualTo("Needs a technician");
        assertThat(write(call, "ticket", 0, Map.of()).status())
                .as("a form of a case is no note")
                .isEqualTo(404);
        assertThat(me.put(path(talking(ben)) + "/note-fault", Map.of("answersVersion", 0))
                        .status())
                .as("somebody else's contact")
                .isEqualTo(404);
    }

    @Test
    void whatOneWroteIsMergedOrExplainedToTheOther() {
        var call = talking(mine);
        var first = write(call, "note-fault", 0, Map.of("product", Map.of("value", "Router R2")))
                .expect(200)
                .body();
        assertThat(first.path("answersVersion").asInt()).isEqualTo(1);
        assertThat(first.at("/stamps/product/by").asString()).isNotEmpty();
        var stamp = first.at("/stamps/product/at").asString();
        var refused = write(call, "note-fault", 0, Map.of("symptom", Map.of("value", "blinks")))
                .expect(409);
        assertThat(refused.code()).isEqualTo("edit-conflict");
        assertThat(refused.body().at("/current/answers/product/value").asString())
                .isEqualTo("Router R2");
        var second = write(call, "note-fault", 1, Map.of("symptom", Map.of("value", "blinks")))
                .expect(200)
                .body();
        assertThat(second.at("/answers/product/value").asString()).isEqualTo("Router R2");
        assertThat(second.at("/stamps/product/at").asString())
                .as("an entry keeps its time until it is answered anew")
                .isEqualTo(stamp);
        assertThat(write(call, "note-fault", 2, Map.of("works-again", Map.of("value", "perhaps")))
                        .expect(400)
                        .text())
                .contains("answers.works-again");
        assertThat(write(call, "note-fault", 2, Map.of("'; drop--", Map.of("value", 1)))
                        .status())
                .isEqualTo(400);
        assertThat(me.put(path(call) + "/note-fault", Map.of("answers", Map.of()))
                        .expect(400)
                        .text())
                .contains("answersVersion");
    }

    @Test
    void whatIsRequiredIsAskedForAtTheEndAndStaysWithTheContact() {
        rules(List.of(Map.of("form", "note-complaint", "result", "complaint", "required", true)));
        var call = talking(mine);
        me.put("/api/desk/interactions/" + call + "/notes", Map.of("text", "Speaks softly."))
                .expect(200);
        write(call, "note-fault", 0, Map.of("product", Map.of("value", "Router R2")))
                .expect(200);
        accepted(new FloorCommand.EndConversation(call, EndedBy.AGENT));
        assertThat(finish(call, "complaint").expect(409).code()).isEqualTo("note-needed");
        var lacking = finish(call, "resolved").expect(409);
        assertThat(lacking.code()).isEqualTo("note-incomplete");
        assertThat(lacking.text()).contains("answers.symptom", "answers.works-again");
        write(call, "note-fault", 1, FAULT).expect(200);
        finish(call, "resolved").expect(200);
        await("the notes are closed", () -> count("interaction_note where draft") == 0);
        var page = me.get("/api/interactions/" + call).expect(200).body();
        assertThat(page.path("notes").size()).isEqualTo(2);
        var filled = page.path("notes")
                .valueStream()
                .filter(each -> each.has("form"))
                .findFirst()
                .orElseThrow();
        assertThat(filled.path("text").asString()).contains("The lamp blinks red");
        var last = filled.at("/form/lines").valueStream().toList().getLast();
        assertThat(last.path("item").asString()).isEqualTo("works-again");
        assertThat(last.at("/said/zh-Hant").asString()).isEqualTo("是");
        assertThat(last.has("at")).isTrue();
        assertThat(me.get("/api/interactions?q=blinks")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .as("found by its words")
                .isEqualTo(1);
        assertThat(me.get("/api/interactions?q=blinky")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(count("noted_value where item = 'works-again' and value = 'true' and interaction_id = " + call))
                .isEqualTo(1);
        me.post("/api/customers/" + customer + "/erase", Map.of("reason", "asked in writing"))
                .expect(204);
        assertThat(count("interaction_note")).as("its words go").isZero();
        assertThat(count("noted_value where interaction_id is null"))
                .as("its counts stay")
                .isEqualTo(1);
    }

    @Test
    void aNoteBegunByMistakeGoes() {
        var call = talking(mine);
        write(call, "note-fault", 0, FAULT).expect(200);
        assertThat(me.delete(path(call) + "/note-fault")
                        .expect(200)
                        .body()
                        .path("notes")
                        .size())
                .isZero();
        assertThat(count("noted_value")).isZero();
        accepted(new FloorCommand.EndConversation(call, EndedBy.AGENT));
        finish(call, "resolved").expect(200);
    }

    @Test
    void rulesAreCheckedAndNotOverwritten() {
        var path = "/api/note-rules/" + here.client();
        assertThat(me.put(path, Map.of("version", 0, "rules", List.of(Map.of("form", "no such", "queue", "'"))))
                        .expect(400)
                        .text())
                .contains("rules[0].form", "rules[0].queue");
        rules(List.of(Map.of("form", "note-fault")));
        assertThat(me.put(path, Map.of("version", 0, "rules", List.of()))
                        .expect(409)
                        .code())
                .isEqualTo("edit-conflict");
        var page = me.get(path).expect(200).body();
        assertThat(page.path("rules").size()).isEqualTo(1);
        assertThat(page.path("forms")
                        .valueStream()
                        .map(each -> each.path("form").asString()))
                .contains("note-fault", "note-order");
        me.put("/api/note-rules/1", Map.of("version", 0, "rules", List.of())).expect(404);
    }
}
