package org.callosum.server.identity;

import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A place with a time zone and a calendar.
@Answered(except = "calendarId")
record Site(
        @Nullable String id,
        int version,
        String code,
        Text name,
        String timeZone,
        @Nullable String calendarId) {}
