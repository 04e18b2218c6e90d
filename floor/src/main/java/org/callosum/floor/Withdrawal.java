package org.callosum.floor;

/// Why an offer was taken back before it was answered.
public enum Withdrawal {
    /// The customer hung up.
    ABANDONED,
    /// The interaction left the queue another way, see [Exit].
    LEFT_QUEUE,
    /// The agent went not ready or signed out.
    AGENT_NOT_READY,
    /// The agent may no longer serve it: a skill, client or queue was taken away.
    NOT_ENTITLED,
    /// The interaction pauses its waiting, see [FloorCommand.SuspendWaiting].
    SUSPENDED,
    /// The centre failed.
    INTERRUPTED
}
