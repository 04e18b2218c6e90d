package org.callosum.server.supervision.monitoring;

import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;

/// The record of supervisors who are at another node than the call they are in (decision 0180). The call's
/// node writes the end of a stay itself, since the supervisor's may have died, and lets nobody stay of whom
/// nothing is on record, since words between nodes may get lost.
///
/// Asks the database: not for a call's own thread.
public interface DistantStays {
    /// Somebody was taken out: stored, then told to the node where they are.
    ///
    /// @param row as [LineMonitor.Coming#row]
    void gone(long tenant, InteractionId interaction, AgentId supervisor, long row, LineMonitor.Gone why);

    /// Whether a stay of theirs in this conversation is open.
    boolean stands(long tenant, InteractionId interaction, AgentId supervisor);
}
