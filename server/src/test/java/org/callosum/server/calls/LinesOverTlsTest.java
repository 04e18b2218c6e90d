package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.install.Certificates;
import org.callosum.server.platform.install.DataFolder;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.install.Settings;
import org.callosum.server.platform.install.StartFailure;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.callosum.voice.SipBinding;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// Phones and trunks over TLS, and how trunks are doing: on the running application, over real sockets.
@ServerTest
class LinesOverTlsTest {
    @Autowired
    ApplicationContext application;

    @TempDir
    Path folder;

    private HousesForTests.House house;
    private Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    private static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited in vain for: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private int tlsPort() {
        return application.getBean(CallDesk.class).sipTlsAddress().getPort();
    }

    /// The certificate that the installation made for itself.
    private Path ownCertificate() {
        return application.getBean(Installation.class).data().root().resolve("certificate/certificate.pem");
    }

    /// A self-signed certificate, as another exchange may have one.
    private Settings.CertificateFiles foreignCertificate() throws IOException {
        return certificateOf("exchange");
    }

    private Settings.CertificateFiles certificateOf(String whom) throws IOException {
        try (var data = DataFolder.open(Files.createDirectories(folder.resolve(whom)))) {
            return Certificates.selfSigned(data, InetAddress.getLoopbackAddress(), Instant.now());
        }
    }

    private JsonNode rowOf(String path, String id) {
        return admin.get(path)
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .filter(row -> row.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDeskPhoneThatBelievesTheInstallationsCertificateRegistersOverTls() throws IOException {
        var made = admin.post("/api/devices", Map.of("name", "Desk 7", "username", "tls-" + house.tenantId()))
                .expect(201)
                .body();
        try (var phone = FarEnd.phoneOverTls(
                "tls-" + house.tenantId(),
                made.path("secret").asString(),
                tlsPort(),
                VoiceTls.context(null, ownCertificate()))) {
            phone.await(VoiceEvent.TrunkRegistered.class);
            until(
                    "the phone on its page",
                    () -> rowOf("/api/devices", made.path("id").asString())
                            .at("/state/registered")
                            .asBoolean());
        }
    }

    @Test
    void aDeskPhoneThatBelievesOthersDoesNotGiveItsSecretToUs() throws IOException {
        try (var phone = FarEnd.phoneOverTls("nobody", "secret", tlsPort(), VoiceTls.context(null, null))) {
            assertThat(phone.await(VoiceEvent.TrunkLost.class).why()).contains("is not trusted");
        }
    }

    private JsonNode tlsTrunk(String code, int port) {
        return admin.post(
                        "/api/trunks",
                        Map.of("code", code, "name", code, "host", "127.0.0.1", "port", port, "transport", "tls"))
                .expect(201)
                .body();
    }

    private List<JsonNode> alarms(String code) {
        return admin.get("/api/settings/system")
                .expect(200)
                .body()
                .path("alarms")
                .valueStream()
                .filter(alarm -> alarm.path("subject").asString().equals(code))
                .toList();
    }

    private Directory.Route route() {
        return application
                .getBean(HouseDirectory.class)
                .route(
                        house.tenantId(),
                        new ClientId(house.clientId()),
                        new InteractionId(7),
                        new FlowStep.Target(FlowStep.TargetKind.NUMBER, "+8613800138000"));
    }

    @Test
    void aTrunkWhoseCertificateIsNotBelievedIsShownAsSuchAndNotDialledThrough() throws IOException {
        admin.post(
                        "/api/dialling-rules",
                        Map.of(
                                "clientId",
                                Long.toString(house.clientId()),
                                "prefix",
                                "+86",
                                "name",
                                Map.of("en", "China"),
                                "minDigits",
                                8,
                                "maxDigits",
                                15,
                                "allowed",
                                true))
                .expect(201);
        try (var exchange = FarEnd.exchange(VoiceTls.context(foreignCertificate(), null))) {
            String code = "tls-" + house.tenantId();
            String id = tlsTrunk(code, exchange.port(SipBinding.Transport.TLS))
                    .path("id")
                    .asString();
            until(
                    "the reason on the trunk's page",
                    () -> rowOf("/api/trunks", id)
                            .at("/state/problem")
                            .asString("")
                            .contains("self-signed"));
            var state = rowOf("/api/trunks", id).path("state");
            assertThat(state.path("reachability").asString()).isEqualTo("unreachable");
            assertThat(state.path("lastErrorAt").asString("")).isNotEmpty();
            assertThat(alarms(code))
                    .singleElement()
                    .satisfies(
                            alarm -> assertThat(alarm.path("code").asString()).isEqualTo("trunk-unreachable"));
            assertThat(admin.get("/api/metrics").text())
                    .contains("callosum_trunk_reachable{code=\"" + code + "\",trunk=\"" + id + "\"} 0.0");
            assertThat(route()).isEqualTo(new Directory.Route.Refused("trunk-unreachable"));

            admin.delete("/api/trunks/" + id).expect(204);
            until("the alarm gone with its trunk", () -> alarms(code).isEmpty());
        }
    }

    @Test
    void aTrunkThatAnswersIsReachableAndItsReturnEndsTheAlarm() throws IOException {
        String code = "plain-" + house.tenantId();
        var wanted = new java.util.HashMap<String, Object>(
                Map.of("code", code, "name", code, "host", "127.0.0.1", "port", 1, "transport", "tcp"));
        var made = admin.post("/api/trunks", wanted).expect(201).body();
        String id = made.path("id").asString();
        until("nobody there", () -> !alarms(code).isEmpty());
        try (var exchange = FarEnd.customer()) {
            wanted.put("port", exchange.port(SipBinding.Transport.UDP));
            wanted.put("transport", "udp");
            wanted.put("version", made.path("version").asInt());
            admin.put("/api/trunks/" + id, wanted).expect(200);
            until(
                    "an answer",
                    () -> rowOf("/api/trunks", id)
                            .at("/state/reachability")
                            .asString()
                            .equals("reachable"));
            var state = rowOf("/api/trunks", id).path("state");
            assertThat(state.path("reachableSince").asString("")).isNotEmpty();
            assertThat(state.path("problem").asString("")).isEmpty();
            assertThat(state.path("lastError").asString(""))
                    .as("what was wrong stays to be seen")
                    .isNotEmpty();
            until("the alarm over", () -> alarms(code).isEmpty());
        }
    }

    @Test
    void theEnginesCountersAreMetrics() {
        var metrics = admin.get("/api/metrics").expect(200).text();
        assertThat(metrics)
                .contains("callosum_voice_legs ", "callosum_voice_recordings ", "callosum_call_events_total{what=")
                .contains("callosum_voice_rtp_ports_taken ");
    }

    @Test
    void aRecordingThatCannotBeWrittenRaisesAnAlarmUntilOneIsStoredAgain() {
        var centre = application.getBean(CallCentre.class);
        var recording = new org.callosum.voice.RecordingId(house.tenantId());
        centre.on(new VoiceEvent.RecordingAlarm(recording, "No space left on device"), 0);
        centre.on(new VoiceEvent.RecordingStopped(recording, 2_000, VoiceEvent.RecordingStop.STORAGE_FAILED), 0);
        assertThat(alarms("")).anySatisfy(alarm -> {
            assertThat(alarm.path("code").asString()).isEqualTo("recordings-fail");
            assertThat(alarm.path("detail").asString()).isEqualTo("No space left on device");
        });
        centre.on(new VoiceEvent.RecordingStopped(recording, 2_000, VoiceEvent.RecordingStop.REQUESTED), 0);
        assertThat(alarms("")).noneMatch(alarm -> alarm.path("code").asString().equals("recordings-fail"));
    }

    @Test
    void theSystemPageSaysWhetherSomethingSpeaks() {
        var speech = admin.get("/api/settings/system").expect(200).body().path("speech");
        var really = application.getBean(org.callosum.server.flows.speech.Speech.class);
        assertThat(speech.path("configured").asBoolean()).isEqualTo(really.configured());
        assertThat(speech.path("program").asString(null)).isEqualTo(really.program());
    }

    @Test
    void filesThatDoNotBelongTogetherStopTheStart() throws IOException {
        var one = foreignCertificate();
        var broken = Files.writeString(folder.resolve("not.pem"), "hello");
        assertThatThrownBy(() -> VoiceTls.context(new Settings.CertificateFiles(one.chain(), broken), null))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("not.pem");
        var other = certificateOf("another exchange");
        assertThatThrownBy(() -> VoiceTls.context(new Settings.CertificateFiles(one.chain(), other.key()), null))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("of another key");
        assertThatThrownBy(() -> VoiceTls.context(one, broken))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("trusted-certificates");
    }
}
