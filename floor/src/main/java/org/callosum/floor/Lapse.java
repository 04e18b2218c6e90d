package org.callosum.floor;

/// Why an interaction is no longer held for one agent.
public enum Lapse {
    /// The window is over.
    TIME,
    /// The agent is unknown or not signed in.
    NOT_SIGNED_IN,
    /// The agent may not serve it.
    NOT_ENTITLED
}
