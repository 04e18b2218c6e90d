package org.callosum.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.callosum.floor.Arrival;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.Floors;
import org.callosum.server.interactions.InteractionLog;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// A task of the playbook taken at the desk: its script leads through it, and what is said stands in its form.
@ServerTest
class TaskScriptsTest {
    private final ApplicationContext application;
    private final Furnished here;
    private final Caller me;
    private final QueueId sales;
    private final AgentId mine;

    TaskScriptsTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.here = Furnished.open(application);
        this.me = here.staff();
        application.getBean(Playbook.class).bring(here.house().tenantId());
        this.sales = here.queue("sales", Map.of("wrapUpSeconds", 600));
        this.mine = here.agent(
                "Amy Chen", "7", Map.of("accountId", Long.toString(here.house().administratorId())));
        await(
                "the floor knows everybody",
                () -> floors().read(
                                        here.house().tenantId(),
                                        floor -> floor.agents().size()
                                                + floor.queues().size())
                                .join()
                        == 2);
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
        assertThat(floors().send(here.house().tenantId(), command).join())
                .as(command.toString())
                .isInstanceOf(Decision.Accepted.class);
    }

    private InteractionId talking() {
        accepted(new FloorCommand.SignIn(mine));
        accepted(new FloorCommand.GoReady(mine));
        var call = new InteractionId(application.getBean(Ids.class).next());
        application
                .getBean(InteractionLog.class)
                .arrived(
                        here.house().tenantId(),
                        new InteractionLog.Arrived(
                                call,
                                new ClientId(here.house().clientId()),
                                InteractionLog.Direction.IN,
                                "voice",
                                null,
                                "4001",
                                "+8613712345678",
                                "Zhang",
                                "en",
                                Instant.now()))
                .join();
        accepted(new FloorCommand.Enqueue(call, sales, Arrival.plain(0)));
        accepted(new FloorCommand.AcceptOffer(new OfferId(call, 1)));
        return call;
    }

    /// The code of the type that a task has become.
    private String added(String task) {
        me.post("/api/case-types/applications", Map.of("clientId", here.client(), "tasks", List.of(task)))
                .expect(200);
        return me.get("/api/case-types")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .map(each -> each.path("code").asString())
                .filter(code -> code.startsWith(task + "-"))
                .findFirst()
                .orElseThrow();
    }

    private String taken(String type, InteractionId call, String subject) {
        return me.post(
                        "/api/cases",
                        Map.of(
                                "type", type,
                                "clientId", here.client(),
                                "subject", subject,
                                "interactionId", call.toString(),
                                "ownerId", Long.toString(here.house().administratorId())))
                .expect(201)
                .body()
                .path("id")
                .asString();
    }

    private Caller.Answer begin(InteractionId call, String caseId) {
        return me.post(path(call), Map.of("caseId", caseId));
    }

    private static String path(InteractionId call) {
        return "/api/desk/interactions/" + call + "/script";
    }

    private JsonNode go(InteractionId call, JsonNode page, String act, Map<String, ?> more) {
        var move = new HashMap<String, Object>(more);
        move.put("act", act);
        move.put("revision", page.at("/run/revision").asInt());
        return me.post(path(call) + "/moves", move).expect(200).body();
    }

    private JsonNode fill(InteractionId call, JsonNode page, Map<String, ?> values) {
        var answers = new HashMap<String, Object>();
        values.forEach((item, value) -> answers.put(item, Map.of("value", value)));
        return go(call, page, "fill", Map.of("answers", answers));
    }

    private JsonNode key(InteractionId call, JsonNode page, String key) {
        return go(call, page, "key", Map.of("key", key));
    }

    private static String at(JsonNode page) {
        return page.at("/run/step/id").asString("");
    }

    @Test
    void aTaskIsLedThroughByItsScriptAndNothingIsAskedTwice() {
        var type = added("invitation");
        var call = talking();
        var fair = taken(type, call, "Spring fair");
        var page = begin(call, fair).expect(200).body();
        assertThat(page.at("/run/script").asString()).isEqualTo("script-task-appointment");

        // which task it is has filled in the manner
        assertThat(page.at("/run/step/fill/answers/manner/value").asString()).isEqualTo("event");
        page = fill(call, page, Map.of("at", "2027-03-01T18:00"));
        page = fill(call, page, Map.of("event", "Spring fair", "place", "Hall 3"));
        assertThat(at(page)).isEqualTo("ask-event");
        page = key(call, page, "1");
        // the reply is the answer
        assertThat(page.at("/run/step/fill/answers/confirmed/value").asString()).isEqualTo("yes");
        page = fill(call, page, Map.of("remind", true));
        page = fill(call, page, Map.of("people", 3));
        var before = me.get("/api/cases/" + fair).expect(200).body();
        assertThat(before.at("/answers/place/value").asString()).isEqualTo("Hall 3");
        assertThat(before.path("closed").asBoolean()).isFalse();

        page = go(call, page, "done", Map.of());
        assertThat(page.at("/run/dispositions").valueStream().map(JsonNode::asString))
                .containsExactly("agreed");
        page = key(call, page, "1");
        page = go(call, page, "done", Map.of());
        page = go(call, page, "done", Map.of());
        assertThat(page.at("/run/state").asString()).isEqualTo("closed");
        var after = me.get("/api/cases/" + fair).expect(200).body();
        assertThat(after.path("closed").asBoolean()).isTrue();
        assertThat(after.path("result").asString()).isEqualTo("agreed");
        assertThat(after.at("/answers/people/value").asInt()).isEqualTo(3);
        assertThat(after.at("/answers/confirmed/value").asString()).isEqualTo("yes");
    }

    @Test
    void whatTheFormStillLacksKeepsTheCaseOpen() {
        var type = added("credit-application");
        var call = talking();
        var credit = taken(type, call, "A new kitchen");
        var page = begin(call, credit).expect(200).body();
        page = key(call, page, "1");
        page = fill(call, page, Map.of("purpose", "A new kitchen"));
        page = go(call, page, "done", Map.of());
        page = fill(call, page, Map.of("documents", List.of("identity")));
        page = fill(call, page, Map.of("decision", "open"));
        page = go(call, page, "done", Map.of());
        page = key(call, page, "1");
        page = go(call, page, "done", Map.of());
        page = go(call, page, "done", Map.of());
        assertThat(page.at("/run/state").asString()).isEqualTo("closed");
        var after = me.get("/api/cases/" + credit).expect(200).body();
        // the amount is sensitive: no script asks it
        assertThat(after.path("closed").asBoolean()).isFalse();
        assertThat(after.at("/answers/purpose/value").asString()).isEqualTo("A new kitchen");
    }

    @Test
    void aSecondTaskOfTheSameKindBeginsWithNothingKnownOfTheFirst() {
        var type = added("invitation");
        var call = talking();
        var first = taken(type, call, "Spring fair");
        var page = begin(call, first).expect(200).body();
        page = fill(call, page, Map.of("at", "2027-03-01T18:00"));
        var revision = page.at("/run/revision").asInt();
        // taken up again it goes on where it stood
        assertThat(begin(call, first).expect(200).body().at("/run/revision").asInt())
                .isEqualTo(revision);

        var second = taken(type, call, "Autumn fair");
        page = begin(call, second).expect(200).body();
        assertThat(at(page)).isEqualTo("what");
        assertThat(page.at("/run/step/fill/answers").has("at")).isFalse();
        assertThat(me.get("/api/cases/" + first)
                        .expect(200)
                        .body()
                        .at("/answers/at/value")
                        .asString())
                .isEqualTo("2027-03-01T18:00");
    }

    /// The house answers where an order stands; what was answered fills the form.
    @Test
    void whereAnOrderStandsIsLookedUpWhileOneSpeaks() {
        var type = added("order-status");
        var customer = here.customer("Zhang", "13712345678");
        var tea = here.id(
                "/api/products",
                Map.of("clientId", here.client(), "code", "tea", "name", Map.of("en", "Tea"), "kind", "product"));
        var number = me.post(
                        "/api/orders",
                        Map.of(
                                "customerId",
                                customer,
                                "currency",
                                "CNY",
                                "deliverOn",
                                "2027-02-03",
                                "lines",
                                List.of(Map.of("productId", tea, "quantity", 1, "priceMinor", 900))))
                .expect(201)
                .body()
                .path("number")
                .asString();
        var call = talking();
        application
                .getBean(InteractionLog.class)
                .customer(here.house().tenantId(), call, Long.parseLong(customer))
                .join();
        var page = begin(call, taken(type, call, "Where is it")).expect(200).body();
        assertThat(page.at("/run/step/fill/answers/kind/value").asString()).isEqualTo("status");
        // the only order on its way is the one that is meant
        assertThat(page.at("/run/step/fill/answers/order-number/value").asString())
                .isEqualTo(number);
        fill(call, page, Map.of());
        await(
                "the order is found",
                () -> at(me.get(path(call)).expect(200).body()).equals("prepared"));
        page = me.get(path(call)).expect(200).body();
        assertThat(page.at("/run/step/said/en").asString()).contains("2027-02-03");
        page = go(call, page, "done", Map.of());
        assertThat(page.at("/run/step/fill/answers/state/value").asString()).isEqualTo("being prepared");
    }

    @Test
    void aCaseOfAnotherContactOrWithoutAScriptLeadsNowhere() {
        var type = added("invitation");
        var call = talking();
        var elsewhere = me.post(
                        "/api/cases", Map.of("type", type, "clientId", here.client(), "subject", "Without a contact"))
                .expect(201)
                .body()
                .path("id")
                .asString();
        begin(call, elsewhere).expect(404);
        begin(call, "1").expect(404);
        begin(call, taken("ticket", call, "A ticket")).expect(404);
    }
}
