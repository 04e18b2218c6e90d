package org.callosum.server.platform.journal;

import java.util.List;
import java.util.function.Consumer;

/// The log of a tenant's floor: what happened, in order, for ever. One writer per tenant gives the positions, so
/// there
/// are no holes and nobody overtakes. Nothing here knows what stores it.
///
/// Entries are one JSON object each, without line breaks, made by [FloorEventCodec]; they hold ids and codes only.
public interface Journal {
    /// One stored event.
    ///
    /// @param position 1 for the tenant's first event, then without holes
    /// @param event one JSON object
    record Entry(long position, String event) {}

    /// Stores a batch as a whole: all of it is durable when this returns.
    ///
    /// @param epoch what [Ownership] gave the writer; a writer that has been succeeded is refused
    /// @param firstPosition the position of the batch's first event: the last stored one + 1
    /// @param events in order, at least one
    /// @throws NotOwnerException if another writer has taken the floor, the lease has run out, or somebody already
    ///     wrote at these positions; nothing was stored
    /// @throws UnclearCommitException if nobody can say whether the batch was stored: the writer gives up
    ///     ownership and
    ///     recovers from what is stored
    default void append(long tenant, long epoch, long firstPosition, List<String> events) {
        append(tenant, epoch, firstPosition, events, List.of());
    }

    /// The same, with what other nodes are answered for these events: both are stored or neither.
    ///
    /// @param answers to requests of [FloorRequests]; may be empty
    void append(long tenant, long epoch, long firstPosition, List<String> events, List<FloorRequests.Answer> answers);

    /// Reads stored entries in order, in pages, so that memory stays bounded.
    ///
    /// @param after the position before the first one wanted; 0 for all
    /// @return the position of the last entry read, or `after` when there is none
    long read(long tenant, long after, Consumer<Entry> reader);

    /// Calls the reader with each batch of entries after a position: those already stored, then new ones as they
    /// come,
    /// until closed. Batches come in order on one thread of the follower's own; a reader that throws is called
    /// again
    /// with the same entries after a pause.
    ///
    /// @param name for the thread and the log
    Following follow(long tenant, long after, String name, Consumer<List<Entry>> reader);

    /// A follower at work; closing waits for the batch in hand.
    interface Following extends AutoCloseable {
        /// The last position the reader has finished with.
        long position();

        @Override
        void close();
    }

    /// The writer no longer owns the floor; nothing of the batch was stored.
    final class NotOwnerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotOwnerException(String message) {
            super(message);
        }
    }

    /// The connection broke around the commit: the batch may or may not be stored.
    final class UnclearCommitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnclearCommitException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
