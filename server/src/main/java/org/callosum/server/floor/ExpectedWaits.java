package org.callosum.server.floor;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.InteractionId;
import org.callosum.workforce.waiting.ExpectedWait;
import org.callosum.workforce.waiting.WaitEstimator;

/// How long whoever waits has still to wait, worked out on each node from what the floors did lately
/// (decision 0016).
///
/// What it has learnt lives in memory: after a start it guesses four minutes a contact until some are done,
/// and says so by wide ranges.
public final class ExpectedWaits implements FloorListener {
    private final Floors floors;

    /// One a tenant.
    private final Map<Long, WaitEstimator> estimators = new ConcurrentHashMap<>();

    ExpectedWaits(Floors floors) {
        this.floors = floors;
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
        var estimator = estimator(tenant);
        synchronized (estimator) {
            return new Place(
                    estimator.of(floor, interaction),
                    floor.waiting(work.queue()).size());
        }
    }

    private WaitEstimator estimator(long tenant) {
        return estimators.computeIfAbsent(tenant, _ -> new WaitEstimator());
    }

    @Override
    public boolean everywhere() {
        return true;
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        var estimator = estimator(tenant);
        synchronized (estimator) {
            estimator.heard(event);
        }
    }

    /// What was open when the floor was lost is never closed here: it begins anew.
    @Override
    public void recovered(long tenant, Floor floor) {
        estimators.put(tenant, new WaitEstimator());
    }

    @Override
    public void lost(long tenant) {
        estimators.remove(tenant);
    }
}
