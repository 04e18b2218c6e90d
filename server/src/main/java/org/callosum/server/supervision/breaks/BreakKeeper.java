package org.callosum.server.supervision.breaks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.AgentState;
import org.callosum.floor.AgentView;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Presence;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.floor.FloorListener;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// Writes down who goes on a planned break and who is back, by comparing the breaks with what people do:
/// whoever is not ready with the reason of their break is on it. A comparison needs no word to have been heard,
/// so nothing is lost by a restart. The node that owns the floor does it; houses without a live break cost
/// nothing.
@Service
class BreakKeeper implements FloorListener {
    private static final Logger LOG = LoggerFactory.getLogger(BreakKeeper.class);

    /// Whoever goes this much sooner is on the planned break already.
    static final Duration EARLY = Duration.ofMinutes(10);

    /// Who has not gone by then goes no more.
    static final Duration GIVEN_UP = Duration.ofHours(2);

    private static final long PATIENCE_SECONDS = 10;

    private final TodayBreaks today;
    private final BreakTable table;
    private final Floors floors;
    private final Tenancy tenancy;
    private final Clock clock;

    /// Tenants owned here that may have live breaks.
    private final Set<Long> looking = ConcurrentHashMap.newKeySet();

    BreakKeeper(TodayBreaks today, BreakTable table, Floors floors, Tenancy tenancy, Clock clock) {
        this.today = today;
        this.table = table;
        this.floors = floors;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    @Override
    public void recovered(long tenant, Floor floor) {
        looking.add(tenant);
    }

    @Override
    public void lost(long tenant) {
        looking.remove(tenant);
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {} // what counts is how people stand

    @EventListener
    void on(BreaksChanged changed) {
        looking.add(changed.tenant());
    }

    @Scheduled(fixedDelayString = "PT1S")
    void look() {
        for (Long tenant : List.copyOf(looking)) {
            looking.remove(tenant); // before the look: what changes meanwhile puts it back
            try {
                if (floors.owns(tenant) && keep(tenant, clock.instant())) {
                    looking.add(tenant);
                }
            } catch (RuntimeException fault) {
                looking.add(tenant);
                LOG.warn("Tenant {}: who is on a break is looked at later", tenant, fault);
            }
        }
    }

    /// How an agent stands.
    ///
    /// @param reason why they are not ready; null while they are, or have work in hand
    private record Stand(@Nullable String reason, Instant since) {}

    /// @return whether the house has breaks that are ahead or going on
    boolean keep(long tenant, Instant now) {
        Map<AgentId, List<PlannedBreak>> live = today.of(tenant);
        if (live.isEmpty()) {
            return false;
        }
        Set<AgentId> due = new HashSet<>();
        live.forEach((agent, breaks) -> {
            if (breaks.stream().anyMatch(one -> !now.isBefore(one.startsAt().minus(EARLY)))) {
                due.add(agent);
            }
        });
        if (due.isEmpty()) {
            return true;
        }
        Map<AgentId, Stand> stands = floors.read(tenant, floor -> stands(floor, due))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        tenancy.asSystem(tenant, () -> {
            Set<AgentId> changed = new HashSet<>();
            due.forEach(agent -> {
                if (write(live.getOrDefault(agent, List.of()), stands.get(agent), now)) {
                    changed.add(agent);
                }
            });
            table.say(changed);
            if (!changed.isEmpty()) {
                today.edited(tenant); // the word comes back to this node a little later
            }
        });
        return true;
    }

    private static Map<AgentId, Stand> stands(Floor floor, Set<AgentId> agents) {
        Map<AgentId, Stand> stands = new HashMap<>();
        for (AgentId agent : agents) {
            AgentView view = floor.agent(agent);
            if (view != null) {
                String reason =
                        view.state() == AgentState.NOT_READY && view.presence() instanceof Presence.NotReady(var why)
                                ? why
                                : null;
                stands.put(agent, new Stand(reason, Instant.ofEpochMilli(view.sinceMillis())));
            }
        }
        return stands;
    }

    /// @return whether something was written
    private boolean write(List<PlannedBreak> breaks, @Nullable Stand stand, Instant now) {
        boolean wrote = false;
        boolean on = false;
        for (PlannedBreak one : breaks) {
            Stand away = stand != null && !on && one.reason().equals(stand.reason()) ? stand : null;
            Instant at = away == null ? null : begins(one, away, now);
            if (one.beganAt() != null) {
                if (away == null) {
                    table.over(one.id(), stand == null ? now : stand.since());
                    wrote = true;
                } else {
                    on = true;
                }
            } else if (at != null) {
                table.begun(one.id(), at);
                on = true;
                wrote = true;
            } else if (now.isAfter(one.startsAt().plus(GIVEN_UP))) {
                table.missed(one.id());
                wrote = true;
            }
        }
        return wrote;
    }

    /// Who has been away since long before is on the planned break from its time on.
    private static @Nullable Instant begins(PlannedBreak one, Stand stand, Instant now) {
        if (!stand.since().isBefore(one.startsAt().minus(EARLY))) {
            return stand.since();
        }
        return now.isBefore(one.startsAt()) ? null : one.startsAt();
    }
}
