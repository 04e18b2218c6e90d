package org.callosum.server.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.callosum.server.platform.install.StartFailure;
import org.callosum.server.testing.PostgresForTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The supervisor against real deaths: of the JVM, of the server, of the machine (a pid file that names somebody
/// else).
class EmbeddedPostgresTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private Path folder = Path.of("");

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "supervised");
    }

    private EmbeddedPostgres.Plan plan(boolean alwaysDropUser) {
        return new EmbeddedPostgres.Plan(folder, PostgresForTests.PROGRAMS, "secret", Map.of(), alwaysDropUser);
    }

    @Test
    void commitsReachTheDiskAndOthersStayOut() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(plan(false))) {
            Databases.requireDurable(server);
            assertThat(show(server, "fsync")).isEqualTo("on");
            assertThat(show(server, "data_checksums")).isEqualTo("on");
            assertThat(show(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(show(server, "unix_socket_directories")).isEmpty();
            assertThatThrownBy(() -> java.sql.DriverManager.getConnection(server.url("postgres"), "postgres", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aServerThatDoesNotReachTheDiskIsRefused() {
        assertThatThrownBy(() -> Databases.requireDurable(PostgresForTests.server()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("fsync=off");
    }

    @Test
    void theServerDiesWithItsJvmAndTheRowsAreThereAtTheNextStart() throws Exception {
        Process child = startChild();
        long serverPid = serverPidOf(child);
        Path data = folder.resolve("data");
        assertThat(EmbeddedPostgres.isOurs(serverPid, data)).isTrue();

        child.destroyForcibly(); // SIGKILL: no hook runs
        assertThat(child.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await(() -> !EmbeddedPostgres.isOurs(serverPid, data), "PostgreSQL outlived its JVM");

        try (EmbeddedPostgres server = EmbeddedPostgres.start(plan(false))) {
            assertThat(rows(server)).isEqualTo(1);
        }
    }

    @Test
    void aStartRightAfterTheDeathWaitsForTheOldServer() throws Exception {
        Process child = startChild();
        long old = serverPidOf(child);
        child.destroyForcibly();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(plan(false))) {
            assertThat(server.pid()).isNotEqualTo(old);
            assertThat(rows(server)).isEqualTo(1);
        }
    }

    @Test
    void aServerKilledItselfRecoversItsRows() throws Exception {
        Process child = startChild();
        long serverPid = serverPidOf(child);
        ProcessHandle.of(serverPid).ifPresent(ProcessHandle::destroyForcibly);
        child.destroyForcibly();
        await(() -> !EmbeddedPostgres.isOurs(serverPid, folder.resolve("data")), "killed server still there");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(plan(false))) {
            assertThat(rows(server)).isEqualTo(1);
        }
    }

    @Test
    void aPidFileThatNamesAStrangerIsDroppedAndTheStrangerLeftAlone() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(plan(false))) {
            write(server);
        }
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(folder.resolve("data/postmaster.pid"), stranger.pid() + "\n" + folder + "\n1\n5432\n");
            try (EmbeddedPostgres server = EmbeddedPostgres.start(plan(false))) {
                assertThat(rows(server)).isEqualTo(1);
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aFirstStartCutShortIsMadeAnew() throws Exception {
        Files.createDirectories(folder.resolve("data.making/base"));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(plan(false))) {
            write(server);
            assertThat(rows(server)).isEqualTo(1);
        }
    }

    private static void write(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists kept(id int)");
            statement.execute("insert into kept values (1)");
        }
    }

    private static int rows(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from kept")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static String show(EmbeddedPostgres server, String setting) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    private Process startChild() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString(),
                        PostgresForTests.PROGRAMS.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static long serverPidOf(Process child) throws IOException {
        // Closed with the process: the child goes on writing nothing.
        BufferedReader said = child.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        assertThat(line).startsWith("server ");
        return Long.parseLong(line.substring("server ".length()));
    }

    private static void await(java.util.function.BooleanSupplier condition, String otherwise) {
        long deadlineNanos = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(otherwise).isLessThan(deadlineNanos);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /// Runs in a JVM of its own: starts the server, writes a row, and waits to be killed.
    static final class Child {
        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres server = EmbeddedPostgres.start(
                    new EmbeddedPostgres.Plan(Path.of(arguments[0]), Path.of(arguments[1]), "secret", Map.of(), false));
            write(server);
            System.out.println("server " + server.pid());
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }
}
