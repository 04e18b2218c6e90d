package org.callosum.server.supervision;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.Thresholds;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// What the board says of queues and agents beside their state: as people keep it in tables, in the board's order.
record Directory(SequencedMap<QueueId, QueueCard> queues, SequencedMap<AgentId, AgentCard> agents) {
    Directory {
        queues = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(queues));
        agents = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(agents));
    }

    /// @param zone of the queue's site: its day is the queue's
    /// @param active a retired one is shown while somebody is in it
    record QueueCard(
            Text name, ClientId client, ZoneId zone, Thresholds thresholds, int targetPercent, boolean active) {}

    record AgentCard(String name, @Nullable String teamId, List<ClientId> clients, String device) {}
}
