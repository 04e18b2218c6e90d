package org.callosum.server.supervision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.tenancy.ClientScope;
import org.jspecify.annotations.Nullable;

/// A tenant's whole board at an instant; what leaves it is what a reader's clients allow.
///
/// @param queues without the growing wait, which is put in when a row leaves
record BoardRows(Instant asOf, SequencedMap<QueueId, SeenQueue> queues, SequencedMap<AgentId, SeenAgent> agents) {
    BoardRows {
        queues = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(queues));
        agents = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(agents));
    }

    record SeenQueue(ClientId client, QueueRow row) {}

    /// @param clients granted to the agent
    /// @param working the client of what they are busy with; null if nothing
    record SeenAgent(List<ClientId> clients, @Nullable ClientId working, AgentRow row) {
        SeenAgent {
            clients = List.copyOf(clients);
        }

        /// @return null unless reader and agent share a client; an interaction of another client stays behind
        /// the wall
        @Nullable
        AgentRow visibleTo(ClientScope reader) {
            if (clients.stream().noneMatch(reader::includes)) {
                return null;
            }
            return working == null || reader.includes(working) ? row : row.withoutWork();
        }
    }

    FloorBoard visibleTo(ClientScope reader) {
        List<QueueRow> seenQueues = new ArrayList<>();
        for (SeenQueue queue : queues.values()) {
            if (reader.includes(queue.client())) {
                seenQueues.add(queue.row().at(asOf));
            }
        }
        List<AgentRow> seenAgents = new ArrayList<>();
        for (SeenAgent agent : agents.values()) {
            AgentRow row = agent.visibleTo(reader);
            if (row != null) {
                seenAgents.add(row);
            }
        }
        return new FloorBoard(asOf, seenQueues, seenAgents);
    }

    /// What the reader would see change.
    ///
    /// @return null if nothing
    @Nullable
    FloorChange since(BoardRows before, ClientScope reader) {
        List<QueueRow> changedQueues = new ArrayList<>();
        queues.forEach((id, now) -> {
            if (reader.includes(now.client()) && !now.equals(before.queues.get(id))) {
                changedQueues.add(now.row().at(asOf));
            }
        });
        List<AgentRow> changedAgents = new ArrayList<>();
        agents.forEach((id, now) -> {
            AgentRow row = now.visibleTo(reader);
            AgentRow old = visible(before, id, reader);
            if (row != null && !row.equals(old)) {
                changedAgents.add(row);
            }
        });
        List<String> goneQueues = new ArrayList<>();
        before.queues.forEach((id, old) -> {
            if (reader.includes(old.client()) && !queues.containsKey(id)) {
                goneQueues.add(old.row().id());
            }
        });
        // An agent stays a person of the house: whoever left the reader's sight is signed out there.
        for (Map.Entry<AgentId, SeenAgent> left : before.agents.entrySet()) {
            AgentRow old = left.getValue().visibleTo(reader);
            if (old != null && visible(this, left.getKey(), reader) == null) {
                changedAgents.add(old.signedOut(asOf));
            }
        }
        return changedQueues.isEmpty() && changedAgents.isEmpty() && goneQueues.isEmpty()
                ? null
                : new FloorChange(
                        asOf,
                        changedQueues.isEmpty() ? null : changedQueues,
                        changedAgents.isEmpty() ? null : changedAgents,
                        goneQueues.isEmpty() ? null : goneQueues);
    }

    private static @Nullable AgentRow visible(BoardRows rows, AgentId id, ClientScope reader) {
        SeenAgent agent = rows.agents.get(id);
        return agent == null ? null : agent.visibleTo(reader);
    }
}
