package org.callosum.server.supervision;

import java.util.List;
import java.util.Set;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BoardController {
    private final FloorBoards boards;

    BoardController(FloorBoards boards) {
        this.boards = boards;
    }

    @GetMapping("/api/floor")
    @RequiresRight(Right.FLOOR_VIEW)
    FloorBoard board() {
        AccountContext reader = Tenancy.current();
        return BoardFigures.answered(boards.rows(reader.tenantId())).visibleTo(reader.clients());
    }

    /// Who may serve a queue by the rules in force, signed in or not.
    @GetMapping("/api/floor/queues/{id}/agents")
    @RequiresRight(Right.FLOOR_VIEW)
    ServingAgents serving(@PathVariable String id) {
        AccountContext reader = Tenancy.current();
        QueueId queue = new QueueId(Ids.parse(id));
        BoardRows rows = BoardFigures.answered(boards.rows(reader.tenantId()));
        BoardRows.SeenQueue seen = rows.queues().get(queue);
        if (seen == null || !reader.clients().includes(seen.client())) {
            throw Problems.notFound("queue", id);
        }
        Set<AgentId> serving = BoardFigures.answered(boards.serving(reader.tenantId(), queue));
        return new ServingAgents(rows.agents().entrySet().stream()
                .filter(agent -> serving.contains(agent.getKey()))
                .filter(agent -> agent.getValue().visibleTo(reader.clients()) != null)
                .map(agent -> agent.getKey().toString())
                .toList());
    }

    record ServingAgents(List<String> agents) {}
}
