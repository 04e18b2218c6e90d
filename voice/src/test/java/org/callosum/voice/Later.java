package org.callosum.voice;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Waits for a condition, not for time.
final class Later {
    interface Condition {
        boolean holds() throws Exception;
    }

    private Later() {}

    static void until(String what, Condition condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try {
            while (!condition.holds()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError("did not happen within 60 s: " + what);
                }
                LockSupport.parkNanos(2_000_000);
            }
        } catch (Exception failed) {
            throw new AssertionError("while waiting for " + what, failed);
        }
    }
}
