package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.CallOverSipTest.lastSecond;
import static org.callosum.server.calls.CallOverSipTest.until;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.callosum.floor.Arrival;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.callosum.voice.SipBinding;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.recording.RecordingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// An agent calls a customer from their record: the running application, a real desk phone, a real telephone
/// outside behind a trunk.
@ServerTest
class DeskCallOutTest {
    private static final double CUSTOMER_HERTZ = 1_000;
    private static final double AGENT_HERTZ = 440;

    @TempDir
    Path folder;

    private final ApplicationContext application;
    private final Furnished here;
    private final Caller me;
    private final String number;
    private final String own;
    private final String customer;
    private final QueueId service;
    private final AgentId amy;
    private final String phone;
    private final String secret;

    DeskCallOutTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.here = Furnished.open(application).mayDial("+86");
        here.contactLimits(Map.of("perDay", 30.0, "perWeek", 60.0, "perMonth", 90.0));
        application.getBean(Playbook.class).bring(here.house().tenantId());
        this.me = here.staff();
        var tail = "%07d".formatted(here.house().tenantId() % 9_999_991);
        this.number = "+861371" + tail;
        this.own = "+86400" + tail;
        this.customer = here.customer("Zhang Xiaoming", number);
        this.service = here.queue("service", Map.of("recording", "all", "wrapUpSeconds", 600));
        here.id(
                "/api/entry-points",
                Map.of(
                        "number",
                        own,
                        "name",
                        Map.of("en", "Service"),
                        "clientId",
                        here.client(),
                        "flowCode",
                        "main",
                        "language",
                        "en"));
        here.id(
                "/api/dispositions",
                Map.of(
                        "code",
                        "told",
                        "name",
                        Map.of("en", "Told"),
                        "group",
                        Map.of("en", "Calls"),
                        "clientId",
                        here.client(),
                        "queueIds",
                        List.of(service.toString())));
        this.phone = "desk-" + here.house().tenantId();
        var device = me.post("/api/devices", Map.of("name", "Desk 7", "username", phone))
                .expect(201)
                .body();
        this.secret = device.path("secret").asString();
        this.amy = here.agent(
                "Amy Chen",
                "7",
                Map.of(
                        "accountId",
                        Long.toString(here.house().administratorId()),
                        "device",
                        "phone",
                        "deviceId",
                        device.path("id").asString()));
        until("the floor knows both", () -> known(amy, service));
    }

    private boolean known(AgentId agent, QueueId queue) {
        return floors().read(here.house().tenantId(), floor -> floor.agent(agent) != null && floor.queue(queue) != null)
                .join();
    }

    private Floors floors() {
        return application.getBean(Floors.class);
    }

    private int sipPort() {
        return application.getBean(CallDesk.class).sipAddress().getPort();
    }

    private void trunkTo(FarEnd outside) {
        var code = "out-" + here.house().tenantId();
        here.id(
                "/api/trunks",
                Map.of(
                        "code",
                        code,
                        "name",
                        code,
                        "host",
                        "127.0.0.1",
                        "port",
                        outside.port(SipBinding.Transport.UDP)));
    }

    private void signIn() {
        me.post("/api/desk/sign-in", Map.of("device", "phone")).expect(200);
    }

    private Map<String, Object> from(String key, String id, String reason) {
        return Map.of(key, id, "number", number, "reason", reason);
    }

    private JsonNode calls(String reason) {
        return me.post("/api/desk/call", from("customerId", customer, reason))
                .expect(200)
                .body()
                .path("interaction");
    }

    private JsonNode contact() {
        return me.get("/api/desk").expect(200).body().path("interaction");
    }

    private String outgoing() {
        return contact().path("outgoing").path("state").asString("");
    }

    private JsonNode ledger() {
        return me.get("/api/customers/" + customer + "/contacts")
                .expect(200)
                .body()
                .path("attempts");
    }

    private JsonNode record(String interaction) {
        return me.get("/api/interactions/" + interaction).expect(200).body();
    }

    private static List<String> steps(JsonNode record) {
        var types = new ArrayList<String>();
        record.path("timeline").forEach(step -> types.add(step.path("type").asString()));
        return types;
    }

    private void wrapsUp(String interaction) {
        until("wrap-up", () -> contact().path("state").asString("").equals("wrapping-up"));
        me.post("/api/desk/interactions/" + interaction + "/wrap-up", Map.of("dispositions", List.of("told")))
                .expect(200);
    }

    private static long seconds(Path file, FarEnd of) {
        try (var reader = RecordingReader.open(file, of.key)) {
            return reader.durationMillis() / 1_000;
        } catch (IOException | RuntimeException notYet) {
            return 0;
        }
    }

    @Test
    void theAgentsPhoneRingsThenTheCustomersAndBothHearEachOther() throws IOException {
        try (var outside = FarEnd.reachable();
                var desk = FarEnd.phone(phone, secret, sipPort())) {
            trunkTo(outside);
            signIn();
            var offered =
                    me.get("/api/desk/call?customerId=" + customer).expect(200).body();
            assertThat(offered.path("numbers").path(0).path("number").asString())
                    .isEqualTo(number);
            assertThat(offered.path("queueId").asString()).isEqualTo(service.toString());
            assertThat(offered.path("reasons").size()).isGreaterThan(3);

            var contact = calls("case-follow-up");
            var interaction = contact.path("id").asString();
            assertThat(contact.path("direction").asString()).isEqualTo("out");
            var ring = desk.await(VoiceEvent.IncomingCall.class);
            assertThat(outgoing()).isEqualTo("phone-rings");
            desk.answer(ring.leg());
            var called = outside.await(VoiceEvent.IncomingCall.class);
            assertThat(called.fromNumber()).as("the client's own number").isEqualTo(own);
            until("the desk shows the ringing", () -> outgoing().equals("ringing"));
            assertThat(me.post("/api/desk/interactions/" + interaction + "/hold", Map.of("on", true))
                            .expect(409)
                            .code())
                    .isEqualTo("customer-not-reached");
            outside.answer(called.leg());
            outside.await(VoiceEvent.Answered.class);
            outside.hum(called.leg(), CUSTOMER_HERTZ);
            desk.hum(ring.leg(), AGENT_HERTZ);
            var atCustomer = folder.resolve("customer.rec");
            var atDesk = folder.resolve("desk.rec");
            outside.listen(called.leg(), atCustomer);
            desk.listen(ring.leg(), atDesk);
            until("both hear", () -> seconds(atCustomer, outside) >= 3 && seconds(atDesk, desk) >= 3);
            assertThat(outgoing()).isEqualTo("reached");
            assertThat(FarEnd.Tone.share(lastSecond(atCustomer, outside.key).left(), AGENT_HERTZ))
                    .isGreaterThan(0.5);
            assertThat(FarEnd.Tone.share(lastSecond(atDesk, desk.key).left(), CUSTOMER_HERTZ))
                    .isGreaterThan(0.5);

            var hold = "/api/desk/interactions/" + interaction + "/hold";
            me.post(hold, Map.of("on", true)).expect(200);
            me.post(hold, Map.of("on", true, "reason", "looking-up")).expect(200);
            me.post(hold, Map.of("on", true, "reason", "because")).expect(400);
            me.post(hold, Map.of("on", false)).expect(200);

            outside.hangUp(called.leg());
            desk.await(VoiceEvent.Ended.class);
            wrapsUp(interaction);
            until(
                    "the history",
                    () -> record(interaction).path("outcome").asString("").equals("handled"));
            var record = record(interaction);
            assertThat(record.path("direction").asString()).isEqualTo("out");
            assertThat(record.path("recordings").size()).isEqualTo(1);
            assertThat(record.path("dispositions").toString()).contains("Told");
            assertThat(steps(record))
                    .containsSubsequence("arrived", "conversation-started", "called-out", "call-out-reached", "ended")
                    .containsSubsequence("hold-started", "hold-reason", "hold-ended")
                    .contains("recording-started", "wrapped-up");
            assertThat(record.path("timeline").toString()).contains("Searching documents");
            until(
                    "the ledger",
                    () -> ledger().path(0).path("result").asString("").equals("answered"));
            var attempt = ledger().path(0);
            assertThat(attempt.path("origin").asString()).isEqualTo("desk");
            assertThat(attempt.path("purpose").asString()).isEqualTo("service");
            assertThat(attempt.path("interactionId").asString()).isEqualTo(interaction);
            assertThat(attempt.path("by").asString()).isNotEmpty();
            until("the fact", () -> kinds(interaction).equals(List.of("outbound")));
            assertThat(me.get("/api/floor")
                            .expect(200)
                            .body()
                            .path("queues")
                            .path(0)
                            .path("today")
                            .path("arrived")
                            .asInt())
                    .as("no figure of queues counts it")
                    .isZero();
        }
    }

    private List<String> kinds(String interaction) {
        return application
                .getBean(Tenancy.class)
                .asSystem(
                        here.house().tenantId(),
                        () -> application
                                .getBean(JdbcClient.class)
                                .sql("select kind from queue_entry where interaction_id = ?")
                                .param(Long.parseLong(interaction))
                                .query((row, n) -> row.getString(1))
                                .list());
    }

    @Test
    void aBusyCustomerAndOneWhoDoesNotWantToTalkAreToldApart() throws IOException {
        try (var outside = FarEnd.reachable();
                var desk = FarEnd.phone(phone, secret, sipPort())) {
            trunkTo(outside);
            signIn();
            for (var each : Map.of(486, "busy", 603, "refused").entrySet()) {
                var interaction = calls("case-follow-up").path("id").asString();
                desk.answer(desk.await(VoiceEvent.IncomingCall.class).leg());
                outside.reject(outside.await(VoiceEvent.IncomingCall.class).leg(), each.getKey());
                desk.await(VoiceEvent.Ended.class);
                until("the desk says so", () -> outgoing().equals(each.getValue()));
                wrapsUp(interaction);
                until(
                        "the history",
                        () -> record(interaction).path("outcome").asString("").equals("not-reached"));
                until(
                        "the ledger",
                        () -> ledger().path(0).path("result").asString("").equals("not-answered"));
                assertThat(steps(record(interaction)))
                        .contains("call-out-ended")
                        .doesNotContain("recording-started");
            }
        }
    }

    @Test
    void aPhoneThatIsNotPickedUpCallsNobody() throws IOException {
        try (var outside = FarEnd.reachable();
                var desk = FarEnd.phone(phone, secret, sipPort())) {
            trunkTo(outside);
            signIn();
            var interaction = calls("case-follow-up").path("id").asString();
            desk.reject(desk.await(VoiceEvent.IncomingCall.class).leg(), 486);
            until("the desk says so", () -> outgoing().equals("agent-line"));
            wrapsUp(interaction);
            until(
                    "the ledger",
                    () -> ledger().path(0).path("result").asString("").equals("not-made"));
        }
    }

    private String refused(Map<String, ?> wanted, int status) {
        return me.post("/api/desk/call", wanted).expect(status).code();
    }

    @Test
    void whoMayNotBeCalledIsNotAndWhyIsSaidInWords() {
        var wanted = from("customerId", customer, "case-follow-up");
        assertThat(refused(wanted, 409)).isEqualTo("agent-not-signed-in");
        signIn();
        assertThat(refused(Map.of("customerId", customer, "number", "+8613700000000", "reason", "promised"), 400))
                .as("a number that stands nowhere")
                .isEqualTo("fields-invalid");
        assertThat(refused(from("customerId", customer, "because"), 400)).isEqualTo("fields-invalid");
        assertThat(refused(Map.of("number", number, "reason", "promised"), 400)).isEqualTo("one-customer");
        assertThat(refused(from("customerId", "77", "promised"), 404)).isEqualTo("not-found");
        var offer =
                me.post("/api/desk/call", from("customerId", customer, "offer")).expect(409);
        assertThat(offer.code()).isEqualTo("call-refused");
        assertThat(offer.text()).contains("has not agreed");
        assertThat(ledger().path(0).path("reason").asString()).isEqualTo("consent-missing");
        assertThat(ledger().path(0).has("interactionId")).isFalse();
        var noTrunk = me.post("/api/desk/call", wanted).expect(409);
        assertThat(noTrunk.text()).contains("no trunk");
        here.contactLimits(Map.of("weekdayTo", "00:01", "weekendTo", "00:01"));
        assertThat(me.post("/api/desk/call", wanted).expect(409).text()).contains("allowed hours");
        assertThat(contact().isMissingNode())
                .as("nobody was put into conversation")
                .isTrue();
    }

    @Test
    void aCaseIsCalledAboutItsOwnCustomer() throws IOException {
        var work = me.post(
                        "/api/cases",
                        Map.of(
                                "type",
                                "call-back",
                                "reason",
                                "requested",
                                "clientId",
                                here.client(),
                                "customerId",
                                customer,
                                "subject",
                                "Call again"))
                .expect(201)
                .body()
                .path("id")
                .asString();
        try (var outside = FarEnd.reachable();
                var desk = FarEnd.phone(phone, secret, sipPort())) {
            trunkTo(outside);
            signIn();
            var interaction = me.post("/api/desk/call", from("caseId", work, "promised"))
                    .expect(200)
                    .body()
                    .path("interaction")
                    .path("id")
                    .asString();
            desk.hangUp(desk.await(VoiceEvent.IncomingCall.class).leg());
            wrapsUp(interaction);
            until(
                    "the case in the contact's steps",
                    () -> record(interaction).path("timeline").toString().contains("\"case\":\"" + work + "\""));
        }
    }

    @Test
    void customersWhoWaitComeFirst() {
        signIn();
        here.contactLimits(Map.of("inboundWaiting", 0));
        var waiting = new InteractionId(application.getBean(Ids.class).next());
        floors().send(here.house().tenantId(), new FloorCommand.Enqueue(waiting, service, Arrival.plain(0)))
                .join();
        var refused = me.post("/api/desk/call", from("customerId", customer, "case-follow-up"))
                .expect(409);
        assertThat(refused.code()).isEqualTo("inbound-first");
        assertThat(refused.text()).contains("Waiting in your queues: 1.");
        floors().send(here.house().tenantId(), new FloorCommand.Abandon(waiting))
                .join();
        assertThat(me.post("/api/desk/call", from("customerId", customer, "case-follow-up"))
                        .expect(409)
                        .code())
                .as("only the trunk is missing now")
                .isEqualTo("call-refused");
    }

    @Test
    void ownCallsTakeTheirShareOfTheHourAndNoMore() {
        signIn();
        var wanted = from("customerId", customer, "case-follow-up");
        here.contactLimits(Map.of("outboundMinutes", 10));
        anOwnCall(70, 55); // of which five minutes lie within the hour
        assertThat(refused(wanted, 409)).as("only the trunk is missing").isEqualTo("call-refused");
        anOwnCall(40, 34);
        var refused = me.post("/api/desk/call", wanted).expect(409);
        assertThat(refused.code()).isEqualTo("outbound-share");
        assertThat(refused.text()).contains("10 min of any hour");
        here.contactLimits(Map.of("outboundMinutes", 12));
        assertThat(refused(wanted, 409)).as("only the trunk is missing").isEqualTo("call-refused");
        here.contactLimits(Map.of());
        assertThat(refused(wanted, 409)).as("no limit was set").isEqualTo("call-refused");
    }

    /// A call of Amy's own that is over, wrap-up included.
    private void anOwnCall(int fromMinutesAgo, int toMinutesAgo) {
        var id = application.getBean(Ids.class).next();
        application
                .getBean(Tenancy.class)
                .asSystem(
                        here.house().tenantId(),
                        () -> application
                                .getBean(JdbcClient.class)
                                .sql("""
                                insert into queue_entry (tenant_id, client_id, interaction_id, queue_id, position, queued_at,
                                    answered_at, ended_at, hold_millis, wrap_up_end, outcome, agent_id, offers, kind)
                                select :tenant, :client, :id, :queue, -:id, began, began, began + (ended - began) / 2, 0, ended,
                                    'handled', :agent, 0, 'outbound'
                                from (select now() - make_interval(mins => :from) as began,
                                             now() - make_interval(mins => :to) as ended) as call
                                """)
                                .param("tenant", here.house().tenantId())
                                .param("client", here.house().clientId())
                                .param("id", id)
                                .param("queue", service.value())
                                .param("agent", amy.value())
                                .param("from", fromMinutesAgo)
                                .param("to", toMinutesAgo)
                                .update());
    }
}
