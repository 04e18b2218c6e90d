package org.callosum.server.customers.goods;

import java.util.Currency;
import org.callosum.server.platform.editing.Fields;
import org.jspecify.annotations.Nullable;

/// Amounts are counted in the smallest unit of their currency (ISO 4217), so that nothing is ever
/// rounded.
final class Money {
    /// A hundred million million: an order larger than that is a slip of the finger.
    static final long MOST_MINOR = 100_000_000_000_000L;

    private Money() {}

    /// Both or none, and within bounds.
    static void check(Fields fields, String amount, @Nullable Long minor, @Nullable String currency) {
        if (minor != null && (minor < 0 || minor > MOST_MINOR)) {
            fields.add(amount, "not-between", java.util.Map.of("min", 0, "max", MOST_MINOR));
        }
        if (minor != null && (currency == null || currency.isBlank())) {
            fields.add("currency", "required");
        }
        currency(fields, currency);
    }

    static void currency(Fields fields, @Nullable String currency) {
        if (currency != null && !currency.isBlank() && !exists(currency)) {
            fields.add("currency", "wrong-currency");
        }
    }

    static boolean exists(String currency) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(each -> each.getCurrencyCode().equals(currency));
    }

    /// How many digits stand behind the point: 2 for CNY, 0 for JPY.
    static int digits(String currency) {
        return exists(currency) ? Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits()) : 2;
    }
}
