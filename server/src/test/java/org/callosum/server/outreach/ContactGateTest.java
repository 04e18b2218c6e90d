package org.callosum.server.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.callosum.server.outreach.ContactGate.Answer;
import org.callosum.server.outreach.ContactGate.Attempt;
import org.callosum.server.outreach.ContactGate.Result;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.telephony.OutsideCalls;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The gate and the ledger on a real database.
@ServerTest
class ContactGateTest {
    private static final String NUMBER = "+8613712345678";

    private final ApplicationContext application;
    private final Furnished here;
    private final House house;
    private final Caller staff;
    private final ContactGate gate;
    private final String client;

    ContactGateTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.here = Furnished.open(application).mayDial("+86");
        this.house = here.house();
        this.staff = here.staff();
        this.gate = application.getBean(ContactGate.class);
        this.client = here.client();
        limits(Map.of());
    }

    /// Open day and night unless said otherwise.
    private JsonNode limits(Map<String, Object> changed) {
        return here.contactLimits(changed);
    }

    private long customer() {
        return Long.parseLong(here.customer("Zhang Xiaoming", NUMBER));
    }

    private Answer ask(@Nullable Long customer, Channel channel, Purpose purpose, String number) {
        var attempt = new Attempt(house.clientId(), customer, channel, purpose, number, "test", null);
        return Tenancy.bound(AccountContext.system(house.tenantId()), () -> gate.ask(attempt));
    }

    private Answer sms(long customer) {
        return ask(customer, Channel.SMS, Purpose.SERVICE, "");
    }

    private void finish(Answer answer, Result result) {
        assertThat(answer).isInstanceOf(Answer.Allowed.class);
        if (answer instanceof Answer.Allowed(var permit)) {
            Tenancy.bound(AccountContext.system(house.tenantId()), () -> {
                gate.finish(permit, result);
                return permit;
            });
        }
    }

    private static String reason(Answer answer) {
        return answer instanceof Answer.Refused refused ? refused.reason() : "allowed";
    }

    private JsonNode contacts(long customer) {
        return staff.get("/api/customers/" + customer + "/contacts").expect(200).body();
    }

    private int underWay() {
        return application.getBean(OutsideCalls.class).underWay(house.clientId());
    }

    @Test
    void ofManyWhoAskAtOnceOnlyTheFreePlacesAreGiven() throws Exception {
        var customer = customer();
        var together = 12;
        var ready = new CountDownLatch(together);
        var answers = new ArrayList<Answer>();
        try (var threads = Executors.newFixedThreadPool(together)) {
            var asked = new ArrayList<java.util.concurrent.Future<Answer>>();
            for (var i = 0; i < together; i++) {
                asked.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return sms(customer);
                }));
            }
            for (var one : asked) {
                answers.add(one.get(60, TimeUnit.SECONDS));
            }
        }
        assertThat(answers.stream().filter(Answer.Allowed.class::isInstance))
                .as("4 points a day")
                .hasSize(4);
        assertThat(answers.stream().map(ContactGateTest::reason).distinct())
                .containsExactlyInAnyOrder("allowed", "daily-cap");
        assertThat(contacts(customer).path("attempts").size())
                .as("refusals are kept, too")
                .isEqualTo(together);
    }

    @Test
    void channelsShareOneLimitAndWhatWasNotMadeGivesItsPointsBack() {
        var customer = customer();
        var call = ask(customer, Channel.CALL, Purpose.SERVICE, NUMBER);
        assertThat(underWay()).isEqualTo(1);
        assertThat(reason(sms(customer))).isEqualTo("allowed");
        assertThat(reason(sms(customer))).as("3 + 1 points are 4").isEqualTo("daily-cap");
        finish(call, Result.NOT_MADE);
        finish(call, Result.ANSWERED); // a second time says nothing
        assertThat(underWay()).isZero();
        assertThat(reason(sms(customer))).isEqualTo("allowed");
        var told = contacts(customer);
        assertThat(told.path("attempts").get(3).path("result").asString()).isEqualTo("not-made");
        assertThat(told.path("pressure").get(0).path("points").asDouble()).isEqualTo(2.0);
        assertThat(told.path("index").asDouble()).isEqualTo(0.5);
    }

    @Test
    void theDiallingPlanIsAskedBehindTheLimits() {
        var customer = customer();
        assertThat(reason(ask(customer, Channel.CALL, Purpose.SERVICE, "+442079460018")))
                .isEqualTo("no-rule");
        assertThat(underWay()).isZero();
        assertThat(contacts(customer).path("index").asDouble())
                .as("a refusal does not count")
                .isZero();
        // a number that is nobody's: the plan alone
        var outside = ask(null, Channel.CALL, Purpose.TRANSFER, "+8613900000001");
        assertThat(reason(outside)).isEqualTo("allowed");
        finish(outside, Result.ANSWERED);
        // a customer's number is the customer, whoever names it
        staff.post("/api/customers/" + customer + "/consents", Map.of("kind", "blocked", "source", "phone"))
                .expect(200);
        assertThat(reason(ask(null, Channel.CALL, Purpose.TRANSFER, NUMBER))).isEqualTo("do-not-contact");
    }

    @Test
    void consentIsKeptWordByWordAndTheLastOneCounts() {
        var customer = customer();
        assertThat(reason(ask(customer, Channel.SMS, Purpose.MARKETING, ""))).isEqualTo("consent-missing");
        var path = "/api/customers/" + customer + "/consents";
        staff.post(
                        path,
                        Map.of(
                                "kind",
                                "given",
                                "channel",
                                "sms",
                                "scope",
                                "marketing",
                                "source",
                                "web",
                                "proof",
                                "form 7"))
                .expect(200);
        assertThat(reason(ask(customer, Channel.SMS, Purpose.MARKETING, ""))).isEqualTo("allowed");
        assertThat(reason(ask(customer, Channel.EMAIL, Purpose.MARKETING, ""))).isEqualTo("consent-missing");
        staff.post(path, Map.of("kind", "withdrawn", "channel", "sms", "source", "phone"))
                .expect(200);
        assertThat(reason(ask(customer, Channel.SMS, Purpose.MARKETING, ""))).isEqualTo("consent-withdrawn");
        assertThat(reason(ask(customer, Channel.SMS, Purpose.CALL_BACK, "")))
                .as("asked for")
                .isEqualTo("allowed");
        var told = contacts(customer);
        assertThat(told.path("consents").size()).isEqualTo(2);
        assertThat(told.path("consents").get(1).path("proof").asString()).isEqualTo("form 7");
        assertThat(told.path("attempts").get(0).path("reason").asString()).isEqualTo("exempt");
        assertThat(told.path("attempts").get(0).path("points").asDouble()).isZero();
        assertThat(told.path("attempts").get(3).path("consentId").asString())
                .as("the word it relied on")
                .isEqualTo(told.path("consents").get(1).path("id").asString());
        // the record shows the same, and its ticks are words like any other
        var record = staff.get("/api/customers/" + customer).expect(200).body();
        assertThat(record.path("consent").path("sms").asBoolean(true)).isFalse();
        staff.put(
                        "/api/customers/" + customer,
                        Map.of(
                                "clientId", client,
                                "version", record.path("version").asInt(),
                                "name", "Zhang Xiaoming",
                                "numbers", List.of(Map.of("number", NUMBER, "kind", "mobile")),
                                "consent", Map.of("sms", true)))
                .expect(200);
        assertThat(reason(ask(customer, Channel.SMS, Purpose.MARKETING, ""))).isEqualTo("allowed");
    }

    @Test
    void planningIsToldInTheReadersLanguageAndTakesNothing() {
        var customer = customer();
        var path = "/api/customers/" + customer + "/contacts/check";
        assertThat(staff.post(path, Map.of("channel", "sms", "purpose", "service"))
                        .expect(200)
                        .body()
                        .path("allowed")
                        .asBoolean())
                .isTrue();
        var never = new HashMap<String, Object>();
        for (var each : List.of("weekdayFrom", "weekdayTo", "weekendFrom", "weekendTo")) {
            never.put(each, JsonNodeFactory.instance.nullNode());
        }
        limits(never);
        var refused = staff.post(path, Map.of("channel", "sms", "purpose", "service"))
                .expect(200)
                .body();
        assertThat(refused.path("reason").asString()).isEqualTo("outside-hours");
        assertThat(refused.path("text").asString()).contains("allowed hours");
        assertThat(contacts(customer).path("attempts").size()).isZero();
        staff.post(path, Map.of("channel", "pigeon", "purpose", "service")).expect(400);
    }

    @Test
    void whoContactedMeIsAnsweredAndForgettingLeavesCodes() {
        var customer = customer();
        staff.post(
                        "/api/customers/" + customer + "/consents",
                        Map.of("kind", "given", "channel", "call", "source", "letter", "proof", "Zhang's letter"))
                .expect(200);
        finish(ask(customer, Channel.CALL, Purpose.SERVICE, NUMBER), Result.ANSWERED);
        var table = staff.get("/api/customers/" + customer + "/contacts/export")
                .expect(200)
                .text();
        assertThat(table.lines()).hasSize(2);
        assertThat(table).contains("call,service,test").contains("allowed").contains("answered");
        assertThat(table).as("no numbers").doesNotContain(NUMBER.substring(1));
        staff.put("/api/customers/" + customer + "/contacts/zone", Map.of("timeZone", "Asia/Urumqi"))
                .expect(200);
        staff.post("/api/customers/" + customer + "/erase", Map.of("reason", "asked in writing"))
                .expect(204);
        var left = contacts(customer);
        assertThat(left.path("consents").get(0).path("proof").asString()).isEmpty();
        assertThat(left.path("timeZone").asString("")).isEmpty();
        assertThat(left.path("attempts").size()).isEqualTo(1);
    }

    @Test
    void nothingOfAnotherHouseIsSeenOrTaken() {
        var customer = customer();
        var other = HousesForTests.open(application).administrator();
        other.get("/api/customers/" + customer + "/contacts").expect(404);
        other.get("/api/customers/" + customer + "/contacts/export").expect(404);
        other.post("/api/customers/" + customer + "/consents", Map.of("kind", "blocked", "source", "phone"))
                .expect(404);
        other.put("/api/customers/" + customer + "/contacts/zone", Map.of("timeZone", "UTC"))
                .expect(404);
        other.get("/api/contact-limits/" + client).expect(404);
        assertThat(contacts(customer).path("consents").size()).isZero();
    }

    @Test
    void theTimeACustomerPrefersHoldsWhereTheClientSaysSo() {
        var customer = customer();
        application.getBean(Tenancy.class).<Integer>asSystem(house.tenantId(), () -> {
            var repository = application.getBean(OutreachRepository.class);
            var database = application.getBean(JdbcClient.class);
            var now = LocalTime.now(repository.zone(customer)).truncatedTo(ChronoUnit.MINUTES);
            return database.sql("update customer set preferred_from = :from, preferred_to = :to where id = :id")
                    .param("from", now.plusHours(14).toString())
                    .param("to", now.plusHours(16).toString())
                    .param("id", customer)
                    .update();
        });
        assertThat(reason(sms(customer))).isEqualTo("allowed");
        limits(Map.of("preferredTimes", true));
        var refused = sms(customer);
        assertThat(reason(refused)).isEqualTo("outside-preferred");
        assertThat(((Answer.Refused) refused).againFrom()).isAfter(Instant.now());
        assertThat(reason(ask(customer, Channel.SMS, Purpose.CALL_BACK, "")))
                .as("a promised call is kept")
                .isEqualTo("allowed");
    }

    @Test
    void limitsAreCheckedAndKeptAgainstALostEdit() {
        var wrong = new HashMap<String, Object>(
                Map.of("clientId", client, "perDay", -1, "gapMinutes", 5, "weekdayFrom", "9 am", "weekdayTo", "10:00"));
        var told = staff.put("/api/contact-limits", wrong).expect(400).text();
        assertThat(told).contains("perDay").contains("weekdayFrom").contains("callPoints");
        assertThat(limits(Map.of("perDay", 6.5)).path("perDay").asDouble()).isEqualTo(6.5);
        var old = new HashMap<String, Object>(Map.ofEntries(
                Map.entry("clientId", client),
                Map.entry("perDay", 4.0),
                Map.entry("perWeek", 10.0),
                Map.entry("perMonth", 25.0),
                Map.entry("gapMinutes", 0),
                Map.entry("callPoints", 3.0),
                Map.entry("smsPoints", 1.0),
                Map.entry("emailPoints", 0.5),
                Map.entry("appPoints", 0.5)));
        old.put("version", 0);
        staff.put("/api/contact-limits", old).expect(409);
    }
}
