package org.callosum.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// Telephones and lines as whoever leads the floor sees them.
@ServerTest
class EquipmentTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    LineStates lines;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    private String agent(String name, String device) {
        return id(admin.post(
                        "/api/agents",
                        Map.of(
                                "name",
                                name,
                                "staffNumber",
                                name,
                                "siteId",
                                Long.toString(house.siteId()),
                                "clients",
                                List.of(Long.toString(house.clientId())),
                                "voiceCapacity",
                                1,
                                "chatCapacity",
                                0,
                                "device",
                                device,
                                "active",
                                true))
                .expect(201)
                .body());
    }

    private String phone(String name, String agent) {
        return id(admin.post(
                        "/api/devices", Map.of("name", name, "username", name + "-" + house.code(), "agentId", agent))
                .expect(201)
                .body());
    }

    private static String id(JsonNode row) {
        return row.path("id").asString();
    }

    private JsonNode equipment() {
        return admin.get("/api/telephony/equipment").expect(200).body();
    }

    @Test
    void telephonesThatAgentsAnswerWithAreCountedAndThoseThatServe() {
        var first = phone("desk-1", agent("amy", "phone"));
        phone("desk-2", agent("bo", "phone"));
        phone("spare", agent("cy", "browser"));
        assertThat(equipment().path("phones").asInt())
                .as("whoever answers in the browser needs no telephone")
                .isEqualTo(2);
        assertThat(equipment().path("phonesRegistered").asInt()).isZero();
        lines.registered(first, "sip:desk-1@192.0.2.7", "a telephone", Instant.now());
        assertThat(equipment().path("phonesRegistered").asInt()).isOne();
        lines.unregistered(first, Instant.now());
        assertThat(equipment().path("phonesRegistered").asInt()).isZero();
    }

    @Test
    void aLineThatDoesNotAnswerIsNamedAndNothingElseOfIt() {
        var trunk = id(admin.post(
                        "/api/trunks",
                        Map.ofEntries(
                                Map.entry("version", 0),
                                Map.entry("code", "north"),
                                Map.entry("name", "North line"),
                                Map.entry("kind", "ip"),
                                Map.entry("host", "192.0.2.9"),
                                Map.entry("port", 5060),
                                Map.entry("transport", "udp"),
                                Map.entry("sources", List.of("192.0.2.9")),
                                Map.entry("codecs", List.of("pcma")),
                                Map.entry("srtp", "off"),
                                Map.entry("maxCalls", 10),
                                Map.entry("active", true)))
                .expect(201)
                .body());
        assertThat(equipment().path("trunks").asInt()).isOne();
        assertThat(equipment().path("down")).isEmpty();
        lines.trunkUnreachable(trunk, "no answer to a ping", Instant.now());
        var now = equipment();
        assertThat(now.at("/down/0/name").asString()).isEqualTo("North line");
        assertThat(now.toString()).doesNotContain("192.0.2.9");
        assertThat(HousesForTests.open(application)
                        .administrator()
                        .get("/api/telephony/equipment")
                        .expect(200)
                        .body()
                        .path("trunks")
                        .asInt())
                .isZero();
    }
}
