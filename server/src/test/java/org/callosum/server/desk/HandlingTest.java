package org.callosum.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// An agent marks, escalates and finishes the contact they have; through the running application, with the
/// floor but
/// without sound.
@ServerTest
class HandlingTest {
    private static final String NUMBER = "+8613712345678";

    private final ApplicationContext application;
    private final Furnished here;
    private final House house;
    private final Caller me;
    private final QueueId sales;
    private final AgentId mine;
    private final AgentId ben;
    private final String customer;
    private final String route;

    HandlingTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.here = Furnished.open(application);
        this.house = here.house();
        application.getBean(Playbook.class).bring(house.tenantId());
        this.me = here.staff();
        this.sales = here.queue("sales", Map.of("wrapUpSeconds", 600));
        this.mine = here.agent("Amy Chen", "7", Map.of("accountId", Long.toString(house.administratorId())));
        this.ben = here.agent("Ben Okoro", "8", Map.of());
        this.customer = here.customer("Zhang Xiaoming", NUMBER);
        disposition("resolved", true, null);
        disposition("pending", false, "follow-up");
        var department = here.id(
                "/api/departments",
                Map.of(
                        "code", "accounts",
                        "name", Map.of("en", "Customer accounts", "zh-Hans", "客户账户"),
                        "ownerId", Long.toString(house.administratorId())));
        this.route = here.id(
                "/api/escalation-routes",
                Map.of(
                        "code",
                        "billing",
                        "name",
                        Map.of("en", "Billing"),
                        "clientId",
                        here.client(),
                        "departmentId",
                        department,
                        "agentIds",
                        List.of(ben.toString()),
                        "page",
                        "calm-words"));
        await(
                "the floor knows everybody",
                () -> floors().read(
                                        house.tenantId(),
                                        floor -> floor.agents().size()
                                                + floor.queues().size())
                                .join()
                        == 3);
    }

    private void disposition(String code, boolean resolved, @Nullable String caseType) {
        var wanted = new HashMap<String, Object>(Map.of(
                "code", code,
                "name", Map.of("en", code),
                "group", Map.of("en", "All"),
                "clientId", here.client(),
                "queueIds", List.of(),
                "resolved", resolved));
        if (caseType != null) {
            wanted.put("followUpCaseType", caseType);
        }
        me.post("/api/dispositions", wanted).expect(201);
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
        return talksWith(agent);
    }

    private InteractionId talksWith(AgentId agent) {
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
                "update interaction set customer_id = %s, answered_at = now() where id = %s".formatted(customer, call));
        return call;
    }

    private void asSystem(String sql) {
        application
                .getBean(Tenancy.class)
                .asSystem(
                        house.tenantId(),
                        () -> application.getBean(JdbcClient.class).sql(sql).update());
    }

    private JsonNode handling(InteractionId call) {
        return me.get("/api/desk/interactions/" + call + "/handling")
                .expect(200)
                .body();
    }

    private void hangUp(InteractionId call) {
        accepted(new FloorCommand.EndConversation(call, EndedBy.AGENT));
    }

    private Caller.Answer finish(InteractionId call, Map<String, Object> more) {
        var wanted = new HashMap<String, Object>(Map.of("dispositions", List.of("resolved"), "ready", true));
        wanted.putAll(more);
        return me.post("/api/desk/interactions/" + call + "/wrap-up", wanted);
    }

    private Caller.Answer raise(InteractionId call) {
        return me.post(
                "/api/desk/interactions/" + call + "/escalation",
                Map.of("routeId", route, "sign", "repeated", "way", "transfer"));
    }

    @Test
    void aMarkIsOfTheContactAndOnlyOfTypesThatAreSwitchedOn() {
        var call = talking(mine);
        var path = "/api/desk/interactions/" + call + "/mark";
        me.put(path, Map.of("kind", "need", "code", "short-of-time")).expect(200);
        assertThat(me.put(path, Map.of("kind", "need", "code", "under-pressure"))
                        .expect(200)
                        .body()
                        .path("need")
                        .asString())
                .isEqualTo("under-pressure");
        me.put(path, Map.of("kind", "decision", "code", "quick")).expect(400); // ships switched off
        me.put(path, Map.of("kind", "mood", "code", "bad")).expect(400);
        me.put(path, Map.of("kind", "need", "code", "'; drop table contact_mark; --"))
                .expect(400);
        assertThat(me.get("/api/customers/" + customer).expect(200).text())
                .as("nothing of it stands with the customer")
                .doesNotContain("under-pressure");
        var figures = me.get("/api/reports/needs").expect(200).body();
        assertThat(figures.size()).isEqualTo(1);
        assertThat(figures.get(0).at("/share/part").asInt()).isEqualTo(1);
        var gone = new HashMap<String, Object>();
        gone.put("kind", "need");
        assertThat(me.put(path, gone).expect(200).body().has("need")).isFalse();
    }

    @Test
    void somebodyElsesContactIsNotFound() {
        var theirs = talking(ben);
        me.get("/api/desk/interactions/" + theirs + "/handling").expect(404);
        me.put("/api/desk/interactions/" + theirs + "/mark", Map.of("kind", "need", "code", "clear"))
                .expect(404);
        assertThat(raise(theirs).status()).isEqualTo(404);
    }

    @Test
    void signsOfTheNotesAndOfRepetitionAreShown() {
        talksBefore();
        var call = talking(mine);
        assertThat(signs(call)).as("two contacts before within the window").contains("repeated");
        me.put(
                        "/api/desk/interactions/" + call + "/notes",
                        Map.of("text", "Wants 1,250.00 EUR back or he calls his LAWYER"))
                .expect(200);
        assertThat(signs(call)).contains("legal", "amount").doesNotContain("emotion", "threat");
        assertThat(handling(call).has("hinted")).isFalse();
        me.put(
                        "/api/desk/interactions/" + call + "/notes",
                        Map.of("text", "In a hurry, no time; blames nobody. Lawyer"))
                .expect(200);
        assertThat(handling(call).path("hinted").asString())
                .as("two words of one type, one of another")
                .isEqualTo("short-of-time");
        me.put("/api/desk/interactions/" + call + "/mark", Map.of("kind", "need", "code", "under-pressure"))
                .expect(200);
        assertThat(signs(call)).contains("emotion");
    }

    private void talksBefore() {
        for (int i = 0; i < 2; i++) {
            var before = application.getBean(Ids.class).next();
            asSystem("""
                    insert into interaction (tenant_id, id, client_id, direction, channel, dialled, arrived_at, queued_at,
                        answered_at, ended_at, outcome, customer_id, queue_id)
                    values (%d, %d, %d, 'in', 'voice', '4001', now() - interval '%d hours', now() - interval '%d hours',
                        now() - interval '%d hours', now() - interval '%d hours', 'handled', %s, %s)
                    """.formatted(
                            house.tenantId(), before, house.clientId(), i + 1, i + 1, i + 1, i + 1, customer, sales));
        }
    }

    private List<String> signs(InteractionId call) {
        return handling(call)
                .path("signs")
                .valueStream()
                .map(each -> each.path("code").asString())
                .toList();
    }

    @Test
    void anEscalatedContactIsNotFinishedWithoutItsNotes() {
        var call = talking(mine);
        raise(call).expect(200);
        assertThat(raise(call).expect(409).code()).isEqualTo("escalated-already");
        hangUp(call);
        assertThat(finish(call, Map.of("notes", "something")).expect(409).code())
                .isEqualTo("escalation-notes-needed");
        var notes = new HashMap<String, Object>(
                Map.of("situation", "Third bill is wrong.", "tried", "Checked the first two."));
        me.put("/api/desk/interactions/" + call + "/escalation", notes).expect(200);
        assertThat(finish(call, Map.of()).expect(409).code())
                .as("nobody told the customer what happens next")
                .isEqualTo("escalation-notes-needed");
        notes.put("explained", true);
        notes.put("answerBy", "2027-01-04T09:00");
        var written = me.put("/api/desk/interactions/" + call + "/escalation", notes)
                .expect(200)
                .body()
                .path("escalations")
                .get(0);
        assertThat(written.path("whole").asBoolean()).isTrue();
        var caseRow = me.get("/api/cases/" + written.path("caseId").asString())
                .expect(200)
                .body();
        assertThat(caseRow.at("/answers/situation/value").asString()).isEqualTo("Third bill is wrong.");
        assertThat(caseRow.path("ownerId").asString()).isEqualTo(Long.toString(house.administratorId()));
        finish(call, Map.of()).expect(200);
    }

    @Test
    void whoReceivesTheContactSeesWhatWasWritten() {
        var call = talking(mine);
        raise(call).expect(200);
        me.put(
                        "/api/desk/interactions/" + call + "/escalation",
                        Map.of("situation", "Third bill is wrong.", "tried", "Nothing yet.", "explained", true))
                .expect(200);
        me.put("/api/desk/interactions/" + call + "/notes", Map.of("text", "Speaks softly."))
                .expect(200);
        // Ben is the account now: the contact has moved to him
        asSystem("update interaction_note set author_id = 1 where interaction_id = " + call);
        var seen = handling(call);
        assertThat(seen.path("notesBefore").get(0).path("text").asString()).isEqualTo("Speaks softly.");
        assertThat(seen.path("escalations").get(0).path("situation").asString()).isEqualTo("Third bill is wrong.");
    }

    @Test
    void twoEscalationsOfOneContactAtOnceOpenOneCase() {
        var call = talking(mine);
        var both = List.of(
                CompletableFuture.supplyAsync(() -> raise(call).status()),
                CompletableFuture.supplyAsync(() -> raise(call).status()));
        assertThat(both.stream().map(CompletableFuture::join).toList()).containsExactlyInAnyOrder(200, 409);
        assertThat(me.get("/api/cases?type=escalation&interaction=" + call)
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void hostileInputIsRefusedBesideItsField() {
        var call = talking(mine);
        assertThat(me.post(
                                "/api/desk/interactions/" + call + "/escalation",
                                Map.of("routeId", "x'--", "sign", "weather", "way", "shout"))
                        .expect(400)
                        .text())
                .contains("routeId", "sign", "way");
        raise(call).expect(200);
        me.put("/api/desk/interactions/" + call + "/escalation", Map.of("situation", "x".repeat(10_001), "tried", "y"))
                .expect(400);
        me.put(
                        "/api/desk/interactions/" + call + "/escalation",
                        Map.of("situation", "x", "tried", "y", "explained", true, "answerBy", "tomorrow"))
                .expect(400);
    }

    @Test
    void pendingBecomesADatedFollowUpWithAnOwner() {
        var call = talking(mine);
        hangUp(call);
        var due = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(finish(call, Map.of("dispositions", List.of("pending"), "followUp", Map.of("dueAt", due.toString())))
                        .expect(400)
                        .text())
                .as("in the past")
                .contains("followUp.dueAt");
        var later = Instant.now().plus(Duration.ofDays(3)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        finish(
                        call,
                        Map.of(
                                "dispositions",
                                List.of("pending"),
                                "followUp",
                                Map.of("dueAt", later.toString(), "note", "Call after the delivery.")))
                .expect(200);
        var made = me.get("/api/cases?type=follow-up&interaction=" + call)
                .expect(200)
                .body()
                .path("items")
                .get(0);
        assertThat(Instant.parse(made.path("dueAt").asString())).isEqualTo(later);
        assertThat(made.path("ownerId").asString()).isEqualTo(Long.toString(house.administratorId()));
        assertThat(made.path("notes").get(0).path("text").asString()).isEqualTo("Call after the delivery.");
    }

    /// Six of eight contacts of the queue were closed as pending: it is proposed, and whether it was taken
    /// is counted.
    @Test
    void theResultThatIsChosenMostIsProposedAndCounted() {
        for (int i = 0; i < 8; i++) {
            var before = application.getBean(Ids.class).next();
            asSystem("""
                    insert into interaction (tenant_id, id, client_id, direction, channel, dialled, arrived_at, queued_at,
                        answered_at, ended_at, outcome, queue_id)
                    values (%d, %d, %d, 'in', 'voice', '4001', now() - interval '2 days', now() - interval '2 days',
                        now() - interval '2 days', now() - interval '2 days', 'handled', %s)
                    """.formatted(house.tenantId(), before, house.clientId(), sales));
            asSystem("""
                    insert into interaction_disposition (tenant_id, client_id, interaction_id, revision, at, set_by, codes)
                    values (%d, %d, %d, 1, now(), 'x', '{%s}')
                    """.formatted(house.tenantId(), house.clientId(), before, i < 6 ? "pending" : "resolved"));
        }
        var call = talking(mine);
        var proposed = me.get("/api/desk/interactions/" + call + "/suggestions")
                .expect(200)
                .body();
        assertThat(proposed.get(0).path("code").asString()).isEqualTo("pending");
        assertThat(proposed.get(0).path("source").asString()).isEqualTo("queue");
        assertThat(proposed.get(0).path("part").asInt()).isEqualTo(6);
        assertThat(proposed.get(0).path("whole").asInt()).isEqualTo(8);
        hangUp(call);
        finish(call, Map.of()).expect(200);
        var taken = me.get("/api/reports/code-suggestions").expect(200).body().get(0);
        assertThat(taken.at("/taken/part").asInt()).isZero();
        assertThat(taken.at("/taken/whole").asInt()).isEqualTo(1);
    }
}
