package org.callosum.server.duties;

import java.time.Instant;
import java.util.List;

/// A room whose things have owners. It is asked every few minutes, as the system, in a transaction of its own; what it
/// does not name any more is not owed any more.
public interface DutySource {
    /// Everything that is due at a moment; what has no owner is left out, and stands in the room's own list.
    List<Owed> owed(Instant now);
}
