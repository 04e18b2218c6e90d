package org.callosum.server.interactions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/// What part of the history is asked for; an endpoint takes it as a parameter without annotation.
///
/// @param from arrived at or after
/// @param to arrived before
record InteractionFilter(
        @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
        Instant from,

        @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
        Instant to,

        @Nullable Long client,
        @Nullable Long queue,
        @Nullable Long agent,
        @Nullable Long customer,
        @Nullable String outcome,
        @Nullable Boolean hasRecording) {
    static InteractionFilter ofCustomer(long customer) {
        return new InteractionFilter(null, null, null, null, null, customer, null, null);
    }
}
