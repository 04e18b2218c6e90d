package org.callosum.floor;

import java.util.List;

/// What the floor answers a command.
public sealed interface Decision {
    /// @param events what happened, in order; none is an ordinary answer (nothing was due)
    record Accepted(List<FloorEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /// Nothing changed.
    record Refused(Refusal refusal) implements Decision {}
}
