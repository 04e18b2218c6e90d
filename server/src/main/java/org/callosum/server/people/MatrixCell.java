package org.callosum.server.people;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// How well one agent serves one skill, who says so, and on what evidence.
///
/// @param level 1 (learning) to 5 (expert); null: not (any more). A yes/no skill has 5 for yes.
/// @param preference how gladly they should get what needs it (RTG-09): first before others and before other
///     work, reserve when nobody and nothing else is there; as it was when left out, at first ordinary
/// @param assessorId the account that wrote it; taken from the session, not from the request
/// @param assessedOn the day of the assessment; today when left out, never in the future
@Answered(except = {"level", "preference", "evidence", "assessorId", "assessorName", "assessedOn"})
public record MatrixCell(
        @Nullable String agentId,
        @Nullable String skillId,
        @Nullable Integer level,

        @Schema(allowableValues = {"first", "ordinary", "reserve"}) @Nullable
        String preference,

        @Nullable String evidence,
        @Nullable String assessorId,
        @Nullable String assessorName,
        @Nullable LocalDate assessedOn) {}
