package org.callosum.server.people;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What people asks of the room of telephony: which desk phone is whose. The phone's row says it, nothing else.
public interface DeskPhones {
    /// Agent to phone, for the agents that have one.
    Map<Long, Long> of(Collection<Long> agents);

    /// Whether there is such a phone and nobody else uses it.
    boolean free(long device, long agent);

    /// Gives the agent this phone and takes any other away; null: none.
    void assign(long agent, @Nullable Long device);
}
