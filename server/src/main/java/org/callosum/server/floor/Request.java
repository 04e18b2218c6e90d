package org.callosum.server.floor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.callosum.floor.Decision;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.server.platform.journal.Journal;

/// What can be asked of a floor's thread.
sealed interface Request {
    /// @param sinceNanos when it was asked, by [System#nanoTime()]
    record Send(FloorCommand command, CompletableFuture<Decision> answer, long sinceNanos) implements Request {
        static Send now(FloorCommand command, CompletableFuture<Decision> answer) {
            return new Send(command, answer, System.nanoTime());
        }
    }

    /// Another node's command.
    record Asked(long id, FloorCommand command) implements Request {}

    /// The journal of a floor that another node owns has grown.
    record Grown(List<Journal.Entry> entries) implements Request {}

    /// Another node has asked, or answered, or gone: the host looks for itself.
    record Look() implements Request {
        static final Look AROUND = new Look();
    }

    record Read<T>(Function<Floor, T> view, CompletableFuture<T> answer) implements Request {
        void answer(Floor floor, Executor on) {
            try {
                T value = view.apply(floor);
                answer.completeAsync(() -> value, on);
            } catch (RuntimeException fault) {
                answer.completeExceptionally(fault);
            }
        }
    }
}
