package org.callosum.flow;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What comes back to a waiting run. An answer carries the ticket of the effect that asked; one with an old ticket is
/// ignored, so a late answer does no harm.
public sealed interface FlowInput
        permits FlowInput.PlayEnded,
                FlowInput.Digit,
                FlowInput.Digits,
                FlowInput.TextLine,
                FlowInput.Timeout,
                FlowInput.Understood,
                FlowInput.HoursAnswer,
                FlowInput.LookupAnswer,
                FlowInput.PositionAnswer,
                FlowInput.CallBackAnswer,
                FlowInput.CustomerAway,
                FlowInput.CustomerBack,
                FlowInput.EnqueueAnswer,
                FlowInput.DialAnswer,
                FlowInput.ConversationEnded,
                FlowInput.VoicemailAnswer,
                FlowInput.CallerHungUp,
                ScriptInput {
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

    /// @param intent what was meant; empty when nobody would act on it
    record Understood(int ticket, String intent) implements FlowInput {}

    /// @param reason code of the rule that decided, for instance `weekly`, `holiday`; at most 100 characters are kept
    record HoursAnswer(int ticket, boolean open, String reason) implements FlowInput {}

    /// @param status HTTP status; 0 when there was no answer in time or the address was refused
    /// @param fields the answer's top-level fields as text
    record LookupAnswer(int ticket, int status, SequencedMap<String, String> fields) implements FlowInput {}

    /// @param position from 1
    /// @param expectedMillis expected rest of the wait; negative when unknown
    /// @param fromMinutes what may be said of it: at least so long; 0 for "less than"
    /// @param toMinutes at most so long; 0 when nothing should be said
    /// @param waiting how many wait in the queue, this customer included
    /// @param agents who take from the queue as soon as they are free
    record PositionAnswer(
            int ticket,
            int position,
            long waitedMillis,
            long expectedMillis,
            int fromMinutes,
            int toMinutes,
            int waiting,
            int agents)
            implements FlowInput {}

    /// @param granted whether the number may be called back, or: is going to be
    /// @param reason code of what stands against it, for instance `no-number`; else empty
    record CallBackAnswer(int ticket, boolean granted, String reason) implements FlowInput {}

    /// The line of a customer with a call-back has ended; the wait goes on without it.
    record CustomerAway() implements FlowInput {}

    /// The customer who was called back is on the line again, and still waits.
    ///
    /// @param greeting the treatment that goes on beside the wait, or `null` for music
    record CustomerBack(@Nullable String greeting) implements FlowInput {}

    /// What became of {@link FlowEffect.Enqueue}: first `QUEUED`, `FULL` or `CLOSED`; then `ANSWERED` when an
    /// agent talks to the customer, or `LEFT` when the floor ended the wait.
    ///
    /// @param reason for `LEFT` the exit's code, for instance `closed`; for `CLOSED` the code of the rule that
    ///     decided, as in {@link HoursAnswer}; otherwise empty
    /// @param treatment for `QUEUED` the queue's own, for a step that names none; `null`: music
    record EnqueueAnswer(
            int ticket,
            QueueOutcome outcome,
            String reason,
            @Nullable String treatment) implements FlowInput {
        public EnqueueAnswer(int ticket, QueueOutcome outcome, String reason) {
            this(ticket, outcome, reason, null);
        }
    }

    enum QueueOutcome {
        QUEUED,
        FULL,
        /// The queue is outside its own hours and takes nobody: the step's exit `closed`.
        CLOSED,
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
