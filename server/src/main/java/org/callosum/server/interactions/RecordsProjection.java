package org.callosum.server.interactions;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.callosum.floor.FloorEvent;
import org.callosum.measures.facts.Fact;
import org.callosum.measures.facts.FactFolder;
import org.callosum.measures.facts.OpenFacts;
import org.callosum.server.platform.journal.FloorEventCodec;
import org.callosum.server.platform.journal.Journal;
import org.callosum.server.platform.journal.Journal.Entry;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows one tenant's journal and keeps the tables that come of it: timelines, interactions, facts. A batch's
/// rows and
/// how far it has come are one transaction, so after a crash nothing is missing and nothing stands twice.
///
/// On a node that does not own the floor it stores nothing and only tells what the owner's projection makes of the same
/// entries.
final class RecordsProjection implements AutoCloseable {
    static final String READER = "interactions";
    private static final Logger LOG = LoggerFactory.getLogger(RecordsProjection.class);
    private static final long KEEP_OPEN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final long tenant;
    private final Journal journal;
    private final Tenancy tenancy;
    private final RecordStore store;
    private final Supplier<List<FactListener>> listeners;
    private final boolean stores;

    /// Facts of the batch in hand.
    private final List<Fact> facts = new ArrayList<>();

    private FactFolder folder = new FactFolder(facts::add);
    private @Nullable Runnable caughtUp;
    private long caughtUpAt;
    private long openKeptAt = System.nanoTime();
    private volatile Journal.@Nullable Following following;
    private volatile boolean closed;

    RecordsProjection(
            long tenant,
            Journal journal,
            Tenancy tenancy,
            RecordStore store,
            Supplier<List<FactListener>> listeners,
            boolean stores) {
        this.tenant = tenant;
        this.journal = journal;
        this.tenancy = tenancy;
        this.store = store;
        this.listeners = listeners;
        this.stores = stores;
    }

    /// Rebuilds what was open and goes on from where it stopped.
    ///
    /// @param then run once the tables hold everything that was in the journal at the start
    synchronized void start(Runnable then) {
        if (closed) {
            return;
        }
        long position = rebuild();
        caughtUp = then;
        caughtUpAt = tenancy.asSystem(tenant, store::journalEnd);
        for (FactListener listener : listeners.get()) {
            listener.factsStarted(tenant, position);
            listener.factsStored(tenant, List.of(), folder);
        }
        catchUp(position);
        following = journal.follow(tenant, position, "records", this::take);
    }

    private long rebuild() {
        RecordStore.Progress progress = tenancy.asSystem(tenant, () -> store.progress(tenant, READER));
        String state = progress.state();
        OpenFacts open = state == null ? null : OpenFactsCodec.read(state);
        folder = open == null ? new FactFolder(facts::add) : new FactFolder(facts::add, open);
        journal.read(tenant, open == null ? 0 : progress.statePosition(), entry -> {
            if (entry.position() <= progress.position()) {
                folder.fold(FloorEventCodec.read(entry.event()));
            }
        });
        facts.clear();
        return progress.position();
    }

    /// How far the tables are.
    long position() {
        Journal.Following now = following;
        return now == null ? 0 : now.position();
    }

    private void take(List<Entry> batch) {
        try {
            if (stores) {
                tenancy.asSystem(tenant, () -> store(batch));
            } else {
                batch.forEach(entry -> folder.fold(FloorEventCodec.read(entry.event())));
            }
        } catch (RuntimeException fault) {
            // The folder has seen events whose rows were not stored: both start again from what is.
            LOG.error(
                    "Tenant {}: records from {} on are not stored yet",
                    tenant,
                    batch.getFirst().position());
            rebuild();
            throw fault;
        }
        List<Fact> completed = List.copyOf(facts);
        facts.clear();
        for (FactListener listener : listeners.get()) {
            try {
                listener.factsStored(tenant, completed, folder);
            } catch (RuntimeException fault) {
                LOG.error("{} failed on facts", listener.getClass().getSimpleName(), fault);
            }
        }
        catchUp(batch.getLast().position());
    }

    private void catchUp(long position) {
        Runnable then = caughtUp;
        if (then != null && position >= caughtUpAt) {
            then.run();
            caughtUp = null;
        }
    }

    private void store(List<Entry> batch) {
        RecordStore.Batch rows = store.batch(tenant);
        for (Entry entry : batch) {
            FloorEvent event = FloorEventCodec.read(entry.event());
            rows.event(entry.position(), event);
            int before = facts.size();
            folder.fold(event);
            for (int i = before; i < facts.size(); i++) {
                rows.fact(entry.position(), i - before, facts.get(i));
            }
        }
        String open = null;
        if (System.nanoTime() - openKeptAt > KEEP_OPEN_EVERY_NANOS) {
            open = OpenFactsCodec.write(folder.snapshot());
            openKeptAt = System.nanoTime();
        }
        rows.store(READER, batch.getFirst().position() - 1, batch.getLast().position(), open);
    }

    @Override
    public void close() {
        closed = true;
        Journal.Following now;
        synchronized (this) {
            now = following;
        }
        if (now != null) {
            now.close();
        }
    }
}
