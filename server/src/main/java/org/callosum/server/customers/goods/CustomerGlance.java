package org.callosum.server.customers.goods;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an agent wants to know of a customer before the first word (DSK-01, DSK-02, DSK-03).
///
/// @param since their first day with the client, said or found: the first contact, order or product
/// @param worth null for whoever is not entitled to see it
/// @param products what they have now
/// @param orders the latest five
@Schema(name = "CustomerGlance")
record CustomerGlance(
        String id,
        String name,
        @Nullable String memberLevel,
        @Nullable LocalDate since,
        @Nullable String preferredChannel,
        @Nullable String preferredFrom,
        @Nullable String preferredTo,
        @Nullable Worth worth,
        int contacts,
        int openCases,
        int orderCount,
        @Nullable Instant lastContactAt,
        List<Holding> products,
        List<Order.Glance> orders) {
    /// @param rank 0 to 5 as it stands on the record; null: nobody has said
    /// @param computedRank by the client's rule
    /// @param contributionMinor what they brought in, in the smallest unit of the currency
    @Schema(name = "CustomerWorth")
    record Worth(
            @Nullable Integer rank,
            @Nullable Integer computedRank,
            @Nullable Long contributionMinor,
            @Nullable String currency,
            int months) {}

    @Override
    public String toString() {
        return "CustomerGlance[" + id + "]"; // nothing personal in a log
    }
}
