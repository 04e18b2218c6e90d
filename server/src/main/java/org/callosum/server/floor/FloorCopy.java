package org.callosum.server.floor;

import java.util.List;
import java.util.function.Consumer;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.server.platform.journal.FloorEventCodec;
import org.callosum.server.platform.journal.Journal;
import org.jspecify.annotations.Nullable;

/// A floor that another node owns, as its journal tells it. Of the host's thread, but for the follower that brings the
/// entries.
final class FloorCopy implements AutoCloseable {
    private final long tenant;
    private final FloorAudience audience;
    private final Floor floor;
    private final long snapshotPosition;
    private final Journal journal;
    private Journal.@Nullable Following following;
    private long position;
    private long lastMillis;

    /// @param grown brings new entries to the host's thread
    FloorCopy(
            long tenant,
            FloorRecovery.Recovered recovered,
            Journal journal,
            FloorAudience audience,
            Consumer<List<Journal.Entry>> grown) {
        this.tenant = tenant;
        this.audience = audience;
        this.floor = recovered.floor();
        this.position = recovered.position();
        this.snapshotPosition = recovered.snapshotPosition();
        this.lastMillis = recovered.lastMillis();
        this.journal = journal;
        audience.following(tenant, floor);
        this.following = journal.follow(tenant, position, "floor-copy", grown);
    }

    Floor floor() {
        return floor;
    }

    long position() {
        return position;
    }

    /// Takes entries in; those it has already are passed over.
    void take(List<Journal.Entry> entries) {
        entries.forEach(this::take);
    }

    private void take(Journal.Entry entry) {
        if (entry.position() <= position) {
            return;
        }
        FloorEvent event = FloorEventCodec.read(entry.event());
        floor.evolve(event);
        position = entry.position();
        lastMillis = event.atMillis();
        audience.heardElsewhere(tenant, position, event);
    }

    /// This node owns the floor now: brings the copy to the journal's end.
    FloorRecovery.Recovered finish() {
        close();
        journal.read(tenant, position, this::take);
        return new FloorRecovery.Recovered(floor, position, snapshotPosition, lastMillis);
    }

    @Override
    public void close() {
        Journal.Following now = following;
        following = null;
        if (now != null) {
            now.close();
        }
    }
}
