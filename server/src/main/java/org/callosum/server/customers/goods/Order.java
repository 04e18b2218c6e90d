package org.callosum.server.customers.goods;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// What a customer ordered.
///
/// @param number as the customer knows it; one is made where none is given
/// @param totalMinor in the smallest unit of the currency; the sum of the lines, when coming in it is
/// ignored
/// @param deliverOn the day that was promised or wished for
/// @param source where it came from: `desk`, `self-service`, `import`, `connector` or `sample`
/// @param contacts that were about it
@Answered(except = {"deliverOn", "deliverTo"})
@Schema(name = "CustomerOrder")
public record Order(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String clientId,
        @Nullable String customerId,
        @Nullable String customerName,
        @Nullable String number,
        @Nullable Instant placedAt,

        @Nullable @Schema(allowableValues = {"placed", "confirmed", "shipped", "delivered", "cancelled", "returned"})
        String state,

        @Nullable String currency,
        @Nullable Long totalMinor,
        @Nullable LocalDate deliverOn,
        @Nullable String deliverTo,
        @Nullable String source,
        @Nullable Integer contacts,
        @Nullable List<Line> lines) {
    /// @param name what it was called then; from the catalogue where none is given
    @Answered(except = "productId")
    @Schema(name = "OrderLine")
    public record Line(
            @Nullable String productId,
            @Nullable String name,
            @Nullable Integer quantity,
            @Nullable Long priceMinor) {}

    /// One step of an order's life.
    ///
    /// @param way `desk`, `self-service`, `import`, `connector` or `sample`
    /// @param fields what was changed
    @Schema(name = "OrderChange")
    public record Change(
            Instant at,
            String by,
            String way,
            String act,
            @Nullable String from,
            @Nullable String to,
            List<String> fields,
            @Nullable String interactionId) {}

    /// @param moves the states it may go to from here
    @Schema(name = "OrderLife")
    public record Life(List<Change> changes, List<String> moves) {}

    /// What somebody wants to know at a look.
    ///
    /// @param first the name of its first line
    @Schema(name = "OrderAtAGlance")
    public record Glance(
            String id,
            String number,
            Instant placedAt,
            String state,
            String currency,
            long totalMinor,
            int lines,
            String first) {}

    @Override
    public String toString() {
        return "Order[" + id + "]"; // nothing personal in a log
    }
}
