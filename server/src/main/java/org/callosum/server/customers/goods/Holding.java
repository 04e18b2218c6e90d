package org.callosum.server.customers.goods;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A product that a customer has.
///
/// @param name of the product; ignored when coming in
/// @param kind `gift`: given once, `trial`: lent until the last day; null: bought
/// @param until last day, inclusive; null: open end
/// @param priceMinor what they pay for it, where that is not the list price
/// @param reference number of a contract or a device
@Answered(except = {"until", "priceMinor", "currency", "reference", "pageCode"})
@Schema(name = "Holding")
public record Holding(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String customerId,
        @Nullable String productId,
        @Nullable Text name,
        @Nullable String pageCode,
        @Nullable LocalDate since,
        @Nullable LocalDate until,
        @Nullable Long priceMinor,
        @Nullable String currency,

        @Nullable @Schema(allowableValues = {"active", "paused", "ended"})
        String state,

        @Nullable String reference,

        @Nullable @Schema(allowableValues = {"bought", "gift", "trial"})
        String kind) {
    @Override
    public String toString() {
        return "Holding[" + id + "]"; // a reference is personal
    }
}
