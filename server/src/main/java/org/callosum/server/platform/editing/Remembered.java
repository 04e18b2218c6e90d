package org.callosum.server.platform.editing;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// A copy of edited settings in memory, for threads that may not wait for a database on every question.
///
/// It is read again after [#forget] and whenever it is older than its age, since another node may have edited. When
/// reading fails, the last copy stands and the next question after a second tries again. Any thread may ask.
public final class Remembered<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Remembered.class);
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    private final String what;
    private final Supplier<T> reader;
    private final long ageNanos;
    private final LongSupplier nanos;
    private final Object reading = new Object();
    private volatile @Nullable Copy<T> copy;
    private volatile boolean forgotten;

    private record Copy<T>(T value, long untilNanos) {}

    /// @param what for the log: `desk phones`
    public Remembered(String what, Duration age, LongSupplier nanos, Supplier<T> reader) {
        this.what = what;
        this.reader = reader;
        this.ageNanos = age.toNanos();
        this.nanos = nanos;
    }

    /// @throws DataAccessException when there is no copy yet and reading fails
    public T value() {
        var known = copy;
        if (known != null && !forgotten && nanos.getAsLong() - known.untilNanos() < 0) {
            return known.value();
        }
        synchronized (reading) {
            var now = nanos.getAsLong();
            var again = copy;
            if (again != null && !forgotten && now - again.untilNanos() < 0) {
                return again.value();
            }
            // before reading: an edit that commits meanwhile must be read by the next question
            forgotten = false;
            try {
                var fresh = reader.get();
                copy = new Copy<>(fresh, now + ageNanos);
                return fresh;
            } catch (DataAccessException unreachable) {
                if (again == null) {
                    throw unreachable;
                }
                LOG.warn("Could not read the {} again, the last copy stands: {}", what, unreachable.getMessage());
                copy = new Copy<>(again.value(), now + RETRY_NANOS);
                return again.value();
            }
        }
    }

    public void forget() {
        forgotten = true;
    }
}
