package org.callosum.server.people;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// Cells of the skill matrix were written; whoever routes hears of it after the commit.
///
/// @param levels level now per agent and skill, in the order of writing; null: taken away
public record SkillsChanged(long tenantId, SequencedMap<Cell, @Nullable Integer> levels) {
    public SkillsChanged {
        levels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(levels));
    }

    public record Cell(AgentId agent, SkillId skill) {}
}
