package org.callosum.server.platform.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A few connections for the floors of any number of tenants, each set to one tenant at a time. Whoever comes back
/// finds, where it can, the connection that is set to their tenant still, so a busy floor pays nothing for sharing
/// (`docs/decisions/0189`).
final class TenantConnections implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final DataSource connections;
    private final int most;
    private final Semaphore free;
    private final Deque<Lent> idle = new ArrayDeque<>();
    private boolean closed;

    /// @param connections each call opens a connection, so this is not a pool
    /// @param most open at the same time
    TenantConnections(DataSource connections, int most) {
        this.connections = connections;
        this.most = most;
        this.free = new Semaphore(most, true);
    }

    /// A connection that sees one tenant's rows only. It commits each statement by itself until told otherwise, and
    /// goes back with [#giveBack], or with [#drop] after a fault.
    record Lent(long tenant, Connection connection) {}

    /// Waits while all connections are lent.
    ///
    /// @throws SQLException if none came back for ten seconds, or none can be opened
    Lent take(long tenant) throws SQLException {
        try {
            if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new SQLTransientConnectionException(
                        "All %d connections of the journal were busy for %d s".formatted(most, PATIENCE_SECONDS));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a connection", stop);
        }
        Connection connection = null;
        try {
            Lent found = found(tenant);
            connection = found == null ? connections.getConnection() : found.connection();
            if (found == null || found.tenant() != tenant) {
                TenantSetting.keep(connection, tenant);
            }
            return new Lent(tenant, connection);
        } catch (SQLException | RuntimeException fault) {
            free.release();
            if (connection != null) {
                close(connection);
                forgetIdle();
            }
            throw fault;
        }
    }

    /// The tenant's own, or the one that was idle longest if no more may be opened.
    private synchronized @Nullable Lent found(long tenant) {
        for (Iterator<Lent> all = idle.descendingIterator(); all.hasNext(); ) {
            Lent one = all.next();
            if (one.tenant() == tenant) {
                all.remove();
                return one;
            }
        }
        return idle.size() > free.availablePermits() ? idle.pollFirst() : null;
    }

    /// @param lent with nothing under way
    void giveBack(Lent lent) {
        try {
            lent.connection().setAutoCommit(true);
        } catch (SQLException fault) {
            drop(lent);
            return;
        }
        boolean keep;
        synchronized (this) {
            keep = !closed;
            if (keep) {
                idle.addLast(lent);
            }
        }
        if (!keep) {
            close(lent.connection());
        }
        free.release();
    }

    /// After a fault. Those that are idle are closed with it: what broke one connection broke most likely all.
    void drop(Lent lent) {
        close(lent.connection());
        forgetIdle();
        free.release();
    }

    private void forgetIdle() {
        Deque<Lent> old;
        synchronized (this) {
            old = new ArrayDeque<>(idle);
            idle.clear();
        }
        old.forEach(one -> close(one.connection()));
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // It is being thrown away; the server ends its transaction by itself.
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        forgetIdle();
    }
}
