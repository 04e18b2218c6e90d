package org.callosum.server.supervision.monitoring;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A supervisor in a conversation in one mode with one agent; rows with the same `stayId` follow on one
/// another.
///
/// @param by the supervisor's account, as it was called then
/// @param endedWhy why no longer; absent while it lasts
@Schema(name = "MonitoringRow")
public record MonitoringRow(
        String id,
        String stayId,
        String interactionId,
        String agentId,
        @Nullable String agentName,
        String by,

        @Schema(allowableValues = {"listen", "whisper", "join", "take-over"})
        String mode,

        String why,

        @Schema(allowableValues = {"silent", "tone", "agent", "both"})
        String announced,

        Instant beganAt,
        @Nullable Instant endedAt,

        @Schema(
                allowableValues = {
                    "left",
                    "mode",
                    "moved",
                    "over",
                    "sent-on",
                    "took-over",
                    "own-call",
                    "signed-out",
                    "line-lost",
                    "failed"
                })
        @Nullable
        String endedWhy) {}
