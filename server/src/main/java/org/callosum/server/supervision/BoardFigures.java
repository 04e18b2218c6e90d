package org.callosum.server.supervision;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.FloorUnavailable;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.supervision.actions.FloorFigures;
import org.jspecify.annotations.Nullable;

/// The board as actions see it.
final class BoardFigures implements FloorFigures {
    private static final long PATIENCE_SECONDS = 10;

    private final FloorBoards boards;

    BoardFigures(FloorBoards boards) {
        this.boards = boards;
    }

    @Override
    public Look look(long tenant) {
        return new Seen(tenant, answered(boards.rows(tenant)));
    }

    private final class Seen implements Look {
        private final long tenant;
        private final BoardRows rows;

        Seen(long tenant, BoardRows rows) {
            this.tenant = tenant;
            this.rows = rows;
        }

        @Override
        public Figures figures(Collection<QueueId> queues) {
            long waiting = 0;
            long longest = 0;
            long ready = 0;
            long part = 0;
            long whole = 0;
            for (QueueId queue : queues) {
                BoardRows.SeenQueue seen = rows.queues().get(queue);
                if (seen != null) {
                    QueueRow row = seen.row().at(rows.asOf());
                    waiting += row.waiting();
                    longest = Math.max(longest, row.longestWaitMillis());
                    ready += row.agents().ready();
                    part += row.today().serviceLevel().part();
                    whole += row.today().serviceLevel().whole();
                }
            }
            return new Figures(waiting, longest, ready, part, whole);
        }

        @Override
        public Set<QueueId> served(Collection<AgentId> agents) {
            return answered(boards.served(tenant, agents));
        }

        @Override
        public @Nullable Set<ClientId> clients(AgentId agent, ClientScope reader) {
            BoardRows.SeenAgent seen = rows.agents().get(agent);
            return seen == null || seen.visibleTo(reader) == null ? null : new TreeSet<>(seen.clients());
        }

        @Override
        public boolean sees(QueueId queue, ClientScope reader) {
            BoardRows.SeenQueue seen = rows.queues().get(queue);
            return seen != null && reader.includes(seen.client());
        }
    }

    /// @throws org.callosum.server.platform.problem.Problem `board-unavailable`
    static <T> T answered(CompletableFuture<T> asked) {
        try {
            return asked.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof FloorUnavailable || fault.getCause() instanceof TimeoutException) {
                throw Problems.of(503, "board-unavailable", Map.of());
            }
            throw fault;
        }
    }
}
