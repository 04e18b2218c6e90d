package org.callosum.server.floor;

import java.util.Map;
import org.callosum.floor.AgentRules;
import org.callosum.kernel.id.SkillId;

/// An agent as configured.
///
/// @param skills proficiency 1 to 5 of each skill held
public record ConfiguredAgent(AgentRules rules, Map<SkillId, Integer> skills) {
    public ConfiguredAgent {
        skills = Map.copyOf(skills);
    }
}
