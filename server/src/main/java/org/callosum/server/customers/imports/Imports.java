package org.callosum.server.customers.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.blobs.Blobs;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.jobs.Jobs;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Files of customers: uploaded, looked at, mapped, tried, run.
@Service
@Transactional
class Imports {
    static final String KIND = "customer-import";
    static final long LARGEST = 32L * 1024 * 1024;

    private static final int SAMPLE_ROWS = 8;
    private static final int LONGEST_SHOWN = 80;
    private static final Duration KEEP = Duration.ofDays(30);

    private final JdbcClient database;
    private final Blobs blobs;
    private final Jobs jobs;
    private final Ids ids;
    private final Audit audit;
    private final JsonMapper json;
    private final Tenancy tenancy;
    private final Clock clock;

    Imports(
            JdbcClient database,
            Blobs blobs,
            Jobs jobs,
            Ids ids,
            Audit audit,
            JsonMapper json,
            Tenancy tenancy,
            Clock clock) {
        this.database = database;
        this.blobs = blobs;
        this.jobs = jobs;
        this.ids = ids;
        this.audit = audit;
        this.json = json;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// As it stands in its row.
    record Stored(
            long id,
            int version,
            long client,
            ImportKind kind,
            @Nullable Long blob,
            String fileName,
            CsvFormat format,
            List<String> header,
            List<String> mapping,
            String rule,
            boolean dryRun,
            @Nullable Long job) {}

    /// Takes a file: its encoding and delimiter are found out, its columns guessed, or mapped as the
    /// last file of the same header was.
    ImportRun upload(long client, ImportKind kind, String fileName, InputStream content) {
        if (!database.sql("select exists (select from client where id = :id)")
                .param("id", client)
                .query(Boolean.class)
                .single()) {
            throw Problems.field("client", "unknown");
        }
        var blob = blobs.store(new ClientId(client), "text/csv", content, LARGEST);
        try (var file = blobs.open(blob.id())) {
            var format = CsvFormat.of(file.readNBytes(CsvFormat.SAMPLE));
            var header =
                    rows(blob.id(), format, 1).stream().findFirst().orElseThrow(() -> new CsvProblem("csv-empty", 1));
            var id = ids.next();
            database.sql("""
                            insert into customer_import (id, tenant_id, client_id, kind, blob_id, file_name, charset, delimiter, header,
                                                         mapping, created_at, account_name)
                            values (:id, :tenant, :client, :kind, :blob, :name, :charset, :delimiter, :header,
                                    cast(:mapping as jsonb), :at, :by)""")
                    .param("kind", kind.code())
                    .param("id", id)
                    .param("tenant", Tenancy.current().tenantId())
                    .param("client", client)
                    .param("blob", blob.id())
                    .param("name", fileName.length() > 200 ? fileName.substring(0, 200) : fileName)
                    .param("charset", format.charset().name())
                    .param("delimiter", String.valueOf(format.delimiter()))
                    .param("header", header.toArray(String[]::new))
                    .param("mapping", json.writeValueAsString(mapping(client, kind, header)))
                    .param("at", Rows.moment(clock.instant()))
                    .param("by", Tenancy.current().name())
                    .update();
            audit.record("customer-import-created", "customer-import", id);
            return one(id);
        } catch (IOException unreadable) {
            throw problem(unreadable);
        }
    }

    /// Why a file cannot be read, told to whoever brought it.
    static Problem problem(IOException unreadable) {
        return switch (unreadable) {
            case CsvProblem told -> Problems.invalid(told.code(), Map.of("line", told.line()));
            case CharacterCodingException _ -> Problems.invalid("csv-charset", Map.of("line", 0));
            default -> throw new UncheckedIOException(unreadable);
        };
    }

    private List<String> mapping(long client, ImportKind kind, List<String> header) {
        return database.sql("""
                        select mapping::text from customer_import
                         where client_id = :client and kind = :kind and header = cast(:header as text[])
                           and job_id is not null order by id desc limit 1""")
                .param("client", client)
                .param("kind", kind.code())
                .param("header", header.toArray(String[]::new))
                .query((row, _) -> strings(row.getString(1)))
                .optional()
                .orElseGet(() -> kind.guess(header));
    }

    private List<String> strings(String text) {
        var list = new ArrayList<String>();
        json.readTree(text).valueStream().forEach(each -> list.add(each.asString("")));
        return List.copyOf(list);
    }

    private List<List<String>> rows(long blob, CsvFormat format, int most) throws IOException {
        var rows = new ArrayList<List<String>>();
        try (var reader = format.open(blobs.open(blob))) {
            for (var row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
                if (rows.size() >= most) {
                    break;
                }
            }
        }
        return rows;
    }

    @Transactional(readOnly = true)
    List<ImportRun> latest() {
        return database
                .sql("select id from customer_import order by id desc limit 20")
                .query((row, _) -> row.getLong(1))
                .list()
                .stream()
                .map(id -> one(id, false))
                .toList();
    }

    @Transactional(readOnly = true)
    ImportRun one(long id) {
        return one(id, true);
    }

    private ImportRun one(long id, boolean withRows) {
        var stored = stored(id);
        var job = stored.job() == null ? null : jobs.find(stored.job()).orElse(null);
        List<List<String>> sample = List.of();
        String fault = job == null ? null : job.fault();
        if (withRows && stored.blob() != null) {
            try {
                var rows = rows(stored.blob(), stored.format(), SAMPLE_ROWS + 1);
                sample = rows.stream().skip(1).map(Imports::shortened).toList();
            } catch (IOException unreadable) {
                fault = problem(unreadable).code();
            }
        }
        var rows = sample;
        var why = fault;
        return database.sql("select * from customer_import where id = :id")
                .param("id", id)
                .query((row, _) -> new ImportRun(
                        Rows.id(row, "id"),
                        row.getInt("version"),
                        Rows.id(row, "client_id"),
                        stored.kind().code(),
                        stored.kind().fields(),
                        row.getString("file_name"),
                        row.getString("charset"),
                        row.getString("delimiter"),
                        stored.header(),
                        rows,
                        stored.mapping(),
                        stored.rule(),
                        stored.dryRun(),
                        job == null ? "draft" : job.state(),
                        job == null ? 0 : job.done(),
                        job == null ? null : job.total(),
                        why,
                        row.getLong("rows_made"),
                        row.getLong("rows_changed"),
                        row.getLong("rows_skipped"),
                        row.getLong("rows_wrong"),
                        stored.blob() != null,
                        Rows.instant(row, "created_at"),
                        row.getString("account_name")))
                .single();
    }

    private static List<String> shortened(List<String> row) {
        return row.stream()
                .map(cell -> cell.length() > LONGEST_SHOWN ? cell.substring(0, LONGEST_SHOWN) + "…" : cell)
                .toList();
    }

    Stored stored(long id) {
        return database.sql("select * from customer_import where id = :id")
                .param("id", id)
                .query((row, _) -> stored(row))
                .optional()
                .orElseThrow(() -> Problems.notFound("customer-import", id));
    }

    private Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong("id"),
                row.getInt("version"),
                row.getLong("client_id"),
                ImportKind.of(row.getString("kind")),
                Rows.longOrNull(row, "blob_id"),
                row.getString("file_name"),
                new CsvFormat(
                        Charset.forName(row.getString("charset")),
                        row.getString("delimiter").charAt(0)),
                strings(json.writeValueAsString(Rows.strings(row, "header"))),
                strings(row.getString("mapping")),
                row.getString("rule"),
                row.getBoolean("dry_run"),
                Rows.longOrNull(row, "job_id"));
    }

    /// What a run takes from the screen.
    ///
    /// @param dryRun true: judged only
    record Wish(
            @Nullable Integer version,
            @Nullable String charset,
            @Nullable String delimiter,
            @Nullable List<String> mapping,
            @Nullable String rule,
            @Nullable Boolean dryRun) {}

    /// Reads the file otherwise than was found out; nothing runs yet.
    ImportRun reread(long id, Wish wish) {
        var stored = stored(id);
        idle(stored);
        var format = format(wish, stored);
        try {
            var header = rows(blob(stored), format, 1).stream()
                    .findFirst()
                    .orElseThrow(() -> new CsvProblem("csv-empty", 1));
            database.sql("""
                            update customer_import set charset = :charset, delimiter = :delimiter, header = :header,
                                   mapping = cast(:mapping as jsonb), version = version + 1 where id = :id""")
                    .param("id", id)
                    .param("charset", format.charset().name())
                    .param("delimiter", String.valueOf(format.delimiter()))
                    .param("header", header.toArray(String[]::new))
                    .param("mapping", json.writeValueAsString(mapping(stored.client(), stored.kind(), header)))
                    .update();
        } catch (IOException unreadable) {
            throw problem(unreadable);
        }
        return one(id);
    }

    private static CsvFormat format(Wish wish, Stored stored) {
        var fields = new Fields();
        if (wish.charset() != null) {
            fields.oneOf("charset", wish.charset(), CsvFormat.CHARSETS);
        }
        if (wish.delimiter() != null
                && (wish.delimiter().length() != 1 || !CsvFormat.DELIMITERS.contains(wish.delimiter()))) {
            fields.add("delimiter", "not-one-of", Map.of("allowed", ", ; | Tab"));
        }
        fields.check();
        return new CsvFormat(
                wish.charset() == null ? stored.format().charset() : Charset.forName(wish.charset()),
                wish.delimiter() == null
                        ? stored.format().delimiter()
                        : wish.delimiter().charAt(0));
    }

    /// Queues the file as a job. What was counted in an earlier run of it goes.
    ImportRun run(long id, Wish wish) {
        var stored = stored(id);
        idle(stored);
        blob(stored);
        var mapping = Objects.requireNonNullElse(wish.mapping(), stored.mapping());
        var fields = new Fields();
        if (mapping.size() != stored.header().size()) {
            fields.add("mapping", "wrong-count", Map.of("count", stored.header().size()));
        }
        var named = mapping.stream().filter(each -> !each.isEmpty()).toList();
        if (named.stream().distinct().count() != named.size()) {
            fields.add("mapping", "twice");
        }
        if (!stored.kind().fields().containsAll(named)) {
            fields.add("mapping", "unknown");
        }
        if (!named.containsAll(stored.kind().needed())) {
            fields.add(
                    "mapping",
                    switch (stored.kind()) {
                        case CUSTOMERS -> "import-name-needed";
                        case PRODUCTS -> "import-code-needed";
                        case ORDERS -> "import-number-needed";
                    });
        }
        var rule = Objects.requireNonNullElse(wish.rule(), "update");
        fields.oneOf("rule", rule, List.of("update", "skip", "create"));
        fields.check();
        database.sql("delete from import_error where import_id = :id")
                .param("id", id)
                .update();
        var job = jobs.queue(KIND, id, stored.client());
        var changed = database.sql("""
                        update customer_import set mapping = cast(:mapping as jsonb), rule = :rule, dry_run = :dry, job_id = :job,
                               rows_made = 0, rows_changed = 0, rows_skipped = 0, rows_wrong = 0, version = version + 1
                         where id = :id and version = :version""")
                .param("id", id)
                .param("mapping", json.writeValueAsString(mapping))
                .param("rule", rule)
                .param("dry", !Boolean.FALSE.equals(wish.dryRun()))
                .param("job", Long.valueOf(job.id()))
                .param("version", Objects.requireNonNullElse(wish.version(), stored.version()))
                .update();
        if (changed == 0) {
            throw Problems.editConflict(one(id));
        }
        audit.record(
                "customer-import-started",
                "customer-import",
                id,
                Map.of("rule", rule, "dryRun", !Boolean.FALSE.equals(wish.dryRun())));
        return one(id);
    }

    private void idle(Stored stored) {
        if (stored.job() != null
                && jobs.find(stored.job())
                        .filter(job ->
                                job.state().equals("queued") || job.state().equals("running"))
                        .isPresent()) {
            throw Problems.refused("import-runs");
        }
    }

    private static long blob(Stored stored) {
        if (stored.blob() == null) {
            throw Problems.refused("import-file-gone");
        }
        return stored.blob();
    }

    ImportRun cancel(long id) {
        var stored = stored(id);
        if (stored.job() != null) {
            jobs.cancel(stored.job());
            audit.record("customer-import-cancelled", "customer-import", id);
        }
        return one(id);
    }

    /// What was wrong in a run.
    record Error(long line, int column, String name, String code) {}

    @Transactional(readOnly = true)
    List<Error> errors(long id, int most) {
        stored(id);
        return database.sql("select * from import_error where import_id = :id order by line, col limit :most")
                .param("id", id)
                .param("most", most)
                .query((row, _) -> new Error(
                        row.getLong("line"), row.getInt("col"), row.getString("column_name"), row.getString("code")))
                .list();
    }

    /// Files hold names: they go thirty days after they came, whatever became of them.
    @Scheduled(cron = "0 41 3 * * *", zone = "UTC")
    void forgetFiles() {
        tenancy.tenants().forEach(tenant -> tenancy.asSystem(tenant.id(), () -> forgetFilesBefore(KEEP)));
    }

    int forgetFilesBefore(Duration age) {
        var old = database.sql(
                        "select id, blob_id from customer_import where blob_id is not null and created_at <= :before")
                .param("before", Rows.moment(clock.instant().minus(age)))
                .query((row, _) -> Map.entry(row.getLong(1), row.getLong(2)))
                .list();
        for (var each : old) {
            database.sql("update customer_import set blob_id = null where id = :id")
                    .param("id", each.getKey())
                    .update();
            blobs.delete(each.getValue());
        }
        return old.size();
    }
}
