package org.callosum.server.outreach;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// By which way a customer is contacted.
public enum Channel {
    CALL,
    SMS,
    EMAIL,
    APP;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Channel of(@Nullable String code) {
        for (var channel : values()) {
            if (channel.code().equals(code)) {
                return channel;
            }
        }
        return null;
    }
}
