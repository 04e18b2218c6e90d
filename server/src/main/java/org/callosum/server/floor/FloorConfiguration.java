package org.callosum.server.floor;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.people.AgentChanged;
import org.callosum.server.people.SkillsChanged;
import org.callosum.server.queues.QueueChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.event.TransactionalEventListener;

/// Hears of each edit of a queue, an agent or the skill matrix after its commit; the floor then gets the
/// difference. What is lost on the way, while one node takes the floor over from another, is made up for a little
/// later: then everything is compared, as at a start.
///
/// One edit after the other, on a thread of its own: a difference is taken against what the floor has been told
/// before.
public class FloorConfiguration implements FloorListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FloorConfiguration.class);
    private static final long PATIENCE_SECONDS = 10;
    private static final long AGAIN_MILLIS = 2_000;

    private final BiFunction<Long, FloorCommand, CompletableFuture<Decision>> floors;
    private final FloorDifferences differences;
    private final long againMillis;

    /// Tenants whose floor has missed something and will be compared.
    private final Set<Long> behind = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService inTurn = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("floor-configuration").factory());

    FloorConfiguration(Floors floors, FloorDifferences differences) {
        this(floors::send, differences, AGAIN_MILLIS);
    }

    /// @param floors takes a command to a tenant's floor
    /// @param againMillis until everything is compared with a floor that has missed something
    FloorConfiguration(
            BiFunction<Long, FloorCommand, CompletableFuture<Decision>> floors,
            FloorDifferences differences,
            long againMillis) {
        this.floors = floors;
        this.differences = differences;
        this.againMillis = againMillis;
    }

    @TransactionalEventListener
    void on(QueueChanged change) {
        queueChanged(change.tenantId(), change.queue());
    }

    @TransactionalEventListener
    void on(AgentChanged change) {
        agentChanged(change.tenantId(), change.agent());
    }

    @TransactionalEventListener
    void on(SkillsChanged change) {
        change.levels().keySet().stream()
                .map(SkillsChanged.Cell::agent)
                .distinct()
                .forEach(agent -> agentChanged(change.tenantId(), agent));
    }

    /// A queue was made, changed or retired.
    public void queueChanged(long tenant, QueueId queue) {
        send(tenant, () -> differences.queue(tenant, queue));
    }

    /// An agent was made, changed or retired, or their skills were.
    public void agentChanged(long tenant, AgentId agent) {
        send(tenant, () -> differences.agent(tenant, agent));
    }

    /// Something was changed that many queues and agents are made of, such as rules of routing.
    public void everythingChanged(long tenant) {
        send(tenant, () -> differences.all(tenant));
    }

    @Override
    public boolean everywhere() {
        return true;
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        List<FloorCommand> again = differences.retries(tenant, event);
        if (!again.isEmpty()) {
            send(tenant, () -> again);
        }
    }

    private void send(long tenant, Supplier<List<FloorCommand>> difference) {
        try {
            inTurn.execute(() -> {
                try {
                    difference.get().forEach(command -> send(tenant, command));
                } catch (RuntimeException fault) {
                    LOG.error("Tenant {}: an edit did not reach the floor; everything is compared soon", tenant, fault);
                    missed(tenant);
                }
            });
        } catch (RejectedExecutionException closing) {
            LOG.info("Tenant {}: an edit reaches the floor at the next start", tenant);
        }
    }

    private void send(long tenant, FloorCommand command) {
        try {
            Decision decision = floors.apply(tenant, command)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            if (decision instanceof Decision.Refused(var refusal)) {
                LOG.info("Tenant {}: {} is refused for now: {}", tenant, command, refusal.code());
            }
        } catch (CompletionException fault) {
            LOG.warn(
                    "Tenant {}: {} did not reach the floor, everything is compared soon: {}",
                    tenant,
                    command,
                    fault.getMessage());
            missed(tenant);
        }
    }

    private void missed(long tenant) {
        if (behind.add(tenant)) {
            try {
                var unused = inTurn.schedule(
                        () -> {
                            behind.remove(tenant);
                            everythingChanged(tenant);
                        },
                        againMillis,
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                LOG.info("Tenant {}: an edit reaches the floor at the next start", tenant);
            }
        }
    }

    @Override
    public void close() {
        inTurn.shutdownNow();
    }
}
