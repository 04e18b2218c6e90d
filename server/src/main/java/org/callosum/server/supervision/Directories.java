package org.callosum.server.supervision;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.ServiceLevel;
import org.callosum.measures.Thresholds;
import org.callosum.server.people.Agent;
import org.callosum.server.people.Agents;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads each tenant's [Directory] and keeps it until a queue or an agent is edited; what changes without a word to us
/// (teams, a site's zone) is seen half a minute later.
final class Directories {
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Tenancy tenancy;
    private final Queues queues;
    private final Agents agents;
    private final JdbcClient database;
    private final LongSupplier nanos;
    private final ConcurrentMap<Long, Kept> kept = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, AtomicLong> edits = new ConcurrentHashMap<>();

    /// @param edit how many edits had been heard of before it was read
    private record Kept(Directory directory, long edit, long readAtNanos) {}

    /// @param nanos a clock that never steps back
    Directories(Tenancy tenancy, Queues queues, Agents agents, JdbcClient database, LongSupplier nanos) {
        this.tenancy = tenancy;
        this.queues = queues;
        this.agents = agents;
        this.database = database;
        this.nanos = nanos;
    }

    Directory of(long tenant) {
        long edit = edits(tenant).get();
        long now = nanos.getAsLong();
        Kept before = kept.get(tenant);
        if (before != null && before.edit() == edit && now - before.readAtNanos() < KEPT_NANOS) {
            return before.directory();
        }
        Directory fresh = tenancy.asSystem(tenant, this::read);
        kept.put(tenant, new Kept(fresh, edit, now));
        return fresh;
    }

    /// Something in it was edited.
    void edited(long tenant) {
        edits(tenant).incrementAndGet();
    }

    private AtomicLong edits(long tenant) {
        return edits.computeIfAbsent(tenant, _ -> new AtomicLong());
    }

    private Directory read() {
        Map<String, ZoneId> zones = new HashMap<>();
        database.sql("select id, time_zone from site")
                .query((row, _) -> zones.put(row.getString(1), ZoneId.of(row.getString(2))))
                .list();
        var ofQueues = new LinkedHashMap<QueueId, Directory.QueueCard>();
        for (Queue queue : queues.all()) {
            ofQueues.put(
                    new QueueId(id(queue.id())),
                    new Directory.QueueCard(
                            Objects.requireNonNull(queue.name()),
                            new ClientId(id(queue.clientId())),
                            Objects.requireNonNull(zones.get(queue.siteId())),
                            new Thresholds(
                                    1_000L * given(queue.targetSeconds()),
                                    1_000L * given(queue.shortAbandonSeconds()),
                                    ServiceLevel.of(Objects.requireNonNull(queue.slVariant()))),
                            given(queue.targetPercent()),
                            Boolean.TRUE.equals(queue.active())));
        }
        var ofAgents = new LinkedHashMap<AgentId, Directory.AgentCard>();
        agents.active().stream()
                .sorted(Comparator.comparing((Agent agent) -> Objects.requireNonNullElse(agent.name(), ""))
                        .thenComparingLong(agent -> id(agent.id())))
                .forEach(agent -> ofAgents.put(
                        new AgentId(id(agent.id())),
                        new Directory.AgentCard(
                                Objects.requireNonNullElse(agent.name(), ""),
                                agent.teamId(),
                                Objects.requireNonNullElse(agent.clients(), List.<String>of()).stream()
                                        .map(client -> new ClientId(id(client)))
                                        .toList(),
                                Objects.requireNonNullElse(agent.device(), "browser"))));
        return new Directory(ofQueues, ofAgents);
    }

    private static long id(@Nullable String text) {
        return Long.parseLong(Objects.requireNonNull(text));
    }

    private static int given(@Nullable Integer number) {
        return Objects.requireNonNull(number);
    }
}
