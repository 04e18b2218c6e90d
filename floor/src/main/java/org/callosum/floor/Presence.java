package org.callosum.floor;

/// What the agent declares.
public sealed interface Presence {
    record SignedOut() implements Presence {}

    record Ready() implements Presence {}

    /// @param reason a code
    record NotReady(String reason) implements Presence {}
}
