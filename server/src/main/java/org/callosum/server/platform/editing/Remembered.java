package org.callosum.server.platform.editing;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// A copy of edited settings in memory, for threads that may not wait for a database on every question.
///
/// It is read again after [#forget], at the next question, and whoever asks meanwhile waits for that reading; and when
/// it is older than its age, since another node may
/// have
/// edited: then beside, while whoever asked gets the copy there is, so that a busy line never waits for a database.
/// Twice
/// its age is the end: then the asker waits. When reading fails, the last copy stands and the next question after a
/// second
/// tries again. Any thread may ask.
public final class Remembered<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Remembered.class);
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    private final String what;
    private final Supplier<T> reader;
    private final long ageNanos;
    private final LongSupplier nanos;
    private final Executor beside;
    private final Object reading = new Object();
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile @Nullable Copy<T> copy;
    private final AtomicLong edits = new AtomicLong();

    /// @param edits how many there had been when its reading began: an edit that commits meanwhile may not be in it
    private record Copy<T>(T value, long untilNanos, long edits) {}

    /// @param what for the log: `desk phones`
    public Remembered(String what, Duration age, LongSupplier nanos, Supplier<T> reader) {
        this(what, age, nanos, reader, Thread::startVirtualThread);
    }

    /// @param beside runs a reading that nobody waits for
    Remembered(String what, Duration age, LongSupplier nanos, Supplier<T> reader, Executor beside) {
        this.beside = beside;
        this.what = what;
        this.reader = reader;
        this.ageNanos = age.toNanos();
        this.nanos = nanos;
    }

    /// @throws DataAccessException when there is no copy yet and reading fails
    public T value() {
        var known = copy;
        if (known != null && known.edits() == edits.get()) {
            long late = nanos.getAsLong() - known.untilNanos();
            if (late < 0) {
                return known.value();
            }
            if (late < ageNanos) {
                refresh();
                return known.value();
            }
        }
        return read();
    }

    private void refresh() {
        if (refreshing.compareAndSet(false, true)) {
            beside.execute(() -> {
                try {
                    read();
                } finally {
                    refreshing.set(false);
                }
            });
        }
    }

    private T read() {
        synchronized (reading) {
            var now = nanos.getAsLong();
            var again = copy;
            var seen = edits.get();
            if (again != null && again.edits() == seen && now - again.untilNanos() < 0) {
                return again.value();
            }
            try {
                var fresh = reader.get();
                copy = new Copy<>(fresh, now + ageNanos, seen);
                return fresh;
            } catch (DataAccessException unreachable) {
                if (again == null) {
                    throw unreachable;
                }
                LOG.warn("Could not read the {} again, the last copy stands: {}", what, unreachable.getMessage());
                copy = new Copy<>(again.value(), now + RETRY_NANOS, seen);
                return again.value();
            }
        }
    }

    public void forget() {
        edits.incrementAndGet();
    }
}
