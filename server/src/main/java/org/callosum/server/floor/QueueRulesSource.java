package org.callosum.server.floor;

import java.util.Map;
import org.callosum.floor.QueueRules;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// The queues as people have configured them; what the floor shall know.
public interface QueueRulesSource {
    /// All active queues of a tenant.
    Map<QueueId, QueueRules> queues(long tenant);

    /// The same as people have edited them, without what rules of routing make of them.
    default Map<QueueId, QueueRules> edited(long tenant) {
        return queues(tenant);
    }

    /// One queue; null if there is none or it is no longer active.
    @Nullable
    QueueRules queue(long tenant, QueueId queue);
}
