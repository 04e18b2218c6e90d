package org.callosum.server.supervision.help;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A request for help.
///
/// @param reason code of the list
/// @param text what the agent wrote; empty for a reason alone, and once it is forgotten
/// @param takenAt when somebody said that they see to it
/// @param answeredHow `text`, or the mode of monitoring in which they came in
/// @param answer the words of an answer by text
/// @param closedWhy absent while it is open
@Schema(name = "HelpRequest")
public record HelpRow(
        String id,
        String interactionId,
        String agentId,
        @Nullable String agentName,
        @Nullable Text queueName,

        @Schema(allowableValues = {"knowledge", "authority", "system", "upset", "other"})
        String reason,

        String text,
        Instant askedAt,
        @Nullable Instant takenAt,
        @Nullable String takenBy,
        @Nullable Instant answeredAt,
        @Nullable String answeredBy,

        @Schema(allowableValues = {"text", "whisper", "join", "take-over"}) @Nullable
        String answeredHow,

        String answer,
        @Nullable Instant closedAt,

        @Schema(allowableValues = {"answered", "withdrawn", "over"}) @Nullable
        String closedWhy) {
    @Override
    public String toString() {
        return "HelpRow[" + id + "]"; // what people write to each other is not for logs
    }
}
