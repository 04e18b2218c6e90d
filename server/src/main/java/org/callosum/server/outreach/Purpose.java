package org.callosum.server.outreach;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a customer is contacted. A consent may be given for one of these alone.
public enum Purpose {
    /// the customer asked for it
    CALL_BACK,
    /// something the customer is waiting for: a case, an order, a fault
    SERVICE,
    MARKETING,
    SURVEY,
    /// a customer on the line is brought to somebody outside
    TRANSFER;

    public static final List<String> CODES =
            Arrays.stream(values()).map(Purpose::code).toList();

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static @Nullable Purpose of(@Nullable String code) {
        for (var purpose : values()) {
            if (purpose.code().equals(code)) {
                return purpose;
            }
        }
        return null;
    }
}
