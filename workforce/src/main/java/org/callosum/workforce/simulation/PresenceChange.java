package org.callosum.workforce.simulation;

import org.callosum.kernel.id.AgentId;

/// What an agent does by their own decision.
///
/// @param reason of not being ready, a code; empty for the others
public record PresenceChange(AgentId agent, long atMillis, Kind kind, String reason) {
    public enum Kind {
        SIGN_IN,
        READY,
        NOT_READY,
        SIGN_OUT
    }

    public PresenceChange(AgentId agent, long atMillis, Kind kind) {
        this(agent, atMillis, kind, "");
    }
}
