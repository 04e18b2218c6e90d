package org.callosum.workforce.simulation;

import org.callosum.floor.Arrival;
import org.callosum.floor.Exit;
import org.callosum.kernel.id.QueueId;

/// One customer's stay in a queue as a day brings it: when they came, and what was seen of their patience
/// and of the work they make.
///
/// @param id of this stay, unique within the day, positive
/// @param atMillis when they entered, milliseconds since the epoch
/// @param arrival what they brought with them
/// @param seen how their wait ended; what was not seen is drawn
/// @param conversationMillis talk and hold; below 0 if nobody talked to them, then it is drawn
/// @param wrapUpMillis the agent's work after it; below 0 if unknown, then it is drawn with the
///     conversation
public record Contact(
        long id, long atMillis, QueueId queue, Arrival arrival, Seen seen, long conversationMillis, long wrapUpMillis) {
    public Contact {
        if (id <= 0) {
            throw new IllegalArgumentException("A contact's id is positive, not " + id);
        }
        if (arrival.of() != null) {
            throw new IllegalArgumentException(
                    "Contact %d is a consult: a day is made of customers, consults are part of their handling"
                            .formatted(id));
        }
    }

    /// What is known of how long they would have waited.
    public sealed interface Seen {
        /// Hung up after this much waiting: that is their patience.
        record Abandoned(long afterMillis) implements Seen {}

        /// Still there after this much waiting, and then answered or lost from sight: their patience is
        /// longer.
        record Stayed(long atLeastMillis) implements Seen {}

        /// Would be sent on after this much waiting, if nobody had answered: overflow, a call-back, a
        /// message.
        record SentOn(long afterMillis, Exit exit) implements Seen {}

        /// Nothing: a made-up contact.
        record Nothing() implements Seen {}
    }
}
