package org.callosum.workforce.routing;

import java.util.List;
import org.callosum.floor.Arrival;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// What the rules make of one contact.
///
/// @param queue where it belongs: by the rules, else where its flow sends it; null if neither says
/// @param arrival with needs, priority and windows, ready for the floor
/// @param shortWay straight to a person, past self-service
/// @param complexity 1 to 5
/// @param because the rules that held, in the order of the definition
public record Routed(
        @Nullable QueueId queue, Arrival arrival, boolean shortWay, int complexity, List<Because> because) {
    /// @param list the definition's list, such as `departments`
    /// @param index into it, from 0
    public record Because(String list, int index) {}

    public Routed {
        because = List.copyOf(because);
    }
}
