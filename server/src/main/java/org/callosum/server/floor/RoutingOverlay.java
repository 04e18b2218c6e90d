package org.callosum.server.floor;

import java.time.LocalDate;
import java.util.Map;
import org.callosum.floor.QueueRules;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;

/// What rules of routing make of queues and agents before the floor hears of them. Whoever changes the rules calls
/// [FloorConfiguration#everythingChanged] after the commit.
public interface RoutingOverlay {
    /// @param configured as the queue is edited
    QueueRules queue(long tenant, QueueId queue, QueueRules configured);

    /// @param joinedOn first day with the house
    /// @param held as the skill matrix says
    Map<SkillId, Integer> skills(long tenant, AgentId agent, LocalDate joinedOn, Map<SkillId, Integer> held);
}
