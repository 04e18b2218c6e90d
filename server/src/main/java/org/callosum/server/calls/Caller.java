package org.callosum.server.calls;

import org.callosum.kernel.id.AgentId;
import org.jspecify.annotations.Nullable;

/// What is known of the customer behind a number.
///
/// @param customer id, or 0 for nobody known
/// @param name empty if unknown
/// @param valueRank 0 (unranked) to 5 (highest)
/// @param language preferred tag, or null
/// @param lastAgent who served them last within the time the site allows, or null
public record Caller(
        long customer,
        String name,
        int valueRank,
        @Nullable String language,
        int openCases,
        @Nullable AgentId lastAgent) {
    public static final Caller UNKNOWN = new Caller(0, "", 0, null, 0, null);
}
