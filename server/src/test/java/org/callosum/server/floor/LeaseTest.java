package org.callosum.server.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.callosum.server.platform.journal.Journal;
import org.callosum.server.platform.journal.Ownership;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A term of four seconds, in virtual time.
class LeaseTest {
    private long now = 1_000_000_000_000L;
    private final Store store = new Store();
    private final Lease lease = new Lease(store, new Ownership.Term(7, 3), now, () -> now);

    @Test
    void isProlongedFourTimesWhileItLasts() {
        assertThat(lease.nanosUntilDue()).isEqualTo(seconds(1));
        now += seconds(1);
        lease.prolong();
        assertThat(store.asked).isEqualTo(1);
        assertThat(lease.nanosUntilDue()).isEqualTo(seconds(1));
    }

    @Test
    void oneFailedAttemptLosesNothingAndIsRepeatedSoon() {
        now += seconds(1);
        store.reachable = false;
        lease.prolong();
        assertThat(lease.nanosUntilDue()).isEqualTo(seconds(1) / 4);

        now += seconds(1) / 4;
        store.reachable = true;
        lease.prolong();
        assertThat(lease.nanosUntilDue()).isEqualTo(seconds(1));
    }

    @Test
    void isLostBeforeTheTermCanHaveEnded() {
        store.reachable = false;
        now += seconds(2);
        lease.prolong();
        now += seconds(1);
        assertThatIllegalStateException().isThrownBy(lease::prolong).withMessage("no connection");
    }

    @Test
    void isLostAtOnceWhenSomebodyElseHasTakenOver() {
        store.taken = true;
        now += seconds(1);
        assertThatThrownBy(lease::prolong)
                .isInstanceOf(Journal.NotOwnerException.class)
                .hasMessageContaining("epoch 3");
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    private static final class Store implements Ownership {
        boolean reachable = true;
        boolean taken;
        int asked;

        @Override
        public @Nullable Term take(long tenant, String node, boolean restart) {
            return null;
        }

        @Override
        public boolean renew(Term term) {
            asked++;
            if (!reachable) {
                throw new IllegalStateException("no connection");
            }
            return !taken;
        }

        @Override
        public void release(Term term) {
            // nothing is held
        }

        @Override
        public long termMillis() {
            return 4_000;
        }
    }
}
