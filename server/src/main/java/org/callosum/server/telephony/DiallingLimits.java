package org.callosum.server.telephony;

import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// How many outside calls a client may make, and in which country's form its numbers are written.
///
/// @param country ISO code of a country in the playbook; null when put: as the time zone suggests
/// @param concurrent outside calls at once; 0: none
/// @param perDay outside calls in one local day of the client; 0: none
/// @param today begun so far; read only
@Answered(except = "country")
public record DiallingLimits(
        @Nullable String clientId,
        @Nullable String country,
        @Nullable Integer concurrent,
        @Nullable Integer perDay,
        @Nullable Integer today) {}
