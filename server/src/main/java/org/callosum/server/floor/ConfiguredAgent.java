package org.callosum.server.floor;

import java.util.HashMap;
import java.util.Map;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Preference;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// An agent as configured.
///
/// @param skills proficiency 1 to 5 of each skill held
/// @param preferences of these skills, those that are not ordinary
public record ConfiguredAgent(AgentRules rules, Map<SkillId, Integer> skills, Map<SkillId, Preference> preferences) {
    public ConfiguredAgent {
        skills = Map.copyOf(skills);
        preferences = Map.copyOf(preferences);
    }

    public ConfiguredAgent(AgentRules rules, Map<SkillId, Integer> skills) {
        this(rules, skills, Map.of());
    }

    public Preference preference(SkillId skill) {
        return preferences.getOrDefault(skill, Preference.ORDINARY);
    }

    /// @param proficiency null takes the skill away
    ConfiguredAgent with(SkillId skill, @Nullable Integer proficiency, Preference preference) {
        Map<SkillId, Integer> levels = new HashMap<>(skills);
        Map<SkillId, Preference> preferred = new HashMap<>(preferences);
        if (proficiency == null) {
            levels.remove(skill);
        } else {
            levels.put(skill, proficiency);
        }
        if (preference == Preference.ORDINARY) {
            preferred.remove(skill);
        } else {
            preferred.put(skill, preference);
        }
        return new ConfiguredAgent(rules, levels, preferred);
    }
}
