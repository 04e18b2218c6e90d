package org.callosum.server.platform.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One reader of one tenant's journal: reads the rows after the last one it has finished with, then waits for the
/// bell.
final class JournalFollower implements Journal.Following, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFollower.class);

    private static final long GATHER_MILLIS = 40;

    /// Fewer entries than this at once: there is no backlog to work off.
    private static final int CAUGHT_UP = 500;

    private final PostgresJournal journal;
    private final JournalBell bell;
    private final long tenant;
    private final Consumer<List<Journal.Entry>> reader;
    private final Thread thread;
    private volatile long position;
    private volatile boolean closed;

    JournalFollower(
            PostgresJournal journal,
            JournalBell bell,
            long tenant,
            long after,
            String name,
            Consumer<List<Journal.Entry>> reader) {
        this.journal = journal;
        this.bell = bell;
        this.tenant = tenant;
        this.position = after;
        this.reader = reader;
        this.thread = Thread.ofPlatform().daemon().name(name + "-" + tenant).start(this);
    }

    @Override
    public void run() {
        while (!closed) {
            long seen = bell.count(tenant);
            try {
                List<Journal.Entry> page = journal.page(tenant, position);
                if (page.isEmpty()) {
                    bell.await(tenant, seen);
                } else {
                    reader.accept(page);
                    position = page.getLast().position();
                    gather(page.size());
                }
            } catch (InterruptedException stop) {
                break;
            } catch (SQLException | RuntimeException fault) {
                LOG.error("{} of the journal after position {}: tries again", thread.getName(), position, fault);
                pause(seen);
            }
        }
    }

    /// A follower that has caught up lets a moment's events come together: one transaction for them all. Whoever must
    /// know at once listens to the floor; what is read from tables may be a blink behind.
    private void gather(int read) throws InterruptedException {
        if (read < CAUGHT_UP && !closed) {
            TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
        }
    }

    private void pause(long seen) {
        try {
            bell.await(tenant, seen);
        } catch (InterruptedException stop) {
            closed = true;
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        closed = true;
        bell.wakeAll();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
