package org.callosum.floor;

import java.util.List;

/// What is needed once an interaction has waited long enough; replaces the need of the step before.
///
/// @param afterMillis waited at least this long; 0 for the first step, then strictly rising
/// @param needs all of them; none means any agent granted the queue's client and the queue
public record RequirementStep(long afterMillis, List<Needed> needs) {
    public RequirementStep {
        if (afterMillis < 0) {
            throw new IllegalArgumentException("A step begins after 0 ms or more of waiting, not " + afterMillis);
        }
        needs = List.copyOf(needs);
    }
}
