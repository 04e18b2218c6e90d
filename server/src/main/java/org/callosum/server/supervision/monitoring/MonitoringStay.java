package org.callosum.server.supervision.monitoring;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A supervisor's whole stay in a conversation, as coaching needs it.
///
/// @param own whether it was the reader's: only they note something about it
/// @param heardMillis in all modes together, so far
/// @param rows each mode and each agent, in order
/// @param note what the supervisor wrote afterwards
/// @param coaching whether it is to be used for coaching
@Schema(name = "MonitoringStay")
record MonitoringStay(
        String id,
        String interactionId,
        String by,
        boolean own,
        Instant beganAt,
        @Nullable Instant endedAt,
        long heardMillis,
        List<MonitoringRow> rows,
        List<Hint> hints,
        String note,
        boolean coaching) {
    /// A line that the supervisor wrote onto the agent's desk.
    @Schema(name = "MonitoringHint")
    record Hint(Instant at, String text, @Nullable Instant readAt) {}

    @Override
    public String toString() {
        return "MonitoringStay[" + id + "]"; // notes and hints are not for logs
    }
}
