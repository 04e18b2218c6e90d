package org.callosum.measures.facts;

import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;

/// One agent's work on one interaction, from answering to the end of wrap-up. May overlap others of the agent:
/// handle times and workload come from here, occupancy and adherence from [AgentStateInterval].
///
/// @param offer the accepted offer
/// @param fromMillis when it was answered
/// @param conversationEndMillis when the conversation ended
/// @param toMillis when wrap-up ended
public record WorkInterval(
        AgentId agent,
        OfferId offer,
        QueueId queue,
        long fromMillis,
        long conversationEndMillis,
        long holdMillis,
        long toMillis)
        implements Fact {}
