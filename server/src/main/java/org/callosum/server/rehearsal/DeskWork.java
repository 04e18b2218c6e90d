package org.callosum.server.rehearsal;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.Dispositions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What simulated agents do at their desks, by the same commands that a person's desk sends.
final class DeskWork implements RehearsalHouse {
    private static final Logger LOG = LoggerFactory.getLogger(DeskWork.class);

    private static final int TRIES = 30;
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final long tenant;
    private final Floors floors;
    private final Tenancy tenancy;
    private final Dispositions dispositions;
    private final Predicate<String> served;
    private final RandomGenerator chance;

    /// @param served whether somebody talks to the caller with this number
    DeskWork(
            long tenant,
            Floors floors,
            Tenancy tenancy,
            Dispositions dispositions,
            Predicate<String> served,
            RandomGenerator chance) {
        this.tenant = tenant;
        this.floors = floors;
        this.tenancy = tenancy;
        this.dispositions = dispositions;
        this.served = served;
        this.chance = chance;
    }

    /// A floor that has just begun, or changes hands, cannot be asked for a moment: an agent tries again.
    private CompletableFuture<?> send(FloorCommand command) {
        return send(command, TRIES);
    }

    private CompletableFuture<?> send(FloorCommand command, int tries) {
        return floors.send(tenant, command).exceptionallyCompose(away -> {
            if (tries <= 1) {
                LOG.warn("A simulated agent's command did not reach the floor: {}", away.getMessage());
                return CompletableFuture.completedFuture(null);
            }
            return CompletableFuture.supplyAsync(() -> tries - 1, LATER)
                    .thenCompose(left -> send(command, left).thenApply(_ -> null));
        });
    }

    @Override
    public void startWork(AgentId agent) {
        // Refused where the agent is signed in already; going ready is what matters.
        send(new FloorCommand.SignIn(agent)).thenRun(() -> send(new FloorCommand.GoReady(agent)));
    }

    @Override
    public void finishWrapUp(AgentId agent) {
        floors.read(
                        tenant,
                        floor -> floor.interactions().stream()
                                .filter(work -> agent.equals(work.agent()))
                                .filter(work -> work.stage() == WorkView.Stage.WRAPPING_UP)
                                .toList())
                .thenAccept(works -> works.forEach(work ->
                        send(new FloorCommand.CompleteWrapUp(work.interaction(), agent, outcome(work.queue())))));
    }

    /// One of the queue's own dispositions.
    private List<String> outcome(QueueId queue) {
        return tenancy.asSystem(tenant, () -> {
            var fitting = dispositions.all().stream()
                    .filter(each -> Boolean.TRUE.equals(each.active()))
                    .filter(each -> each.queueIds() == null
                            || each.queueIds().isEmpty()
                            || each.queueIds().contains(queue.toString()))
                    .map(each -> Objects.requireNonNull(each.code()))
                    .toList();
            return fitting.isEmpty() ? List.of() : List.of(fitting.get(chance.nextInt(fitting.size())));
        });
    }

    @Override
    public void takeBreak(AgentId agent) {
        send(new FloorCommand.GoNotReady(agent, "break"));
    }

    @Override
    public boolean isServed(String callerNumber) {
        return served.test(callerNumber);
    }
}
