package org.callosum.server.supervision.actions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a leader wants done.
///
/// @param agents to whom, 1 to 200
/// @param add queues they shall serve from now on, and `remove` those they shall not; for `queues`
/// @param skillId whose `level` changes, 1 to 5 or absent to take it away; for `skill`
/// @param reason a code of the list of reasons; for `not-ready`, and a planned one for `break`
/// @param text for `message` and `overtime`, up to 500 characters
/// @param from a time of day at each agent's site, `14:20`; for `break` and `break-move`
/// @param minutes how long; for `break`, `break-length` and `overtime`
/// @param byMinutes later, or earlier when less than 0, in place of `from`; for `break-move`
/// @param atOnce how many go together, one group after another; absent for all at once; for a `from`
/// @param breakId one of a single agent; absent for the next of each; for `break-move`, `-length`, `-off`
/// @param direction `stay` longer or `come` earlier; for `overtime`
/// @param answerMinutes for how long the question stands; for `overtime`
/// @param alarmId which alarm it answers
/// @param why for the log, up to 500 characters
public record FloorAct(
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
        @Nullable
        String kind,

        @Nullable List<String> agents,
        @Nullable List<String> add,
        @Nullable List<String> remove,
        @Nullable String skillId,
        @Nullable Integer level,
        @Nullable String reason,
        @Nullable String text,
        @Nullable String from,
        @Nullable Integer minutes,
        @Nullable Integer byMinutes,
        @Nullable Integer atOnce,
        @Nullable String breakId,

        @Schema(allowableValues = {"stay", "come"}) @Nullable
        String direction,

        @Nullable Integer answerMinutes,
        @Nullable String alarmId,
        @Nullable String why) {}
