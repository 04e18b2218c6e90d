package org.callosum.floor;

/// What the floor sees of an agent; with several interactions at once the first of TALKING, ON_HOLD, OFFERED,
/// WRAPPING_UP that applies (`metrics.md` 0.1).
public enum AgentState {
    TALKING,
    ON_HOLD,
    OFFERED,
    WRAPPING_UP,
    /// Ready, with nothing in hand.
    IDLE,
    NOT_READY,
    SIGNED_OUT
}
