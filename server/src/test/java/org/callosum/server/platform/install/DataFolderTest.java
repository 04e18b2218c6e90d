package org.callosum.server.platform.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder = Path.of("");

    @Test
    void aSecondStartOnTheSameDataIsToldWhoHasIt() {
        try (DataFolder first = DataFolder.open(folder)) {
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("is in use by another Callosum (process "
                            + ProcessHandle.current().pid() + ")")
                    .hasMessageNotContaining("\n");
            assertThat(first.root()).isEqualTo(folder);
        }
        assertThatCode(() -> DataFolder.open(folder).close()).doesNotThrowAnyException();
    }

    @Test
    void aFileInTheWayIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> DataFolder.open(file)).hasMessageContaining("is a file; name a folder with --data");
        assertThatThrownBy(() -> DataFolder.open(Path.of("/proc/nothing")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void aSecretIsMadeOnceAndReadableByItsOwnerOnly() throws IOException {
        try (DataFolder data = DataFolder.open(folder)) {
            String secret = data.secret("master.key");
            assertThat(secret).hasSize(48).isEqualTo(data.secret("master.key")).isNotEqualTo(data.secret("other"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys/master.key"))))
                    .isEqualTo("rw-------");
            Files.writeString(folder.resolve("keys/other"), "");
            assertThatThrownBy(() -> data.secret("other")).hasMessageContaining("is empty");
        }
    }

    @Test
    void aPortInUseIsToldBeforeTheLongPartOfTheStart() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket other = new ServerSocket(0, 1, here)) {
            assertThatThrownBy(() -> Ports.requireFree(here, other.getLocalPort()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " on 127.0.0.1 is in use")
                    .hasMessageContaining("--port");
        }
        assertThatThrownBy(() -> Ports.requireFree(InetAddress.getByName("192.0.2.7"), 18_443))
                .hasMessageContaining("not an address of this machine");
    }

    @Test
    void theSelfSignedCertificateIsKeptUntilItRunsOutOrTheAddressChanges() throws IOException {
        InetAddress here = InetAddress.getByName("192.0.2.7");
        try (DataFolder data = DataFolder.open(folder)) {
            var files = Certificates.selfSigned(data, here, NOON);
            String first = Certificates.fingerprint(files.chain());
            assertThat(first).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
            assertThat(Certificates.fingerprint(
                            Certificates.selfSigned(data, here, NOON).chain()))
                    .isEqualTo(first);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())))
                    .isEqualTo("rw-------");
            var later = Certificates.selfSigned(data, here, NOON.plus(Duration.ofDays(800)));
            String second = Certificates.fingerprint(later.chain());
            assertThat(second).isNotEqualTo(first);
            var moved = Certificates.selfSigned(data, InetAddress.getByName("192.0.2.8"), NOON);
            assertThat(Certificates.fingerprint(moved.chain())).isNotEqualTo(second);
        }
    }
}
