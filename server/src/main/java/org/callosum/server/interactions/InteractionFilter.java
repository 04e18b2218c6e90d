package org.callosum.server.interactions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/// What part of the history is asked for; an endpoint takes it as a parameter without annotation.
///
/// @param from arrived at or after
/// @param to arrived before
/// @param flow code of the flow that led the contact first
/// @param figure code of the [FlowFigure] behind which the contacts stand
/// @param step `flow:step`, for figures of a step
/// @param fcr code of the [RepeatFigure] behind which the contacts stand
/// @param lastQueue of the last answered stay, and `queuedFrom`, `queuedTo` when that began; only with `fcr`
/// @param noted `form/item/value`, several: contacts with a note in which this was answered, each of them
/// @param notedQueue the queue in which that was noted
/// @param product what the contact was about
/// @param firstQueue the queue to which a flow sent the contact first
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
        @Nullable Boolean hasRecording,
        @Nullable String flow,
        @Nullable Integer flowVersion,
        @Nullable Long entryPoint,
        @Nullable Long firstQueue,
        @Nullable String figure,
        @Nullable String step,
        @Nullable String fcr,
        @Nullable Long lastQueue,

        @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
        Instant queuedFrom,

        @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
        Instant queuedTo,

        @Nullable List<String> noted,
        @Nullable Long notedQueue,
        @Nullable Long product) {
    static InteractionFilter ofCustomer(long customer) {
        return new InteractionFilter(
                null, null, null, null, null, customer, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null);
    }
}
