package org.callosum.server.routing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.floor.AgentRulesSource;
import org.callosum.server.floor.FloorConfiguration;
import org.callosum.server.floor.FloorListener;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.journal.StoredEvents;
import org.callosum.workforce.routing.StrainGovernor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Lets each tenant's [StrainGovernor] hear the floor that this node owns, and carries out what it answers. After a
/// start, a take-over or a change of the rules it hears the last two hours again from the journal, so that an agent who
/// was due for easier contacts still is.
///
/// All of it happens on one thread of its own, in the order of the events; the floor's thread only posts, and only for
/// houses whose rules set a limit. At most [#MOST_WAITING] events wait in memory: a house that has more is read again
/// from its journal when the thread comes to it, with a warning.
@Component
class StrainWatch implements FloorListener, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(StrainWatch.class);
    private static final long EVERY_MILLIS = 1_000;

    /// Ticks between two looks at what other nodes have put into force, and at the date.
    private static final int SELDOM = 30;

    static final int MOST_WAITING = 50_000;

    /// Strain looks back an hour; whoever came before that hour is known by what was queued in the one before.
    private static final long BACK_SECONDS = 7_200;

    private final LiveRouting routing;
    private final ObjectProvider<Floors> floors;
    private final ObjectProvider<AgentRulesSource> agents;
    private final ObjectProvider<FloorConfiguration> configuration;
    private final StoredEvents journal;
    private final RoutingHouse house;
    private final Clock clock;
    private final Map<Long, Watch> watches = new HashMap<>();
    /// Houses whose rules set a limit; asked by the floors' threads.
    private final Set<Long> strained = ConcurrentHashMap.newKeySet();

    private final Set<Long> behind = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waiting = new AtomicInteger();
    private long ticks;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("strain").factory());

    /// @param governor null: the rules set no limit
    /// @param heard the last position it knows
    private record Watch(
            @Nullable Integer version,
            LocalDate day,
            @Nullable StrainGovernor governor,
            long heard) {}

    StrainWatch(
            LiveRouting routing,
            ObjectProvider<Floors> floors,
            ObjectProvider<AgentRulesSource> agents,
            ObjectProvider<FloorConfiguration> configuration,
            StoredEvents journal,
            RoutingHouse house,
            Clock clock) {
        this.routing = routing;
        this.floors = floors;
        this.agents = agents;
        this.configuration = configuration;
        this.journal = journal;
        this.house = house;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        thread.scheduleWithFixedDelay(this::tick, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void recovered(long tenant, Floor floor) {
        post(tenant, () -> begin(tenant));
    }

    @Override
    public void lost(long tenant) {
        strained.remove(tenant);
        post(tenant, () -> watches.remove(tenant));
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        if (!strained.contains(tenant)) {
            return;
        }
        if (waiting.get() >= MOST_WAITING) {
            if (behind.add(tenant)) {
                LOG.warn("Tenant {}: the watch over strain is behind and reads the journal again", tenant);
            }
            return;
        }
        waiting.incrementAndGet();
        post(tenant, () -> {
            waiting.decrementAndGet();
            heard(tenant, position, event);
        });
    }

    private void post(long tenant, Runnable work) {
        if (!thread.isShutdown()) {
            thread.execute(() -> guarded(tenant, work));
        }
    }

    /// A thread that dies would leave everybody with hard contacts for ever, silently.
    private void guarded(long tenant, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException fault) {
            LOG.error("Tenant {}: the watch over strain stumbled; it goes on", tenant, fault);
        }
    }

    private void begin(long tenant) {
        var inForce = routing.inForce(tenant);
        var governor = inForce.plan().governor();
        if (governor == null) {
            strained.remove(tenant);
            watches.put(tenant, new Watch(inForce.version(), house.today(), null, 0));
            return;
        }
        strained.add(tenant); // before reading: what is committed from here on waits behind this
        long now = clock.millis();
        var source = agents.getObject();
        source.agents(tenant).forEach((agent, configured) -> {
            Integer level = configured.skills().get(RoutingHouse.COMPLEXITY);
            if (level != null) {
                governor.heard(new FloorEvent.SkillGranted(agent, RoutingHouse.COMPLEXITY, level, now));
            }
        });
        long from = journal.before(tenant, Instant.ofEpochMilli(now).minusSeconds(BACK_SECONDS));
        long heard = journal.read(tenant, from, Long.MAX_VALUE, event -> {
            if (governor.nextDeadlineMillis() <= event.atMillis()) {
                governor.timeIs(event.atMillis());
            }
            if (!ofComplexity(event)) {
                governor.heard(event);
            }
        });
        watches.put(tenant, new Watch(inForce.version(), house.today(), governor, heard));
        source.agents(tenant).keySet().stream()
                .filter(governor::isEased)
                .sorted()
                .forEach(agent -> send(
                        tenant,
                        new FloorCommand.GrantSkill(
                                agent,
                                RoutingHouse.COMPLEXITY,
                                Objects.requireNonNull(inForce.plan().rules().variety())
                                        .easyLevel())));
    }

    /// What was granted under the rules of then says nothing about those of now.
    private static boolean ofComplexity(FloorEvent event) {
        return switch (event) {
            case FloorEvent.SkillGranted granted -> granted.skill().equals(RoutingHouse.COMPLEXITY);
            case FloorEvent.SkillRevoked revoked -> revoked.skill().equals(RoutingHouse.COMPLEXITY);
            case FloorEvent _ -> false;
        };
    }

    private void heard(long tenant, long position, FloorEvent event) {
        var watch = watches.get(tenant);
        var governor = watch == null ? null : watch.governor();
        if (watch != null && governor != null && position > watch.heard()) {
            send(tenant, governor.heard(event));
        }
    }

    private void tick() {
        boolean look = ++ticks % SELDOM == 0;
        for (long tenant : List.copyOf(watches.keySet())) {
            guarded(tenant, () -> {
                if (behind.remove(tenant)) {
                    begin(tenant);
                }
                if (look) {
                    look(tenant);
                }
                recover(tenant);
            });
        }
    }

    /// The rules were changed on this node.
    void changed(long tenant) {
        post(tenant, () -> {
            if (watches.containsKey(tenant)) {
                begin(tenant);
            }
        });
    }

    private void look(long tenant) {
        var watch = Objects.requireNonNull(watches.get(tenant));
        var version = routing.inForce(tenant).version();
        if (!Objects.equals(version, watch.version())) {
            // another node has put them into force; its own comparison may have met an older copy here
            configuration.ifAvailable(floor -> floor.everythingChanged(tenant));
            begin(tenant);
        } else if (!house.today().equals(watch.day())) {
            // a day more with the house may admit somebody to more
            watches.put(tenant, new Watch(version, house.today(), watch.governor(), watch.heard()));
            configuration.ifAvailable(floor -> floor.everythingChanged(tenant));
        }
    }

    private void recover(long tenant) {
        var watch = watches.get(tenant);
        var governor = watch == null ? null : watch.governor();
        if (governor != null) {
            long now = clock.millis();
            if (governor.nextDeadlineMillis() <= now) {
                send(tenant, governor.timeIs(now));
            }
        }
    }

    private void send(long tenant, List<FloorCommand> commands) {
        commands.forEach(command -> send(tenant, command));
    }

    private void send(long tenant, FloorCommand command) {
        floors.getObject().send(tenant, command).whenComplete((_, away) -> {
            if (away != null) {
                LOG.warn("Tenant {}: {} did not reach the floor: {}", tenant, command, away.getMessage());
            }
        });
    }

    /// Whether an agent is spared hard contacts now.
    boolean isEased(long tenant, AgentId agent) {
        return asked(tenant, governor -> governor.isEased(agent));
    }

    /// Whether the rules in force set a limit and this node minds it.
    boolean watches(long tenant) {
        return asked(tenant, _ -> true);
    }

    private boolean asked(long tenant, Predicate<StrainGovernor> question) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            var watch = watches.get(tenant);
                            var governor = watch == null ? null : watch.governor();
                            return governor != null && question.test(governor);
                        },
                        thread)
                .join();
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
