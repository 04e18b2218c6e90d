package org.callosum.server.calls;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.supervision.monitoring.DistantStays;
import org.callosum.server.supervision.monitoring.LineMonitor;

/// The record of supervisors of other nodes, in memory.
final class NotedStays implements DistantStays {
    final List<String> ended = new CopyOnWriteArrayList<>();
    boolean stands = true;

    @Override
    public void gone(long tenant, InteractionId interaction, AgentId supervisor, long row, LineMonitor.Gone why) {
        ended.add("%s row %d %s".formatted(supervisor, row, why));
    }

    @Override
    public boolean stands(long tenant, InteractionId interaction, AgentId supervisor) {
        return stands;
    }
}
