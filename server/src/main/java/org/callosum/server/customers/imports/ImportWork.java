package org.callosum.server.customers.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.callosum.server.customers.Customer;
import org.callosum.server.customers.CustomerIntake;
import org.callosum.server.platform.blobs.Blobs;
import org.callosum.server.platform.jobs.JobWork;
import org.callosum.server.platform.jobs.Jobs;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Takes the rows of a file in, some hundreds a step. Its progress counts records, the header included,
/// so that a restarted job knows where to go on; each step's rows, errors and counts are stored
/// together with it.
@Component
class ImportWork implements JobWork {
    static final int ROWS_A_STEP = 500;
    private static final long MOST_ROWS = 1_000_000;

    /// Beyond so many there is something wrong with the file as a whole.
    private static final long MOST_ERRORS = 10_000;

    private final Imports imports;
    private final CustomerIntake intake;
    private final GoodsRows goods;
    private final Blobs blobs;
    private final JdbcClient database;
    private final JdbcTemplate batches;

    ImportWork(
            Imports imports,
            CustomerIntake intake,
            GoodsRows goods,
            Blobs blobs,
            JdbcClient database,
            JdbcTemplate batches) {
        this.imports = imports;
        this.intake = intake;
        this.goods = goods;
        this.blobs = blobs;
        this.database = database;
        this.batches = batches;
    }

    @Override
    public String kind() {
        return Imports.KIND;
    }

    @Override
    public Steps open(Jobs.Job job) {
        var stored = imports.stored(Long.parseLong(job.subject()));
        if (stored.blob() == null) {
            throw org.callosum.server.platform.problem.Problems.refused("import-file-gone");
        }
        var blob = blobs.find(stored.blob());
        var file = new Counted(blobs.open(blob.id()));
        try {
            var reader = stored.format().open(file);
            var open = new Open(stored, reader, file, blob.sizeBytes());
            open.skip(Math.max(1, job.done() == 0 ? 1 : open.records(job)));
            return open;
        } catch (IOException unreadable) {
            throw Imports.problem(unreadable);
        }
    }

    /// Counts bytes, so that progress can be told in them.
    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream file) {
            super(file);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            bytes += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = super.read(to, offset, length);
            bytes += Math.max(0, count);
            return count;
        }
    }

    private final class Open implements Steps {
        private final Imports.Stored stored;
        private final CsvReader reader;
        private final Counted file;
        private final long size;
        private long records;

        Open(Imports.Stored stored, CsvReader reader, Counted file, long size) {
            this.stored = stored;
            this.reader = reader;
            this.file = file;
            this.size = size;
        }

        /// How many records are done, of the run's own counts: bytes are for people to look at.
        long records(Jobs.Job job) {
            return 1
                    + database.sql("""
                                    select rows_made + rows_changed + rows_skipped + rows_wrong from customer_import
                                     where id = :id""")
                            .param("id", Long.valueOf(job.subject()))
                            .query(Long.class)
                            .single();
        }

        void skip(long count) throws IOException {
            for (; records < count && reader.next() != null; ) {
                records++;
            }
        }

        @Override
        public Progress next() {
            try {
                return step();
            } catch (IOException unreadable) {
                throw Imports.problem(unreadable);
            }
        }

        private Progress step() throws IOException {
            var customers = new ArrayList<Customer>();
            var others = new ArrayList<Map<String, String>>();
            var lines = new ArrayList<Long>();
            var errors = new ArrayList<Object[]>();
            long wrong = 0;
            var ended = false;
            for (var read = 0; read < ROWS_A_STEP; read++) {
                var cells = reader.next();
                if (cells == null) {
                    ended = true;
                    break;
                }
                if (++records > MOST_ROWS) {
                    throw new CsvProblem("csv-rows-many", reader.line());
                }
                var bad = new ArrayList<ImportFields.Wrong>();
                var customer = stored.kind() == ImportKind.CUSTOMERS
                        ? ImportFields.read(stored.client(), stored.mapping(), cells, bad)
                        : null;
                if (cells.size() != stored.header().size()) {
                    error(errors, reader.line(), 0, "import-columns");
                    wrong++;
                } else if (!bad.isEmpty()) {
                    bad.forEach(each -> error(errors, reader.line(), each.column() + 1, each.code()));
                    wrong++;
                } else {
                    if (customer == null) {
                        others.add(ImportFields.found(stored.mapping(), cells));
                    } else {
                        customers.add(customer);
                    }
                    lines.add(reader.line());
                }
            }
            long made = 0;
            long changed = 0;
            long skipped = 0;
            var rule = CustomerIntake.Rule.valueOf(stored.rule().toUpperCase(Locale.ROOT));
            var outcomes = switch (stored.kind()) {
                case CUSTOMERS -> intake.take(stored.client(), customers, rule, stored.dryRun());
                case PRODUCTS ->
                    others.stream()
                            .map(row -> goods.product(stored.client(), row, rule, stored.dryRun()))
                            .toList();
                case ORDERS ->
                    others.stream()
                            .map(row -> goods.order(stored.client(), row, rule, stored.dryRun()))
                            .toList();
            };
            for (var i = 0; i < outcomes.size(); i++) {
                switch (outcomes.get(i)) {
                    case CustomerIntake.Outcome.Made _ -> made++;
                    case CustomerIntake.Outcome.Changed _ -> changed++;
                    case CustomerIntake.Outcome.Skipped _ -> skipped++;
                    case CustomerIntake.Outcome.Wrong(var fields) -> {
                        wrong++;
                        for (var field : fields) {
                            error(errors, lines.get(i), column(field), field.code());
                        }
                    }
                }
            }
            count(made, changed, skipped, wrong, errors);
            return new Progress(ended ? size : Math.min(size, file.bytes), size, ended);
        }

        private void count(long made, long changed, long skipped, long wrong, List<Object[]> errors) throws CsvProblem {
            batches.batchUpdate("""
                    insert into import_error (import_id, line, col, tenant_id, client_id, column_name, code)
                    values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""", errors);
            var all = database.sql("""
                            update customer_import set rows_made = rows_made + :made, rows_changed = rows_changed + :changed,
                                   rows_skipped = rows_skipped + :skipped, rows_wrong = rows_wrong + :wrong
                             where id = :id returning rows_wrong""")
                    .param("made", made)
                    .param("changed", changed)
                    .param("skipped", skipped)
                    .param("wrong", wrong)
                    .param("id", stored.id())
                    .query(Long.class)
                    .single();
            if (all > MOST_ERRORS) {
                throw new CsvProblem("csv-errors-many", reader.line());
            }
        }

        private void error(List<Object[]> errors, long line, int column, String code) {
            var name = column < 1 || column > stored.header().size()
                    ? ""
                    : stored.header().get(column - 1);
            errors.add(
                    new Object[] {stored.id(), line, column, Tenancy.current().tenantId(), stored.client(), name, code
                    });
        }

        /// The column whose field was refused, from 1; 0 for the row as a whole.
        private int column(Problem.Field field) {
            var name = stored.kind() == ImportKind.CUSTOMERS && field.field().startsWith("numbers[1]")
                    ? "number2"
                    : stored.kind() == ImportKind.CUSTOMERS && field.field().startsWith("numbers")
                            ? "number"
                            : field.field();
            return ImportFields.at(stored.mapping(), name) + 1;
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException _) {
                // read only: nothing is lost
            }
        }
    }
}
