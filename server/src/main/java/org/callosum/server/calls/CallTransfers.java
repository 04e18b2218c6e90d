package org.callosum.server.calls;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.desk.DeskTransfers;
import org.jspecify.annotations.Nullable;

/// Brings what desks want with a second party to the call it concerns.
final class CallTransfers implements DeskTransfers {
    private final CallCentre centre;

    CallTransfers(CallCentre centre) {
        this.centre = centre;
    }

    @Override
    public CompletableFuture<String> transfer(long tenant, InteractionId interaction, Target target) {
        return ask(tenant, interaction, call -> call.transfer(target));
    }

    @Override
    public CompletableFuture<String> consult(long tenant, InteractionId interaction, Target target) {
        return ask(tenant, interaction, call -> call.consult(target));
    }

    @Override
    public CompletableFuture<String> together(long tenant, InteractionId interaction) {
        return ask(tenant, interaction, Call::together);
    }

    @Override
    public CompletableFuture<String> complete(long tenant, InteractionId interaction) {
        return ask(tenant, interaction, Call::complete);
    }

    @Override
    public CompletableFuture<String> end(long tenant, InteractionId interaction) {
        return ask(tenant, interaction, Call::endConsult);
    }

    @Override
    public @Nullable Asked asked(long tenant, InteractionId interaction) {
        var call = centre.call(interaction);
        return call == null || call.tenant() != tenant ? null : call.asked();
    }

    private CompletableFuture<String> ask(
            long tenant, InteractionId interaction, Function<Call, CompletableFuture<String>> question) {
        var call = centre.call(interaction);
        return call == null || call.tenant() != tenant
                ? CompletableFuture.completedFuture("conversation-over")
                : question.apply(call);
    }
}
