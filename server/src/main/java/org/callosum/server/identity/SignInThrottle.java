package org.callosum.server.identity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.callosum.server.platform.problem.Problems;
import org.springframework.stereotype.Component;

/// Slows guessing, per network address and per account name: five failures are free, then each doubles the wait,
/// from two seconds to five minutes; a quarter of an hour without a failure forgets. At most 20 000 sources are
/// remembered, the one failing longest ago is dropped first.
@Component
class SignInThrottle {
    private static final int FREE = 5;
    private static final long FIRST_WAIT_MILLIS = 2_000;
    private static final long LONGEST_WAIT_MILLIS = 300_000;
    private static final long FORGET_MILLIS = 900_000;
    private static final int REMEMBERED = 20_000;

    private final Clock clock;
    private final Counter failures;
    private final Counter refusals;
    private final Counter dropped;

    /// Guarded by this.
    private final LinkedHashMap<String, Failures> bySource = new LinkedHashMap<>();

    private record Failures(int count, long lastMillis) {}

    SignInThrottle(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.failures = meters.counter("callosum_sign_in_failures");
        this.refusals = meters.counter("callosum_sign_in_refusals");
        this.dropped = meters.counter("callosum_sign_in_sources_dropped");
    }

    /// @throws org.callosum.server.platform.problem.Problem `too-many-attempts` while a source has to wait
    synchronized void require(String... sources) {
        long now = clock.millis();
        long wait = 0;
        for (String source : sources) {
            Failures past = bySource.get(source);
            if (past != null) {
                wait = Math.max(wait, past.lastMillis() + waitMillis(past.count()) - now);
            }
        }
        if (wait > 0) {
            refusals.increment();
            throw Problems.tooMany("too-many-attempts", (wait + 999) / 1_000);
        }
    }

    static long waitMillis(int failures) {
        if (failures < FREE) {
            return 0;
        }
        return Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(failures - FREE, 16));
    }

    synchronized void failed(String... sources) {
        failures.increment();
        long now = clock.millis();
        for (String source : sources) {
            Failures past = bySource.remove(source);
            int count = past == null || now - past.lastMillis() > FORGET_MILLIS ? 1 : past.count() + 1;
            bySource.put(source, new Failures(count, now));
        }
        while (bySource.size() > REMEMBERED) {
            Map.Entry<String, Failures> oldest = bySource.firstEntry();
            bySource.remove(oldest.getKey());
            dropped.increment();
        }
    }

    /// The right password clears the account; the address keeps its count, or one own account would buy endless
    /// guesses.
    synchronized void succeeded(String account) {
        bySource.remove(account);
    }
}
