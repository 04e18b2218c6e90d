package org.callosum.floor;

/// Whose wish an interaction is. Figures about queues (waits, service level, abandons) count customers and
/// call-backs; an agent's time is work whatever the kind.
public enum ArrivalKind {
    /// A customer, waiting.
    CUSTOMER,
    /// An agent's own request to a colleague, about another interaction. Has no wrap-up.
    CONSULT,
    /// A customer who is being called back.
    CALL_BACK,
    /// Begun by an agent; never waits.
    OUTBOUND;

    /// Whether it counts as a customer's stay in a queue.
    public boolean entersFigures() {
        return this == CUSTOMER || this == CALL_BACK;
    }
}
