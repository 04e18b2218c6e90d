package org.callosum.server.customers.goods;

import io.swagger.v3.oas.annotations.media.Schema;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// Something a client sells or looks after, or a part of it.
///
/// @param parentId what it is a part of; null: it stands on its own
/// @param kind `product`, `service` or `part`
/// @param principle how it works, in a few sentences
/// @param pageCode the page of knowledge that tells more
/// @param priceMinor in the smallest unit of the currency, such as cents; null: no list price
/// @param stock how many may still be given as a gift or lent for a trial; null: nobody counts
/// @param active false: no longer offered, still held by those who have it
@Answered(except = {"parentId", "principle", "pageCode", "priceMinor", "currency", "stock"})
public record Product(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String clientId,
        @Nullable String code,
        @Nullable Text name,
        @Nullable String parentId,

        @Nullable @Schema(allowableValues = {"product", "service", "part"})
        String kind,

        @Nullable Text principle,
        @Nullable String pageCode,
        @Nullable Long priceMinor,
        @Nullable String currency,
        @Nullable Boolean active,
        @Nullable Integer order,
        @Nullable Integer stock) {}
