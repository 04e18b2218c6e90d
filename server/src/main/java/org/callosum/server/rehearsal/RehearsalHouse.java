package org.callosum.server.rehearsal;

import org.callosum.kernel.id.AgentId;

/// What a simulated agent does at their desk, and what a simulated caller can notice.
public interface RehearsalHouse {
    /// Signs in with the desk phone and goes ready.
    void startWork(AgentId agent);

    /// Picks a fitting disposition and ends wrap-up, if there is one to end.
    void finishWrapUp(AgentId agent);

    /// Goes for a short break; [#startWork] ends it.
    void takeBreak(AgentId agent);

    /// Whether a person talks to the caller with this number now.
    boolean isServed(String callerNumber);
}
