package org.callosum.server.people;

import java.time.LocalDate;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// How well one agent serves one skill, who says so, and on what evidence.
///
/// @param level 1 (learning) to 5 (expert); null: not (any more). A yes/no skill has 5 for yes.
/// @param assessorId the account that wrote it; taken from the session, not from the request
/// @param assessedOn the day of the assessment; today when left out, never in the future
@Answered(except = {"level", "evidence", "assessorId", "assessorName", "assessedOn"})
public record MatrixCell(
        @Nullable String agentId,
        @Nullable String skillId,
        @Nullable Integer level,
        @Nullable String evidence,
        @Nullable String assessorId,
        @Nullable String assessorName,
        @Nullable LocalDate assessedOn) {}
