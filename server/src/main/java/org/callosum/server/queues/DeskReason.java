package org.callosum.server.queues;

import io.swagger.v3.oas.annotations.media.Schema;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// Why an agent does something at the desk that is asked after: calls a customer (OUT-04), or puts one on hold
/// (CON-07).
///
/// @param kind what it is a reason for
/// @param purpose of a call, as consents and limits know it; null for a hold
@Answered(except = "purpose")
public record DeskReason(
        @Nullable String id,
        @Nullable Integer version,

        @Schema(allowableValues = {"call-out", "hold"}) @Nullable
        String kind,

        @Nullable String code,
        @Nullable Text name,

        @Schema(allowableValues = {"call-back", "service", "marketing", "survey"}) @Nullable
        String purpose,

        @Nullable Boolean active,
        @Nullable Integer order) {
    public static final String CALL_OUT = "call-out";
    public static final String HOLD = "hold";
}
