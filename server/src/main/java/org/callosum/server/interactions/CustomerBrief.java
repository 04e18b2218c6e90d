package org.callosum.server.interactions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who a customer is, at a glance.
///
/// @param valueRank 0 to 5; null if nobody has said
/// @param contacts interactions so far
public record CustomerBrief(
        String id,
        String name,
        String language,
        @Nullable Integer valueRank,
        @Nullable String memberLevel,
        int openCases,
        @Nullable Instant lastContactAt,
        int contacts) {}
