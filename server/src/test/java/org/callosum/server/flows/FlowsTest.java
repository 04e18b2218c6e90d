package org.callosum.server.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.flows.audio.WaveFile;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.callosum.voice.Sound;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ServerTest
class FlowsTest {
    private static final String GOOD = """
            flow: main
            kind: entry
            name: {en: Main}
            start: welcome
            steps:
              welcome: {play: welcome-harbour, next: end}
              end: {hang-up: }
            """;
    private static final String BROKEN = GOOD.replace("next: end", "next: nowhere");

    @Autowired
    ApplicationContext application;

    @Autowired
    Flows flows;

    @Autowired
    Prompts prompts;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    @Test
    void aFlowServesFromItsApprovalAndIsDrawn() {
        var made = create(GOOD);
        assertThat(made.path("state").asString()).isEqualTo("draft");
        assertThat(made.path("findings")).isEmpty();
        assertThat(made.path("picture").path("nodes").findValuesAsString("kind"))
                .containsExactly("play", "hang-up");
        assertThat(made.path("picture").path("edges").get(0).path("to").asString())
                .isEqualTo("end");
        assertThat(flows.live(house.tenantId(), "main", house.clientId())).isNull();

        var live = admin.post("/api/flows/main/versions/1/approve", Map.of("reason", "tried"))
                .expect(200)
                .body();
        assertThat(live.path("liveVersion").asInt()).isOne();
        var serving = flows.live(house.tenantId(), "main", house.clientId());
        assertThat(Objects.requireNonNull(serving).version()).isOne();
        assertThat(flows.live(house.tenantId(), "main", house.clientId() + 1)).isNull(); // another client's number
    }

    @Test
    void aFlowWithErrorsNeverGoesLiveAndTheOldOneKeepsRunning() {
        create(GOOD);
        admin.post("/api/flows/main/versions/1/approve", Map.of("reason", "")).expect(200);
        var draft = admin.put("/api/flows/main", Map.of("baseVersion", 1, "yaml", BROKEN, "reason", "try"))
                .expect(200)
                .body();
        var finding = draft.path("findings").get(0);
        assertThat(finding.path("severity").asString()).isEqualTo("error");
        assertThat(finding.path("line").asInt()).isEqualTo(6);
        var refused = admin.post("/api/flows/main/versions/2/approve", Map.of("reason", ""))
                .expect(409);
        assertThat(refused.code()).isEqualTo("flow-invalid");
        assertThat(refused.body().path("detail").asString()).contains("6");
        assertThat(Objects.requireNonNull(flows.live(house.tenantId(), "main", house.clientId()))
                        .version())
                .isOne();
    }

    @Test
    void aRunKeepsTheVersionItBeganWith() {
        create(GOOD);
        admin.post("/api/flows/main/versions/1/approve", Map.of()).expect(200);
        admin.put("/api/flows/main", Map.of("baseVersion", 1, "yaml", GOOD.replace("Main", "Second"), "reason", "x"))
                .expect(200);
        admin.post("/api/flows/main/versions/2/approve", Map.of()).expect(200);
        assertThat(Objects.requireNonNull(flows.live(house.tenantId(), "main", house.clientId()))
                        .version())
                .isEqualTo(2);
        var first = flows.version(house.tenantId(), "main", 1);
        assertThat(Objects.requireNonNull(first).name().in("en")).isEqualTo("Main");
        var lines =
                admin.get("/api/flows/main/diff?from=1&to=2").expect(200).body().path("lines");
        assertThat(lines.findValuesAsString("kind")).contains("same", "added", "removed");
    }

    @Test
    void whatTheFlowNamesMustBeThere() {
        var naming = GOOD.replace("play: welcome-harbour", "play: no-such-clip");
        var reading = admin.post(
                        "/api/flows/validate", Map.of("yaml", naming, "clientId", Long.toString(house.clientId())))
                .expect(200)
                .body();
        assertThat(reading.path("findings").findValuesAsString("code")).isNotEmpty();
        assertThat(reading.path("picture").path("nodes")).hasSize(2); // still drawn
        var broken = admin.post("/api/flows/validate", Map.of("yaml", "flow: ["))
                .expect(200)
                .body();
        assertThat(broken.path("findings").get(0).path("code").asString()).isEqualTo("not-yaml");
    }

    @Test
    void aFileOfAnotherFlowIsNotPutIntoService() {
        create(GOOD.replace("flow: main", "flow: other"));
        assertThat(admin.post("/api/flows/main/versions/1/approve", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("flow-of-other-code");
    }

    @Test
    void twoAuthorsDoNotOverwriteEachOther() {
        create(GOOD);
        admin.put("/api/flows/main", Map.of("baseVersion", 1, "yaml", GOOD, "reason", "a"))
                .expect(200);
        assertThat(admin.put("/api/flows/main", Map.of("baseVersion", 1, "yaml", GOOD, "reason", "b"))
                        .expect(409)
                        .code())
                .isEqualTo("edit-conflict");
    }

    @Test
    void anUploadedSoundStandsInForTheShippedOneUntilItIsRemoved() throws Exception {
        var shipped = Objects.requireNonNull(prompts.audio(house.tenantId(), house.clientId(), "goodbye", "en"));
        var samples = new byte[8_000];
        Arrays.fill(samples, (byte) 0x55);
        assertThat(upload("/api/prompts/goodbye/en/audio", "goodbye.wav", WaveFile.of(Sound.ofMuLaw(samples)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(Objects.requireNonNull(prompts.audio(house.tenantId(), house.clientId(), "goodbye", "en"))
                        .samples())
                .isEqualTo(samples);
        assertThat(prompts.audio(house.tenantId(), house.clientId(), "goodbye", "zh-Hans"))
                .isNotEqualTo(shipped)
                .isNotNull();
        var listed = admin.get("/api/prompts?q=goodbye")
                .body()
                .path("items")
                .valueStream()
                .filter(prompt -> prompt.path("code").asString().equals("goodbye"))
                .findFirst()
                .orElseThrow()
                .path("audio");
        assertThat(listed.findValuesAsString("source")).startsWith("upload").contains("shipped");
        assertThat(admin.get("/api/prompts/goodbye/en/audio").expect(200).header("content-type"))
                .isEqualTo("audio/wav");
        admin.delete("/api/prompts/goodbye/en/audio").expect(204);
        assertThat(prompts.audio(house.tenantId(), house.clientId(), "goodbye", "en"))
                .isEqualTo(shipped);
        admin.delete("/api/prompts/goodbye/en/audio").expect(404);
    }

    @Test
    void aClientsOwnSoundIsHeardAtItsNumbersOnly() throws Exception {
        var samples = new byte[1_600];
        Arrays.fill(samples, (byte) 0x2a);
        var path = "/api/prompts/goodbye/en/audio?client=" + house.clientId();
        assertThat(upload(path, "goodbye.ulaw", samples).statusCode()).isEqualTo(200);
        assertThat(Objects.requireNonNull(prompts.audio(house.tenantId(), house.clientId(), "goodbye", "en"))
                        .samples())
                .isEqualTo(samples);
        assertThat(Objects.requireNonNull(prompts.audio(house.tenantId(), 12, "goodbye", "en"))
                        .samples())
                .isNotEqualTo(samples);
    }

    @Test
    void soundThatCannotBeUsedSaysWhatIsNeeded() throws Exception {
        var refused =
                upload("/api/prompts/goodbye/en/audio", "a.mp3", "ID3 something".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("sound-unreadable").contains("8000 Hz");
        var large = upload("/api/prompts/goodbye/en/audio", "a.wav", new byte[5 * 1024 * 1024 + 1]);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(upload("/api/prompts/no-such-prompt/en/audio", "a.ulaw", new byte[800])
                        .statusCode())
                .isEqualTo(404);
        assertThat(upload("/api/prompts/goodbye/fr/audio", "a.ulaw", new byte[800])
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aPromptOfTheSitesOwnIsKnownToItsFlowsAndMayBeSpoken() {
        admin.post("/api/prompts", Map.of("code", "strike", "texts", Map.of("en", "Our staff are on strike today.")))
                .expect(201);
        var naming = GOOD.replace("welcome-harbour", "strike");
        assertThat(admin.post("/api/flows/validate", Map.of("yaml", naming))
                        .expect(200)
                        .body()
                        .path("findings")
                        .findValuesAsString("severity"))
                .doesNotContain("error");
        var spoken = admin.post("/api/prompts/strike/en/speech", Map.of("text", "Our staff are on strike today."));
        if (application.getBean(org.callosum.server.flows.speech.Speech.class).configured()) {
            assertThat(spoken.expect(200)
                            .body()
                            .path("audio")
                            .get(0)
                            .path("source")
                            .asString())
                    .isEqualTo("speech");
            assertThat(Objects.requireNonNull(prompts.audio(house.tenantId(), house.clientId(), "strike", "en"))
                            .durationMillis())
                    .isGreaterThan(500);
        } else {
            assertThat(spoken.expect(409).code()).isEqualTo("speech-not-configured");
        }
    }

    private tools.jackson.databind.JsonNode create(String yaml) {
        return admin.post(
                        "/api/flows",
                        new HashMap<>(Map.of(
                                "code",
                                "main",
                                "name",
                                Map.of("en", "Main"),
                                "clientId",
                                Long.toString(house.clientId()),
                                "yaml",
                                yaml)))
                .expect(201)
                .body();
    }

    private HttpResponse<String> upload(String path, String name, byte[] file)
            throws IOException, InterruptedException {
        var boundary = "----callosum";
        var head =
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: audio/wav\r\n\r\n"
                        .formatted(boundary, name)
                        .getBytes(StandardCharsets.UTF_8);
        var tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        var body = Arrays.copyOf(head, head.length + file.length + tail.length);
        System.arraycopy(file, 0, body, head.length, file.length);
        System.arraycopy(tail, 0, body, head.length + file.length, tail.length);
        return admin.http()
                .send(
                        HttpRequest.newBuilder(URI.create(admin.base() + path))
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .header("X-CSRF-Token", Objects.requireNonNull(admin.csrfToken()))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
