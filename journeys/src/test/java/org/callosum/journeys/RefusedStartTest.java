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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.RunningCentre;
import org.callosum.journeys.house.SampleCentre;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A start that cannot be: one line says what is wrong, where, and what to do.
@ExtendWith(Journey.class)
class RefusedStartTest {
    private static final int WRONG_START = 2;

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

    /// The launcher as it stands, but asking for a JDK that nobody has.
    @Test
    void aMissingJdkIsNamedByTheLauncher() throws IOException, InterruptedException {
        var launcher = Files.readString(Path.of("..", "callosum"));
        assertThat(launcher).contains("\nWANT=25\n");
        var copy = Files.writeString(folder.resolve("callosum"), launcher.replace("\nWANT=25\n", "\nWANT=99\n"));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        var process = new ProcessBuilder(List.of(copy.toString(), "run"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(WRONG_START);
        assertThat(said.lines())
                .singleElement()
                .asString()
                .startsWith("callosum: no JDK 99 or newer found")
                .contains("CALLOSUM_JAVA_HOME");
    }
}
