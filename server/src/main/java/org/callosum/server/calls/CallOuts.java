package org.callosum.server.calls;

import java.util.concurrent.CompletableFuture;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.desk.DeskCallOuts;
import org.callosum.server.desk.DeskTransfers;
import org.jspecify.annotations.Nullable;

/// The desk's calls to customers, made by this node.
final class CallOuts implements DeskCallOuts {
    private final CallCentre centre;

    CallOuts(CallCentre centre) {
        this.centre = centre;
    }

    @Override
    public CompletableFuture<String> call(Order order) {
        long tenant = order.by().tenantId();
        var directory = centre.world().directory();
        var entry = directory.shown(tenant, order.client());
        if (entry == null) {
            return CompletableFuture.completedFuture("no-own-number");
        }
        var queue = directory.queue(tenant, order.client(), order.queue());
        if (queue == null) {
            return CompletableFuture.completedFuture("queue-unknown");
        }
        if (directory.line(tenant, order.agent()) instanceof Directory.AgentLine.Browser
                && centre.world().lines().connected(new AgentLines.Key(tenant, order.agent())) == null) {
            return CompletableFuture.completedFuture("no-line");
        }
        return switch (directory.callOut(order)) {
            case Directory.Route.Refused(var reason) ->
                CompletableFuture.completedFuture(DeskTransfers.NUMBER + reason);
            case Directory.Route.Allowed route -> centre.callOut(order, entry.in(order.language()), queue, route);
        };
    }

    @Override
    public @Nullable Dialling dialling(long tenant, InteractionId interaction) {
        var call = centre.call(interaction);
        return call == null || call.tenant() != tenant ? null : call.dialling();
    }
}
