package org.callosum.server.telephony;

import io.swagger.v3.oas.annotations.media.Schema;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// Where a dialled number leads (CON-01): to a client, a flow, opening hours and a language.
///
/// @param number E.164 with `+`, or up to six digits; unique in a tenant
/// @param flowCode the flow that greets
/// @param language of the first announcement
/// @param ringBack code of the prompt that callers hear before anybody answers; null: the network's ringing tone
/// @param widget whether web pages may call it too
@Answered(except = {"calendarId", "ringBack"})
public record EntryPoint(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String number,
        @Nullable Text name,
        @Nullable String clientId,
        @Nullable String flowCode,

        @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"}) @Nullable
        String language,

        @Nullable String calendarId,
        @Nullable Boolean widget,
        @Nullable Boolean active,
        @Nullable String ringBack) {}
