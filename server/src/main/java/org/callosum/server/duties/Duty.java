package org.callosum.server.duties;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// Something that waits for its owner.
///
/// @param about the kind of definition that it stands at
/// @param code of that definition
/// @param mark which time of it: a version, a doubt's id, a period
/// @param late whether the second moment is over
/// @param asks whether it is to be shown on every page: neither noticed since it last changed nor put off
/// @param putOffUntil null: not put off
record Duty(
        String id,

        @Schema(allowableValues = {"page-review", "page-doubt", "version-ends", "round-late"})
        String kind,

        String about,
        String code,
        String mark,
        Text title,
        Instant dueAt,
        Instant lateAt,
        boolean late,
        boolean asks,
        @Nullable Instant putOffUntil) {}
