package org.callosum.bench.floor;

/// A floor to put under load.
///
/// @param groups agents with identical skills form a group; as many groups as agents is the hard case
/// @param skillsEach that every group has, of `skills`
/// @param waiting kept waiting all the time; 0 keeps a fifth of the agents idle instead
/// @param relaxing whether half of the queues relax their need after a minute
public record FloorShape(
        String name, int agents, int groups, int skills, int skillsEach, int queues, int waiting, boolean relaxing) {
    /// Issue 1's big floor, agents all different.
    public static final FloorShape BIG = new FloorShape("big", 10_000, 10_000, 200, 6, 500, 20_000, true);

    /// The same with 200 groups.
    public static final FloorShape BIG_GROUPED = new FloorShape("big-grouped", 10_000, 200, 200, 6, 500, 20_000, true);

    /// The same with 2 000 idle agents and nothing waiting, so that interactions choose among agents.
    public static final FloorShape BIG_IDLE = new FloorShape("big-idle", 10_000, 10_000, 200, 6, 500, 0, false);

    /// The most that the structures must hold.
    public static final FloorShape HUGE = new FloorShape("huge", 10_000, 10_000, 500, 12, 1_000, 50_000, true);

    /// Issue 1's small floor, as the workforce twin will run it.
    public static final FloorShape SMALL = new FloorShape("small", 30, 2, 3, 3, 3, 8, false);

    public static FloorShape of(String name) {
        return switch (name) {
            case "big" -> BIG;
            case "big-grouped" -> BIG_GROUPED;
            case "big-idle" -> BIG_IDLE;
            case "huge" -> HUGE;
            case "small" -> SMALL;
            default ->
                throw new IllegalArgumentException(
                        "No floor '%s'; there are small, big, big-grouped, big-idle and huge".formatted(name));
        };
    }
}
