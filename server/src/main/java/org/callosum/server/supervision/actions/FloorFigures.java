package org.callosum.server.supervision.actions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.Set;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.tenancy.ClientScope;
import org.jspecify.annotations.Nullable;

/// The floor as actions need it: who may be acted upon, and the figures by which the effect is told.
public interface FloorFigures {
    /// The figures of some queues together at one moment.
    ///
    /// @param waiting customers
    /// @param longestWaitMillis of the first in line
    /// @param ready agents who may serve one of them, each counted once for each queue
    /// @param levelPart in time today, and `levelWhole` of how many; over all the queues as counts
    @Schema(name = "FloorSnapshotFigures")
    record Figures(long waiting, long longestWaitMillis, long ready, long levelPart, long levelWhole) {}

    /// The floor at one moment.
    interface Look {
        Figures figures(Collection<QueueId> queues);

        /// Queues that one of them may serve.
        Set<QueueId> served(Collection<AgentId> agents);

        /// The clients of an agent.
        ///
        /// @return null for one that the reader does not see
        @Nullable
        Set<ClientId> clients(AgentId agent, ClientScope reader);

        /// Whether the reader sees a queue.
        boolean sees(QueueId queue, ClientScope reader);
    }

    /// @throws org.callosum.server.platform.problem.Problem `board-unavailable`
    Look look(long tenant);
}
