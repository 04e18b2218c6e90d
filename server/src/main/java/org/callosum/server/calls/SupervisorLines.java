package org.callosum.server.calls;

import java.util.concurrent.CompletableFuture;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.supervision.monitoring.LineMonitor;

/// Supervisors in the calls of this node.
final class SupervisorLines implements LineMonitor {
    private final CallCentre centre;

    SupervisorLines(CallCentre centre) {
        this.centre = centre;
    }

    @Override
    public CompletableFuture<Answer> enter(InteractionId interaction, Coming coming) {
        var call = centre.call(interaction);
        if (call == null) {
            return CompletableFuture.completedFuture(Answer.NOT_HERE);
        }
        var supervisor = coming.supervisor();
        return call.supervise(
                switch (coming.mode()) {
                    case LISTEN -> Party.listener(supervisor, null);
                    case WHISPER -> Party.whisperer(supervisor, null, coming.agent());
                    case JOIN -> Party.joined(supervisor, null);
                },
                coming.announcement(),
                coming.gone());
    }

    @Override
    public CompletableFuture<Boolean> leave(InteractionId interaction, AgentId supervisor) {
        var call = centre.call(interaction);
        return call == null ? CompletableFuture.completedFuture(false) : call.supervised(supervisor);
    }
}
