package org.callosum.server.calls;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.cases.Cases;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens cases in their room, on a thread that may wait for the database.
final class RoomCases implements CallCases {
    private static final Logger LOG = LoggerFactory.getLogger(RoomCases.class);

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
    public void open(
            long tenant,
            ClientId client,
            InteractionId interaction,
            long customer,
            String type,
            String reason,
            @Nullable String queue) {
        var known = queue == null ? null : directory.queue(tenant, client, queue);
        threads.execute(() -> {
            try {
                tenancy.asSystem(
                        tenant,
                        () -> cases.open(new Cases.Opening(
                                client.value(),
                                type,
                                reason,
                                interaction.value(),
                                customer == 0 ? null : customer,
                                null,
                                known == null ? null : known.id().value(),
                                "",
                                clock.instant())));
            } catch (RuntimeException problem) {
                LOG.error("A {} case for interaction {} could not be opened", type, interaction, problem);
            }
        });
    }
}
