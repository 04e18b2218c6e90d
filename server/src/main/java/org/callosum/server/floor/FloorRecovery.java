package org.callosum.server.floor;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.FloorSnapshot;
import org.callosum.server.platform.journal.FloorEventCodec;
import org.callosum.server.platform.journal.FloorSnapshotCodec;
import org.callosum.server.platform.journal.Journal;
import org.callosum.server.platform.journal.Snapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a floor back from its newest snapshot and the events after it.
final class FloorRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(FloorRecovery.class);

    private final Journal journal;
    private final Snapshots snapshots;
    private final Executor aside;
    private final AtomicBoolean saving = new AtomicBoolean();

    /// @param position of the last event in it
    /// @param snapshotPosition what the replay began after
    /// @param lastMillis when the last event happened
    record Recovered(Floor floor, long position, long snapshotPosition, long lastMillis) {}

    /// @param aside writes snapshots, so that the floor's thread need not
    FloorRecovery(Journal journal, Snapshots snapshots, Executor aside) {
        this.journal = journal;
        this.snapshots = snapshots;
        this.aside = aside;
    }

    Recovered recover(long tenant) {
        Snapshots.Snapshot stored = snapshots.newest(tenant, FloorSnapshotCodec.FORMAT);
        FloorSnapshot snapshot = stored == null ? null : FloorSnapshotCodec.read(stored.state());
        Floor floor = snapshot == null ? new Floor() : restore(snapshot);
        long from = stored == null || snapshot == null ? 0 : stored.position();
        long[] last = {snapshot == null ? 0 : snapshot.atMillis()};
        long position = journal.read(tenant, from, entry -> {
            FloorEvent event = FloorEventCodec.read(entry.event());
            floor.evolve(event);
            last[0] = event.atMillis();
        });
        return new Recovered(floor, position, from, last[0]);
    }

    private static Floor restore(FloorSnapshot snapshot) {
        return Floor.restore(snapshot);
    }

    /// Takes a snapshot now and stores it aside; one at a time, the next one is not far away.
    void snapshot(long tenant, long position, Floor floor) {
        if (!saving.compareAndSet(false, true)) {
            return;
        }
        FloorSnapshot snapshot = floor.snapshot();
        aside.execute(() -> {
            try {
                snapshots.save(
                        tenant,
                        new Snapshots.Snapshot(
                                position, FloorSnapshotCodec.FORMAT, FloorSnapshotCodec.write(snapshot)));
            } catch (RuntimeException fault) {
                LOG.warn("Tenant {}: no snapshot at {}; a start will take longer", tenant, position, fault);
            } finally {
                saving.set(false);
            }
        });
    }
}
