package org.callosum.floor;

/// Who ended a conversation.
public enum EndedBy {
    CUSTOMER,
    AGENT,
    SYSTEM,
    /// It goes on: with another agent, in another queue or outside. Nobody hangs up on the customer.
    TRANSFERRED
}
