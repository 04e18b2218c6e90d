package org.callosum.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

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

/// M:FCR and the chains it is counted from (CON-17).
@ServerTest
class RepeatsTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T02:00:00Z");
    private static final String MARCH = "from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z";

    @Autowired
    ApplicationContext application;

    House house;
    Caller admin;
    PastContacts past;
    long orders;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
        past = new PastContacts(application, house);
        var fields = new HashMap<String, Object>();
        fields.put("code", "orders");
        fields.put("name", Map.of("en", "Orders"));
        fields.put("clientId", Long.toString(house.clientId()));
        fields.put("siteId", Long.toString(house.siteId()));
        orders = Long.parseLong(
                admin.post("/api/queues", fields).expect(201).body().path("id").asString());
    }

    private PastContacts.Contact came(int afterDays, @Nullable Long customer, String outcome) {
        return past.at(MONDAY.plus(Duration.ofDays(afterDays)), customer).stayed(orders, outcome, null);
    }

    private JsonNode figures() {
        return admin.get("/api/reports/repeats?" + MARCH).expect(200).body().get(0);
    }

    private long behind(String figure) {
        return admin.get("/api/interactions?fcr=" + figure + "&lastQueue=" + orders
                        + "&queuedFrom=2026-03-01T00:00:00Z&queuedTo=2026-04-01T00:00:00Z")
                .expect(200)
                .body()
                .path("total")
                .asLong();
    }

    private static void holds(JsonNode share, long part, long whole) {
        assertThat(share.path("part").asLong()).isEqualTo(part);
        assertThat(share.path("whole").asLong()).isEqualTo(whole);
    }

    /// The example of `metrics.md`: K1 on Monday and Wednesday, K2 once, K3 once and again nine days later.
    @Test
    void firstContactResolutionIsThatOfTheMetrics() {
        var k1 = past.customer();
        came(0, k1, "handled");
        came(2, k1, "handled");
        came(0, past.customer(), "handled");
        var k3 = past.customer();
        came(0, k3, "handled");
        came(9, k3, "handled");
        holds(figures().path("resolved"), 4, 5);
        holds(figures().path("issues"), 3, 4);
        assertThat(behind("resolved")).isEqualTo(4);
        assertThat(behind("repeated")).isEqualTo(1);
        assertThat(behind("openers")).isEqualTo(4);
    }

    @Test
    void whoComesBackAndIsNotAnsweredRepeatsTooButWasNoFirstContact() {
        var customer = past.customer();
        came(0, customer, "handled");
        came(1, customer, "abandoned");
        came(2, null, "handled"); // nobody knows whose
        holds(figures().path("resolved"), 0, 1);
        assertThat(figures().path("unknown").asLong()).isEqualTo(1);
        assertThat(behind("unknown")).isEqualTo(1);
    }

    @Test
    void theWindowIsTheClientsAndAnOpenOneIsCountedLater() {
        var customer = past.customer();
        came(0, customer, "handled");
        came(2, customer, "handled");
        var now = Instant.now();
        past.at(now.minus(Duration.ofDays(3)), past.customer()).stayed(orders, "handled", null);
        var recent = admin.get("/api/reports/repeats").expect(200).body().get(0);
        holds(recent.path("resolved"), 0, 0);
        assertThat(recent.path("open").asLong()).isEqualTo(1);
        repeatHours(24);
        assertThat(figures().path("windowHours").asInt()).isEqualTo(24);
        holds(figures().path("resolved"), 2, 2);
        holds(admin.get("/api/reports/repeats").expect(200).body().get(0).path("resolved"), 1, 1);
    }

    private void repeatHours(int hours) {
        var client = admin.get("/api/clients/" + house.clientId()).expect(200).body();
        var wanted = new HashMap<String, Object>();
        client.properties().forEach(field -> wanted.put(field.getKey(), field.getValue()));
        wanted.put("repeatHours", hours);
        admin.put("/api/clients/" + house.clientId(), wanted).expect(200);
    }

    @Test
    void aWindowOfNothingIsRefused() {
        var client = admin.get("/api/clients/" + house.clientId()).expect(200).body();
        var wanted = new HashMap<String, Object>();
        client.properties().forEach(field -> wanted.put(field.getKey(), field.getValue()));
        wanted.put("repeatHours", 0);
        assertThat(admin.put("/api/clients/" + house.clientId(), wanted)
                        .expect(400)
                        .text())
                .contains("repeatHours");
    }

    /// Each within a week of the one before: four are one chain, though the first and the last are ten days apart.
    @Test
    void theContactShowsTheChainItStandsIn() {
        var customer = past.customer();
        came(-20, customer, "handled"); // long before
        var first = came(0, customer, "handled");
        var second = came(2, customer, "abandoned");
        var third = came(4, customer, "handled");
        var fourth = came(10, customer, "handled");
        came(30, customer, "handled");
        var page =
                admin.get("/api/interactions/" + third.id.value()).expect(200).body();
        var repeats = page.path("repeats");
        assertThat(repeats.path("windowHours").asInt()).isEqualTo(168);
        assertThat(repeats.path("earlier")
                        .valueStream()
                        .map(each -> each.path("id").asString()))
                .containsExactly(second.id.toString(), first.id.toString());
        assertThat(repeats.path("later")
                        .valueStream()
                        .map(each -> each.path("id").asString()))
                .containsExactly(fourth.id.toString());
        assertThat(repeats.path("earlier").get(0).path("outcome").asString()).isEqualTo("abandoned");
        var alone = came(0, null, "handled");
        var nothing = admin.get("/api/interactions/" + alone.id.value())
                .expect(200)
                .body()
                .path("repeats");
        assertThat(nothing.path("earlier").size() + nothing.path("later").size())
                .isZero();
    }
}
