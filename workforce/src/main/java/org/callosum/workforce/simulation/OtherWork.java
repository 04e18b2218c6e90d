package org.callosum.workforce.simulation;

import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;

/// Work that a day gives to one agent whatever the rules: a call they made themselves, a conversation
/// handed to them.
///
/// It begins at its time if the agent has room then; else it is left out and counted.
public record OtherWork(
        long id, AgentId agent, QueueId queue, long atMillis, long conversationMillis, long wrapUpMillis) {}
