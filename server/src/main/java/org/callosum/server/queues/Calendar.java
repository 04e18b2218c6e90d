package org.callosum.server.queues;

import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// Opening hours with holidays, as people edit them; [OpeningHours] is what they mean.
///
/// @param timeZone the place's own, `Asia/Shanghai`: hours are on its wall clock
public record Calendar(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String code,
        @Nullable Text name,
        @Nullable String timeZone,
        @Nullable List<Window> weekly,
        @Nullable List<SpecialDay> exceptions) {
    /// @param day 1 Monday to 7 Sunday
    /// @param from `09:00`
    /// @param to `18:00`, or `24:00` for the end of the day
    public record Window(
            @Nullable Integer day,
            @Nullable String from,
            @Nullable String to) {}

    /// A day that replaces the weekly pattern; several open windows may share a date.
    ///
    /// @param date `2026-10-01`
    public record SpecialDay(
            @Nullable String date,
            @Nullable Text name,
            @Nullable Boolean closed,
            @Nullable String from,
            @Nullable String to) {}

    /// Whether it is open.
    ///
    /// @param reason `within-hours`, `outside-hours`, `holiday` or `special-hours`
    /// @param name the special day's; null on an ordinary day
    public record Answer(
            boolean open, String reason, @Nullable Text name) {}
}
