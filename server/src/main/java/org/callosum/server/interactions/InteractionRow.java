package org.callosum.server.interactions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A line of the history.
///
/// @param from the customer's number; empty if withheld or erased
/// @param outcome `handled`, `abandoned`, `interrupted`, `left-queue`, `self-served`,
///     `not-reached` (we called) or `open`
record InteractionRow(
        String id,
        Instant at,
        @Schema(allowableValues = {"in", "out"}) String direction,
        String channel,
        String from,
        @Nullable String fromName,
        @Nullable String customerId,
        String clientId,
        @Nullable String queueId,
        @Nullable Text queueName,
        @Nullable String agentId,
        @Nullable String agentName,

        @Schema(
                allowableValues = {
                    "handled",
                    "abandoned",
                    "interrupted",
                    "left-queue",
                    "self-served",
                    "not-reached",
                    "open"
                })
        String outcome,

        @Nullable Long waitMillis,
        @Nullable Long talkMillis,
        List<Text> dispositions,
        List<String> recordingIds) {
    @Override
    public String toString() {
        return "InteractionRow[" + id + "]"; // no number in a log
    }
}
