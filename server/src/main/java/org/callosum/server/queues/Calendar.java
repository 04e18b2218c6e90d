package org.callosum.server.queues;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// Opening hours with holidays, as people edit them; [OpeningHours] is what they mean.
///
/// @param timeZone the place's own, `Asia/Shanghai`: hours are on its wall clock
@Answered
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
    @Answered
    public record Window(
            @Nullable Integer day,
            @Nullable String from,
            @Nullable String to) {}

    /// A day that replaces the weekly pattern; several open windows may share a date.
    ///
    /// @param date `2026-10-01`
    @Answered(except = {"name", "from", "to"})
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
            boolean open,

            @Schema(allowableValues = {"within-hours", "outside-hours", "holiday", "special-hours"})
            String reason,

            @Nullable Text name) {}
}
