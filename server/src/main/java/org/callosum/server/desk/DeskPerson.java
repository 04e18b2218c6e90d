package org.callosum.server.desk;

import java.util.Optional;
import java.util.Set;
import org.callosum.floor.AgentView;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;

/// The person at this desk, and what is theirs: an agent reaches only what the floor has given them.
class DeskPerson {
    private final DeskScreens screens;
    private final Desks desks;
    private final Floors floors;

    DeskPerson(DeskScreens screens, Desks desks, Floors floors) {
        this.screens = screens;
        this.desks = desks;
        this.floors = floors;
    }

    record Me(long tenant, AgentId agent, long account, String name) {}

    /// @throws org.callosum.server.platform.problem.Problem 409 `not-an-agent`
    Me me() {
        AccountContext who = Tenancy.current();
        Long account = who.accountId();
        AgentId agent = account == null ? null : screens.agentOf(who.tenantId(), account);
        if (account == null || agent == null) {
            throw Problems.refused("not-an-agent");
        }
        return new Me(who.tenantId(), agent, account, who.name());
    }

    Desk screen(Me me) {
        DeskScreens.Screen screen = screens.screen(me.tenant(), me.agent(), desks.offer(me.tenant(), me.agent()));
        if (screen == null) {
            throw Problems.refused("not-an-agent");
        }
        return screen.desk();
    }

    /// Work of this agent with this interaction, in one of these stages; somebody else's is not found.
    WorkView mine(Me me, InteractionId interaction, Set<WorkView.Stage> stages) {
        AgentView view = DeskProblems.answered(
                        floors.read(me.tenant(), floor -> Optional.ofNullable(floor.agent(me.agent()))))
                .orElse(null);
        if (view != null) {
            for (WorkView work : view.work()) {
                if (work.interaction().equals(interaction) && stages.contains(work.stage())) {
                    return work;
                }
            }
        }
        throw Problems.notFound("interaction", interaction);
    }

    WorkView inConversation(Me me, InteractionId interaction) {
        return mine(me, interaction, Set.of(WorkView.Stage.TALKING, WorkView.Stage.ON_HOLD));
    }
}
