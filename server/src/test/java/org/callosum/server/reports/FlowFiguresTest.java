package org.callosum.server.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// M:IVR-CR, M:IVR-AB and M:IVR-RA: every count is that of the contacts which the history shows behind it.
@ServerTest
class FlowFiguresTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String MARCH = "from=2026-03-01T00:00:00Z&to=2026-03-31T00:00:00Z";

    @Autowired
    ApplicationContext application;

    House house;
    Caller admin;
    PastContacts past;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
        past = new PastContacts(application, house);
    }

    private long queue(String code) {
        var fields = new HashMap<String, Object>();
        fields.put("code", code);
        fields.put("name", Map.of("en", code));
        fields.put("clientId", Long.toString(house.clientId()));
        fields.put("siteId", Long.toString(house.siteId()));
        return Long.parseLong(
                admin.post("/api/queues", fields).expect(201).body().path("id").asString());
    }

    private PastContacts.Contact shop(Instant at, @Nullable Long customer) {
        return past.at(at, customer).led("shop", 2, "greet", "main");
    }

    private JsonNode figures() {
        return admin.get("/api/reports/flows?" + MARCH).expect(200).body().get(0);
    }

    private long behind(String figure) {
        return admin.get("/api/interactions?" + MARCH + "&flow=shop&flowVersion=2&figure=" + figure)
                .expect(200)
                .body()
                .path("total")
                .asLong();
    }

    private static void holds(JsonNode share, long part, long whole) {
        assertThat(share.path("part").asLong()).isEqualTo(part);
        assertThat(share.path("whole").asLong()).isEqualTo(whole);
    }

    /// The example of `metrics.md`, a hundredth of its size: 10 entered, 3 contained, one of them comes back.
    @Test
    void containedIsTrueOnlyWhereNobodyComesBack() {
        var orders = queue("orders");
        for (int i = 0; i < 7; i++) {
            shop(NINE, past.customer()).stayed(orders, "handled", null);
        }
        shop(NINE, past.customer()).ended("self-served");
        shop(NINE, past.customer()).ended("self-served");
        var again = past.customer();
        shop(NINE, again).ended("self-served");
        past.at(NINE.plus(Duration.ofHours(20)), again).stayed(orders, "abandoned", null); // by no flow

        var row = figures();
        assertThat(row.path("entered").asLong()).isEqualTo(10);
        holds(row.path("contained"), 3, 10);
        holds(row.path("trulyContained"), 2, 10);
        assertThat(row.path("cameBack").asLong()).isEqualTo(1);
        assertThat(row.path("contained").path("low").asDouble()).isCloseTo(0.1078, within(0.0005));
        assertThat(row.path("contained").path("high").asDouble()).isCloseTo(0.6032, within(0.0005));
        assertThat(behind("contained")).isEqualTo(3);
        assertThat(behind("came-back")).isEqualTo(1);
        assertThat(behind("truly-contained")).isEqualTo(2);
    }

    @Test
    void twoVersionsAreComparedByResultWithWhatChanceCouldMake() {
        for (int i = 0; i < 12; i++) {
            past.at(NINE, null).led("shop", 1, "greet", "main").ended(i < 3 ? "self-served" : "abandoned");
            past.at(NINE, null).led("shop", 2, "greet", "main").ended(i < 11 ? "self-served" : "abandoned");
        }
        var rows = admin.get("/api/reports/flows/shop/versions?one=2&other=1&" + MARCH)
                .expect(200)
                .body();
        var contained = rows.get(0);
        assertThat(contained.path("figure").asString()).isEqualTo("contained");
        holds(contained.path("one"), 11, 12);
        holds(contained.path("other"), 3, 12);
        assertThat(contained.path("difference").asDouble()).isCloseTo(8.0 / 12, within(1e-9));
        assertThat(contained.path("low").asDouble()).isPositive();
        // z = (11/12 - 3/12) / sqrt(14/24 × 10/24 × 2/12) = 3.312, two-sided
        assertThat(contained.path("p").asDouble()).isCloseTo(0.000925, within(0.00001));
        var moved = rows.get(rows.size() - 1);
        assertThat(moved.path("figure").asString()).isEqualTo("moved-on");
        assertThat(moved.has("p")).as("nobody was answered: nothing to compare").isFalse();
    }

    @Test
    void whoStandsWhereNowIsWhoHasNotEndedNorBeenAnswered() {
        var now = Instant.now().minusSeconds(60);
        past.at(now, null).led("shop", 2, "greet", "main").goesOn();
        past.at(now, null).led("shop", 2, "greet", "main").goesOn();
        past.at(now, null).led("shop", 2, "greet").goesOn();
        past.at(now, null).led("shop", 2, "greet", "main").ended("abandoned");
        past.at(now, null).led("other", 1, "greet").goesOn();
        var rows = admin.get("/api/reports/flows/shop/now").expect(200).body();
        assertThat(rows.findValuesAsString("step")).containsExactly("main", "greet");
        assertThat(rows.get(0).path("contacts").asInt()).isEqualTo(2);
    }

    @Test
    void whoComesBackAfterADayOrOnlyIntoTheFlowDoesNotCount() {
        var late = past.customer();
        shop(NINE, late).ended("self-served");
        past.at(NINE.plus(Duration.ofHours(25)), late).stayed(queue("orders"), "handled", null);
        var self = past.customer();
        shop(NINE, self).ended("self-served");
        shop(NINE.plus(Duration.ofHours(1)), self).ended("self-served");
        holds(figures().path("trulyContained"), 3, 3);
    }

    @Test
    void callersWhomNobodyKnowsAndWindowsStillOpenAreLeftOutOfTrueContainment() {
        var now = Instant.now();
        shop(now.minus(Duration.ofHours(2)), past.customer()).ended("self-served");
        shop(now.minus(Duration.ofHours(30)), past.customer()).ended("self-served");
        shop(now.minus(Duration.ofHours(30)), null).ended("self-served");
        var row = admin.get("/api/reports/flows").expect(200).body().get(0);
        holds(row.path("contained"), 3, 3);
        holds(row.path("trulyContained"), 1, 1);
    }

    @Test
    void onlyWhoGotWhatTheyWantedIsContained() {
        shop(NINE, null).event("voicemail-left", Map.of("seconds", "9")).ended("abandoned");
        shop(NINE, null).event("outside-answered", Map.of()).ended("self-served");
        shop(NINE, null)
                .event("hours-checked", Map.of("calendar", "day", "open", "false"))
                .ended("self-served");
        shop(NINE, null)
                .event("flow-fault", Map.of("flow", "shop", "step", "main", "reason", "lookup"))
                .ended("self-served");
        shop(NINE, null).ended("abandoned");
        shop(NINE, null).ended("interrupted");
        // outside hours there was something to choose, and they chose
        shop(NINE, null)
                .event("hours-checked", Map.of("calendar", "day", "open", "false"))
                .event("menu-choice", Map.of("flow", "shop", "step", "night", "digit", "1"))
                .ended("self-served");
        shop(NINE, null).goesOn();
        var row = figures();
        holds(row.path("contained"), 1, 7);
        holds(row.path("abandoned"), 1, 7);
        for (var count : new String[] {"message", "outside", "closed"}) {
            assertThat(row.path(count).asLong()).as(count).isEqualTo(1);
            assertThat(behind(count)).as(count).isEqualTo(1);
        }
        assertThat(row.path("failed").asLong()).isEqualTo(2);
        assertThat(behind("failed")).isEqualTo(2);
    }

    /// Of 10 answered first, one transferred: 90 %; what a second agent does with it changes nothing.
    @Test
    void routedRightIsWhoeverWasNotTransferredByTheFirst() {
        var orders = queue("orders");
        var service = queue("service");
        for (int i = 0; i < 9; i++) {
            shop(NINE, null).stayed(orders, "handled", null);
        }
        shop(NINE, null).stayed(orders, "transferred", null).stayed(service, "handled", null);
        shop(NINE, null).stayed(orders, "abandoned", null);
        shop(NINE, null).stayed(service, "overflow", null).stayed(orders, "handled", null);
        holds(figures().path("routedRight"), 9, 10);
        assertThat(behind("routed-right")).isEqualTo(9);
        assertThat(behind("moved-on")).isEqualTo(1);
        var routing =
                admin.get("/api/reports/flows/routing?" + MARCH).expect(200).body();
        assertThat(routing.size()).isEqualTo(1);
        assertThat(routing.get(0).path("queueId").asString()).isEqualTo(Long.toString(orders));
        holds(routing.get(0).path("routedRight"), 9, 10);
    }

    @Test
    void eachStepTellsWhoHungUpThereAndWhoPressedZero() {
        var orders = queue("orders");
        shop(NINE, null).ended("abandoned");
        past.at(NINE, null).led("shop", 2, "greet").ended("abandoned");
        shop(NINE, null)
                .event("menu-choice", Map.of("flow", "shop", "step", "main", "digit", "0"))
                .stayed(orders, "handled", null)
                // what is pressed beside the wait is no way out of the menu
                .event("menu-choice", Map.of("flow", "wait", "step", "offer", "digit", "0"));
        shop(NINE, null)
                .stayed(orders, "handled", null)
                .event("menu-choice", Map.of("flow", "wait", "step", "offer", "digit", "0"));
        var row = figures();
        holds(row.path("zeroOut"), 1, 4);
        var steps =
                admin.get("/api/reports/flows/shop/steps?" + MARCH).expect(200).body();
        assertThat(steps.size()).isEqualTo(2);
        assertThat(steps.get(0).path("step").asString()).isEqualTo("greet");
        holds(steps.get(0).path("left"), 1, 4);
        holds(steps.get(0).path("zero"), 0, 4);
        holds(steps.get(1).path("left"), 1, 3);
        holds(steps.get(1).path("zero"), 1, 3);
        assertThat(behind("step-left&step=shop:main")).isEqualTo(1);
        assertThat(behind("step-zero&step=shop:main")).isEqualTo(1);
        assertThat(behind("step-entered&step=shop:greet")).isEqualTo(4);
    }

    @Test
    void versionsAndEntryPointsStandApart() {
        past.at(NINE, null, 71L).led("shop", 1, "greet").ended("self-served");
        past.at(NINE, null, 71L).led("shop", 2, "greet").ended("self-served");
        past.at(NINE, null, 72L).led("shop", 2, "greet").ended("self-served");
        assertThat(admin.get("/api/reports/flows?" + MARCH).expect(200).body().size())
                .isEqualTo(3);
        assertThat(admin.get("/api/interactions?" + MARCH + "&flow=shop&flowVersion=2&entryPoint=72&figure=entered")
                        .expect(200)
                        .body()
                        .path("total")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void anUnknownFigureAndAPeriodOfAYearAreRefused() {
        assertThat(admin.get("/api/interactions?flow=shop&figure=lucky")
                        .expect(400)
                        .text())
                .contains("figure");
        assertThat(admin.get("/api/interactions?flow=shop&figure=step-left")
                        .expect(400)
                        .text())
                .contains("step");
        assertThat(admin.get("/api/reports/flows?from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z")
                        .expect(400)
                        .code())
                .isEqualTo("period-unusable");
    }
}
