package org.callosum.server.supervision.actions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.callosum.server.supervision.breaks.BreakChange;
import org.jspecify.annotations.Nullable;

/// One act in the log.
///
/// @param by who decided
/// @param text of a message, until it is forgotten
/// @param alarm the code of the alarm it answers
/// @param alarmClearedAt when that was over
/// @param figure the code in `metrics.md` of what it is meant to move
/// @param wanted times and minutes of a break or a call for overtime
/// @param after the same figures a quarter of an hour later; absent until then
@Schema(name = "FloorActionRow")
public record ActionRow(
        String id,
        Instant at,
        String by,

        @Schema(
                allowableValues = {
                    "queues",
                    "skill",
                    "ready",
                    "not-ready",
                    "message",
                    "break",
                    "break-move",
                    "break-length",
                    "break-off",
                    "overtime"
                })
        String kind,

        List<Person> agents,
        List<Named> added,
        List<Named> removed,
        @Nullable Text skill,
        @Nullable Integer level,
        @Nullable String reason,
        @Nullable String text,
        String why,
        @Nullable String alarm,
        @Nullable Instant alarmClearedAt,
        String figure,
        List<Named> scope,
        FloorFigures.Figures before,
        FloorFigures.@Nullable Figures after,
        Instant afterDue,
        Wanted wanted) {
    ActionRow with(List<Person> agents, List<Named> added, List<Named> removed, List<Named> scope) {
        return new ActionRow(
                id,
                at,
                by,
                kind,
                agents,
                added,
                removed,
                skill,
                level,
                reason,
                text,
                why,
                alarm,
                alarmClearedAt,
                figure,
                scope,
                before,
                after,
                afterDue,
                wanted);
    }

    /// @param outcome `done`, or the code of a refusal
    /// @param readAt when they read the message
    /// @param was their break before the act, and `is` after it
    /// @param answer to a call for overtime, `yes` or `no`; absent until there is one
    @Schema(name = "FloorActionAgent")
    public record Person(
            String id,
            String name,
            String outcome,
            @Nullable Instant readAt,
            BreakChange.@Nullable Slot was,
            BreakChange.@Nullable Slot is,

            @Schema(allowableValues = {"yes", "no"}) @Nullable
            String answer) {}

    /// What was asked for; each absent where the kind of act has no such thing.
    ///
    /// @param from a time of day at each agent's site
    /// @param answerBy until when a call for overtime could be answered
    @Schema(name = "FloorActionWanted")
    public record Wanted(
            @Nullable String from,
            @Nullable Integer minutes,
            @Nullable Integer byMinutes,
            @Nullable Integer atOnce,
            @Nullable String direction,
            @Nullable Instant answerBy) {
        static final Wanted NOTHING = new Wanted(null, null, null, null, null, null);
    }

    @Schema(name = "FloorActionQueue")
    public record Named(String id, Text name) {}
}
