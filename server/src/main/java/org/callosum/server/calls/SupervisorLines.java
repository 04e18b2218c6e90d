package org.callosum.server.calls;

import java.util.concurrent.CompletableFuture;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.supervision.monitoring.LineMonitor;

/// Supervisors in the calls of this node, and by question in those of others (decision 0180).
final class SupervisorLines implements LineMonitor {
    private final CallCentre centre;
    private final CallsElsewhere elsewhere;

    SupervisorLines(CallCentre centre, CallsElsewhere elsewhere) {
        this.centre = centre;
        this.elsewhere = elsewhere;
    }

    @Override
    public CompletableFuture<Answer> enter(InteractionId interaction, Coming coming) {
        var call = centre.call(interaction);
        if (call != null) {
            var lines = centre.world().lines();
            var who = new AgentLines.Key(coming.tenant(), coming.supervisor());
            return lines.fetch(who).thenCompose(_ -> supervise(call, coming)).whenComplete((answer, _) -> {
                if (answer != Answer.IN) {
                    lines.fetchedInVain(who);
                }
            });
        }
        return elsewhere.has(interaction)
                ? elsewhere
                        .askSoon(coming.tenant(), interaction, ElsewhereWords.Act.come(coming))
                        .thenApply(SupervisorLines::answer)
                : CompletableFuture.completedFuture(Answer.NOT_HERE);
    }

    private static Answer answer(String code) {
        return switch (code) {
            case CallsElsewhere.UNREACHABLE -> Answer.UNREACHABLE;
            case CallsElsewhere.OVER -> Answer.NOT_HERE;
            default -> Answer.valueOf(code); // both nodes are of one version
        };
    }

    /// Comes into a call of this node by the line that is there.
    static CompletableFuture<Answer> supervise(Call call, Coming coming) {
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
    public CompletableFuture<Boolean> leave(long tenant, InteractionId interaction, AgentId supervisor) {
        var call = centre.call(interaction);
        if (call != null) {
            return call.supervised(supervisor);
        }
        return elsewhere.has(interaction)
                ? elsewhere
                        .askSoon(tenant, interaction, ElsewhereWords.Act.go(supervisor))
                        .thenApply(String::isEmpty)
                : CompletableFuture.completedFuture(false);
    }
}
