package org.callosum.server.queues;

import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// Why an agent is not ready.
///
/// @param paid counts as paid time
/// @param planned counts as planned in schedules (a break) rather than unplanned
/// @param mostMinutes the longest break of this kind that is planned, 1 to 480; absent: 120
/// @param system set by the floor itself (`no-answer`); nobody chooses it, and its code stays
@Answered(except = "mostMinutes")
public record NotReadyReason(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String code,
        @Nullable Text name,
        @Nullable Boolean paid,
        @Nullable Boolean planned,
        @Nullable Boolean active,
        @Nullable Integer order,
        @Nullable Boolean system,
        @Nullable Integer mostMinutes) {}
