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
    public CompletableFuture<Boolean> enter(InteractionId interaction, AgentId supervisor, Mode mode, AgentId agent) {
        var call = centre.call(interaction);
        if (call == null) {
            return CompletableFuture.completedFuture(false);
        }
        return call.supervise(
                switch (mode) {
                    case LISTEN -> Party.listener(supervisor, null);
                    case WHISPER -> Party.whisperer(supervisor, null, agent);
                    case JOIN -> Party.joined(supervisor, null);
                });
    }

    @Override
    public CompletableFuture<Boolean> leave(InteractionId interaction, AgentId supervisor) {
        var call = centre.call(interaction);
        return call == null ? CompletableFuture.completedFuture(false) : call.supervised(supervisor);
    }
}
