package org.callosum.server.supervision.actions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// One act in the log.
///
/// @param by who decided
/// @param text of a message, until it is forgotten
/// @param alarm the code of the alarm it answers
/// @param alarmClearedAt when that was over
/// @param figure the code in `metrics.md` of what it is meant to move
/// @param after the same figures a quarter of an hour later; absent until then
@Schema(name = "FloorActionRow")
public record ActionRow(
        String id,
        Instant at,
        String by,

        @Schema(allowableValues = {"queues", "skill", "ready", "not-ready", "message"})
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
        Instant afterDue) {
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
                afterDue);
    }

    /// @param outcome `done`, or the code of a refusal
    /// @param readAt when they read the message
    @Schema(name = "FloorActionAgent")
    public record Person(
            String id,
            String name,
            String outcome,
            @Nullable Instant readAt) {}

    @Schema(name = "FloorActionQueue")
    public record Named(String id, Text name) {}
}
