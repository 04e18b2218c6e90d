package org.callosum.flow;

/// What somebody who tries a flow does, one after the other.
public sealed interface TrialMove {
    /// Presses keys without a pause between them.
    ///
    /// @param keys `0`–`9`, `*`, `#`
    record Press(String keys) implements TrialMove {}

    /// Writes a line, as in a chat.
    record Write(String text) implements TrialMove {}

    /// Says and presses nothing.
    ///
    /// @param millis 0: until something happens
    record Stay(long millis) implements TrialMove {
        public Stay {
            if (millis < 0) {
                throw new IllegalArgumentException("Nobody stays for %d ms".formatted(millis));
            }
        }
    }

    /// An agent takes whoever waits.
    record AgentAnswers() implements TrialMove {}

    /// The agent, or whoever was dialled, hangs up; the customer does not.
    record AgentLeaves() implements TrialMove {}

    record HangUp() implements TrialMove {}
}
