package org.callosum.server.calls;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.cases.Cases;
import org.callosum.server.platform.system.Correlation;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens cases in their room, on a thread that may wait for the database.
final class RoomCases implements CallCases {
    private static final Logger LOG = LoggerFactory.getLogger(RoomCases.class);

    /// Waits of one, two, three … seconds in between: about five minutes in all.
    private static final int ATTEMPTS = 24;

    private final Tenancy tenancy;
    private final Cases cases;
    private final Directory directory;
    private final Clock clock;
    private final ExecutorService threads;

    RoomCases(Tenancy tenancy, Cases cases, Directory directory, Clock clock, ExecutorService threads) {
        this.tenancy = tenancy;
        this.cases = cases;
        this.directory = directory;
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public CompletableFuture<Void> open(
            long tenant,
            ClientId client,
            InteractionId interaction,
            long customer,
            String type,
            String reason,
            @Nullable String queue) {
        var known = queue == null ? null : directory.queue(tenant, client, queue);
        var opening = new Cases.Opening(
                client.value(),
                type,
                reason,
                interaction.value(),
                customer == 0 ? null : customer,
                null,
                known == null ? null : known.id().value(),
                "",
                clock.instant());
        var stored = new CompletableFuture<Void>();
        threads.execute(Correlation.carrying(interaction, () -> keepTrying(tenant, opening, stored)));
        return stored;
    }

    /// The customer is not kept on the line for a database that is away; the case is not given up for that.
    private void keepTrying(long tenant, Cases.Opening opening, CompletableFuture<Void> stored) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                tenancy.asSystem(tenant, () -> cases.open(opening));
                stored.complete(null);
                return;
            } catch (RuntimeException problem) {
                stored.completeExceptionally(problem);
                LOG.error(
                        "A {} case could not be opened, attempt {} of {}", opening.type(), attempt, ATTEMPTS, problem);
            }
            try {
                TimeUnit.SECONDS.sleep(attempt);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
