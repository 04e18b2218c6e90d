package org.callosum.server.supervision.actions;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.people.Agent;
import org.callosum.server.people.Agents;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.Queues;
import org.springframework.stereotype.Service;

/// Changes which queues an agent serves. An agent without a list serves all queues of their clients: taking one away
/// gives them the list of the others.
@Service
class QueueMoves {
    private final Agents agents;
    private final Queues queues;
    private final Tenancy tenancy;

    QueueMoves(Agents agents, Queues queues, Tenancy tenancy) {
        this.agents = agents;
        this.queues = queues;
        this.tenancy = tenancy;
    }

    /// @return what became of it
    /// @throws org.callosum.server.platform.problem.Problem when the agent cannot be left so
    String move(AccountContext who, AgentId agent, List<QueueId> add, List<QueueId> remove) {
        // the whole list is needed to change a part of it, that of clients included which the leader does not see
        var whole = new AccountContext(
                who.tenantId(),
                who.accountId(),
                who.name(),
                who.language(),
                who.rights(),
                new ClientScope.All(),
                who.source(),
                who.sessionId());
        return tenancy.asAccount(whole, () -> {
            Agent before = agents.find(agent.value()).orElseThrow(() -> Problems.notFound("agent", agent));
            List<String> listed = Objects.requireNonNullElse(before.queues(), List.<String>of());
            Set<String> now = new LinkedHashSet<>(listed.isEmpty() ? all(before) : listed);
            Set<String> was = Set.copyOf(now);
            add.forEach(queue -> now.add(queue.toString()));
            remove.forEach(queue -> now.remove(queue.toString()));
            if (now.isEmpty()) {
                throw Problems.refused("agent-needs-a-queue"); // an empty list would mean every queue
            }
            if (now.equals(was)) {
                return "nothing-to-change";
            }
            agents.change(agent.value(), with(before, List.copyOf(now)));
            return FloorActions.DONE;
        });
    }

    private Set<String> all(Agent agent) {
        List<String> clients = Objects.requireNonNullElse(agent.clients(), List.of());
        return queues.all().stream()
                .filter(queue -> Boolean.TRUE.equals(queue.active()) && clients.contains(queue.clientId()))
                .map(queue -> Objects.requireNonNull(queue.id()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Agent with(Agent a, List<String> queues) {
        return new Agent(
                a.id(),
                a.version(),
                a.accountId(),
                a.name(),
                a.staffNumber(),
                a.teamId(),
                a.teamName(),
                a.siteId(),
                a.clients(),
                queues,
                a.voiceCapacity(),
                a.chatCapacity(),
                a.device(),
                a.deviceId(),
                a.active(),
                a.joinedOn(),
                a.skills());
    }
}
