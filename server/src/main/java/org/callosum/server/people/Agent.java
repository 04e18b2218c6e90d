package org.callosum.server.people;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// Somebody who serves customers.
///
/// @param teamId the team on today's date, read only: membership has its own history
/// @param clients the clients granted to the agent that the reader may see
/// @param queues the queues they may serve; empty: all queues of the granted clients
/// @param deviceId the desk phone used when `device` is `phone`
/// @param joinedOn first day with the house; absent: the day they are entered
/// @param skills read only: the skill matrix is where they are written
@Answered(except = {"accountId", "teamId", "teamName", "deviceId"})
public record Agent(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String accountId,
        @Nullable String name,
        @Nullable String staffNumber,
        @Nullable String teamId,
        @Nullable String teamName,
        @Nullable String siteId,
        @Nullable List<String> clients,
        @Nullable List<String> queues,
        @Nullable Integer voiceCapacity,
        @Nullable Integer chatCapacity,

        @Schema(allowableValues = {"browser", "phone"}) @Nullable
        String device,

        @Nullable String deviceId,
        @Nullable Boolean active,
        @Nullable LocalDate joinedOn,
        @Nullable List<Level> skills) {
    /// @param level 1 to 5
    public record Level(
            String skillId,
            int level,

            @Schema(allowableValues = {"first", "ordinary", "reserve"})
            String preference) {}
}
