package org.callosum.server.calls;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.system.Correlation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs its tasks one after the other, in the order posted. One task's exception is logged and counted; the
/// next runs.
///
/// Bounded: a call that is sent more than [#LIMIT] things at once (a storm of key presses) loses the rest,
/// counted.
final class Mailbox {
    static final int LIMIT = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final Executor executor;
    private final LongAdder dropped;
    private final LongAdder failed;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>(4);
    private boolean running;
    private final InteractionId interaction;

    /// @param interaction whose mailbox it is: everything logged by its tasks is marked with it
    Mailbox(InteractionId interaction, Executor executor, LongAdder dropped, LongAdder failed) {
        this.interaction = interaction;
        this.executor = executor;
        this.dropped = dropped;
        this.failed = failed;
    }

    void post(Runnable task) {
        var unused = take(task);
    }

    /// Asks something of whoever the mailbox belongs to.
    ///
    /// @return fails with [IllegalStateException] if the mailbox is full
    <T> CompletableFuture<T> ask(Supplier<T> question) {
        var answer = new CompletableFuture<T>();
        boolean taken = take(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException fault) {
                answer.completeExceptionally(fault);
                throw fault;
            }
        });
        if (!taken) {
            answer.completeExceptionally(new IllegalStateException(
                    "Call %s is sent more than it can take; ask again".formatted(interaction)));
        }
        return answer;
    }

    private boolean take(Runnable task) {
        synchronized (tasks) {
            if (tasks.size() >= LIMIT) {
                dropped.increment();
                return false;
            }
            tasks.add(task);
            if (running) {
                return true;
            }
            running = true;
        }
        executor.execute(this::drain);
        return true;
    }

    private void drain() {
        try (var _ = Correlation.with(interaction)) {
            drainMarked();
        }
    }

    private void drainMarked() {
        while (true) {
            Runnable task;
            synchronized (tasks) {
                var next = tasks.poll();
                if (next == null) {
                    running = false;
                    return;
                }
                task = next;
            }
            try {
                task.run();
            } catch (RuntimeException fault) {
                failed.increment();
                LOG.error("A call could not carry out what it was asked to do; it goes on", fault);
            }
        }
    }
}
