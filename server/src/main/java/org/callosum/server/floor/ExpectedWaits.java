package org.callosum.server.floor;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.journal.StoredEvents;
import org.callosum.workforce.waiting.ExpectedWait;
import org.callosum.workforce.waiting.WaitEstimator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long whoever waits has still to wait, worked out on each node from what the floors did lately
/// (decision 0016).
///
/// What it has learnt lives in memory. After a start it reads the last day of the journal again, the newest 100 000
/// events of it at most, on a thread of its own; until that is done it guesses four minutes a contact, and says so
/// by wide ranges.
public final class ExpectedWaits implements FloorListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExpectedWaits.class);
    private static final Duration BACK = Duration.ofDays(1);
    private static final long MOST_READ = 100_000;
    /// More than this in the seconds that reading takes: then it goes on without its past.
    private static final int MOST_MEANWHILE = 20_000;

    private final Floors floors;
    private final StoredEvents journal;
    private final Clock clock;

    /// One a tenant.
    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    private final ExecutorService past = Executors.newSingleThreadExecutor(Thread.ofPlatform()
            .daemon()
            .priority(Thread.MIN_PRIORITY)
            .name("waits-of-the-past")
            .factory());

    private record Numbered(long position, FloorEvent event) {}

    /// What has been learnt of one floor. Locked by itself.
    private static final class Known {
        WaitEstimator estimator = new WaitEstimator();
        /// The last position read from the journal.
        long read;
        /// What happens while the past is being read; null when it is not.
        @Nullable
        List<Numbered> meanwhile;
    }

    ExpectedWaits(Floors floors, StoredEvents journal, Clock clock) {
        this.floors = floors;
        this.journal = journal;
        this.clock = clock;
    }

    /// What is known of one who waits.
    ///
    /// @param wait with the place from 1; its place is 0 for what does not wait
    /// @param waiting how many wait in the same queue, this one included
    public record Place(ExpectedWait expected, int waiting) {}

    /// Looks at every agent once for each line that waits: for announcements, not for every event.
    ///
    /// @return fails with [FloorUnavailable] as [Floors#read]
    public CompletableFuture<Place> of(long tenant, InteractionId interaction) {
        return floors.read(tenant, floor -> place(tenant, floor, interaction));
    }

    private Place place(long tenant, Floor floor, InteractionId interaction) {
        var work = floor.interaction(interaction);
        if (work == null || floor.position(interaction) == 0) {
            return new Place(ExpectedWait.unknown(0), 0);
        }
        var own = known(tenant);
        synchronized (own) {
            return new Place(
                    own.estimator.of(floor, interaction),
                    floor.waiting(work.queue()).size());
        }
    }

    private Known known(long tenant) {
        return known.computeIfAbsent(tenant, _ -> new Known());
    }

    @Override
    public boolean everywhere() {
        return true;
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        var own = known(tenant);
        synchronized (own) {
            if (position <= own.read) {
                return; // it was in the journal already when that was read
            }
            own.estimator.heard(event);
            if (own.meanwhile != null) {
                if (own.meanwhile.size() < MOST_MEANWHILE) {
                    own.meanwhile.add(new Numbered(position, event));
                } else {
                    own.meanwhile = null;
                    LOG.warn("Tenant {}: too busy to read what waits were like before the start", tenant);
                }
            }
        }
    }

    /// What was open when the floor was lost is never closed here: it begins anew, and with what was before.
    @Override
    public void recovered(long tenant, Floor floor) {
        var fresh = new Known();
        fresh.meanwhile = new ArrayList<>();
        known.put(tenant, fresh);
        if (!past.isShutdown()) {
            past.execute(() -> remember(tenant, fresh));
        }
    }

    private void remember(long tenant, Known fresh) {
        try {
            var now = clock.instant();
            long newest = journal.before(tenant, now.plus(BACK));
            long from = Math.max(journal.before(tenant, now.minus(BACK)), newest - MOST_READ);
            var estimator = new WaitEstimator();
            long read = journal.read(tenant, from, Long.MAX_VALUE, estimator::heard);
            synchronized (fresh) {
                var meanwhile = fresh.meanwhile;
                if (meanwhile != null) {
                    meanwhile.stream()
                            .filter(each -> each.position() > read)
                            .forEach(each -> estimator.heard(each.event()));
                    fresh.estimator = estimator;
                    fresh.read = read;
                    fresh.meanwhile = null;
                }
            }
        } catch (RuntimeException fault) {
            LOG.warn("Tenant {}: what waits were like before the start cannot be read", tenant, fault);
            synchronized (fresh) {
                fresh.meanwhile = null;
            }
        }
    }

    @Override
    public void lost(long tenant) {
        known.remove(tenant);
    }

    @Override
    public void close() {
        past.shutdownNow();
    }
}
