package org.callosum.server.supervision;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.callosum.floor.AgentState;
import org.callosum.floor.AgentView;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.FloorListener;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What alarms need to know of the last hour and the floor itself does not show: who signed out how often, how many
/// arrived in each minute, since when a customer has been talked to. Only of floors that this process owns.
///
/// Memory: [MinuteCounts#KEPT] counts a queue, at most [#MOST_SIGN_OUTS] instants an agent, one instant a conversation.
final class RecentFloor implements FloorListener {
    static final int MOST_SIGN_OUTS = 60;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final Logger LOG = LoggerFactory.getLogger(RecentFloor.class);

    private final Tenancy tenancy;
    private final JdbcClient database;
    private final Clock clock;
    private final ConcurrentMap<Long, House> houses = new ConcurrentHashMap<>();

    RecentFloor(Tenancy tenancy, JdbcClient database, Clock clock) {
        this.tenancy = tenancy;
        this.database = database;
        this.clock = clock;
    }

    /// One tenant's. Written on the floor's thread, read from any.
    private static final class House {
        final Set<AgentId> signedIn = new HashSet<>();
        final Map<AgentId, Deque<Long>> signOuts = new HashMap<>();
        final Map<InteractionId, Long> answeredAt = new HashMap<>();
        final Map<QueueId, MinuteCounts> arrivals = new HashMap<>();
        long knownFromMillis;
        long arrivedAtMillis;
    }

    /// The tenants whose floors this process owns.
    Set<Long> owned() {
        return Set.copyOf(houses.keySet());
    }

    /// Nobody is signed in, and nobody has arrived within the hour.
    boolean isQuiet(long tenant) {
        House house = houses.get(tenant);
        if (house == null) {
            return true;
        }
        synchronized (house) {
            return house.signedIn.isEmpty() && clock.millis() - house.arrivedAtMillis > HOUR_MILLIS;
        }
    }

    /// Sign-outs within the last hour.
    int signOuts(long tenant, AgentId agent) {
        House house = houses.get(tenant);
        if (house == null) {
            return 0;
        }
        long from = clock.millis() - HOUR_MILLIS;
        synchronized (house) {
            Deque<Long> own = house.signOuts.get(agent);
            return own == null ? 0 : (int) own.stream().filter(at -> at > from).count();
        }
    }

    /// @return null for a conversation that began before this process owned the floor
    @Nullable
    Long answeredAt(long tenant, InteractionId interaction) {
        House house = houses.get(tenant);
        if (house == null) {
            return null;
        }
        synchronized (house) {
            return house.answeredAt.get(interaction);
        }
    }

    /// Arrivals of a queue by the minute, from some minutes ago until some minutes ago; the minute that runs is the
    /// last
    /// one of `0`.
    ///
    /// @return -1 where so far back nothing is known
    long arrivals(long tenant, QueueId queue, int fromMinutesAgo, int toMinutesAgo) {
        House house = houses.get(tenant);
        long now = clock.millis();
        if (house == null) {
            return -1;
        }
        synchronized (house) {
            if (now - fromMinutesAgo * 60_000L < house.knownFromMillis) {
                return -1;
            }
            MinuteCounts counts = house.arrivals.get(queue);
            return counts == null
                    ? 0
                    : counts.between(now / 60_000 + 1 - fromMinutesAgo, now / 60_000 + 1 - toMinutesAgo);
        }
    }

    // ---- the floor's thread ----

    @Override
    public void recovered(long tenant, Floor floor) {
        House house = new House();
        for (AgentView agent : floor.agents()) {
            if (agent.state() != AgentState.SIGNED_OUT) {
                house.signedIn.add(agent.agent());
            }
        }
        house.knownFromMillis = clock.millis();
        if (floor.queues().stream().anyMatch(queue -> queue.waiting() + queue.offered() > 0)) {
            house.arrivedAtMillis = clock.millis();
        }
        houses.put(tenant, house);
        Thread.ofVirtual().name("recent-floor-" + tenant).start(() -> recall(tenant, house));
    }

    @Override
    public void lost(long tenant) {
        houses.remove(tenant);
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        House house = houses.get(tenant);
        if (house != null) {
            synchronized (house) {
                hear(house, event);
            }
        }
    }

    private static void hear(House house, FloorEvent event) {
        switch (event) {
            case FloorEvent.AgentSignedIn e -> house.signedIn.add(e.agent());
            case FloorEvent.AgentSignedOut e -> {
                house.signedIn.remove(e.agent());
                signedOut(house, e.agent(), e.atMillis());
            }
            case FloorEvent.AgentRetired e -> {
                house.signedIn.remove(e.agent());
                house.signOuts.remove(e.agent());
            }
            case FloorEvent.QueueRetired e -> house.arrivals.remove(e.queue());
            case FloorEvent.InteractionQueued e -> {
                if (e.arrival().kind().entersFigures()) {
                    house.arrivedAtMillis = e.atMillis();
                    house.arrivals
                            .computeIfAbsent(e.queue(), _ -> new MinuteCounts())
                            .add(e.atMillis() / 60_000, 1);
                }
            }
            case FloorEvent.OfferAccepted e -> house.answeredAt.putIfAbsent(e.interaction(), e.atMillis());
            case FloorEvent.ConversationStarted e -> house.answeredAt.putIfAbsent(e.interaction(), e.atMillis());
            case FloorEvent.ConversationEnded e -> house.answeredAt.remove(e.interaction());
            case FloorEvent.InteractionInterrupted e -> house.answeredAt.remove(e.interaction());
            case FloorEvent _ -> {} // the rest is on the floor itself
        }
    }

    private static void signedOut(House house, AgentId agent, long atMillis) {
        Deque<Long> own = house.signOuts.computeIfAbsent(agent, _ -> new ArrayDeque<>());
        own.addLast(atMillis);
        while (own.size() > MOST_SIGN_OUTS || own.getFirst() < atMillis - HOUR_MILLIS) {
            own.removeFirst();
        }
    }

    // ---- after a start ----

    /// What the tables know of the time before. Contacts that were open when the process ended are no finished entries
    /// yet, so the first hour may count a few too few.
    private void recall(long tenant, House house) {
        long now = clock.millis();
        Instant from = Instant.ofEpochMilli((now / 60_000 - MinuteCounts.KEPT + 1) * 60_000);
        try {
            tenancy.asSystem(tenant, () -> {
                database.sql("""
                                select e.queue_id, e.queued_at from queue q
                                  join queue_entry e on e.queue_id = q.id and e.queued_at >= :from and e.queued_at < :to
                                 where e.kind in ('customer', 'call-back') and e.replaces is null""")
                        .param("from", from.atOffset(ZoneOffset.UTC))
                        .param("to", Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC))
                        .query(row -> {
                            synchronized (house) {
                                house.arrivals
                                        .computeIfAbsent(new QueueId(row.getLong(1)), _ -> new MinuteCounts())
                                        .add(millis(row.getTimestamp(2)) / 60_000, 1);
                            }
                        });
                database.sql("""
                                select s.agent_id, s.signed_out_at from agent a
                                  join agent_session s on s.agent_id = a.id and s.signed_in_at >= :day and s.signed_out_at >= :from
                                 order by s.signed_out_at""")
                        .param("day", from.minusSeconds(86_400).atOffset(ZoneOffset.UTC))
                        .param("from", Instant.ofEpochMilli(now - HOUR_MILLIS).atOffset(ZoneOffset.UTC))
                        .query(row -> {
                            synchronized (house) {
                                signedOut(house, new AgentId(row.getLong(1)), millis(row.getTimestamp(2)));
                            }
                        });
            });
            synchronized (house) {
                house.knownFromMillis = from.toEpochMilli();
            }
        } catch (RuntimeException fault) {
            LOG.warn("Tenant {}: alarms know nothing of the hour before the start", tenant, fault);
        }
    }

    private static long millis(@Nullable Timestamp at) {
        return at == null ? 0 : at.getTime();
    }
}
