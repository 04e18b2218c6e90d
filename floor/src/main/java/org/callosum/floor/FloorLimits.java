package org.callosum.floor;

/// How much one floor takes in; beyond it, commands are refused with [Refusal.FloorFull].
///
/// @param agents configured at once
/// @param queues configured at once
/// @param skills ever named by a grant or a need
/// @param interactions on the floor at once, waiting to wrapping up
public record FloorLimits(int agents, int queues, int skills, int interactions) {
    public static final FloorLimits NORMAL = new FloorLimits(50_000, 5_000, 5_000, 200_000);

    public FloorLimits {
        if (agents < 1 || queues < 1 || skills < 1 || interactions < 1) {
            throw new IllegalArgumentException(
                    "A floor's limits are 1 or more, not %d agents, %d queues, %d skills, %d interactions"
                            .formatted(agents, queues, skills, interactions));
        }
    }
}
