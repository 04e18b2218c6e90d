package org.callosum.server.platform.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.callosum.server.platform.install.StartFailure;
import org.jspecify.annotations.Nullable;

/// Supervisor of a real PostgreSQL with a persistent data folder.
///
/// - It ends by itself when this JVM dies, even by `kill -9`: a small shell waits for the end of our pipe.
/// - Whether an old server still runs is decided by its command line in procfs, never by the pid alone: pids are
///   reused after a reboot, and a dead process nobody waited for keeps its entry.
/// - Started by root it runs in a user namespace (`unshare -U`), or where that is refused as uid 65534 (`setpriv`).
/// - It listens on loopback only, with SCRAM passwords and no Unix socket, so other local users stay out.
public final class EmbeddedPostgres implements AutoCloseable {
    /// The superuser that `initdb` makes; only [Databases] uses it.
    public static final String SUPERUSER = "postgres";

    private static final Duration INITIALISING = Duration.ofSeconds(120);
    private static final Duration STARTING = Duration.ofSeconds(90);
    private static final long STOPPING_SECONDS = 20;
    private static final long LOG_KEPT_BYTES = 10_000_000;
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();
    private static final int PORT_ATTEMPTS = 3;
    private static final int PORT_LINE = 3;
    private static final int READY_LINE = 7;

    private final Plan plan;
    private final Process shell;
    private final int port;
    private final Thread hook = new Thread(this::stop, "postgres-stop");

    /// What to start.
    ///
    /// @param folder holds `data/` and `postgres.log`
    /// @param programs where the programs are unpacked, shared between data folders if wished
    /// @param password of the superuser; given to `initdb` at first start
    /// @param settings further settings such as `max_connections`; they come last and win
    /// @param alwaysDropUser whether root runs it as uid 65534 even where a user namespace would do
    /// @param port 0 for a free one
    public record Plan(
            Path folder,
            Path programs,
            String password,
            Map<String, String> settings,
            boolean alwaysDropUser,
            int port) {
        public Plan(Path folder, Path programs, String password, Map<String, String> settings, boolean alwaysDropUser) {
            this(folder, programs, password, settings, alwaysDropUser, 0);
        }

        public Plan {
            settings = Map.copyOf(settings);
        }

        Path data() {
            return folder.resolve("data");
        }

        Path log() {
            return folder.resolve("postgres.log");
        }
    }

    private EmbeddedPostgres(Plan plan, Process shell, int port) {
        this.plan = plan;
        this.shell = shell;
        this.port = port;
    }

    /// A server that another process of ours supervises at this moment.
    public record Running(int port) {
        /// JDBC address of a database of it.
        public String url(String database) {
            return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
        }
    }

    /// The server running on a folder, or null.
    ///
    /// @param folder as in [Plan]
    public static @Nullable Running running(Path folder) {
        Path data = folder.toAbsolutePath().normalize().resolve("data");
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            if (lines.size() > READY_LINE
                    && isOurs(Long.parseLong(lines.getFirst().strip()), data)) {
                return new Running(Integer.parseInt(lines.get(PORT_LINE).strip()));
            }
            return null;
        } catch (IOException | NumberFormatException _) {
            return null;
        }
    }

    /// Starts the server, initialising its folder at first, and returns when it takes connections.
    ///
    /// @throws StartFailure when it cannot be started; names the log
    public static EmbeddedPostgres start(Plan plan) {
        try {
            PostgresPrograms programs = PostgresPrograms.unpack(plan.programs());
            PrivilegeDrop drop = PrivilegeDrop.forThisUser(plan.alwaysDropUser());
            Files.createDirectories(plan.folder());
            if (!Files.exists(plan.data().resolve("PG_VERSION"))) {
                initialise(plan, programs, drop);
            }
            clearStale(plan.data());
            rollLog(plan.log());
            return startServer(plan, programs, drop);
        } catch (IOException e) {
            throw new StartFailure(
                    "embedded PostgreSQL in %s cannot be started: %s".formatted(plan.folder(), e.getMessage()), e);
        }
    }

    private static EmbeddedPostgres startServer(Plan plan, PostgresPrograms programs, PrivilegeDrop drop)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            EmbeddedPostgres server = spawn(plan, programs, drop, plan.port() == 0 ? freePort() : plan.port());
            if (server.awaitReady()) {
                Runtime.getRuntime().addShutdownHook(server.hook);
                return server;
            }
            // Between our look for a free port and its bind somebody else may have taken it.
            if (plan.port() != 0
                    || attempt == PORT_ATTEMPTS
                    || !lastLines(plan.log()).contains("Address already in use")) {
                throw new IOException("it ended with code %d; the end of %s says: %s"
                        .formatted(server.shell.exitValue(), plan.log(), lastLines(plan.log())));
            }
        }
    }

    private static void initialise(Plan plan, PostgresPrograms programs, PrivilegeDrop drop) throws IOException {
        // A half-made folder of an interrupted first start holds no data yet: PG_VERSION is written before any row,
        // so we make the folder beside and rename it when it is complete.
        Path half = plan.folder().resolve("data.making");
        Commands.removeTree(half);
        Files.createDirectory(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path password = Files.createTempFile(
                plan.folder(),
                "superuser",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(password, plan.password() + "\n");
            drop.hand(half);
            drop.hand(password);
            List<String> command = new ArrayList<>(drop.prefix());
            command.addAll(List.of(
                    programs.initdb().toString(),
                    "--pgdata=" + half,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C.UTF-8",
                    "--lc-messages=C",
                    "--data-checksums",
                    "--no-instructions"));
            Commands.run(command, INITIALISING);
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(half, plan.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static EmbeddedPostgres spawn(Plan plan, PostgresPrograms programs, PrivilegeDrop drop, int port)
            throws IOException {
        var server = new StringBuilder();
        drop.prefix().forEach(word -> server.append(Commands.quoted(word)).append(' '));
        server.append(Commands.quoted(programs.postgres().toString()))
                .append(" -D ")
                .append(Commands.quoted(plan.data().toString()))
                .append(" -p ")
                .append(port)
                .append(
                        " -k '' -c listen_addresses=127.0.0.1 -c fsync=on -c full_page_writes=on -c synchronous_commit=on")
                .append(" -c timezone=UTC -c log_timezone=UTC -c jit=off -c max_connections=100");
        plan.settings().forEach((name, value) -> server.append(" -c ").append(Commands.quoted(name + "=" + value)));
        // The inner shell holds the read end of our pipe: end of file means that the JVM is gone, however it went.
        String script = "exec 3<&0; " + server
                + " </dev/null 3<&- & P=$!; trap '' INT TERM; ( cat <&3 >/dev/null; kill -INT $P 2>/dev/null ) & exec 3<&-; wait $P; exit $?";
        ProcessBuilder builder = new ProcessBuilder("setsid", "sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
        Commands.cleanEnvironment(builder);
        return new EmbeddedPostgres(plan, builder.start(), port);
    }

    /// Line 8 of `postmaster.pid` says "ready": cheaper than trying to connect.
    private boolean awaitReady() throws IOException {
        long deadlineNanos = System.nanoTime() + STARTING.toNanos();
        Path pidFile = plan.data().resolve("postmaster.pid");
        while (shell.isAlive()) {
            try {
                List<String> lines = Files.readAllLines(pidFile);
                if (lines.size() > READY_LINE && lines.get(READY_LINE).strip().equals("ready")) {
                    return true;
                }
            } catch (NoSuchFileException _) {
                // not written yet
            }
            if (System.nanoTime() > deadlineNanos) {
                close();
                throw new IOException("not ready within %d s; see %s".formatted(STARTING.toSeconds(), plan.log()));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return false;
    }

    /// A server of this data folder that still runs is stopped (fast); a pid file of anything else is removed.
    private static void clearStale(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        List<String> lines = Files.readAllLines(file);
        String first = lines.isEmpty() ? "" : lines.getFirst().strip();
        if (first.matches("\\d{1,9}")) {
            long pid = Long.parseLong(first);
            if (isOurs(pid, data)) {
                // It may end by itself in this very moment, its JVM being gone: then there is nobody to signal.
                Commands.succeeds(List.of("kill", "-INT", first));
                long deadlineNanos =
                        System.nanoTime() + Duration.ofSeconds(STOPPING_SECONDS).toNanos();
                while (isOurs(pid, data)) {
                    if (System.nanoTime() > deadlineNanos) {
                        throw new IOException(
                                "an older PostgreSQL (process %d) keeps %s; stop it".formatted(pid, data));
                    }
                    LockSupport.parkNanos(POLL_NANOS);
                }
            }
        }
        Files.deleteIfExists(file);
    }

    /// A process nobody has waited for yet has an empty command line, a foreign one another.
    static boolean isOurs(long pid, Path data) {
        try {
            String commandLine = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return commandLine.contains("bin/postgres\0")
                    && commandLine.contains("\0-D\0"
                            + new String(data.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                            + "\0");
        } catch (IOException _) {
            return false;
        }
    }

    private static void rollLog(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_KEPT_BYTES) {
            Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    /// JDBC address of a database of this server.
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /// A connection of the superuser.
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), SUPERUSER, plan.password());
    }

    /// Process id of the server itself, from its pid file.
    public long pid() throws IOException {
        return Long.parseLong(Files.readAllLines(plan.data().resolve("postmaster.pid"))
                .getFirst()
                .strip());
    }

    /// From now on somebody else stops it when the program ends: hooks of the JVM run side by side, and the
    /// application must not lose its database while it says good-bye.
    ///
    /// @return what stops it
    public Runnable stoppedBy() {
        Runtime.getRuntime().removeShutdownHook(hook);
        return this::stop;
    }

    /// Stops the server: sessions are ended, everything committed is on disk.
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the JVM is going down already
        }
    }

    private synchronized void stop() {
        try {
            shell.getOutputStream().close();
        } catch (IOException _) {
            // already gone
        }
        try {
            if (!shell.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
