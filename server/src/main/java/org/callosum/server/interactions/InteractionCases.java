package org.callosum.server.interactions;

import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.InteractionId;

/// The cases that came of an interaction, as their own room shows them in lists.
@FunctionalInterface
public interface InteractionCases {
    List<Map<String, Object>> of(long tenant, InteractionId interaction);
}
