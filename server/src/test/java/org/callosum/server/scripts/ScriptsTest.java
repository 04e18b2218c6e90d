package org.callosum.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.callosum.server.platform.retention.Expiring;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Scripts through the running application, with the floor but without sound.
@ServerTest
class ScriptsTest {
    private static final String NUMBER = "+8613712345678";
    private static final String SCRIPT = """
            flow: usage
            kind: script
            name: {en: Usage, zh-Hans: 流量}
            variables: {phone: text, cause: text}
            start: what
            steps:
              what:
                ask:
                  say: {en: "What did you notice, {caller.name}?"}
                  replies:
                    - {label: {en: Used up}, set: {cause: "'early'"}, next: line}
                    - {label: {en: A high bill}, next: line}
                  free: {hint: {en: Listen}, returns: [line], hand-over: bye}
                key: true
                tone: {en: Take your time, zh-Hans: 不要急}
              line: {fill: {form: line, items: [phone-number, since], into: {phone: phone-number}}, next: told}
              told: {tell: {say: {en: "I look at {phone}"}}, next: settled}
              settled: {settled: {say: {en: Settled?}}, yes: pack, no: ticket}
              pack:
                offer: {code: data-pack, aim: add-on, say: {en: A pack?}, when: "cause = 'early'", value: 9.9}
                accepted: sold
                declined: bye
              ticket: {open-case: ticket, next: bye}
              sold: {propose: sold, next: bye}
              bye: {closing: {say: {en: Goodbye}}}
            """;

    private final ApplicationContext application;
    private final Furnished here;
    private final House house;
    private final Caller me;
    private final QueueId sales;
    private final AgentId mine;
    private final Caller bens;
    private final AgentId ben;

    ScriptsTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.here = Furnished.open(application);
        this.house = here.house();
        this.me = here.staff();
        application.getBean(Playbook.class).bring(house.tenantId());
        this.sales = here.queue("sales", Map.of("wrapUpSeconds", 600));
        here.id(
                "/api/dispositions",
                Map.of(
                        "code", "sold",
                        "name", Map.of("en", "Sold"),
                        "group", Map.of("en", "Sales"),
                        "clientId", here.client(),
                        "queueIds", List.of(sales.toString()),
                        "followUpCaseType", "follow-up"));
        this.mine = here.agent("Amy Chen", "7", Map.of("accountId", Long.toString(house.administratorId())));
        var role = me.get("/api/roles?size=100")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("code").asString().equals("agent"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        var account = here.id(
                "/api/accounts",
                Map.of(
                        "version",
                        0,
                        "name",
                        "ben",
                        "displayName",
                        "Ben",
                        "roles",
                        List.of(role),
                        "allClients",
                        true,
                        "clients",
                        List.of(),
                        "language",
                        "en",
                        "timeZone",
                        "UTC",
                        "active",
                        true));
        var password = me.post("/api/accounts/" + account + "/one-time-password", Map.of())
                .expect(200)
                .body()
                .path("password")
                .asString();
        this.bens = house.signIn("ben", password);
        bens.put("/api/me/password", Map.of("old", password, "next", HousesForTests.PASSWORD))
                .expect(200);
        this.ben = here.agent("Ben Okoro", "8", Map.of("accountId", account));
        form();
        script(SCRIPT, "usage");
        await(
                "the floor knows everybody",
                () -> floors().read(
                                        house.tenantId(),
                                        floor -> floor.agents().size()
                                                + floor.queues().size())
                                .join()
                        == 3);
    }

    private void form() {
        var items = List.of(
                Map.of("code", "phone-number", "kind", "text", "label", Map.of("en", "Number"), "required", true),
                Map.of("code", "since", "kind", "text", "label", Map.of("en", "Since")));
        var section = Map.of("code", "line", "title", Map.of("en", "Line"), "items", items);
        var form =
                Map.of("use", "note", "title", Map.of("en", "Line"), "scales", List.of(), "sections", List.of(section));
        me.post("/api/forms", Map.of("code", "line", "name", Map.of("en", "Line"), "form", form, "reason", "first"))
                .expect(201);
        me.post("/api/forms/line/versions/1/approve", Map.of("reason", "tried")).expect(200);
    }

    private void script(String yaml, String code) {
        me.post("/api/flows", Map.of("code", code, "name", Map.of("en", code), "yaml", yaml, "reason", "first"))
                .expect(201);
        me.post("/api/flows/" + code + "/versions/1/approve", Map.of("reason", "tried"))
                .expect(200);
    }

    private void rule(Map<String, ?> rule) {
        var path = "/api/script-rules/" + here.client();
        int version = me.get(path).expect(200).body().path("version").asInt();
        me.put(path, Map.of("rules", List.of(rule), "version", version)).expect(200);
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

    private InteractionLog log() {
        return application.getBean(InteractionLog.class);
    }

    private InteractionId newId() {
        return new InteractionId(application.getBean(Ids.class).next());
    }

    private InteractionId talking(AgentId agent) {
        return talking(agent, null);
    }

    /// A customer of the sales queue who talks with this agent.
    private InteractionId talking(AgentId agent, @org.jspecify.annotations.Nullable String customer) {
        accepted(new FloorCommand.SignIn(agent));
        accepted(new FloorCommand.GoReady(agent));
        var call = newId();
        var client = new ClientId(house.clientId());
        log().arrived(
                        house.tenantId(),
                        new InteractionLog.Arrived(
                                call,
                                client,
                                InteractionLog.Direction.IN,
                                "voice",
                                null,
                                "4001",
                                NUMBER,
                                "Zhang",
                                "en",
                                Instant.now()))
                .join();
        if (customer != null) {
            log().customer(house.tenantId(), call, Long.parseLong(customer)).join();
        }
        accepted(new FloorCommand.Enqueue(call, sales, Arrival.plain(0)));
        accepted(new FloorCommand.AcceptOffer(new OfferId(call, 1)));
        await(
                "the record knows the queue",
                () -> system("select count(*) from interaction where id = %s and queue_id is not null".formatted(call))
                        == 1);
        return call;
    }

    private long system(String sql) {
        var found = new long[1];
        application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
            found[0] = application
                    .getBean(JdbcClient.class)
                    .sql(sql)
                    .query((row, _) -> row.getLong(1))
                    .single();
        });
        return found[0];
    }

    private static String path(InteractionId call) {
        return "/api/desk/interactions/" + call + "/script";
    }

    private JsonNode begin(Caller who, InteractionId call) {
        return who.post(path(call), Map.of("script", "usage")).expect(200).body();
    }

    private static Caller.Answer tryTo(Caller who, InteractionId call, JsonNode page, String act, Map<String, ?> more) {
        var move = new HashMap<String, Object>(more);
        move.put("act", act);
        move.put("revision", page.at("/run/revision").asInt());
        return who.post(path(call) + "/moves", move);
    }

    private static JsonNode go(Caller who, InteractionId call, JsonNode page, String act, Map<String, ?> more) {
        return tryTo(who, call, page, act, more).expect(200).body();
    }

    private static JsonNode key(Caller who, InteractionId call, JsonNode page, String key) {
        return go(who, call, page, "key", Map.of("key", key));
    }

    private static String at(JsonNode page) {
        return page.at("/run/step/id").asString("");
    }

    private static Map<String, Object> answers(String number) {
        return Map.of("answers", Map.of("phone-number", Map.of("value", number)));
    }

    @Test
    void aContactIsLedToTheEndOfItsScript() {
        var call = talking(mine);
        assertThat(me.get(path(call)).expect(200).body().path("proposed").isMissingNode()
                        || me.get(path(call)).body().path("proposed").isNull())
                .isTrue();
        rule(Map.of("script", "usage", "queue", "sales", "when", "direction = 'in'"));
        assertThat(me.get(path(call)).expect(200).body().path("proposed").asString())
                .isEqualTo("usage");
        var page = me.post(path(call), Map.of()).expect(200).body();
        assertThat(page.at("/run/step/said/en").asString()).isEqualTo("What did you notice, Zhang?");
        assertThat(page.at("/run/step/replies")
                        .valueStream()
                        .map(each -> each.at("/label/en").asString()))
                .containsExactly("Used up", "A high bill");

        page = key(me, call, page, "1");
        assertThat(page.at("/run/step/fill/form/sections/0/items").size()).isEqualTo(2);
        page = go(me, call, page, "fill", answers("138001"));
        assertThat(page.at("/run/step/said/en").asString()).isEqualTo("I look at 138001");
        page = go(me, call, page, "done", Map.of());
        page = key(me, call, page, "1");
        assertThat(page.at("/run/step/offer/value").asDouble()).isEqualTo(9.9);
        page = key(me, call, page, "1");
        assertThat(page.at("/run/dispositions").valueStream().map(JsonNode::asString))
                .containsExactly("sold");
        page = go(me, call, page, "done", Map.of());

        assertThat(page.at("/run/state").asString()).isEqualTo("closed");
        assertThat(page.at("/run/result").asString()).isEqualTo("solved");
        assertThat(page.at("/run/trail")
                        .valueStream()
                        .map(each -> each.path("move").asString()))
                .containsExactly("reply", "filled", "done", "reply", "accepted", "done");
        assertThat(
                        system(
                                "select count(*) from script_event where type = 'accepted' and value = 9.9 and detail = 'add-on'"))
                .isEqualTo(1);
        assertThat(tryTo(me, call, page, "done", Map.of()).expect(409).code()).isEqualTo("script-over");
    }

    @Test
    void theQuietHintOfToneComesWithItsStepOnly() {
        var call = talking(mine);
        var page = begin(me, call);
        assertThat(page.at("/run/step/tone/en").asString()).isEqualTo("Take your time");
        assertThat(page.at("/run/step/tone/zh-Hans").asString()).isEqualTo("不要急");

        page = key(me, call, page, "1");
        assertThat(page.at("/run/step/tone").isMissingNode()
                        || page.at("/run/step/tone").isNull())
                .isTrue();
    }

    /// The customer is transferred to Ben, who closes the contact: he sees what was filled, and what the script
    /// proposes.
    @Test
    void whoReceivesTheContactSeesWhatWasFilledAndTheScriptsResultStandsFirst() {
        var call = talking(mine);
        var page = go(
                me,
                call,
                key(me, call, begin(me, call), "1"),
                "fill",
                Map.of(
                        "answers",
                        Map.of("phone-number", Map.of("value", "138001"), "since", Map.of("value", "Monday"))));
        page = key(me, call, key(me, call, go(me, call, page, "done", Map.of()), "1"), "1");
        accepted(new FloorCommand.SignIn(ben));
        accepted(new FloorCommand.GoReady(ben));
        accepted(new FloorCommand.EndConversation(call, org.callosum.floor.EndedBy.TRANSFERRED));
        accepted(new FloorCommand.Enqueue(call, sales, Arrival.plain(0).onlyFor(ben)));
        accepted(new FloorCommand.CompleteWrapUp(call, mine, List.of()));
        accepted(new FloorCommand.AcceptOffer(new OfferId(call, 2)));

        var his = bens.get(path(call)).expect(200).body();

        assertThat(his.path("filled")
                        .valueStream()
                        .map(each -> each.at("/form/en").asString() + " "
                                + each.at("/label/en").asString() + " "
                                + each.at("/said/en").asString()))
                .containsExactlyInAnyOrder("Line Number 138001", "Line Since Monday");
        var proposed = bens.get("/api/desk/interactions/" + call + "/suggestions")
                .expect(200)
                .body();
        assertThat(proposed.at("/0/code").asString()).isEqualTo("sold");
        assertThat(proposed.at("/0/source").asString()).isEqualTo("script");

        accepted(new FloorCommand.EndConversation(call, org.callosum.floor.EndedBy.CUSTOMER));
        var due = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        bens.post(
                        "/api/desk/interactions/" + call + "/wrap-up",
                        Map.of(
                                "dispositions",
                                List.of("sold"),
                                "ready",
                                false,
                                "followUp",
                                Map.of("dueAt", due.toString())))
                .expect(200);
        assertThat(system(
                        "select count(*) from service_case where type = 'follow-up' and interaction_id = %s and due_at = '%s'"
                                .formatted(call, due)))
                .as("what the script proposed becomes a dated follow-up like any other result")
                .isEqualTo(1);
        assertThat(system("select count(*) from code_suggestion where source = 'script' and place = 0 and taken"))
                .isEqualTo(1);
    }

    @Test
    void whoTakesAContactOverAndWhoReadsItLaterSeeWhatWasFilled() {
        var call = talking(mine);
        go(me, call, key(me, call, begin(me, call), "1"), "fill", answers("138001"));
        accepted(new FloorCommand.SignIn(ben));
        accepted(new FloorCommand.MoveConversation(call, ben, null));

        var his = bens.get(path(call)).expect(200).body();
        assertThat(his.at("/filled/0/said/en").asString()).isEqualTo("138001");
        assertThat(at(his)).as("the script stands where it was").isEqualTo("told");

        var later = me.get("/api/interactions/" + call + "/told").expect(200).body();
        assertThat(later.size()).isEqualTo(1);
        assertThat(later.at("/0/label/en").asString()).isEqualTo("Number");
        bens.get("/api/interactions/" + call + "/told").expect(403);
        me.get("/api/interactions/1/told").expect(404);
    }

    @Test
    void aReloadShowsTheScriptWhereItStood() {
        var call = talking(mine);
        var page = key(me, call, begin(me, call), "2");

        var again = house.administrator().get(path(call)).expect(200).body();

        assertThat(again).isEqualTo(page);
        assertThat(me.post(path(call), Map.of("script", "usage"))
                        .expect(200)
                        .body()
                        .at("/run/id"))
                .isEqualTo(page.at("/run/id"));
    }

    @Test
    void twoWindowsCannotMoveTheSameRunTwice() {
        var call = talking(mine);
        var page = begin(me, call);
        key(me, call, page, "1");

        var refused = tryTo(me, call, page, "key", Map.of("key", "2")).expect(409);

        assertThat(refused.code()).isEqualTo("edit-conflict");
        assertThat(at(refused.body().path("current"))).isEqualTo("line");
        assertThat(system("select count(*) from script_event where type = 'reply'"))
                .isEqualTo(1);
    }

    @Test
    void aColleagueWhoIsAskedGoesOnWithTheSameScriptAndKnowsWhatWasSaid() {
        var call = talking(mine);
        var page = go(me, call, key(me, call, begin(me, call), "1"), "fill", answers("138001"));
        accepted(new FloorCommand.SignIn(ben));
        accepted(new FloorCommand.GoReady(ben));
        var question = newId();
        log().consultBegan(house.tenantId(), question, call, Instant.now()).join();
        accepted(new FloorCommand.Enqueue(
                question, sales, Arrival.consult(call, mine).onlyFor(ben)));
        accepted(new FloorCommand.AcceptOffer(new OfferId(question, 1)));

        var his = bens.get(path(question)).expect(200).body();
        assertThat(at(his)).isEqualTo("told");
        assertThat(his.at("/run/trail/0/mine").asBoolean()).isFalse();
        his = go(bens, question, his, "jump", Map.of("step", "line"));
        assertThat(his.at("/run/step/fill/answers/phone-number/value").asString())
                .isEqualTo("138001");
        assertThat(his.at("/run/step/fill/known/0/source").asString()).isEqualTo("contact");
        assertThat(tryTo(me, call, page, "done", Map.of()).expect(409).code()).isEqualTo("edit-conflict");
    }

    @Test
    void somebodyElsesContactIsNotFound() {
        var call = talking(mine);
        begin(me, call);

        bens.get(path(call)).expect(404);
        bens.post(path(call), Map.of()).expect(404);
        bens.post(path(call) + "/moves", Map.of("revision", 0, "act", "done")).expect(404);
    }

    @Test
    void whatTheVoiceWasToldAndWhatTheRecordHasIsNotAskedAgain() {
        var customer = here.customer("Zhang", NUMBER);
        script(
                "flow: ivr\nname: {en: Ivr}\nvariables: {phone: text}\nstart: ask\nsteps:\n"
                        + "  ask: {collect: {into: phone, say: {en: Number?}, text: true}, next: end, otherwise: end}\n"
                        + "  end: {hang-up: }\n",
                "ivr");
        var call = talking(mine, customer);
        log().keysPressed(house.tenantId(), call, "ask", "555", null, Instant.now())
                .join();
        log().event(house.tenantId(), call, "entry-collected", Instant.now(), Map.of("flow", "ivr", "step", "ask"))
                .join();

        var page = key(me, call, begin(me, call), "2");
        assertThat(page.at("/run/step/fill/answers/phone-number/value").asString())
                .isEqualTo("555");
        assertThat(page.at("/run/step/fill/known/0/source").asString()).isEqualTo("flow");
        go(me, call, page, "fill", Map.of("answers", Map.of("since", Map.of("value", "Monday"))));

        accepted(new FloorCommand.EndConversation(call, org.callosum.floor.EndedBy.CUSTOMER));
        accepted(new FloorCommand.CompleteWrapUp(call, mine, List.of()));
        accepted(new FloorCommand.SignOut(mine));
        var later = talking(mine, customer);
        page = key(me, later, begin(me, later), "2");
        assertThat(page.at("/run/step/fill/known")
                        .valueStream()
                        .map(each -> each.path("item").asString() + " "
                                + each.path("source").asString()))
                .containsExactly("phone-number earlier", "since earlier");
    }

    @Test
    void aMissingAnswerIsSaidBesideItsItemAndTheStepCanBeLeftOut() {
        var call = talking(mine);
        var page = key(me, call, begin(me, call), "1");

        var refused = tryTo(me, call, page, "fill", Map.of("answers", Map.of())).expect(400);
        assertThat(refused.body().at("/fields/0/field").asString()).isEqualTo("answers.phone-number");
        assertThat(refused.body().at("/fields/0/code").asString()).isEqualTo("required");

        page = go(me, call, page, "skip", Map.of());
        assertThat(at(page)).isEqualTo("told");
        assertThat(page.at("/run/trail/1/move").asString()).isEqualTo("skipped");
    }

    @Test
    void whatWasNotExpectedIsKeptAndBackLeadsToTheLastStep() {
        var call = talking(mine);
        var page = go(me, call, begin(me, call), "free", Map.of("text", "my watch"));
        assertThat(at(page)).isEqualTo("what");
        page = go(me, call, page, "free", Map.of("text", "it is my watch's line", "step", "line"));
        assertThat(at(page)).isEqualTo("line");
        page = go(me, call, page, "skip", Map.of());
        page = go(me, call, page, "back", Map.of());
        assertThat(at(page)).isEqualTo("line");
        page = go(me, call, page, "back", Map.of());
        assertThat(at(page)).isEqualTo("what");
        assertThat(page.at("/run/trail").size()).isEqualTo(1);

        assertThat(system("select count(*) from script_free_answer")).isEqualTo(2);
        assertThat(system("select count(*) from script_event where type = 'back'"))
                .isEqualTo(2);
        page = go(me, call, page, "leave", Map.of());
        assertThat(page.at("/run/state").asString()).isEqualTo("left");
    }

    @Test
    void whoIsNotContentGetsOneCaseAndNoOffer() {
        var call = talking(mine);
        var page = go(me, call, key(me, call, begin(me, call), "1"), "fill", answers("1"));
        page = key(me, call, go(me, call, page, "done", Map.of()), "2");
        assertThat(page.at("/run/step/caseType").asString()).isEqualTo("ticket");
        page = go(me, call, page, "done", Map.of());
        assertThat(page.at("/run/cases").size()).isEqualTo(1);
        var made = me.get("/api/cases/" + page.at("/run/cases/0").asString())
                .expect(200)
                .body();
        assertThat(made.path("interactionId").asString()).isEqualTo(call.toString());

        page = go(me, call, page, "back", Map.of());
        page = go(me, call, page, "done", Map.of());
        assertThat(page.at("/run/cases").size())
                .as("the same step opens nothing twice")
                .isEqualTo(1);
        page = go(me, call, page, "jump", Map.of("step", "pack"));
        assertThat(at(page)).isEqualTo("bye");
        assertThat(system("select count(*) from script_event where type in ('accepted', 'declined')"))
                .isZero();
        assertThat(system("select count(*) from script_event where type = 'passed-over' and detail = 'unsettled'"))
                .isEqualTo(1);
    }

    @Test
    void whatCustomersSaidGoesWithThemAndWithTheAgeOfContacts() {
        var customer = here.customer("Zhang", NUMBER);
        var call = talking(mine, customer);
        var page = go(me, call, begin(me, call), "free", Map.of("text", "secret words", "step", "line"));
        go(me, call, page, "fill", answers("138001"));

        me.post("/api/customers/" + customer + "/erase", Map.of("reason", "asked"))
                .expect(204);

        assertThat(system("select count(*) from known_answer")).isZero();
        assertThat(system("select count(*) from script_free_answer")).isZero();
        assertThat(
                        system(
                                "select count(*) from script_run where trail::text like '%secret%' or run::text like '%138001%'"))
                .isZero();
        assertThat(system("select count(*) from script_event")).isPositive();

        var other = talking(ben);
        go(bens, other, begin(bens, other), "free", Map.of("text", "others"));
        var expiring = application.getBeansOfType(Expiring.class).values().stream()
                .filter(ForgottenScripts.class::isInstance)
                .findFirst()
                .orElseThrow();
        application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
            assertThat(expiring.expire(
                            new ClientId(house.clientId()), Instant.now().plusSeconds(60)))
                    .isPositive();
        });
        assertThat(system("select count(*) from script_free_answer")).isZero();
        assertThat(system("select count(*) from script_run where trail <> '[]'"))
                .isZero();
    }

    @Test
    void rulesAreCheckedAndSavedOnce() {
        var path = "/api/script-rules/" + here.client();
        var wrong = me.put(path, Map.of("version", 0, "rules", List.of(Map.of("script", "usage", "when", "queue = 3"))))
                .expect(400);
        assertThat(wrong.body().at("/fields/0/field").asString()).isEqualTo("rules[0].when");
        me.put(path, Map.of("version", 0, "rules", List.of(Map.of("script", "usage"))))
                .expect(200);
        assertThat(me.put(path, Map.of("version", 0, "rules", List.of()))
                        .expect(409)
                        .code())
                .isEqualTo("edit-conflict");
        bens.get(path).expect(403);
    }

    @Test
    void aScriptMayBeOverByItselfAndAnApprovalIsTakenBackWithAReason() {
        var second = SCRIPT.replace("What did you notice", "What happened");
        me.put("/api/flows/usage", Map.of("baseVersion", 1, "yaml", second, "reason", "shorter"))
                .expect(200);
        var path = "/api/flows/usage/versions/2/";
        var end = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        var live = me.post(path + "approve", Map.of("reason", "tried", "validTo", end.toString()))
                .expect(200)
                .body();
        assertThat(live.path("liveVersion").asInt()).isEqualTo(2);
        assertThat(Instant.parse(live.at("/versions/0/validTo").asString())).isEqualTo(end);
        var row = me.get("/api/flows?size=200")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(each -> each.path("code").asString().equals("usage"))
                .findFirst()
                .orElseThrow();
        assertThat(Instant.parse(row.path("endsAt").asString())).isEqualTo(end);

        me.post(path + "take-back", Map.of("reason", "")).expect(400);
        bens.post(path + "take-back", Map.of("reason", "wrong")).expect(403);
        assertThat(me.post(path + "take-back", Map.of("reason", "customers were confused"))
                        .expect(200)
                        .body()
                        .path("liveVersion")
                        .asInt())
                .isEqualTo(1);
        assertThat(system("select count(*) from definition_act where act = 'taken-back' and reason like 'customers%'"))
                .isEqualTo(1);
        var call = talking(mine);
        assertThat(begin(me, call).at("/run/version").asInt()).isEqualTo(1);
    }

    private static final String ASKING = """
            flow: usage
            kind: script
            name: {en: Order}
            variables: {state: text}
            start: hello
            steps:
              hello: {tell: {say: {en: One moment}}, next: look}
              look:
                lookup: {url: "https://%s", query: {order: "'%s'"}, timeout: 3s, into: {state: state}}
                next: told
                failed: sorry
              told: {tell: {say: {en: "It is {state}"}}, next: bye}
              sorry: {tell: {say: {en: I shall ask}}, next: bye}
              bye: {closing: {say: {en: Goodbye}}}
            """;

    private void asks(String address, String number) {
        me.put(
                        "/api/flows/usage",
                        Map.of("baseVersion", 1, "yaml", ASKING.formatted(address, number), "reason", "asks"))
                .expect(200);
        me.post("/api/flows/usage/versions/2/approve", Map.of("reason", "tried"))
                .expect(200);
    }

    private JsonNode awaitStep(InteractionId call, String step) {
        await(
                "the script comes to " + step,
                () -> at(me.get(path(call)).expect(200).body()).equals(step));
        return me.get(path(call)).expect(200).body();
    }

    @Test
    void aScriptAsksTheHouseBesideTheTalkAndGoesOnByItself() {
        var customer = here.customer("Zhang", NUMBER);
        var order = Map.of(
                "clientId",
                here.client(),
                "customerId",
                customer,
                "number",
                "T-77",
                "currency",
                "EUR",
                "lines",
                List.of(Map.of("name", "Tea", "quantity", 1, "priceMinor", 900)));
        me.post("/api/orders", order).expect(201);
        asks("orders.callosum.invalid/status", "T-77");
        var call = talking(mine, customer);

        var asking = go(me, call, begin(me, call), "done", Map.of());

        assertThat(asking.at("/run/step/kind").asString()).isIn("lookup", "tell");
        var told = awaitStep(call, "told");
        assertThat(told.at("/run/step/said/en").asString()).isEqualTo("It is placed");
        assertThat(told.at("/run/lookedUp/0/answered").asBoolean()).isTrue();
        assertThat(told.at("/run/lookedUp/0/told/state").asString()).isEqualTo("placed");
        var back = go(me, call, told, "back", Map.of());
        assertThat(at(back))
                .as("nobody goes back into a question that was answered")
                .isEqualTo("hello");
    }

    @Test
    void aServiceThatCannotBeReachedLeadsOnByItsOwnWayAndIsTold() {
        asks("nowhere.invalid/stock", "1");
        var call = talking(mine);
        go(me, call, begin(me, call), "done", Map.of());

        var sorry = awaitStep(call, "sorry");

        assertThat(sorry.at("/run/lookedUp/0/answered").asBoolean()).isFalse();
        assertThat(sorry.at("/run/lookedUp/0/status").asInt()).isZero();
        assertThat(system("select count(*) from script_event where type in ('asked', 'unanswered')"))
                .isEqualTo(2);
    }

    @Test
    void aQuestionThatNobodyWillAnswerAnyMoreIsGivenUpWhenItIsLookedAt() {
        asks("nowhere.invalid/stock", "1");
        var call = talking(mine);
        go(me, call, begin(me, call), "done", Map.of());
        awaitStep(call, "sorry");
        // as a process that went away in between leaves it: the run before the answer, some time ago
        application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
            application
                    .getBean(JdbcClient.class)
                    .sql("""
                            update script_run set moved_at = now() - interval '1 minute', run = jsonb_set(jsonb_set(jsonb_set(run,
                                '{frames,0,step}', '"look"'), '{frames,0,phase}', '"ASKED"'), '{frames,0,ticket}', '99'),
                                revision = revision + 1
                             where interaction_id = :call""")
                    .param("call", call.value())
                    .update();
        });

        assertThat(at(me.get(path(call)).expect(200).body())).isEqualTo("sorry");
    }

    @Test
    void whatStandsBesideTheRecordIsKnownAndNeverAskedAgain() {
        var customer = here.customer("Zhang", NUMBER);
        me.post(
                        "/api/orders",
                        Map.of(
                                "clientId",
                                here.client(),
                                "customerId",
                                customer,
                                "number",
                                "T-78",
                                "currency",
                                "EUR",
                                "lines",
                                List.of(Map.of("name", "Tea", "quantity", 1, "priceMinor", 900))))
                .expect(201);
        var items = List.of(
                Map.of("code", "order-number", "kind", "text", "label", Map.of("en", "Order"), "required", true),
                Map.of("code", "language", "kind", "text", "label", Map.of("en", "Language")));
        var form = Map.of(
                "use",
                "note",
                "title",
                Map.of("en", "Order"),
                "scales",
                List.of(),
                "sections",
                List.of(Map.of("code", "order", "title", Map.of("en", "Order"), "items", items)));
        me.post("/api/forms", Map.of("code", "order", "name", Map.of("en", "Order"), "form", form, "reason", "first"))
                .expect(201);
        me.post("/api/forms/order/versions/1/approve", Map.of("reason", "tried"))
                .expect(200);
        var yaml = """
                flow: usage
                kind: script
                name: {en: Order}
                start: which
                steps:
                  which:
                    condition:
                      - {when: "'T-78' in customer.orders and customer.cases = 0 and customer.language = 'en'", next: fill}
                    otherwise: bye
                  fill: {fill: {form: order, items: [order-number, language]}, next: bye}
                  bye: {closing: {say: {en: Goodbye}}}
                """;
        me.put("/api/flows/usage", Map.of("baseVersion", 1, "yaml", yaml, "reason", "known"))
                .expect(200);
        me.post("/api/flows/usage/versions/2/approve", Map.of("reason", "tried"))
                .expect(200);
        var call = talking(mine, customer);

        var page = begin(me, call);

        assertThat(page.at("/run/step/fill/answers/order-number/value").asString())
                .isEqualTo("T-78");
        assertThat(page.at("/run/step/fill/answers/language/value").asString()).isEqualTo("en");
        assertThat(page.at("/run/step/fill/known")
                        .valueStream()
                        .map(each -> each.path("source").asString()))
                .containsExactly("record", "record");
        assertThat(at(go(me, call, page, "done", Map.of()))).isEqualTo("bye");
    }

    @Test
    void aFlowNamesTheScriptOfItsContacts() {
        var other = SCRIPT.replace("flow: usage", "flow: other").replace("{en: Usage, zh-Hans: 流量}", "{en: Other}");
        script(other, "other");
        rule(Map.of("script", "usage"));
        var call = talking(mine);
        application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
            application
                    .getBean(JdbcClient.class)
                    .sql("update interaction set attributes = '{\"script\":\"other\"}' where id = :id")
                    .param("id", call.value())
                    .update();
        });

        assertThat(me.get(path(call)).expect(200).body().path("proposed").asString())
                .isEqualTo("other");
    }

    @Test
    void anAuthorIsToldWhatTheHouseDoesNotHaveAndWhichWordsAreJargon() {
        me.put("/api/jargon", Map.of("version", 0, "words", List.of(Map.of("word", "APN", "instead", "settings"))))
                .expect(200);
        var yaml = SCRIPT.replace("A pack?", "A new APN?")
                .replace("items: [phone-number, since]", "items: [phone-number, colour]")
                .replace("propose: sold", "propose: solt");
        var findings = me.post("/api/flows/validate", Map.of("yaml", yaml))
                .expect(200)
                .body()
                .path("findings");

        assertThat(findings.valueStream().map(each -> each.path("code").asString()))
                .containsExactly("unknown-item", "unknown-disposition");
        assertThat(me.post("/api/flows/validate", Map.of("yaml", SCRIPT.replace("A pack?", "A new APN?")))
                        .expect(200)
                        .body()
                        .at("/findings/0/message")
                        .asString())
                .isEqualTo("“APN” is a word of the trade; say “settings”");
    }

    private static void holds(JsonNode share, long part, long whole) {
        assertThat(share.path("part").asLong() + " of " + share.path("whole").asLong())
                .isEqualTo(part + " of " + whole);
    }

    private static JsonNode node(JsonNode nodes, String step) {
        return nodes.valueStream()
                .filter(each -> each.path("step").asString().equals(step))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + step + " in " + nodes));
    }

    /// One is sold something and solved, one is left at the first question and escalated, one is only looked at.
    @Test
    void theFiguresSayWhereScriptsAreLeftAndWhatTheySold() {
        var sold = talking(mine);
        var page = go(me, sold, key(me, sold, begin(me, sold), "1"), "fill", answers("1"));
        page = key(me, sold, key(me, sold, go(me, sold, page, "done", Map.of()), "1"), "1");
        go(me, sold, page, "done", Map.of());
        var angry = talking(ben);
        page = go(bens, angry, begin(bens, angry), "free", Map.of("text", "my watch"));
        me.post(
                        "/api/cases",
                        Map.of(
                                "type",
                                "escalation",
                                "clientId",
                                here.client(),
                                "interactionId",
                                angry.toString(),
                                "reason",
                                "raised"))
                .expect(201);
        go(bens, angry, page, "leave", Map.of());
        accepted(new FloorCommand.EndConversation(angry, org.callosum.floor.EndedBy.CUSTOMER));
        accepted(new FloorCommand.CompleteWrapUp(angry, ben, List.of()));
        accepted(new FloorCommand.SignOut(ben));
        begin(bens, talking(ben));

        var rows = me.get("/api/reports/scripts").expect(200).body();
        assertThat(rows.size()).isEqualTo(1);
        var row = rows.get(0);
        assertThat(row.path("used").asLong()).isEqualTo(2);
        assertThat(row.path("shown").asLong()).isEqualTo(1);
        holds(row.path("completed"), 1, 2);
        holds(row.path("solved"), 1, 1);
        holds(row.path("left"), 1, 2);
        holds(row.path("escalated"), 1, 2);
        holds(row.path("made"), 1, 1);
        holds(row.path("accepted"), 1, 1);
        assertThat(row.path("value").asDouble()).isEqualTo(9.9);
        assertThat(row.path("freeAnswers").asLong()).isEqualTo(1);

        var nodes = me.get("/api/reports/scripts/usage/nodes").expect(200).body();
        holds(node(nodes, "what").path("left"), 1, 2);
        holds(node(nodes, "what").path("freeAnswers"), 1, 2);
        holds(node(nodes, "what").path("escalated"), 1, 2);
        holds(node(nodes, "pack").path("left"), 0, 1);
        var keys = me.get("/api/reports/scripts/usage/key-steps").expect(200).body();
        assertThat(keys.valueStream().map(each -> each.path("step").asString()))
                .as("the least often done first; questions and closings are key steps unless said otherwise")
                .containsExactly("what", "bye", "settled");
        assertThat(keys.at("/0/key").asBoolean()).isTrue();
        holds(keys.at("/0/done"), 1, 2);
        holds(keys.at("/0/leftOut"), 0, 2);
        var compared = me.get("/api/reports/scripts/usage/versions?one=1&other=2")
                .expect(200)
                .body();
        assertThat(compared.valueStream().map(each -> each.path("figure").asString()))
                .containsExactly("completed", "solved", "left", "escalated", "resolved", "made", "accepted");
        holds(compared.at("/0/one"), 1, 2);
        holds(compared.at("/0/other"), 0, 0);
        assertThat(compared.at("/0/difference").isNumber()).isFalse();
        var said = me.get("/api/reports/scripts/usage/free-answers?step=what")
                .expect(200)
                .body();
        assertThat(said.valueStream().map(each -> each.path("text").asString())).containsExactly("my watch");
        var spans = me.get("/api/reports/scripts/spans?unit=day").expect(200).body();
        assertThat(spans.valueStream()
                        .mapToLong(each -> each.path("contacts").asLong())
                        .sum())
                .isEqualTo(2);
        me.get("/api/reports/scripts/spans?unit=hour").expect(400);
        bens.get("/api/reports/scripts").expect(403);
    }

    /// 8 of 10 runs came to their end with the first version, 3 of 10 with the second: Newcombe's interval of the
    /// difference is 0.0665 to 0.7398, Fisher's p 0.07.
    @Test
    void twoVersionsAreComparedByWhatBecameOfThem() {
        var call = talking(mine);
        key(me, call, begin(me, call), "1");
        for (int version = 1; version <= 2; version++) {
            for (int place = 0; place < 10; place++) {
                boolean closed = place < (version == 1 ? 8 : 3);
                runOf(call, version, closed);
            }
        }
        me.post(path(call) + "/moves", Map.of("revision", 1, "act", "leave")).expect(200);

        var completed = me.get("/api/reports/scripts/usage/versions?one=2&other=3")
                .expect(200)
                .body()
                .get(0);
        holds(completed.path("one"), 8, 10);
        holds(completed.path("other"), 3, 10);
        assertThat(completed.path("difference").asDouble()).isCloseTo(0.5, within(1e-9));
        assertThat(completed.path("low").asDouble()).isCloseTo(0.0665, within(5e-4));
        assertThat(completed.path("high").asDouble()).isCloseTo(0.7398, within(5e-4));
        assertThat(completed.path("p").asDouble()).isCloseTo(0.0698, within(5e-4));
        me.get("/api/reports/scripts/usage/versions?one=2").expect(400);
        bens.get("/api/reports/scripts/usage/versions?one=2&other=3").expect(403);
    }

    /// A used run of a version after the one that serves, copied from the run there is.
    private void runOf(InteractionId call, int version, boolean closed) {
        application.getBean(Tenancy.class).asSystem(house.tenantId(), () -> {
            var database = application.getBean(JdbcClient.class);
            long id = application.getBean(Ids.class).next();
            database.sql("""
                            insert into script_run (id, tenant_id, client_id, interaction_id, script, version, language, how,
                                state, result, run, agent_id, started_at, moved_at)
                            select :id, tenant_id, client_id, interaction_id, script, :version, language, how, :state,
                                   :result, run, agent_id, started_at, moved_at
                              from script_run where interaction_id = :call order by id limit 1""")
                    .param("id", id)
                    .param("version", version + 1)
                    .param("state", closed ? "closed" : "left")
                    .param("result", closed ? "solved" : null)
                    .param("call", call.value())
                    .update();
            database.sql("""
                            insert into script_event (tenant_id, client_id, run_id, interaction_id, agent_id, at, script,
                                version, flow, step, type)
                            select tenant_id, client_id, id, interaction_id, agent_id, started_at, script, version, script,
                                   'what', 'reply' from script_run where id = :id""").param("id", id).update();
        });
    }
}
