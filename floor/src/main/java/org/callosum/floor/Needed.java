package org.callosum.floor;

import org.callosum.kernel.id.SkillId;

/// A skill that an interaction needs.
///
/// @param minimumProficiency 1 (learning) to 5 (expert): an agent below it is not entitled
public record Needed(SkillId skill, int minimumProficiency) {
    public Needed {
        if (minimumProficiency < 1 || minimumProficiency > 5) {
            throw new IllegalArgumentException(
                    "A needed proficiency is 1 to 5, not %d for skill %s".formatted(minimumProficiency, skill));
        }
    }
}
