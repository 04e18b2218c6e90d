package org.callosum.server.supervision.breaks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/// The breaks that are ahead or going on in each house, kept until somebody changes one, so that a board that is
/// made four times a second asks no table. One list a tenant, of at most [BreakPlan#MOST_OF_AGENT] breaks an
/// agent.
@Service
public class TodayBreaks {
    /// Said with `tenant:agents`, whose ids are parted by commas.
    static final String CHANGED = "breaks-changed";

    /// What began to be planned longer ago has been taken, or missed.
    static final Duration BACK = Duration.ofHours(16);

    private static final Duration AHEAD = Duration.ofHours(24);
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final BreakTable table;
    private final Tenancy tenancy;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ConcurrentMap<Long, Kept> kept = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, AtomicLong> edits = new ConcurrentHashMap<>();

    private record Kept(Map<AgentId, List<PlannedBreak>> breaks, long edit, Instant readAt) {}

    TodayBreaks(BreakTable table, Tenancy tenancy, ApplicationEventPublisher events, Clock clock, Notices notices) {
        this.table = table;
        this.tenancy = tenancy;
        this.events = events;
        this.clock = clock;
        notices.subscribe(CHANGED, this::heard);
    }

    /// By agent, each in order of time. Reads the table at most once a minute unless something has changed.
    public Map<AgentId, List<PlannedBreak>> of(long tenant) {
        long edit = edits(tenant).get();
        Instant now = clock.instant();
        Kept before = kept.get(tenant);
        if (before != null
                && before.edit() == edit
                && Duration.between(before.readAt(), now).abs().compareTo(KEPT) < 0) {
            return before.breaks();
        }
        Map<AgentId, List<PlannedBreak>> fresh = new HashMap<>();
        tenancy.asSystem(
                tenant,
                () -> table.live(now.minus(BACK), now.plus(AHEAD))
                        .forEach(one -> fresh.computeIfAbsent(one.agent(), _ -> new ArrayList<>())
                                .add(one)));
        kept.put(tenant, new Kept(fresh, edit, now));
        return fresh;
    }

    void edited(long tenant) {
        edits(tenant).incrementAndGet();
    }

    private AtomicLong edits(long tenant) {
        return edits.computeIfAbsent(tenant, _ -> new AtomicLong());
    }

    /// On the listener's thread: those who hear of it go on in threads of their own.
    private void heard(@Nullable String text) {
        if (text == null) {
            for (Long tenant : List.copyOf(edits.keySet())) {
                edited(tenant);
                events.publishEvent(new BreaksChanged(tenant, List.of()));
            }
            return;
        }
        String[] parts = text.split(":", -1);
        long tenant = Long.parseLong(parts[0]);
        edited(tenant);
        events.publishEvent(new BreaksChanged(
                tenant,
                Arrays.stream(parts[1].split(",", -1))
                        .map(id -> new AgentId(Long.parseLong(id)))
                        .toList()));
    }
}
