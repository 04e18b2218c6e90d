package org.callosum.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
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
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Whom an agent can ask or send a customer to, and how a question stands on record; through the running
/// application, with the floor but without sound.
@ServerTest
class SecondPartyTest {
    private static final String NUMBER = "+8613712345678";

    private final ApplicationContext application;
    private final Furnished here;
    private final House house;
    private final Caller me;
    private final String client;
    private final QueueId sales;
    private final QueueId support;
    private final AgentId mine;
    private final AgentId ben;

    SecondPartyTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.here = Furnished.open(application);
        this.house = here.house();
        this.me = here.staff();
        this.client = here.client();
        var spanish = here.id("/api/skills", Map.of("code", "spanish", "name", Map.of("en", "Spanish")));
        this.sales = here.queue("sales", Map.of("wrapUpSeconds", 600));
        var needs = List.of(Map.of("afterSeconds", 0, "needs", List.of(Map.of("skillId", spanish, "minimum", 2))));
        this.support = here.queue("support", Map.of("steps", needs));
        this.mine = here.agent("Amy Chen", "7", Map.of("accountId", Long.toString(house.administratorId())));
        this.ben = here.agent("Ben Okoro", "8", Map.of());
        await(
                "the floor knows everybody",
                () -> floors().read(
                                        house.tenantId(),
                                        floor -> floor.agents().size()
                                                + floor.queues().size())
                                .join()
                        == 4);
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

    private void ready(AgentId agent) {
        accepted(new FloorCommand.SignIn(agent));
        accepted(new FloorCommand.GoReady(agent));
    }

    /// A customer of the sales queue who talks with this agent.
    private InteractionId talking(AgentId agent) {
        ready(agent);
        var call = newId();
        log().arrived(
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
        return call;
    }

    /// Asked of one colleague, who has answered.
    private InteractionId question(InteractionId of, AgentId by, AgentId to) {
        ready(to);
        var question = newId();
        log().consultBegan(house.tenantId(), question, of, Instant.now()).join();
        accepted(new FloorCommand.Enqueue(
                question, sales, Arrival.consult(of, by).onlyFor(to)));
        accepted(new FloorCommand.AcceptOffer(new OfferId(question, 1)));
        return question;
    }

    private JsonNode targets(InteractionId call, String typed) {
        return me.get("/api/desk/interactions/" + call + "/targets?q=" + typed)
                .expect(200)
                .body();
    }

    private static JsonNode named(JsonNode list, String name) {
        for (var each : list) {
            if (each.path("name").asString("").equals(name)
                    || each.path("name").path("en").asString("").equals(name)) {
                return each;
            }
        }
        throw new AssertionError("No " + name + " in " + list);
    }

    @Test
    void aSearchShowsColleaguesAndQueuesAndHowItLooksThere() {
        var call = talking(mine);
        var all = targets(call, "");
        assertThat(all.path("agents").size()).as("nobody sends to themselves").isEqualTo(1);
        var asleep = named(all.path("agents"), "Ben Okoro");
        assertThat(asleep.path("state").asString()).isEqualTo("signed-out");
        assertThat(asleep.path("granted").asBoolean()).isTrue();
        ready(ben);
        accepted(new FloorCommand.Enqueue(newId(), support, Arrival.plain(0)));
        all = targets(call, "");
        assertThat(named(all.path("agents"), "Ben Okoro").path("state").asString())
                .isEqualTo("idle");
        var here = named(all.path("queues"), "Sales");
        assertThat(here.path("present").asBoolean()).isTrue();
        assertThat(here.path("free").asInt()).isEqualTo(1);
        assertThat(here.path("open").asBoolean()).isTrue();
        var there = named(all.path("queues"), "Support");
        assertThat(there.path("waiting").asInt()).isEqualTo(1);
        assertThat(there.path("free").asInt()).as("nobody speaks Spanish").isZero();
    }

    @Test
    void whatIsTypedNarrowsTheSearchAndANumberIsHeldAgainstThePlan() {
        var call = talking(mine);
        var found = targets(call, "oko");
        assertThat(found.path("agents").size()).isEqualTo(1);
        assertThat(found.path("queues").size()).isZero();
        assertThat(found.path("number").isMissingNode()).isTrue();
        assertThat(targets(call, "%25").path("agents").size())
                .as("a wildcard is a letter like others")
                .isZero();
        assertThat(targets(call, "%2B8613799999999")
                        .path("number")
                        .path("reason")
                        .asString())
                .isEqualTo("no-rule");
        here.mayDial("+86");
        var allowed = targets(call, "%2B8613799999999").path("number");
        assertThat(allowed.path("reason").isMissingNode()).isTrue();
        assertThat(allowed.path("number").asString()).isEqualTo("+8613799999999");
    }

    @Test
    void nobodyIsSentWhereNobodyWouldAnswer() {
        var call = talking(mine);
        var other = here.id(
                "/api/clients",
                Map.of(
                        "version",
                        0,
                        "code",
                        "bank",
                        "name",
                        Map.of("en", "Bank"),
                        "timeZone",
                        "Asia/Taipei",
                        "retentionDays",
                        Map.of("recordings", 30, "interactions", 365, "customers", 365),
                        "active",
                        true));
        var stranger = here.agent("Cy", "9", Map.of("clients", List.of(other)));
        await(
                "the floor knows the stranger",
                () -> floors().read(house.tenantId(), floor -> floor.agent(stranger) != null)
                        .join());
        var path = "/api/desk/interactions/" + call;
        UnaryOperator<String> refused = to ->
                me.post(path + "/transfer", Map.of("agentId", to)).expect(409).code();
        assertThat(refused.apply(ben.toString())).isEqualTo("agent-signed-out");
        accepted(new FloorCommand.SignIn(stranger));
        assertThat(refused.apply(stranger.toString())).isEqualTo("agent-not-entitled");
        assertThat(refused.apply("77")).isEqualTo("agent-unknown");
        assertThat(me.post(path + "/transfer", Map.of("queueId", "77"))
                        .expect(409)
                        .code())
                .isEqualTo("queue-unknown");
        assertThat(me.post(path + "/transfer", Map.of()).expect(400).code()).isEqualTo("one-target");
        assertThat(me.post(path + "/consult", Map.of("agentId", ben.toString(), "number", "110"))
                        .expect(400)
                        .code())
                .isEqualTo("one-target");
        assertThat(me.post(path + "/consult/complete", Map.of()).expect(409).code())
                .as("its line is on no node")
                .isEqualTo("conversation-over");
    }

    @Test
    void aColleagueWithoutTheSkillsIsAskedButNotSentTo() {
        var call = newId();
        ready(mine);
        log().arrived(
                        house.tenantId(),
                        new InteractionLog.Arrived(
                                call,
                                new ClientId(house.clientId()),
                                InteractionLog.Direction.IN,
                                "voice",
                                null,
                                "4001",
                                NUMBER,
                                null,
                                "en",
                                Instant.now()))
                .join();
        accepted(new FloorCommand.StartOutbound(call, support, mine, Arrival.plain(0)));
        accepted(new FloorCommand.SignIn(ben));
        var found = named(targets(call, "Ben").path("agents"), "Ben Okoro");
        assertThat(found.path("skilled").asBoolean()).isFalse();
        var path = "/api/desk/interactions/" + call;
        var to = Map.of("agentId", ben.toString());
        assertThat(me.post(path + "/transfer", to).expect(409).code()).isEqualTo("agent-lacks-skills");
        assertThat(me.post(path + "/consult", to).expect(409).code())
                .as("past the skills: there is no line to ask by")
                .isEqualTo("conversation-over");
    }

    @Test
    void whoeverIsAskedSeesTheCustomerAndWritesIntoTheirHistory() {
        var call = talking(ben);
        log().keysPressed(house.tenantId(), call, "menu-main", "3", Map.of("en", "Renewal"), Instant.now())
                .join();
        var question = question(call, ben, mine);
        var contact = me.get("/api/desk").expect(200).body().path("interaction");
        assertThat(contact.path("id").asString()).isEqualTo(question.toString());
        assertThat(contact.path("from").asString()).isEqualTo(NUMBER);
        assertThat(contact.path("keys").size()).isEqualTo(1);
        assertThat(contact.path("asked").isMissingNode()).isFalse();
        assertThat(contact.path("dispositions").size()).isZero();
        var path = "/api/desk/interactions/" + question;
        assertThat(me.post(path + "/transfer", Map.of("agentId", ben.toString()))
                        .expect(409)
                        .code())
                .isEqualTo("not-your-customer");
        assertThat(me.get(path + "/targets").expect(409).code()).isEqualTo("not-your-customer");
        me.put(path + "/notes", Map.of("text", "the refund is on its way")).expect(200);
        accepted(new FloorCommand.EndConversation(question, EndedBy.AGENT));
        accepted(new FloorCommand.EndConversation(call, EndedBy.CUSTOMER));
        accepted(new FloorCommand.CompleteWrapUp(call, ben, List.of()));
        await(
                "the note stands in the customer's history",
                () -> record(call).path("notes").size() == 1);
    }

    private JsonNode record(InteractionId call) {
        return me.get("/api/interactions/" + call).expect(200).body();
    }

    private static List<String> steps(JsonNode record, boolean consult) {
        var types = new ArrayList<String>();
        record.path("timeline").forEach(step -> {
            if (step.path("data").path("consult").asBoolean(false) == consult) {
                types.add(step.path("type").asString());
            }
        });
        return types;
    }

    @Test
    void aQuestionIsPartOfTheCustomersStoryAndNoContactOfItsOwn() {
        var call = talking(mine);
        var question = question(call, mine, ben);
        accepted(new FloorCommand.MoveConversation(call, ben, question));
        accepted(new FloorCommand.EndConversation(call, EndedBy.CUSTOMER));
        accepted(new FloorCommand.CompleteWrapUp(call, ben, List.of()));
        accepted(new FloorCommand.CompleteWrapUp(call, mine, List.of()));
        await(
                "the history has it all",
                () -> record(call).path("outcome").asString("").equals("handled")
                        && steps(record(call), true).contains("wrapped-up"));
        var record = record(call);
        assertThat(steps(record, true)).containsSubsequence("queued", "offered", "answered", "ended", "wrapped-up");
        assertThat(steps(record, false)).containsSubsequence("answered", "ended", "conversation-started", "ended");
        var moved = new ArrayList<JsonNode>();
        record.path("timeline").forEach(step -> {
            if (step.path("type").asString().equals("conversation-started")) {
                moved.add(step.path("data"));
            }
        });
        assertThat(moved).singleElement().satisfies(data -> {
            assertThat(data.path("agentName").asString()).isEqualTo("Ben Okoro");
            assertThat(data.path("fromName").asString()).isEqualTo("Amy Chen");
        });
        assertThat(me.get("/api/interactions?q=13712345678")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(me.get("/api/interactions").expect(200).body().path("total").asInt())
                .as("the question is in no list")
                .isEqualTo(1);
        await("its stay is a fact", () -> kinds(question).equals(List.of("consult")));
    }

    private List<String> kinds(InteractionId interaction) {
        return application
                .getBean(Tenancy.class)
                .asSystem(
                        house.tenantId(),
                        () -> application
                                .getBean(JdbcClient.class)
                                .sql("select kind from queue_entry where interaction_id = ?")
                                .param(interaction.value())
                                .query((row, n) -> row.getString(1))
                                .list());
    }

    @Test
    void aQuestionThatBreaksOffOwesNobodyACall() {
        var call = talking(mine);
        var question = question(call, mine, ben);
        accepted(new FloorCommand.Interrupt(question));
        accepted(new FloorCommand.Interrupt(call));
        await("the customer is owed a call", () -> record(call).path("cases").size() == 1);
        var owed = application
                .getBean(Tenancy.class)
                .asSystem(
                        house.tenantId(),
                        () -> application
                                .getBean(JdbcClient.class)
                                .sql("select count(*) from service_case where interaction_id = ?")
                                .param(question.value())
                                .query((row, n) -> row.getInt(1))
                                .single());
        assertThat(owed).isZero();
    }
}
