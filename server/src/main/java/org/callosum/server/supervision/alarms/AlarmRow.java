package org.callosum.server.supervision.alarms;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// One alarm, open or over.
///
/// @param code of its rule
/// @param value when it was raised, in `unit`
/// @param worst the value farthest beyond the limit, once it is over
/// @param figure the code in `metrics.md` of the figure that acting on it is meant to move
/// @param act the action that a screen offers with it
public record AlarmRow(
        String id,
        String code,
        Text name,

        @Schema(allowableValues = {"warning", "critical"}) String severity,

        @Nullable String agentId,
        @Nullable String agentName,
        @Nullable String queueId,
        @Nullable Text queueName,
        @Nullable String interactionId,
        Instant raisedAt,
        @Nullable Instant clearedAt,
        @Nullable Double value,
        @Nullable Double worst,
        double limit,

        @Schema(allowableValues = {"s", "n", "pct", "z", "per-min", "index"})
        String unit,

        String figure,
        Text proposal,

        @Schema(allowableValues = {"none", "message", "ready", "not-ready", "queues"})
        String act,

        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        String note) {}
