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
    /// For whoever is not entitled to see what a customer is worth.
    public CustomerAtAGlance withoutValue() {
        return new CustomerAtAGlance(id, name, language, null, memberLevel, openCases, lastContactAt, contacts);
    }

    @Override
    public String toString() {
        return "CustomerAtAGlance[" + id + "]"; // nothing personal in a log
    }
}
