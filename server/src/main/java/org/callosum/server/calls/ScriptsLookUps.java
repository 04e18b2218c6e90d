package org.callosum.server.calls;

import java.util.concurrent.CompletableFuture;
import org.callosum.flow.FlowEffect;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.scripts.LookUps;

/// What an agent's script looks up is asked as a call's look-ups are: the same addresses, the same bounds.
final class ScriptsLookUps implements LookUps {
    private final Directory directory;

    ScriptsLookUps(Directory directory) {
        this.directory = directory;
    }

    @Override
    public CompletableFuture<Answer> ask(
            long tenant, ClientId client, long customer, InteractionId interaction, FlowEffect.Lookup lookup) {
        return directory
                .lookup(tenant, client, customer, interaction, lookup)
                .thenApply(answer -> new Answer(answer.status(), answer.fields()));
    }
}
