package org.callosum.floor;

/// Who ended a conversation.
public enum EndedBy {
    CUSTOMER,
    AGENT,
    SYSTEM
}
