package org.callosum.server.platform.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Wakes followers when somebody has appended: at once for this process, by NOTIFY for others. A lost
/// announcement costs
/// at most a second, since waiting ends by itself: notifications do not survive a reconnect.
final class JournalBell implements AutoCloseable {
    static final long PATIENCE_MILLIS = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(JournalBell.class);

    private final DataSource connections;
    private final ConcurrentMap<Long, LongAdder> rung = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private final Thread listener;
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile boolean closed;

    JournalBell(DataSource connections) {
        this.connections = connections;
        this.listener = Thread.ofPlatform().daemon().name("journal-bell").start(this::listen);
    }

    void ring(long tenant) {
        lock.lock();
        try {
            rung.computeIfAbsent(tenant, key -> new LongAdder()).increment();
            heard.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// How often it has rung for a tenant; to be read before looking for entries, and given to [#await].
    long count(long tenant) {
        LongAdder adder = rung.get(tenant);
        return adder == null ? 0 : adder.sum();
    }

    /// Waits until it has rung since `seen`, or a second has passed, or somebody called [#wakeAll].
    void await(long tenant, long seen) throws InterruptedException {
        lock.lock();
        try {
            if (!closed && count(tenant) == seen) {
                // A wake-up that was for another tenant leads to one needless look at the table.
                var unused = heard.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    void wakeAll() {
        lock.lock();
        try {
            heard.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void listen() {
        while (!closed) {
            try (Connection connection = connections.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + PostgresJournal.CHANNEL);
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (!closed) {
                    PGNotification @Nullable [] news = postgres.getNotifications(500);
                    for (PGNotification one : news == null ? new PGNotification[0] : news) {
                        String text = one.getParameter();
                        ring(Long.parseLong(text, 0, text.indexOf(':'), 10));
                    }
                }
            } catch (SQLException fault) {
                if (!closed) {
                    LOG.warn("The journal's listener lost its connection and tries again: {}", fault.getMessage());
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            if (ending.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                closed = true;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        ending.countDown();
        listener.interrupt();
        wakeAll();
    }
}
