package org.callosum.server.supervision.alarms;

import java.util.List;
import java.util.Map;
import org.callosum.kernel.expression.Value;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// Something that rules look at, as it is now.
///
/// @param about as in [AlarmRule#about()]
/// @param id which of them
/// @param clients an alarm about it is shown to whoever may see one of them
/// @param values by the names of [AlarmNames]; what is missing is absent
public record AlarmSubject(
        String about,
        String id,
        List<ClientId> clients,
        @Nullable AgentId agent,
        @Nullable QueueId queue,
        @Nullable InteractionId interaction,
        Map<String, Value> values) {
    public AlarmSubject {
        clients = List.copyOf(clients);
        values = Map.copyOf(values);
    }
}
