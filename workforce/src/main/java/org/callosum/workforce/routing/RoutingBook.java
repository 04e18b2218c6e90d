package org.callosum.workforce.routing;

import java.util.Map;
import java.util.Set;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;

/// What the names in routing rules mean on one floor.
///
/// @param complexity the skill that says up to which complexity an agent is admitted; kept for the rules
///     alone
/// @param certificates the codes there are
public record RoutingBook(
        Map<String, QueueId> queues, Map<String, SkillId> skills, SkillId complexity, Set<String> certificates) {
    public RoutingBook {
        queues = Map.copyOf(queues);
        skills = Map.copyOf(skills);
        certificates = Set.copyOf(certificates);
    }
}
