package org.callosum.server.customers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who a customer is, at a glance.
public record CustomerAtAGlance(
        String id,
        String name,
        String language,
        @Nullable Integer valueRank,
        @Nullable String memberLevel,
        int openCases,
        @Nullable Instant lastContactAt,
        int contacts) {
    @Override
    public String toString() {
        return "CustomerAtAGlance[" + id + "]"; // nothing personal in a log
    }
}
