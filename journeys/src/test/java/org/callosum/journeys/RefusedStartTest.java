package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.RunningCentre;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.server.platform.install.Certificates;
import org.callosum.server.platform.install.DataFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A start that cannot be: one line says what is wrong, where, and what to do.
@ExtendWith(Journey.class)
class RefusedStartTest {
    private static final int WRONG_START = 2;

    /// Whoever else listens on the usual one is not what is tried here.
    private static final String ANY_SIP_PORT = "voice:\n  sip-port: 0\n";

    @TempDir
    Path folder;

    private static String refusal(String... words) {
        var ended = RunningCentre.run(words);
        assertThat(ended.lines()).as("nothing but the line").hasSize(1);
        assertThat(ended.status()).isEqualTo(WRONG_START);
        assertThat(ended.lines().getFirst()).startsWith("callosum: ");
        return ended.lines().getFirst();
    }

    @Test
    void aWrongConfigurationFileIsNamedWithItsLineAndAnExample() throws IOException {
        Files.writeString(folder.resolve("callosum.yaml"), "# a comment\nvoice:\n  sip-port: yes please\n");
        assertThat(refusal("--data", folder.toString(), "--port", "0"))
                .contains(folder.resolve("callosum.yaml") + " line 3")
                .contains("sip-port")
                .contains("sip-port: 5060");
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(refusal("--data", folder.toString(), "--port", "" + taken.getLocalPort()))
                    .contains("port " + taken.getLocalPort())
                    .contains("is in use")
                    .contains("--port NUMBER");
        }
    }

    @Test
    void aTakenSipPortIsNamed() throws IOException {
        try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var data = Files.createDirectory(folder.resolve("data"));
            Files.writeString(
                    data.resolve("callosum.yaml"), "voice:\n  sip-port: %d\n".formatted(taken.getLocalPort()));
            assertThat(refusal("--data", data.toString(), "--port", "0"))
                    .contains("" + taken.getLocalPort())
                    .contains("sip-port");
        }
    }

    /// Only the voice engine itself opens this one, deep inside the application.
    @Test
    void aTakenPortForSipOverTlsIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            configured("voice:\n  sip-port: 0\n  sip-tls-port: %d\n".formatted(taken.getLocalPort()));
            assertThat(refusal("--data", folder.toString(), "--port", "0"))
                    .contains("" + taken.getLocalPort())
                    .contains("sip-tls-port");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        // TEST-NET-1 of RFC 5737 belongs to nobody
        assertThat(refusal("--data", folder.toString(), "--port", "0", "--listen", "192.0.2.7"))
                .contains("192.0.2.7 is not an address of this machine")
                .contains("--listen ADDRESS");
    }

    @Test
    void aCertificateWithAnotherKeyIsNamed() throws IOException {
        var one = Certificates.selfSigned(DataFolder.open(folder.resolve("one")), loopback(), Instant.now());
        var two = Certificates.selfSigned(DataFolder.open(folder.resolve("two")), loopback(), Instant.now());
        configured("voice:\n  sip-port: 0\ncertificate:\n  chain: %s\n  key: %s\n".formatted(one.chain(), two.key()));
        assertThat(refusal("--data", folder.toString(), "--port", "0"))
                .contains(one.chain().toString())
                .contains(two.key().toString())
                .contains("belong together");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() throws IOException {
        configured(ANY_SIP_PORT);
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        var keys = Files.createDirectories(folder.resolve("keys"));
        Files.writeString(keys.resolve("database-owner.password"), "x\n");
        Files.writeString(keys.resolve("database-app.password"), "x\n");
        var address = "jdbc:postgresql://127.0.0.1:%d/callosum".formatted(nobody);
        assertThat(refusal("--data", folder.toString(), "--port", "0", "--database", address))
                .contains("database " + address + " cannot be reached as callosum_app")
                .contains("configuration.md");
    }

    @Test
    void aRecordingFolderThatCannotBeWrittenIsNamed() throws IOException {
        configured(ANY_SIP_PORT);
        // nobody may write there, root included
        Files.createSymbolicLink(folder.resolve("recordings"), Path.of("/proc"));
        assertThat(refusal("--data", folder.toString(), "--port", "0"))
                .contains("data folder " + folder.resolve("recordings") + " cannot be written");
    }

    /// Found by a bean, when the database runs already.
    @Test
    void aMasterKeyThatIsTooShortIsNamed() throws IOException {
        configured(ANY_SIP_PORT);
        Files.writeString(Files.createDirectories(folder.resolve("keys")).resolve("master.key"), "short\n");
        assertThat(refusal("--data", folder.toString(), "--port", "0"))
                .contains("the master key has 5 characters")
                .contains("openssl rand -hex 32");
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private void configured(String yaml) throws IOException {
        Files.writeString(folder.resolve("callosum.yaml"), yaml);
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() {
        // nobody may write there, root included
        assertThat(refusal("--data", "/proc/callosum", "--port", "0"))
                .contains("data folder /proc/callosum cannot be written")
                .contains("--data FOLDER");
    }

    @Test
    void aSecondStartOnTheSameDataNamesTheFirst(SampleCentre centre) {
        var running = centre.centre();
        assertThat(refusal("--data", running.data().toString(), "--port", "0"))
                .contains(running.data() + " is in use by another Callosum (process " + running.pid() + ")")
                .contains("--data FOLDER");
    }

    /// On a machine that has what builds, and nothing of what only tests need; nothing is installed there.
    @Test
    void theTestToolsThatAreMissingAreNamedWithTheirPackages() throws IOException, InterruptedException {
        var programs = Files.createDirectory(folder.resolve("programs"));
        for (var name : List.of("sh", "dirname", "readlink", "sed", "id", "uname")) {
            Files.createSymbolicLink(programs.resolve(name), Path.of("/usr/bin", name));
        }
        for (var name : List.of("mvn", "npm", "node", "sox", "espeak-ng")) {
            executable(programs.resolve(name), "#!/bin/sh\necho v20.1.0\n");
        }
        var copy = executable(folder.resolve("callosum"), Files.readString(Path.of("..", "callosum")));
        var builder = new ProcessBuilder(List.of("/usr/bin/env", "sh", copy.toString(), "test"))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", programs.toString());
        builder.environment().put("CALLOSUM_JAVA_HOME", System.getProperty("java.home"));
        assertThat(said(builder.start()))
                .singleElement()
                .asString()
                .startsWith("callosum: tests need what is missing here (chromium, sipp, baresip, fc-list, a font")
                .endsWith("apt-get install --no-install-recommends"
                        + " chromium sip-tester baresip fontconfig fonts-noto-cjk");
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private static List<String> said(Process process) throws IOException, InterruptedException {
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(WRONG_START);
        return said.lines().toList();
    }

    /// The launcher as it stands, but asking for a JDK that nobody has.
    @Test
    void aMissingJdkIsNamedByTheLauncher() throws IOException, InterruptedException {
        var launcher = Files.readString(Path.of("..", "callosum"));
        assertThat(launcher).contains("\nWANT=25\n");
        var copy = executable(folder.resolve("callosum"), launcher.replace("\nWANT=25\n", "\nWANT=99\n"));
        var process = new ProcessBuilder(List.of(copy.toString(), "run"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(said(process))
                .singleElement()
                .asString()
                .startsWith("callosum: no JDK 99 or newer found")
                .contains("CALLOSUM_JAVA_HOME");
    }
}
