package org.callosum.floor;

import org.callosum.kernel.id.QueueId;

/// One queue as a board shows it: customers, and what is kept apart from them.
///
/// @param waiting unanswered and not being offered
/// @param offered unanswered and ringing at an agent
/// @param talking in conversation or on hold
/// @param wrappingUp customer gone, agent still at it
/// @param suspended of the waiting, those that pause and are offered to nobody
/// @param apart consults and outbound conversations in any stage; no other figure here counts them
/// @param longestWaitSinceMillis when the longest-waiting unanswered interaction entered; 0 if there is none
public record QueueView(
        QueueId queue,
        int waiting,
        int offered,
        int talking,
        int wrappingUp,
        long longestWaitSinceMillis,
        int suspended,
        int apart) {}
