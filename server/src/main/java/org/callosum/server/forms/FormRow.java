package org.callosum.server.forms;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A form in a list.
///
/// @param clientId null: every client of the house may use it
/// @param state of the newest version
/// @param liveVersion the one that serves now
/// @param endsAt when that one stops serving by itself
/// @param items how many the newest version has
public record FormRow(
        String code,
        Text name,
        @Nullable String clientId,

        @Schema(allowableValues = {"case", "note", "checklist", "evaluation", "survey", "role-play"})
        String use,

        int items,

        @Schema(allowableValues = {"draft", "approved", "retired"})
        String state,

        @Nullable Integer liveVersion,
        @Nullable Instant endsAt,
        int latestVersion,
        Instant updatedAt,
        String updatedBy) {}
