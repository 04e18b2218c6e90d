package org.callosum.server.calls;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.desk.DeskTransfers;
import org.jspecify.annotations.Nullable;

/// Brings what desks want with a second party to the call it concerns.
final class CallTransfers implements DeskTransfers {
    private final CallCentre centre;
    private final CallsElsewhere elsewhere;

    CallTransfers(CallCentre centre, CallsElsewhere elsewhere) {
        this.centre = centre;
        this.elsewhere = elsewhere;
    }

    @Override
    public CompletableFuture<String> transfer(long tenant, InteractionId interaction, Target target) {
        return ask(tenant, interaction, call -> call.transfer(target), ElsewhereWords.Act.transfer(target));
    }

    @Override
    public CompletableFuture<String> consult(long tenant, InteractionId interaction, Target target) {
        return ask(tenant, interaction, call -> call.consult(target), ElsewhereWords.Act.consult(target));
    }

    @Override
    public CompletableFuture<String> together(long tenant, InteractionId interaction) {
        return ask(tenant, interaction, Call::together, ElsewhereWords.Act.together());
    }

    @Override
    public CompletableFuture<String> complete(long tenant, InteractionId interaction) {
        return ask(tenant, interaction, Call::complete, ElsewhereWords.Act.complete());
    }

    @Override
    public CompletableFuture<String> end(long tenant, InteractionId interaction) {
        return ask(tenant, interaction, Call::endConsult, ElsewhereWords.Act.end());
    }

    @Override
    public @Nullable Asked asked(long tenant, InteractionId interaction) {
        var call = centre.call(interaction);
        if (call == null) {
            return elsewhere.shown(tenant, interaction).asked();
        }
        return call.tenant() != tenant ? null : call.asked();
    }

    private CompletableFuture<String> ask(
            long tenant,
            InteractionId interaction,
            Function<Call, CompletableFuture<String>> question,
            ElsewhereWords.Act act) {
        var call = centre.call(interaction);
        if (call == null && elsewhere.has(interaction)) {
            return elsewhere.ask(tenant, interaction, act);
        }
        return call == null || call.tenant() != tenant
                ? CompletableFuture.completedFuture("conversation-over")
                : question.apply(call);
    }
}
