package org.callosum.server.scripts;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.floor.FloorUnavailable;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.stereotype.Component;

/// The agent who asks, and whether a contact is theirs: somebody else's is not found.
@Component
class AtDesk {
    private static final Set<WorkView.Stage> THEIRS =
            Set.of(WorkView.Stage.TALKING, WorkView.Stage.ON_HOLD, WorkView.Stage.WRAPPING_UP);
    private static final long PATIENCE_SECONDS = 10;

    private final Floors floors;
    private final ScriptStore store;
    private final Tenancy tenancy;

    AtDesk(Floors floors, ScriptStore store, Tenancy tenancy) {
        this.floors = floors;
        this.tenancy = tenancy;
        this.store = store;
    }

    /// @return the agent's id
    /// @throws org.callosum.server.platform.problem.Problem 409 `not-an-agent`; 404; 503 `floor-unavailable`
    long with(long interaction) {
        var who = Tenancy.current();
        var account = who.accountId();
        var agent = account == null ? null : tenancy.asSystem(who.tenantId(), () -> store.agentOf(account));
        if (agent == null) {
            throw Problems.refused("not-an-agent");
        }
        if (!has(who.tenantId(), agent, interaction)) {
            throw Problems.notFound("interaction", interaction);
        }
        return agent;
    }

    private boolean has(long tenant, long agent, long interaction) {
        var id = new InteractionId(interaction);
        try {
            return floors.read(tenant, floor -> {
                        var view = floor.agent(new AgentId(agent));
                        return view != null
                                && view.work().stream()
                                        .anyMatch(
                                                work -> work.interaction().equals(id) && THEIRS.contains(work.stage()));
                    })
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof FloorUnavailable || fault.getCause() instanceof TimeoutException) {
                throw Problems.of(503, "floor-unavailable", Map.of());
            }
            throw fault;
        }
    }
}
