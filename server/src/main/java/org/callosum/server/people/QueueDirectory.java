package org.callosum.server.people;

import java.util.Collection;
import java.util.Map;

/// What people asks of the room of queues, which itself asks for skills here.
public interface QueueDirectory {
    /// The client of each of these queues that exists and may be seen.
    Map<Long, Long> clientsOf(Collection<Long> queues);
}
