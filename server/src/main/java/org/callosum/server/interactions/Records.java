package org.callosum.server.interactions;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.FloorSnapshot;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.floor.FloorListener;
import org.callosum.server.floor.Floors;
import org.callosum.server.floor.LiveMedia;
import org.callosum.server.platform.journal.Journal;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.voice.recording.UnreadableRecording;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the projection of each tenant whose floor this process owns, and after a recovery or the end of another node
/// closes what the floor cannot know of: contacts that were lost while still in their flow, and recordings that stopped
/// with their process. Of floors that another node owns it only hears the facts, for the boards here.
final class Records implements FloorListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);
    private static final long LONGEST_PAUSE_SECONDS = 30;

    /// Shorter than any retention, so that no case is opened again that was meant to go.
    private static final Duration CALL_BACKS_CHECKED = Duration.ofHours(12);

    private final Journal journal;
    private final Tenancy tenancy;
    private final RecordStore store;
    private final RecordingFiles files;
    private final Supplier<LiveMedia> media;
    private final Supplier<List<FactListener>> listeners;
    private final Clock clock;
    private final Supplier<Floors> floors;
    private final Set<Long> owned = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<Long, RecordsProjection> running = new ConcurrentHashMap<>();

    Records(
            Journal journal,
            Tenancy tenancy,
            RecordStore store,
            RecordingFiles files,
            Supplier<LiveMedia> media,
            Supplier<List<FactListener>> listeners,
            Clock clock,
            Supplier<Floors> floors) {
        this.journal = journal;
        this.tenancy = tenancy;
        this.store = store;
        this.files = files;
        this.media = media;
        this.listeners = listeners;
        this.clock = clock;
        this.floors = floors;
    }

    @Override
    public void recovered(long tenant, Floor floor) {
        Set<InteractionId> onFloor = onFloor(floor);
        Instant now = clock.instant();
        RecordsProjection projection = new RecordsProjection(tenant, journal, tenancy, store, listeners, true);
        stop(running.put(tenant, projection));
        Thread.ofVirtual().name("records-start-" + tenant).start(() -> {
            try {
                projection.start(() -> Thread.ofVirtual()
                        .name("records-sweep-" + tenant)
                        .start(() -> sweep(tenant, projection, now, onFloor)));
                owned.add(tenant);
            } catch (RuntimeException fault) {
                LOG.error("Tenant {}: records do not follow the journal", tenant, fault);
            }
        });
    }

    @Override
    public boolean everywhere() {
        return true;
    }

    @Override
    public void following(long tenant, Floor floor) {
        RecordsProjection projection = new RecordsProjection(tenant, journal, tenancy, store, listeners, false);
        stop(running.put(tenant, projection));
        Thread.ofVirtual().name("facts-start-" + tenant).start(() -> {
            try {
                projection.start(() -> {});
            } catch (RuntimeException fault) {
                LOG.error("Tenant {}: facts do not follow the journal", tenant, fault);
            }
        });
    }

    /// A node has gone, and what it had on the line with it. What was on a floor is interrupted by the floor's owner
    /// first, so this looks only at what never got there.
    void nodesChanged() {
        Instant now = clock.instant();
        for (long tenant : owned) {
            RecordsProjection projection = running.get(tenant);
            if (projection == null) {
                continue;
            }
            Thread.ofVirtual().name("records-sweep-" + tenant).start(() -> {
                try {
                    floors.get()
                            .read(tenant, Records::onFloor)
                            .thenAccept(onFloor -> sweep(tenant, projection, now, onFloor))
                            .exceptionally(away -> null);
                } catch (RuntimeException fault) {
                    LOG.error("Tenant {}: what another node lost is not closed yet", tenant, fault);
                }
            });
        }
    }

    private static Set<InteractionId> onFloor(Floor floor) {
        Set<InteractionId> onFloor = new HashSet<>();
        for (FloorSnapshot.Entry entry : floor.snapshot().entries()) {
            onFloor.add(entry.interaction());
        }
        return onFloor;
    }

    /// Goes on until it is done or the floor is no longer ours: a contact that stays open has nobody who calls
    /// back.
    private void sweep(long tenant, RecordsProjection projection, Instant before, Set<InteractionId> onFloor) {
        for (int attempt = 1; running.get(tenant) == projection; attempt++) {
            try {
                closeWhatWasLost(tenant, before, onFloor);
                return;
            } catch (RuntimeException fault) {
                LOG.error("Tenant {}: contacts that a stop broke off are not all closed yet", tenant, fault);
            }
            try {
                TimeUnit.SECONDS.sleep(Math.min(attempt, LONGEST_PAUSE_SECONDS));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void closeWhatWasLost(long tenant, Instant before, Set<InteractionId> onFloor) {
        LiveMedia alive = media.get();
        List<InteractionId> open = tenancy.asSystem(tenant, () -> store.openOutsideTheFloor(before, onFloor));
        for (InteractionId interaction : open) {
            if (!alive.alive(tenant, interaction)) {
                tenancy.asSystem(tenant, () -> store.interrupted(tenant, interaction, before));
            }
        }
        List<RecordStore.Broken> broken =
                tenancy.asSystem(tenant, () -> store.interruptedSince(before.minus(CALL_BACKS_CHECKED)));
        for (RecordStore.Broken each : broken) {
            tenancy.asSystem(tenant, () -> store.oweCallBack(tenant, each.interaction(), each.queue(), each.at()));
        }
        tenancy.asSystem(tenant, () -> {
            for (RecordStore.RunningRecording recording : store.runningRecordings(before)) {
                if (!alive.alive(tenant, new InteractionId(recording.interactionId()))) {
                    store.recordingInterrupted(recording.id(), millisOnDisk(recording));
                }
            }
        });
    }

    /// What can be played of a recording whose process died.
    private long millisOnDisk(RecordStore.RunningRecording recording) {
        try (var reader = files.open(recording.file(), recording.wrappedKey())) {
            return reader == null ? 0 : reader.durationMillis();
        } catch (IOException | UnreadableRecording unreadable) {
            LOG.warn("Recording {} cannot be read after its process died: {}", recording.id(), unreadable.getMessage());
            return 0;
        }
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        // The projection reads the journal itself, so that a crash here loses nothing.
    }

    @Override
    public void lost(long tenant) {
        owned.remove(tenant);
        stop(running.remove(tenant));
    }

    /// How far the tables of a tenant are in its journal; 0 while they start.
    long position(long tenant) {
        RecordsProjection projection = running.get(tenant);
        return projection == null ? 0 : projection.position();
    }

    private static void stop(@org.jspecify.annotations.Nullable RecordsProjection projection) {
        if (projection != null) {
            // Aside: it waits for the batch in hand, the floor must not.
            Thread.ofVirtual().start(projection::close);
        }
    }

    @Override
    public void close() {
        running.values().forEach(RecordsProjection::close);
    }
}
