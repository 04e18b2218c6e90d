package org.callosum.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.callosum.server.platform.postgres.Databases;
import org.callosum.server.platform.postgres.EmbeddedPostgres;
import org.flywaydb.core.Flyway;

/// One real PostgreSQL per JVM, without fsync, and databases copied from a migrated one within a tenth of a second.
/// Under `server/target`, so that it goes with `clean`.
public final class PostgresForTests {
    public static final Path PROGRAMS = Path.of("target/postgres-programs").toAbsolutePath();

    private static final String TEMPLATE = "migrated";
    private static final String PASSWORD = "only-for-tests";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private PostgresForTests() {}

    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();
    }

    private static EmbeddedPostgres start() {
        try {
            Files.createDirectories(Path.of("target"));
            Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "postgres-for-tests");
            EmbeddedPostgres server = EmbeddedPostgres.start(new EmbeddedPostgres.Plan(
                    folder,
                    PROGRAMS,
                    PASSWORD,
                    Map.of("fsync", "off", "synchronous_commit", "off", "max_connections", "400"),
                    false));
            DatabaseAccess template = Databases.prepare(server, TEMPLATE, PASSWORD, PASSWORD);
            migrate(template);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Migrates as the application does.
    public static void migrate(DatabaseAccess access) {
        Flyway.configure()
                .dataSource(access.url(), access.ownerUser(), access.ownerPassword())
                .locations("classpath:db/migration")
                .placeholders(Map.of("app", access.applicationUser()))
                .load()
                .migrate();
    }

    public static EmbeddedPostgres server() {
        return Holder.SERVER;
    }

    /// A database of its own, migrated and empty.
    public static DatabaseAccess newDatabase() {
        String name = "test_" + COUNT.incrementAndGet();
        try (Connection connection = server().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create database %s template %s owner %s".formatted(name, TEMPLATE, DatabaseAccess.OWNER));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Databases.prepare(server(), name, PASSWORD, PASSWORD);
    }

    /// A database of its own with nothing in it.
    public static DatabaseAccess newEmptyDatabase() {
        return Databases.prepare(server(), "test_" + COUNT.incrementAndGet(), PASSWORD, PASSWORD);
    }
}
