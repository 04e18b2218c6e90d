package org.callosum.flow;

import java.time.ZoneId;
import java.util.Map;
import org.callosum.kernel.expression.Value;

/// What a run knows when it begins.
///
/// @param language of the first announcement, for instance `en`
/// @param zone of the queue's site; time of day and weekday are read in it
/// @param values known names of {@link FlowNames}, for instance `caller.number`, and of the flow's own variables;
///     names the flow does not declare are dropped
public record FlowContext(String language, ZoneId zone, Map<String, Value> values) {
    public FlowContext {
        values = Map.copyOf(values);
    }
}
