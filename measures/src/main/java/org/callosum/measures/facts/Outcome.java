package org.callosum.measures.facts;

import org.callosum.floor.Exit;

/// How a queue entry ended.
public enum Outcome {
    /// Answered, and the conversation ended.
    HANDLED,
    /// Answered, then went on: with another agent, outside, or in a queue again before the agent's wrap-up had ended.
    TRANSFERRED,
    ABANDONED,
    /// Flow-outs: left without an agent and without hanging up.
    OVERFLOW,
    CALLBACK,
    VOICEMAIL,
    /// Flow-out: the queue closed. Interchange files, which have no such word, call it `overflow`, like
    /// [#SENT_ON].
    CLOSED,
    /// Flow-out: sent on, unanswered, to another queue or number.
    SENT_ON,
    /// The centre failed. Answered ones count as answered, others as flow-out; never an abandon.
    INTERRUPTED,
    /// Not finished at the as-of instant.
    OPEN;

    /// Left the queue without an agent and without hanging up.
    public boolean isFlowOut() {
        return switch (this) {
            case OVERFLOW, CALLBACK, VOICEMAIL, CLOSED, SENT_ON -> true;
            case HANDLED, TRANSFERRED, ABANDONED, INTERRUPTED, OPEN -> false;
        };
    }

    static Outcome of(Exit exit) {
        return switch (exit) {
            case OVERFLOW -> OVERFLOW;
            case CALLBACK -> CALLBACK;
            case VOICEMAIL -> VOICEMAIL;
            case CLOSED -> CLOSED;
            case TRANSFERRED -> SENT_ON;
        };
    }
}
