package org.callosum.server.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Tries a version of the rules on a recorded day (RTG-15): long work, one at a time in a house and one at a time on a
/// node, on a thread of low priority so that calls come first. The result stays with the version.
@Service
class RoutingTrials implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingTrials.class);
    private static final int MOST_SEEDS = 30;
    private static final int USUAL_SEEDS = 10;
    private static final Duration OLDEST_DAY = Duration.ofDays(92);

    private final TrialStore store;
    private final TrialRun run;
    private final RuleBook book;
    private final Tenancy tenancy;
    private final Nodes nodes;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;
    private final Map<Long, AtomicBoolean> stops = new ConcurrentHashMap<>();
    private volatile boolean ending;
    private final ExecutorService work = Executors.newSingleThreadExecutor(Thread.ofPlatform()
            .daemon()
            .priority(Thread.MIN_PRIORITY)
            .name("routing-trial")
            .factory());

    RoutingTrials(
            TrialStore store,
            TrialRun run,
            RuleBook book,
            Tenancy tenancy,
            Nodes nodes,
            Audit audit,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.run = run;
        this.book = book;
        this.tenancy = tenancy;
        this.nodes = nodes;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<RoutingTrialRow> all() {
        RuleBook.requireWholeHouse();
        return store.all();
    }

    @Transactional(readOnly = true)
    public RoutingTrialRow find(long id) {
        RuleBook.requireWholeHouse();
        return store.find(id).orElseThrow(() -> Problems.notFound("routing-trial", id));
    }

    /// @throws org.callosum.server.platform.problem.Problem `routing-trial-running`
    @Transactional
    public RoutingTrialRow start(@Nullable LocalDate day, @Nullable Integer version, @Nullable Integer seeds) {
        RuleBook.requireWholeHouse();
        var page = book.page();
        var zone = store.zone();
        var today = LocalDate.now(clock.withZone(ZoneId.of(zone)));
        var wanted = day == null ? today.minusDays(1) : day;
        var fields = new Fields();
        fields.range("seeds", seeds, 1, MOST_SEEDS);
        if (wanted.isAfter(today) || wanted.isBefore(today.minusDays(OLDEST_DAY.toDays()))) {
            fields.add("day", "not-a-recent-day", Map.of("days", OLDEST_DAY.toDays()));
        }
        if (page.latestVersion() == 0) {
            fields.add("version", "required");
        }
        fields.check();
        int tried = version == null ? page.latestVersion() : version;
        book.find(tried);
        var tenant = Tenancy.current().tenantId();
        long id = ids.next();
        boolean free = store.insert(new TrialStore.Asked(
                id,
                wanted,
                zone,
                tried,
                page.liveVersion(),
                seeds == null ? USUAL_SEEDS : seeds,
                nodes.number(),
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                Tenancy.current().name()));
        if (!free) {
            throw Problems.refused("routing-trial-running");
        }
        audit.record("routing-trial-started", "routing-trial", id, Map.of("day", wanted, "version", tried));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                begin(tenant, id);
            }
        });
        return find(id);
    }

    private void begin(long tenant, long id) {
        var stop = new AtomicBoolean();
        stops.put(id, stop);
        work.execute(() -> work(tenant, id, stop));
    }

    /// Stops it at the next seed, on whichever node it runs.
    @Transactional
    public RoutingTrialRow cancel(long id) {
        var trial = find(id);
        if ("running".equals(trial.state())) {
            store.end(id, "cancelled", null, now());
            var stop = stops.get(id);
            if (stop != null) {
                stop.set(true);
            }
            audit.record("routing-trial-cancelled", "routing-trial", id);
        }
        return find(id);
    }

    private void work(long tenant, long id, AtomicBoolean stop) {
        try {
            var trial = tenancy.asSystem(tenant, () -> store.find(id).orElseThrow());
            var result = run.run(tenant, trial, percent -> {
                boolean running = !stop.get() && tenancy.asSystem(tenant, () -> store.progress(id, percent));
                return running;
            });
            if (result != null) {
                tenancy.asSystem(tenant, () -> store.done(id, result, now()));
            }
        } catch (TrialRun.Impossible why) {
            tenancy.asSystem(tenant, () -> store.end(id, "failed", why.code(), now()));
        } catch (RuntimeException fault) {
            if (ending) {
                return; // cut off by the end of this node: whoever comes next begins it again
            }
            LOG.error("Tenant {}: trial {} of rules of routing failed", tenant, id, fault);
            tenancy.asSystem(tenant, () -> store.end(id, "failed", "trial-fault", now()));
        } finally {
            stops.remove(id);
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /// What ran on this node when it ended begins again: the same day, the same seeds, the same result.
    @EventListener(ApplicationReadyEvent.class)
    void afterStart() {
        takeUp(node -> node == nodes.number());
    }

    /// The same for nodes that died.
    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void ofDeadNodes() {
        takeUp(this::isGone);
    }

    private void takeUp(IntPredicate gone) {
        for (var tenant : tenancy.tenants()) {
            List<Long> cut = tenancy.asSystem(tenant.id(), () -> store.takenUp(gone, nodes.number(), now()));
            for (long id : cut) {
                LOG.info("Tenant {}: trial {} of rules of routing was cut off and begins again", tenant.id(), id);
                begin(tenant.id(), id);
            }
        }
    }

    private boolean isGone(int number) {
        var other = nodes.node(number);
        return number != nodes.number() && (other == null || !other.present());
    }

    @Override
    public void destroy() {
        ending = true;
        stops.values().forEach(stop -> stop.set(true));
        work.shutdownNow();
    }
}
