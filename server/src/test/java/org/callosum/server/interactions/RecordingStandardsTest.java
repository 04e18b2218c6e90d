package org.callosum.server.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.callosum.voice.recording.KeyWrapper;
import org.callosum.voice.recording.RecordingHeader;
import org.callosum.voice.recording.RecordingKey;
import org.callosum.voice.recording.RecordingWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// CON-15: who may listen, how long it is kept, what a copy carries, and what the audit tells of it.
@ServerTest
class RecordingStandardsTest {
    @Autowired
    ApplicationContext application;

    House house;
    Caller admin;
    InteractionId contact;
    long recording;
    final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void open() throws IOException {
        house = HousesForTests.open(application);
        admin = house.administrator();
        var ids = application.getBean(Ids.class);
        var log = application.getBean(InteractionLog.class);
        contact = new InteractionId(ids.next());
        recording = ids.next();
        var arrived = new InteractionLog.Arrived(
                contact,
                new ClientId(house.clientId()),
                InteractionLog.Direction.IN,
                "voice",
                null,
                "4001",
                null,
                null,
                "en",
                now);
        log.arrived(house.tenantId(), arrived).join();
        var key = RecordingKey.random(new SecureRandom());
        var file = "standard-" + recording + ".clmr";
        var folder = application.getBean(Installation.class).data().folder("recordings");
        try (var writer =
                RecordingWriter.create(folder.resolve(file), new RecordingHeader(now.toEpochMilli(), 11, 12), key)) {
            writer.append(new byte[8_000], new byte[8_000], 8_000, false);
        }
        var wrapped =
                KeyWrapper.aes(application.getBean(MasterKey.class).bytes()).wrap(key);
        log.recordingStarted(house.tenantId(), contact, recording, file, wrapped, now)
                .join();
        log.recordingStopped(house.tenantId(), recording, 1_000, InteractionLog.RecordingState.COMPLETE)
                .join();
    }

    private HttpResponse<byte[]> audio(Caller who, String query) throws IOException, InterruptedException {
        var address = URI.create(who.base() + "/api/recordings/" + recording + "/audio" + query);
        return who.http().send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private JsonNode newest(String action) {
        return admin.get("/api/audit?size=50")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(entry -> entry.path("action").asString().equals(action))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The audit log has no " + action));
    }

    @Test
    void aCopyNeedsAReasonAndCarriesItWithTheNameOfWhoTookIt() throws IOException, InterruptedException {
        assertThat(audio(admin, "?download=true").statusCode()).isEqualTo(400);
        assertThat(audio(admin, "?download=true&reason=curiosity").statusCode()).isEqualTo(400);
        var played = audio(admin, "");
        var copy = audio(admin, "?download=true&reason=complaint");
        assertThat(copy.statusCode()).isEqualTo(200);
        assertThat(played.body()).hasSize(44 + 32_000);
        var marks = new String(copy.body(), 44 + 32_000, copy.body().length - 44 - 32_000, StandardCharsets.UTF_8);
        assertThat(marks).startsWith("LIST").contains("INFOICMT").contains("reason: complaint");
        assertThat(marks)
                .contains("Recording " + recording)
                .contains("contact " + contact)
                .contains("copy for admin");
        assertThat(newest("recording-exported").path("details").toString()).contains("complaint");
        assertThat(newest("recording-listened").path("entityId").asString()).isEqualTo(Long.toString(recording));
    }

    @Test
    void whatWasHeardStandsInTheAudit() {
        admin.post("/api/recordings/" + recording + "/heard", Map.of("seconds", 42))
                .expect(204);
        assertThat(newest("recording-heard").path("details").path("seconds").asInt())
                .isEqualTo(42);
        admin.post("/api/recordings/" + recording + "/heard", Map.of("seconds", 0))
                .expect(400);
        admin.post("/api/recordings/" + recording + "/heard", Map.of("seconds", 100_000))
                .expect(400);
        admin.post("/api/recordings/77/heard", Map.of("seconds", 1)).expect(404);
    }

    @Test
    void onlyTheRolesThatTheClientNamesMayListen() throws IOException, InterruptedException {
        var quality = admin.post(
                        "/api/roles",
                        Map.of(
                                "code",
                                "listeners",
                                "name",
                                Map.of("en", "Listeners"),
                                "rights",
                                List.of("recordings.listen", "interactions.view"),
                                "version",
                                0,
                                "builtIn",
                                false,
                                "accounts",
                                0))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var standard = put(Map.of(
                "clientId",
                Long.toString(house.clientId()),
                "version",
                0,
                "listenRoles",
                List.of(quality),
                "downloads",
                true,
                "note",
                Map.of("en", "For quality only.")));
        assertThat(standard.path("version").asInt()).isEqualTo(1);
        assertThat(audio(admin, "").statusCode()).isEqualTo(403);
        admin.get("/api/recordings/" + recording + "/peaks").expect(403);
        var rules = rules();
        assertThat(rules.path("listen").asBoolean()).isFalse();
        assertThat(rules.path("note").path("en").asString()).isEqualTo("For quality only.");
        var account =
                admin.get("/api/accounts").expect(200).body().path("items").get(0);
        var fields = new HashMap<String, Object>();
        account.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        var roles = new java.util.ArrayList<String>();
        account.path("roles").forEach(role -> roles.add(role.asString()));
        roles.add(quality);
        fields.put("roles", roles);
        admin.put("/api/accounts/" + account.path("id").asString(), fields).expect(200);
        var again = house.administrator();
        assertThat(audio(again, "").statusCode()).isEqualTo(200);
        assertThat(newest("recording-standard-changed").path("details").toString())
                .contains("listenRoles");
    }

    @Test
    void aClientMayKeepItsRecordingsInTheHouse() throws IOException, InterruptedException {
        var standard = new HashMap<String, Object>(Map.of(
                "clientId",
                Long.toString(house.clientId()),
                "version",
                0,
                "listenRoles",
                List.of(),
                "downloads",
                false));
        put(standard);
        assertThat(audio(admin, "?download=true&reason=legal").statusCode()).isEqualTo(403);
        assertThat(audio(admin, "").statusCode()).isEqualTo(200);
        assertThat(rules().path("download").asBoolean()).isFalse();
        admin.put("/api/recordings/standards", standard).expect(409); // somebody saved in between
        standard.put("version", 1);
        standard.put("listenRoles", List.of("77"));
        admin.put("/api/recordings/standards", standard).expect(400);
    }

    private JsonNode put(Map<String, Object> standard) {
        return admin.put("/api/recordings/standards", standard).expect(200).body();
    }

    private JsonNode rules() {
        return admin.get("/api/interactions/" + contact.value())
                .expect(200)
                .body()
                .path("recordingRules");
    }

    @Test
    void theContactTellsHowLongARecordingIsKept() {
        var kept = Instant.parse(admin.get("/api/interactions/" + contact.value())
                .expect(200)
                .body()
                .path("recordings")
                .get(0)
                .path("keptUntil")
                .asString());
        assertThat(kept).isEqualTo(now.plus(Duration.ofDays(180)));
    }
}
