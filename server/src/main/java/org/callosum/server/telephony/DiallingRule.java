package org.callosum.server.telephony;

import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// One line of a client's dialling plan; [DiallingPlan] says how they work together.
///
/// @param prefix `+44`, or digits for short codes (`110`)
/// @param minDigits of the whole number, `+` not counted
/// @param order where it stands in the list; it decides nothing
@Answered(except = "trunkId")
public record DiallingRule(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String clientId,
        @Nullable String prefix,
        @Nullable Text name,
        @Nullable Integer minDigits,
        @Nullable Integer maxDigits,
        @Nullable Boolean allowed,
        @Nullable String trunkId,
        @Nullable Integer order) {}
