package org.callosum.server.customers.goods;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// How a client ranks its customers by what they contribute (DSK-03). Contribution = `orderMargin`
/// percent of what they ordered in the last `months` and kept, plus `productMargin` percent of what
/// they paid for products they hold, month by month. Amounts in other currencies are left out.
///
/// @param months looked back, 1 to 60
/// @param orderMargin percent of an order that is contribution, 0 to 100
/// @param productMargin percent of a held product's monthly price, 0 to 100
/// @param thresholdsMinor five amounts, rising: who reaches the first has rank 1, who reaches the last
/// rank 5
@Answered
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ValueRule")
public record ValueRule(
        @Nullable String clientId,
        @Nullable Integer version,
        @Nullable Integer months,
        @Nullable Integer orderMargin,
        @Nullable Integer productMargin,
        @Nullable String currency,
        @Nullable List<Long> thresholdsMinor) {
    static final int RANKS = 5;

    static ValueRule usual(String client) {
        return new ValueRule(client, 0, 12, 30, 60, "CNY", List.of(1_000L, 20_000L, 50_000L, 100_000L, 300_000L));
    }

    ValueRule of(String client, int at) {
        return new ValueRule(client, at, months, orderMargin, productMargin, currency, thresholdsMinor);
    }

    int rank(long contributionMinor) {
        var rank = 0;
        for (var threshold : Objects.requireNonNull(thresholdsMinor)) {
            rank += contributionMinor >= threshold ? 1 : 0;
        }
        return rank;
    }
}
