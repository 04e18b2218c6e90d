package org.callosum.server.routing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A draft tried on a recorded day: what was asked, how far it is, what came of it.
///
/// @param zone of the day
/// @param liveVersion what it is compared with; null: no rules were in force
/// @param progress 0 to 100
/// @param problem why it failed: a code
/// @param result present when it is done
public record RoutingTrialRow(
        String id,
        LocalDate day,
        String zone,
        int version,
        @Nullable Integer liveVersion,
        int seeds,

        @Schema(allowableValues = {"running", "done", "failed", "cancelled"})
        String state,

        int progress,
        Instant askedAt,
        String askedBy,
        @Nullable Instant endedAt,
        @Nullable String problem,
        @Nullable Result result) {

    /// @param contacts of the day
    /// @param agents who were signed in at some time of the day
    /// @param movedTotal how many contacts would have gone otherwise, as the first seed shows it
    /// @param moved the first of them, at most 200, in order of arrival
    @Schema(name = "RoutingTrialResult")
    public record Result(int contacts, int agents, int movedTotal, List<Moved> moved, List<Effect> effects) {}

    /// @param reason code, empty if unknown
    /// @param fromQueue id; names are beside it when it is read
    /// @param fromAgent id, null where nobody received it
    @Schema(name = "RoutingTrialMoved")
    public record Moved(
            Instant at,
            String reason,
            String fromQueue,
            @Nullable String fromQueueName,
            @Nullable String fromAgent,
            @Nullable String fromAgentName,
            long fromWaitMillis,
            String toQueue,
            @Nullable String toQueueName,
            @Nullable String toAgent,
            @Nullable String toAgentName,
            long toWaitMillis) {}

    /// The customers who came into a queue, wherever the rules then put them. Changes are means over the seeds with
    /// their 95 % interval: the mean plus or minus the half; no half with one seed.
    ///
    /// @param queue id
    /// @param serviceLevelBefore 0 to 1
    @Schema(name = "RoutingTrialEffect")
    public record Effect(
            String queue,
            @Nullable String queueName,
            int contacts,
            double waitBeforeMillis,
            double waitChangeMillis,
            @Nullable Double waitHalfMillis,
            double serviceLevelBefore,
            double serviceLevelChange,
            @Nullable Double serviceLevelHalf,
            double abandonedBefore,
            double abandonedChange,
            @Nullable Double abandonedHalf) {}
}
