package org.callosum.server.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// An agent's own day (DSK-15), for nobody else. What is not over counts nowhere yet.
///
/// @param since when the day began, in the zone of the agent's site
/// @param queues that they served, the most frequent first
/// @param promises follow-ups of theirs that fell due today before now, and how many of them were done in time
/// @param rolePlays as the agent, done within four weeks
@Schema(name = "OwnDay")
record OwnDay(Instant since, List<OfQueue> queues, Promises promises, RolePlays rolePlays) {
    /// Means of the contacts of one queue that were finished today (M:AHT and its parts).
    ///
    /// @param all of everybody who served it today; null while fewer than three did
    @Schema(name = "OwnDayQueue")
    record OfQueue(
            String queueId,
            Text name,
            int contacts,
            Means mine,
            @Nullable Means all) {}

    @Schema(name = "OwnDayMeans")
    record Means(long handleMillis, long holdMillis, long wrapUpMillis) {}

    @Schema(name = "OwnDayPromises")
    record Promises(int kept, int due) {}

    /// @param lastScore from 0 to 1, as whoever played the customer scored the latest; null: nothing of it counts
    @Schema(name = "OwnDayRolePlays")
    record RolePlays(
            int count,
            @Nullable String lastId,
            @Nullable Instant lastAt,
            @Nullable Double lastScore) {}
}
