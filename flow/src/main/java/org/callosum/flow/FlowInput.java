package org.callosum.flow;

import java.util.SequencedMap;

/// What comes back to a waiting run. An answer carries the ticket of the effect that asked; one with an old ticket is
/// ignored, so a late answer does no harm.
public sealed interface FlowInput {
    /// The announcement was heard to its end, was interrupted by {@link FlowEffect.StopMedia}, or could not be played.
    record PlayEnded(int ticket) implements FlowInput {}

    /// One key: `0`–`9`, `*`, `#`, `A`–`D`; anything else is ignored.
    record Digit(char key) implements FlowInput {}

    /// Several keys at once, as some gateways deliver them.
    record Digits(String keys) implements FlowInput {}

    /// A line on a written channel.
    record TextLine(String text) implements FlowInput {}

    /// The time asked for by {@link FlowEffect.SetTimer} has come.
    record Timeout(int ticket) implements FlowInput {}

    /// @param reason code of the rule that decided, for instance `weekly`, `holiday`; at most 100 characters are kept
    record HoursAnswer(int ticket, boolean open, String reason) implements FlowInput {}

    /// @param status HTTP status; 0 when there was no answer in time or the address was refused
    /// @param fields the answer's top-level fields as text
    record LookupAnswer(int ticket, int status, SequencedMap<String, String> fields) implements FlowInput {}

    /// @param position from 1
    /// @param expectedMillis expected rest of the wait; negative when unknown
    record PositionAnswer(int ticket, int position, long waitedMillis, long expectedMillis) implements FlowInput {}

    /// What became of {@link FlowEffect.Enqueue}: first `QUEUED` or `FULL`; then `ANSWERED` when an agent talks to the
    /// customer, or `LEFT` when the floor ended the wait.
    ///
    /// @param reason for `LEFT` the exit's code, for instance `closed`; otherwise empty
    record EnqueueAnswer(int ticket, QueueOutcome outcome, String reason) implements FlowInput {}

    enum QueueOutcome {
        QUEUED,
        FULL,
        ANSWERED,
        LEFT
    }

    record DialAnswer(int ticket, DialOutcome outcome) implements FlowInput {}

    enum DialOutcome {
        ANSWERED,
        BUSY,
        NO_ANSWER,
        FAILED
    }

    /// The agent or the dialled party has left and the customer is still there.
    record ConversationEnded() implements FlowInput {}

    /// @param recordedSeconds 0 when nothing was said
    record VoicemailAnswer(int ticket, boolean kept, int recordedSeconds) implements FlowInput {}

    record CallerHungUp() implements FlowInput {}
}
