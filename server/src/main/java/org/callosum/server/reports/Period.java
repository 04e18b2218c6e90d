package org.callosum.server.reports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;

/// The time a figure is about, `[from, to)`.
record Period(Instant from, Instant to) {
    /// @param from usually `usual` before `to`
    /// @param to now, if it is not given
    static Period of(@Nullable Instant from, @Nullable Instant to, Duration usual, Duration longest, Clock clock) {
        var end = to == null ? clock.instant() : to;
        var begin = from == null ? end.minus(usual) : from;
        if (!begin.isBefore(end) || begin.plus(longest).isBefore(end)) {
            throw Problems.invalid("period-unusable");
        }
        return new Period(begin, end);
    }

    /// An id that may be left open.
    static @Nullable Long id(@Nullable String id) {
        return id == null || id.isEmpty() ? null : Ids.parse(id);
    }
}
