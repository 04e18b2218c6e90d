package org.callosum.server.supervision.breaks;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// What a leader wants done with the breaks of the agents they chose, in the order they chose them.
public sealed interface BreakWish {
    /// A new break for each.
    ///
    /// @param from by the clock of each agent's site
    /// @param minutes 1 to 480; the house's reason may allow fewer
    /// @param atOnce how many go together: the next ones go when these are due back; 0 for all
    record Give(String reason, LocalTime from, int minutes, int atOnce) implements BreakWish {}

    /// Another time, to be given as a time or as minutes later, less than 0 for earlier.
    ///
    /// @param id one break of a single agent; null for the next of each
    /// @param atOnce as in [Give]; only with a time
    record Move(
            @Nullable LocalTime from,
            @Nullable Integer byMinutes,
            int atOnce,
            @Nullable Long id) implements BreakWish {}

    /// Another length, also of a break that somebody is on.
    record Length(int minutes, @Nullable Long id) implements BreakWish {}

    /// No break after all.
    record TakeBack(@Nullable Long id) implements BreakWish {}
}
