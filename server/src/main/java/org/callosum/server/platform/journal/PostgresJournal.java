package org.callosum.server.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The journal in PostgreSQL. A batch is one statement: it locks the lease row against a successor (`for share`),
/// stores
/// the events and announces them, and either all of it commits or nothing (`docs/decisions/0050`).
///
/// COPY would be some 10 % faster, but is refused by PostgreSQL on tables with row-level security.
public final class PostgresJournal implements Journal, AutoCloseable {
    static final String CHANNEL = "callosum_journal";
    private static final int PAGE = 1000;

    private static final String APPEND = """
            with fence as materialized (
                select 1 from journal_lease
                where tenant_id = ? and epoch = ? and until > clock_timestamp() for share),
            stored as (
                insert into journal_event (tenant_id, position, epoch, event)
                select ?, ? + entry.n - 1, ?, entry.event::jsonb
                from fence cross join unnest(?::text[]) with ordinality as entry(event, n)
                returning position)
            select count(*), pg_notify('%s', ?) from stored
            """.formatted(CHANNEL);

    private static final String READ =
            "select position, event::text from journal_event where tenant_id = ? and position > ? order by position limit "
                    + PAGE;

    private final DataSource connections;
    private final JournalBell bell;
    private final Map<Long, Writer> writers = new HashMap<>();

    /// @param connections each call opens a connection of its own: a writer and the listener keep theirs for
    ///     long, so
    ///     this is not a pool
    public PostgresJournal(DataSource connections) {
        this.connections = connections;
        this.bell = new JournalBell(connections);
    }

    @Override
    public void append(
            long tenant, long epoch, long firstPosition, List<String> events, List<FloorRequests.Answer> answers) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("An empty batch has nothing to append");
        }
        Writer writer = writer(tenant);
        synchronized (writer) {
            writer.append(epoch, firstPosition, events, answers);
        }
        bell.ring(tenant);
    }

    private synchronized Writer writer(long tenant) {
        return writers.computeIfAbsent(tenant, Writer::new);
    }

    @Override
    public long read(long tenant, long after, Consumer<Entry> reader) {
        try (Connection connection = open(tenant)) {
            long last = after;
            while (true) {
                List<Entry> page = page(connection, tenant, last);
                page.forEach(reader);
                if (page.isEmpty()) {
                    return last;
                }
                last = page.getLast().position();
            }
        } catch (SQLException fault) {
            throw new IllegalStateException("The journal of tenant " + tenant + " cannot be read", fault);
        }
    }

    /// At most a page of entries, in order.
    List<Entry> page(Connection connection, long tenant, long after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setLong(1, tenant);
            statement.setLong(2, after);
            List<Entry> page = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    page.add(new Entry(rows.getLong(1), rows.getString(2)));
                }
            }
            return page;
        }
    }

    @Override
    public Following follow(long tenant, long after, String name, Consumer<List<Entry>> reader) {
        return new JournalFollower(this, bell, tenant, after, name, reader);
    }

    /// A connection that sees this tenant's rows only, as the policies ask.
    Connection open(long tenant) throws SQLException {
        Connection connection = connections.getConnection();
        try {
            TenantSetting.keep(connection, tenant);
            return connection;
        } catch (SQLException fault) {
            connection.close();
            throw fault;
        }
    }

    @Override
    public synchronized void close() {
        bell.close();
        writers.values().forEach(Writer::drop);
        writers.clear();
    }

    /// The one connection a tenant's batches go through.
    private final class Writer {
        private final long tenant;
        private @Nullable Connection connection;

        Writer(long tenant) {
            this.tenant = tenant;
        }

        void append(long epoch, long firstPosition, List<String> events, List<FloorRequests.Answer> answers) {
            boolean committing = false;
            try {
                Connection open = connection();
                long stored = store(open, epoch, firstPosition, events);
                if (stored != events.size()) {
                    open.rollback();
                    throw new NotOwnerException(
                            "Tenant %d: epoch %d no longer owns the floor; %d events were not stored"
                                    .formatted(tenant, epoch, events.size()));
                }
                if (!answers.isEmpty()) {
                    PostgresFloorRequests.answer(open, tenant, answers);
                }
                committing = true;
                open.commit();
            } catch (SQLException fault) {
                drop();
                if (committing) {
                    throw new UnclearCommitException(
                            "Tenant %d: it is not known whether the batch at %d was stored"
                                    .formatted(tenant, firstPosition),
                            fault);
                }
                // Before the commit was sent nothing can have been stored, be it a broken connection or a position
                // that somebody else has filled: this writer's view is out of date either way.
                NotOwnerException refused = new NotOwnerException("Tenant %d: the batch at %d was not stored: %s"
                        .formatted(tenant, firstPosition, fault.getMessage()));
                refused.initCause(fault);
                throw refused;
            }
        }

        private long store(Connection open, long epoch, long firstPosition, List<String> events) throws SQLException {
            try (PreparedStatement statement = open.prepareStatement(APPEND)) {
                statement.setLong(1, tenant);
                statement.setLong(2, epoch);
                statement.setLong(3, tenant);
                statement.setLong(4, firstPosition);
                statement.setLong(5, epoch);
                statement.setArray(6, open.createArrayOf("text", events.toArray()));
                statement.setString(7, tenant + ":" + (firstPosition + events.size() - 1));
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        }

        private Connection connection() throws SQLException {
            Connection open = connection;
            if (open == null) {
                open = PostgresJournal.this.open(tenant);
                open.setAutoCommit(false);
                connection = open;
            }
            return open;
        }

        void drop() {
            Connection open = connection;
            connection = null;
            if (open != null) {
                try {
                    open.close();
                } catch (SQLException ignored) {
                    // It is being thrown away; the server ends its transaction by itself.
                }
            }
        }
    }
}
