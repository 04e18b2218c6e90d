package org.callosum.floor;

import java.util.List;
import org.callosum.kernel.id.AgentId;

/// One agent as a board shows them.
///
/// @param sinceMillis when the present state began
/// @param leaving signing out as soon as the work in hand is done
/// @param work offers, conversations and wrap-up in hand, in order of interaction id
/// @param acceptedSinceSignIn interactions accepted in this session
public record AgentView(
        AgentId agent,
        Presence presence,
        AgentState state,
        long sinceMillis,
        boolean leaving,
        List<WorkView> work,
        int acceptedSinceSignIn) {
    public AgentView {
        work = List.copyOf(work);
    }
}
