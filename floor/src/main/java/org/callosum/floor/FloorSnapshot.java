package org.callosum.floor;

import java.util.List;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// The whole floor as plain values, in order of ids: two floors are in the same state exactly when their
/// snapshots are equal. A snapshot and the events after it rebuild the floor.
///
/// @param version of this layout, now 3
/// @param atMillis of the last event in it; 0 for an empty floor
public record FloorSnapshot(int version, long atMillis, List<Queue> queues, List<Agent> agents, List<Entry> entries) {
    public FloorSnapshot {
        queues = List.copyOf(queues);
        agents = List.copyOf(agents);
        entries = List.copyOf(entries);
    }

    public record Queue(QueueId queue, QueueRules rules) {}

    public record Skill(SkillId skill, int proficiency, Preference preference) {}

    /// @param presenceSinceMillis when the presence began
    /// @param leaving sign-out deferred
    /// @param idleSinceMillis what [AgentPolicy] counts idle time from
    /// @param emptySinceMillis when they last had nothing in hand after having something; 0 if never
    /// @param atWorkMillis in conversation or wrap-up since sign-in, up to `accountedMillis`
    /// @param readyMillis ready without such work since sign-in, up to `accountedMillis`
    /// @param accepted interactions since sign-in
    /// @param occupancyPermille taken at `idleSinceMillis`
    /// @param shareTenths accepted per hour in tenths, taken at `idleSinceMillis`
    public record Agent(
            AgentId agent,
            AgentRules rules,
            List<Skill> skills,
            Presence presence,
            long presenceSinceMillis,
            boolean leaving,
            long idleSinceMillis,
            long emptySinceMillis,
            long atWorkMillis,
            long readyMillis,
            long accountedMillis,
            int accepted,
            int occupancyPermille,
            int shareTenths) {
        public Agent {
            skills = List.copyOf(skills);
        }
    }

    /// Which agent's window an interaction is in.
    public enum Window {
        NONE,
        PREFERRED,
        LAST,
        /// Held without end, see [Arrival#onlyFor()].
        ONLY
    }

    /// @param deadlineMillis of the offer or the wrap-up; 0 in other stages
    /// @param offers made so far
    /// @param windowEndsMillis 0 without a window
    /// @param declinedBy not to be offered it again before `declinedUntilMillis`
    /// @param suspended waiting, but offered to nobody
    public record Entry(
            InteractionId interaction,
            QueueId queue,
            Arrival arrival,
            WorkView.Stage stage,
            long queuedAtMillis,
            long sinceMillis,
            long deadlineMillis,
            int offers,
            int step,
            Window window,
            long windowEndsMillis,
            @Nullable AgentId agent,
            @Nullable AgentId declinedBy,
            long declinedUntilMillis,
            boolean suspended) {}
}
