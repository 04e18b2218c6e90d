package org.callosum.server.calls;

import java.util.concurrent.CompletableFuture;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.system.Correlation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tenant's floor, whose decisions are durable before they are told. A floor that cannot be asked refuses:
/// the caller
/// is then led as if the queue were full.
final class HostedFloor implements FloorGate {
    private static final Logger LOG = LoggerFactory.getLogger(HostedFloor.class);

    private final Floors floors;

    HostedFloor(Floors floors) {
        this.floors = floors;
    }

    @Override
    public CompletableFuture<Boolean> send(long tenant, FloorCommand command) {
        return ask(tenant, command).thenApply(String::isEmpty);
    }

    @Override
    public CompletableFuture<String> ask(long tenant, FloorCommand command) {
        return floors.send(tenant, command)
                .thenApply(decision -> switch (decision) {
                    case Decision.Accepted _ -> "";
                    case Decision.Refused(var refusal) -> {
                        marked(command, () -> LOG.debug("The floor refuses {}: {}", command, refusal));
                        yield refusal.code();
                    }
                })
                .exceptionally(away -> {
                    marked(command, () -> LOG.error("The floor could not be asked: {}", away.getMessage()));
                    return "floor-unavailable";
                });
    }

    private static void marked(FloorCommand command, Runnable log) {
        var interaction = interactionOf(command);
        if (interaction == null) {
            log.run();
        } else {
            Correlation.carrying(interaction, log).run();
        }
    }

    /// What calls ask of the floor concerns their interaction.
    private static @Nullable InteractionId interactionOf(FloorCommand command) {
        return switch (command) {
            case FloorCommand.Enqueue enqueue -> enqueue.interaction();
            case FloorCommand.Abandon(var interaction) -> interaction;
            case FloorCommand.LeaveQueue leave -> leave.interaction();
            case FloorCommand.AcceptOffer(var offer) -> offer.interaction();
            case FloorCommand.DeclineOffer(var offer) -> offer.interaction();
            case FloorCommand.EndConversation end -> end.interaction();
            default -> null; // agents, queues and time
        };
    }

    @Override
    public CompletableFuture<Integer> position(long tenant, InteractionId interaction) {
        return floors.read(tenant, floor -> {
                    var waiting = floor.interaction(interaction);
                    if (waiting == null) {
                        return 0;
                    }
                    long ahead = floor.waiting(waiting.queue()).stream()
                            .filter(other -> other.queuedAtMillis() < waiting.queuedAtMillis())
                            .count();
                    return (int) ahead + 1;
                })
                .exceptionally(away -> 0);
    }
}
