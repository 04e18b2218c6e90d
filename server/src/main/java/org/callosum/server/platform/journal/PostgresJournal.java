package org.callosum.server.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

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

    /// An append takes a millisecond or two: as many as these write at the same time, whatever number of floors is
    /// open.
    private static final int WRITERS = 16;

    private static final int READERS = 8;

    private final DataSource connections;
    private final JournalBell bell;
    private final TenantConnections writers;
    private final TenantConnections readers;

    /// @param connections each call opens a connection: those of writers, readers and the listener are kept for long,
    /// so
    ///     this is not a pool
    public PostgresJournal(DataSource connections) {
        this.connections = connections;
        this.bell = new JournalBell(connections);
        this.writers = new TenantConnections(connections, WRITERS);
        this.readers = new TenantConnections(connections, READERS);
    }

    @Override
    public void append(
            long tenant, long epoch, long firstPosition, List<String> events, List<FloorRequests.Answer> answers) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("An empty batch has nothing to append");
        }
        store(tenant, epoch, firstPosition, events, answers);
        bell.ring(tenant);
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

    /// At most a page of entries, in order, for a follower.
    List<Entry> page(long tenant, long after) throws SQLException {
        TenantConnections.Lent lent = readers.take(tenant);
        try {
            List<Entry> page = page(lent.connection(), tenant, after);
            readers.giveBack(lent);
            return page;
        } catch (SQLException | RuntimeException fault) {
            readers.drop(lent);
            throw fault;
        }
    }

    private static List<Entry> page(Connection connection, long tenant, long after) throws SQLException {
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
    public void close() {
        bell.close();
        writers.close();
        readers.close();
    }

    private void store(
            long tenant, long epoch, long firstPosition, List<String> events, List<FloorRequests.Answer> answers) {
        TenantConnections.Lent lent;
        try {
            lent = writers.take(tenant);
        } catch (SQLException fault) {
            throw refused(tenant, firstPosition, fault);
        }
        boolean committing = false;
        boolean whole = false;
        try {
            Connection open = lent.connection();
            open.setAutoCommit(false);
            long stored = store(open, tenant, epoch, firstPosition, events);
            if (stored != events.size()) {
                open.rollback();
                whole = true;
                throw new NotOwnerException("Tenant %d: epoch %d no longer owns the floor; %d events were not stored"
                        .formatted(tenant, epoch, events.size()));
            }
            if (!answers.isEmpty()) {
                PostgresFloorRequests.answer(open, tenant, answers);
            }
            committing = true;
            open.commit();
            whole = true;
        } catch (SQLException fault) {
            if (committing) {
                throw new UnclearCommitException(
                        "Tenant %d: it is not known whether the batch at %d was stored"
                                .formatted(tenant, firstPosition),
                        fault);
            }
            throw refused(tenant, firstPosition, fault);
        } finally {
            if (whole) {
                writers.giveBack(lent);
            } else {
                writers.drop(lent);
            }
        }
    }

    /// Before the commit was sent nothing can have been stored, be it a broken connection or a position that somebody
    /// else has filled: this writer's view is out of date either way.
    private static NotOwnerException refused(long tenant, long firstPosition, SQLException fault) {
        NotOwnerException refused = new NotOwnerException(
                "Tenant %d: the batch at %d was not stored: %s".formatted(tenant, firstPosition, fault.getMessage()));
        refused.initCause(fault);
        return refused;
    }

    private static long store(Connection open, long tenant, long epoch, long firstPosition, List<String> events)
            throws SQLException {
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
}
