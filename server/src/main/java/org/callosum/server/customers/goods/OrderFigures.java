package org.callosum.server.customers.goods;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Contacts and orders of the same time (M:CPO), with the counts they are made of.
///
/// @param handled contacts of customers, answered by a person (`cpo_all`)
/// @param aboutOrders those of them that concern an order (`cpo_order`)
/// @param orders placed and not taken back
/// @param selfService changes of orders that callers made without a person
/// @param customers who were in touch, as far as they are known
/// @param ofCustomers contacts of these
/// @param cpoAll per 100 orders; null without orders
/// @param cpoOrder per 100 orders; null without orders
@Schema(name = "OrderFigures")
record OrderFigures(
        Instant from,
        Instant to,
        long handled,
        long aboutOrders,
        long orders,
        long selfService,
        long customers,
        long ofCustomers,
        @Nullable Double cpoAll,
        @Nullable Double cpoOrder) {}
