package org.callosum.server.escalations;

import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// @param ownerId the account that answers for escalations to this department
/// @param lastCheck month of the last check that was finished, `2026-11`; read only
/// @param checkOverdue the newest check is open and its time is over; read only
@Answered(except = {"ownerId", "lastCheck"})
public record Department(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String code,
        @Nullable Text name,
        @Nullable String ownerId,
        @Nullable Boolean active,
        @Nullable String lastCheck,
        @Nullable Boolean checkOverdue) {}
