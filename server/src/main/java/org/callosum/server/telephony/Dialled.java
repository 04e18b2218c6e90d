package org.callosum.server.telephony;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What a dialled number leads to, for whoever answers the call.
///
/// @param zone of the client
/// @param ringBack code of the prompt heard before anybody answers
public record Dialled(
        long tenantId,
        long entryPointId,
        long clientId,
        String number,
        String flowCode,
        String language,
        @Nullable Long calendarId,
        ZoneId zone,
        @Nullable String ringBack) {}
