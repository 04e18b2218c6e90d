package org.callosum.server.platform.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.callosum.server.platform.install.DataFolder;
import org.callosum.server.platform.install.StartFailure;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import tools.jackson.databind.json.JsonMapper;

/// A zip with one COPY per table, taken in a single repeatable-read transaction, beside a manifest and the uploaded
/// files. Keys are named and left out: whoever finds the file cannot open the recordings.
public final class BackupFile {
    private static final int FORMAT = 1;
    private static final String HISTORY = "flyway_schema_history";
    private static final List<String> KEYS = List.of("keys/master.key");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    public BackupFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /// Copies the installation. A running one goes on meanwhile; the file shows the moment of its beginning.
    ///
    /// @param recordings whether the encrypted recordings go along; they are most of the size
    /// @throws StartFailure when it cannot be written; no half file is left
    public void write(DataFolder data, DatabaseAccess access, boolean recordings) {
        if (Files.exists(file)) {
            throw new StartFailure("%s exists already; name another file".formatted(file));
        }
        Path half = file.resolveSibling(file.getFileName() + ".part");
        try (Connection connection = connect(access)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local callosum.upkeep = 'on'");
            }
            long rows;
            try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(half)))) {
                rows = copyTables(connection, zip, data, recordings);
                copyFolder(zip, data.root(), "blobs");
                if (recordings) {
                    copyFolder(zip, data.root(), "recordings");
                }
            }
            connection.rollback();
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            System.out.println("Backup written: %s (%d rows, %d bytes). Not in it, keep them elsewhere: %s"
                    .formatted(file, rows, Files.size(file), String.join(", ", KEYS)));
        } catch (IOException | SQLException e) {
            throw new StartFailure("backup to %s failed (%s); is the disk full?".formatted(file, e.getMessage()), e);
        } finally {
            deleteQuietly(half);
        }
    }

    private static long copyTables(Connection connection, ZipOutputStream zip, DataFolder data, boolean recordings)
            throws SQLException, IOException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        List<Manifest.Table> tables = new ArrayList<>();
        long all = 0;
        for (String table : inOrder(connection)) {
            List<String> columns = columns(connection, table);
            zip.putNextEntry(new ZipEntry("tables/" + table + ".copy"));
            long rows = copy.copyOut(
                    "copy (select %s from %s) to stdout".formatted(quoted(columns), quoted(table)), unclosable(zip));
            zip.closeEntry();
            tables.add(new Manifest.Table(table, columns, rows));
            all += rows;
        }
        String key = System.getenv("CALLOSUM_MASTER_KEY");
        zip.putNextEntry(new ZipEntry("manifest.json"));
        zip.write(JSON.writeValueAsBytes(new Manifest(
                FORMAT,
                Instant.now().toString(),
                migration(connection),
                MasterKey.of(key != null ? key : data.secret("master.key")).name(),
                KEYS,
                recordings,
                tables)));
        zip.closeEntry();
        return all;
    }

    /// Fills an empty installation: brings the tables to the backup's migration, fills them, and lets the next
    /// start run the migrations that came after.
    ///
    /// @throws StartFailure when the file is not a backup, or the installation is not empty
    public void read(DataFolder data, DatabaseAccess access) {
        if (!Files.isReadable(file)) {
            throw new StartFailure("backup %s cannot be read; check its name".formatted(file));
        }
        try (ZipFile zip = new ZipFile(file.toFile());
                Connection connection = connect(access)) {
            Manifest manifest = manifest(zip);
            requireEmpty(connection, data);
            Flyway.configure()
                    .dataSource(access.url(), access.ownerUser(), access.ownerPassword())
                    .locations("classpath:db/migration")
                    .placeholders(Map.of("app", access.applicationUser()))
                    .outOfOrder(true)
                    .target(manifest.migration())
                    .load()
                    .migrate();
            connection.setAutoCommit(false);
            long rows = fill(connection, zip, manifest);
            connection.commit();
            // Until it has counted what came in, the planner reads whole tables for a single contact.
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("analyze");
            }
            long files = unpack(zip, data.root());
            System.out.println(
                    "Restored %s of %s: %d rows, %d files. It needs master key %s in keys/master.key or CALLOSUM_MASTER_KEY."
                            .formatted(file, manifest.madeAt(), rows, files, manifest.masterKey()));
            warnAboutKey(data, manifest);
        } catch (IOException | SQLException e) {
            throw new StartFailure("restoring %s failed (%s)".formatted(file, e.getMessage()), e);
        }
    }

    private static void warnAboutKey(DataFolder data, Manifest manifest) {
        String given = System.getenv("CALLOSUM_MASTER_KEY");
        String name =
                MasterKey.of(given != null ? given : data.secret("master.key")).name();
        if (!name.equals(manifest.masterKey())) {
            System.out.println("The key here is %s: put the right one in place before the next start.".formatted(name));
        }
    }

    private Manifest manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry("manifest.json");
        if (entry == null) {
            throw new StartFailure("%s is not a backup of Callosum: it has no manifest.json".formatted(file));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            Manifest manifest = JSON.readValue(in, Manifest.class);
            if (manifest.format() != FORMAT) {
                throw new StartFailure("%s has format %d; this program reads %d, use a newer one"
                        .formatted(file, manifest.format(), FORMAT));
            }
            return manifest;
        }
    }

    private static void requireEmpty(Connection connection, DataFolder data) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local callosum.upkeep = 'on'");
            if (answers(statement, "select 1 from pg_tables where schemaname = 'public' and tablename = 'tenant'")
                    && answers(statement, "select 1 from tenant")) {
                throw new StartFailure("the installation in %s is not empty; restore into a new folder: --data FOLDER"
                        .formatted(data.root()));
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static long fill(Connection connection, ZipFile zip, Manifest manifest) throws SQLException, IOException {
        List<String> own = inOrder(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local callosum.upkeep = 'on'");
        }
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        long rows = 0;
        for (Manifest.Table table : manifest.tables()) {
            ZipEntry entry = zip.getEntry("tables/" + table.name() + ".copy");
            if (entry == null || !own.contains(table.name())) {
                throw new StartFailure(
                        "table %s of the backup is not where it should be; is the file whole?".formatted(table.name()));
            }
            try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
                // Row-level security lets COPY only out; into a guarded table rows go through an unguarded twin.
                long filled = fillOne(connection, copy, table, in);
                if (filled != table.rows()) {
                    throw new StartFailure(
                            "table %s should have %d rows and got %d".formatted(table.name(), table.rows(), filled));
                }
                rows += filled;
            }
        }
        return rows;
    }

    private static long fillOne(Connection connection, CopyManager copy, Manifest.Table table, InputStream in)
            throws SQLException, IOException {
        String name = quoted(table.name());
        String columns = quoted(table.columns());
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temporary table filling (like %s) on commit drop".formatted(name));
            copy.copyIn("copy filling (%s) from stdin".formatted(columns), in);
            long rows = statement.executeUpdate("insert into %s (%s) overriding system value select %s from filling"
                    .formatted(name, columns, columns));
            statement.execute("drop table filling");
            return rows;
        }
    }

    private static long unpack(ZipFile zip, Path root) throws IOException {
        long files = 0;
        for (ZipEntry entry : zip.stream().toList()) {
            if (entry.isDirectory()
                    || !(entry.getName().startsWith("blobs/") || entry.getName().startsWith("recordings/"))) {
                continue;
            }
            Path target = root.resolve(entry.getName()).normalize();
            if (!target.startsWith(root)) {
                throw new StartFailure("entry %s of the backup leaves the data folder".formatted(entry.getName()));
            }
            Path parent = target.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, target);
            }
            files++;
        }
        return files;
    }

    private static void copyFolder(ZipOutputStream zip, Path root, String name) throws IOException {
        Path folder = root.resolve(name);
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(found -> !found.toString().endsWith(".part"))
                    .sorted()
                    .toList();
        }
        for (Path found : files) {
            zip.putNextEntry(new ZipEntry(root.relativize(found).toString()));
            if (Files.exists(found)) { // one may expire while we copy
                Files.copy(found, zip);
            }
            zip.closeEntry();
        }
    }

    private static Connection connect(DatabaseAccess access) throws SQLException {
        return DriverManager.getConnection(access.url(), access.ownerUser(), access.ownerPassword());
    }

    /// Tables such that each comes after those it refers to. Not the running processes and what they ask one another.
    static List<String> inOrder(Connection connection) throws SQLException {
        List<String> tables = strings(connection, """
                select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
                  and c.relpersistence = 'p' and c.relname not in ('%s', 'node') order by 1""".formatted(HISTORY));
        List<String> ordered = new ArrayList<>();
        while (ordered.size() < tables.size()) {
            int before = ordered.size();
            for (String table : tables) {
                if (!ordered.contains(table) && ordered.containsAll(needed(connection, table))) {
                    ordered.add(table);
                }
            }
            if (ordered.size() == before) {
                throw new StartFailure("tables refer to each other in a circle: "
                        + tables.stream()
                                .filter(table -> !ordered.contains(table))
                                .collect(Collectors.joining(", ")));
            }
        }
        return ordered;
    }

    private static List<String> needed(Connection connection, String table) throws SQLException {
        return strings(connection, """
                select distinct confrelid::regclass::text from pg_constraint
                where contype = 'f' and conrelid = '%s'::regclass and confrelid <> conrelid""".formatted(quoted(table))).stream()
                .map(name -> name.replace("\"", ""))
                .toList();
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        return strings(connection, """
                select attname from pg_attribute where attrelid = '%s'::regclass and attnum > 0 and not attisdropped
                and attgenerated = '' order by attnum""".formatted(quoted(table)));
    }

    private static String migration(Connection connection) throws SQLException {
        return strings(
                        connection,
                        "select version from " + HISTORY
                                + " where success and version is not null order by installed_rank desc")
                .stream()
                .max(java.util.Comparator.comparing(version -> Arrays.stream(version.split("\\."))
                        .mapToLong(Long::parseLong)
                        .reduce(0, (sum, part) -> sum * 100_000 + part)))
                .orElseThrow(
                        () -> new StartFailure("there is nothing to back up: this installation was never started"));
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static boolean answers(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String quoted(List<String> names) {
        return names.stream().map(BackupFile::quoted).collect(Collectors.joining(", "));
    }

    /// The copy closes what it writes to; the zip goes on.
    private static OutputStream unclosable(OutputStream out) {
        return new java.io.FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException _) {
            // a left-over .part file says what it is
        }
    }
}
