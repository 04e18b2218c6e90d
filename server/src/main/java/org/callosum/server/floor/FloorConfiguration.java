package org.callosum.server.floor;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
/// difference. What
/// is lost on the way is made up for at the next start, which compares everything.
///
/// One edit after the other, on a thread of its own: a difference is taken against what the floor has been told
/// before.
public class FloorConfiguration implements FloorListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FloorConfiguration.class);
    private static final long PATIENCE_SECONDS = 10;

    private final Floors floors;
    private final FloorDifferences differences;
    private final ExecutorService inTurn = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("floor-configuration").factory());

    FloorConfiguration(Floors floors, FloorDifferences differences) {
        this.floors = floors;
        this.differences = differences;
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
                    LOG.error(
                            "Tenant {}: an edit did not reach the floor; the next start makes up for it",
                            tenant,
                            fault);
                }
            });
        } catch (RejectedExecutionException closing) {
            LOG.info("Tenant {}: an edit reaches the floor at the next start", tenant);
        }
    }

    private void send(long tenant, FloorCommand command) {
        try {
            Decision decision = floors.send(tenant, command)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
            if (decision instanceof Decision.Refused(var refusal)) {
                LOG.info("Tenant {}: {} is refused for now: {}", tenant, command, refusal.code());
            }
        } catch (CompletionException fault) {
            LOG.warn("Tenant {}: {} did not reach the floor: {}", tenant, command, fault.getMessage());
        }
    }

    /// Waits until the floor has been told of every edit so far; for tests and for whoever must route at once.
    void settle() {
        try {
            inTurn.submit(() -> {}).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
            throw new IllegalStateException("Edits have not reached the floor", late);
        }
    }

    @Override
    public void close() {
        inTurn.shutdownNow();
    }
}
