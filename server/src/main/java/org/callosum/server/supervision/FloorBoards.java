package org.callosum.server.supervision;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongConsumer;
import org.callosum.floor.AgentView;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.RecentStrain;
import org.callosum.measures.facts.Fact;
import org.callosum.measures.facts.FactFolder;
import org.callosum.server.floor.FloorListener;
import org.callosum.server.floor.Floors;
import org.callosum.server.interactions.FactListener;
import org.callosum.server.supervision.breaks.TodayBreaks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The board of each tenant whose floor is open here: the floor's state as its events tell, and today's figures as the
/// stored facts have them. A figure is on the board once its fact is stored, never before, so the board, a report over
/// the facts and a recomputation from the events agree.
final class FloorBoards implements FloorListener, FactListener {
    private static final Logger LOG = LoggerFactory.getLogger(FloorBoards.class);

    private final Floors floors;
    private final Directories directories;
    private final StoredEntries stored;
    private final TodayBreaks breaks;
    private final Clock clock;
    private final LongConsumer changed;
    /// Facts told while what was stored before them could not be read.
    private final ConcurrentMap<Long, List<Fact>> missed = new ConcurrentHashMap<>();

    private final ConcurrentMap<Long, Long> from = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, FloorMirror> mirrors = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, CompletableFuture<TodayFigures>> figures = new ConcurrentHashMap<>();

    /// @param changed told of a tenant whose board may read differently now; must not block
    FloorBoards(
            Floors floors,
            Directories directories,
            StoredEntries stored,
            TodayBreaks breaks,
            Clock clock,
            LongConsumer changed) {
        this.floors = floors;
        this.directories = directories;
        this.stored = stored;
        this.breaks = breaks;
        this.clock = clock;
        this.changed = changed;
    }

    /// The whole board now. While the floor has just opened it waits for today's figures.
    ///
    /// @return fails with [org.callosum.server.floor.FloorUnavailable] where this process does not own the floor
    CompletableFuture<BoardRows> rows(long tenant) {
        return mirror(tenant)
                .thenCombineAsync(
                        figures(tenant),
                        (mirror, today) -> rows(tenant, mirror, today),
                        task -> Thread.ofVirtual().name("board-" + tenant).start(task));
    }

    /// Who may serve a queue by the rules the floor has in force.
    CompletableFuture<Set<AgentId>> serving(long tenant, QueueId queue) {
        return mirror(tenant).thenApply(mirror -> {
            Set<AgentId> serving = new TreeSet<>();
            for (AgentView agent : mirror.everybody()) {
                if (mirror.serving().queuesOf(agent.agent()).contains(queue)) {
                    serving.add(agent.agent());
                }
            }
            return serving;
        });
    }

    /// Queues that one of the agents may serve.
    CompletableFuture<Set<QueueId>> served(long tenant, Collection<AgentId> agents) {
        return mirror(tenant).thenApply(mirror -> {
            Set<QueueId> served = new TreeSet<>();
            agents.forEach(agent -> served.addAll(mirror.serving().queuesOf(agent)));
            return served;
        });
    }

    private CompletableFuture<FloorMirror> mirror(long tenant) {
        return floors.read(tenant, floor -> {
            FloorMirror mirror = mirrors.computeIfAbsent(tenant, _ -> new FloorMirror(floor));
            mirror.look(floor);
            return mirror;
        });
    }

    private BoardRows rows(long tenant, FloorMirror mirror, TodayFigures today) {
        Directory directory = directories.of(tenant);
        Instant now = Instant.ofEpochMilli(clock.millis());
        return BoardAssembly.of(directory, mirror, today, breaks.of(tenant), now);
    }

    private CompletableFuture<TodayFigures> figures(long tenant) {
        return figures.computeIfAbsent(tenant, _ -> new CompletableFuture<>());
    }

    // ---- the floor's thread ----

    @Override
    public boolean everywhere() {
        return true;
    }

    @Override
    public void recovered(long tenant, Floor floor) {
        mirrors.put(tenant, new FloorMirror(floor));
        changed.accept(tenant);
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        FloorMirror mirror = mirrors.get(tenant);
        if (mirror != null) {
            mirror.heard(event);
        }
        changed.accept(tenant);
    }

    @Override
    public void lost(long tenant) {
        mirrors.remove(tenant);
        forget(tenant);
    }

    /// Whoever waits for figures already goes on waiting, for those of the next recovery.
    private void forget(long tenant) {
        figures.computeIfPresent(tenant, (_, now) -> now.isDone() ? null : now);
    }

    // ---- the projection's thread ----

    @Override
    public void factsStarted(long tenant, long position) {
        from.put(tenant, position);
        missed.remove(tenant);
        forget(tenant);
    }

    /// What is stored is read when the first word comes: at that moment it is exactly what has been told.
    @Override
    public void factsStored(long tenant, List<Fact> completed, FactFolder open) {
        CompletableFuture<TodayFigures> future = figures(tenant);
        if (future.isDone()) {
            future.join().add(completed, open);
        } else {
            try {
                long position = from.getOrDefault(tenant, Long.MAX_VALUE);
                Instant now = clock.instant();
                TodayFigures today = new TodayFigures(
                        stored.since(tenant, now.minusMillis(TodayFigures.KEPT_MILLIS), position),
                        stored.handling(tenant, now.minusMillis(2 * RecentStrain.HOUR_MILLIS), position));
                today.add(missed.getOrDefault(tenant, List.of()), open);
                today.add(completed, open);
                missed.remove(tenant);
                future.complete(today);
            } catch (RuntimeException fault) {
                // Not the projection's trouble: the next facts bring the next attempt.
                LOG.error("Tenant {}: today's figures cannot be read yet", tenant, fault);
                missed.computeIfAbsent(tenant, _ -> new ArrayList<>()).addAll(completed);
                return;
            }
        }
        changed.accept(tenant);
    }
}
