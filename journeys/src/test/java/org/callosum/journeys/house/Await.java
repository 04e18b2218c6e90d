package org.callosum.journeys.house;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for a condition, never for a time: looks again until it holds or the patience is over.
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_NANOS = 50_000_000L;

    private Await() {}

    /// @param what said when it does not come about
    /// @return the first value that is wanted
    public static <T> T until(String what, Supplier<T> look, Predicate<T> wanted) {
        return until(what, PATIENCE, look, wanted);
    }

    /// @param patience for what takes its time on a quiet machine already
    public static <T> T until(String what, Duration patience, Supplier<T> look, Predicate<T> wanted) {
        long deadline = System.nanoTime() + patience.toNanos();
        T last = null;
        while (System.nanoTime() < deadline) {
            last = look.get();
            if (wanted.test(last)) {
                return last;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        throw new AssertionError("Waited %d s for: %s; last seen: %s".formatted(patience.toSeconds(), what, last));
    }

    public static void until(String what, Supplier<Boolean> holds) {
        until(what, holds, Boolean::booleanValue);
    }
}
