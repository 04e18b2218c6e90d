package org.callosum.server.calls;

import java.util.concurrent.CompletableFuture;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.floor.ExpectedWaits;
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
    private final ExpectedWaits waits;

    HostedFloor(Floors floors, ExpectedWaits waits) {
        this.floors = floors;
        this.waits = waits;
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
            case FloorCommand.SuspendWaiting(var interaction) -> interaction;
            case FloorCommand.ResumeWaiting(var interaction) -> interaction;
            case FloorCommand.AcceptOffer(var offer) -> offer.interaction();
            case FloorCommand.DeclineOffer(var offer) -> offer.interaction();
            case FloorCommand.EndConversation end -> end.interaction();
            default -> null; // agents, queues and time
        };
    }

    @Override
    public CompletableFuture<Place> place(long tenant, InteractionId interaction) {
        return waits.of(tenant, interaction).thenApply(HostedFloor::place).exceptionally(away -> Place.NONE);
    }

    private static Place place(ExpectedWaits.Place place) {
        var wait = place.expected();
        var said = wait.announcement();
        return new Place(
                wait.position(),
                place.waiting(),
                wait.agents(),
                wait.isKnown() ? wait.likelyMillis() : -1,
                said.fromMinutes(),
                said.toMinutes());
    }
}
