package org.callosum.server.scripts;

import org.callosum.server.platform.problem.Problem;

/// Lets the two of a role play talk: their browsers, joined with each other and with nothing else. Implemented
/// by who has the lines. Every method answers for this process only.
public interface RolePlayVoice {
    /// A line of one of the two; one that they had is put down.
    ///
    /// @param sdp the browser's offer
    /// @return the answer to it
    /// @throws Problem 400 `role-play-unreadable` for an offer that cannot be answered; 429 `role-plays-full`
    String join(long tenant, long play, boolean player, String sdp);

    void leave(long tenant, long play, boolean player);

    /// The talk is over: both lines are put down.
    void end(long tenant, long play);

    State state(long tenant, long play);

    /// Whose sound can flow.
    record State(boolean agent, boolean player) {}
}
