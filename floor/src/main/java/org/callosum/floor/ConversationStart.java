package org.callosum.floor;

/// Why a conversation began without an offer.
public enum ConversationStart {
    /// Moved to an agent who held the consult about it: an attended transfer.
    TRANSFERRED,
    /// Moved to an agent who took it.
    TAKEN_OVER,
    /// Begun by the agent.
    OUTBOUND
}
