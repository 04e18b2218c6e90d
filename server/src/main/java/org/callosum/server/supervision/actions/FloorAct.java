package org.callosum.server.supervision.actions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a leader wants done.
///
/// @param agents to whom, 1 to 200
/// @param add queues they shall serve from now on, and `remove` those they shall not; for `queues`
/// @param skillId whose `level` changes, 1 to 5 or absent to take it away; for `skill`
/// @param reason a code of the list of reasons; for `not-ready`
/// @param text for `message`, up to 500 characters
/// @param alarmId which alarm it answers
/// @param why for the log, up to 500 characters
public record FloorAct(
        @Schema(allowableValues = {"queues", "skill", "ready", "not-ready", "message"}) @Nullable
        String kind,

        @Nullable List<String> agents,
        @Nullable List<String> add,
        @Nullable List<String> remove,
        @Nullable String skillId,
        @Nullable Integer level,
        @Nullable String reason,
        @Nullable String text,
        @Nullable String alarmId,
        @Nullable String why) {}
