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
/// @param clients whose each queue is, by the queue's name; a queue left out is open to all
public record RoutingBook(
        Map<String, QueueId> queues,
        Map<String, SkillId> skills,
        SkillId complexity,
        Set<String> certificates,
        Map<String, String> clients) {
    /// A floor with one client.
    public RoutingBook(
            Map<String, QueueId> queues, Map<String, SkillId> skills, SkillId complexity, Set<String> certificates) {
        this(queues, skills, complexity, certificates, Map.of());
    }

    public RoutingBook {
        clients = Map.copyOf(clients);
        queues = Map.copyOf(queues);
        skills = Map.copyOf(skills);
        certificates = Set.copyOf(certificates);
    }
}
