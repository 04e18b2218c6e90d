package org.callosum.server.interactions;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.voice.signals.SpeechSummary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;

/// What the calls report: an interaction is on record before it is answered, and each later step as it happens.
/// Reports
/// that come while a transaction is under way go into the next one together; a future is done when its report is
/// durable.
///
/// The steps of the floor come from its journal and are not to be reported here.
///
/// ```java
/// log.arrived(tenant, arrived).thenRun(() -> voice.answer(leg));
/// ```
public final class InteractionLog implements AutoCloseable {
    /// Reports that may wait to be written; beyond it they are refused, and the call should be, too.
    static final int CAPACITY = 20_000;

    private static final int BATCH = 1_000;

    /// How long a report that nobody waits for may gather company.
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private static final Logger LOG = LoggerFactory.getLogger(InteractionLog.class);

    /// Which way a contact came.
    public enum Direction {
        IN,
        OUT
    }

    /// How a contact ended that no queue entry speaks of.
    public enum Ending {
        /// Served by the flow alone.
        SELF_SERVED("self-served"),
        /// Hung up in the flow.
        ABANDONED("abandoned"),
        /// Left the queue before, now the line is gone, too: the outcome stays what it was.
        LEFT_QUEUE("left-queue"),
        /// We called, and the customer did not answer.
        NOT_REACHED("not-reached"),
        /// The centre failed.
        INTERRUPTED("interrupted");

        private final String code;

        Ending(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /// What has become of a recording.
    public enum RecordingState {
        COMPLETE("complete"),
        INTERRUPTED("interrupted");

        private final String code;

        RecordingState(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /// A contact as it arrives. The customer's number and name go to a table that can be erased.
    ///
    /// @param dialled the centre's own number for incoming contacts, empty for outgoing ones
    /// @param number the customer's, null if withheld
    /// @param language `en`, `zh-Hans`, `zh-Hant`
    public record Arrived(
            InteractionId interaction,
            ClientId client,
            Direction direction,
            String channel,
            @Nullable Long entryPoint,
            String dialled,
            @Nullable String number,
            @Nullable String name,
            String language,
            Instant at) {}

    private record Waiting(long tenant, LogWrite write, CompletableFuture<@Nullable Void> done) {
        /// Whether a call stands still until this is durable. The other reports are steps of a call that goes on
        /// meanwhile: they ride along.
        boolean awaited() {
            return switch (write) {
                case LogWrite.Arrived _, LogWrite.ConsultBegan _, LogWrite.RecordingStarted _ -> true;
                case LogWrite.Event _,
                        LogWrite.Keys _,
                        LogWrite.Language _,
                        LogWrite.Customer _,
                        LogWrite.Ended _,
                        LogWrite.Reached _,
                        LogWrite.Spoken _,
                        LogWrite.RecordingStopped _ -> false;
            };
        }
    }

    private final Tenancy tenancy;
    private final LogStore store;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Counter written;
    private final Counter refused;
    private final Counter failed;
    private final Thread thread;
    private volatile boolean closed;

    InteractionLog(Tenancy tenancy, LogStore store, MeterRegistry meters) {
        this.tenancy = tenancy;
        this.store = store;
        this.written = meters.counter("callosum.interactions.log", "result", "written");
        this.refused = meters.counter("callosum.interactions.log", "result", "refused");
        this.failed = meters.counter("callosum.interactions.log", "result", "failed");
        this.thread = Thread.ofPlatform().daemon().name("interaction-log").start(this::run);
    }

    /// Puts a new interaction on record. To be awaited before the customer is answered.
    public CompletableFuture<@Nullable Void> arrived(long tenant, Arrived arrival) {
        return write(tenant, new LogWrite.Arrived(arrival));
    }

    /// An agent asks a colleague about a customer's interaction. To be awaited before the floor is asked.
    ///
    /// @param consult the question's own id
    public CompletableFuture<@Nullable Void> consultBegan(
            long tenant, InteractionId consult, InteractionId of, Instant at) {
        return write(tenant, new LogWrite.ConsultBegan(consult, of, at));
    }

    /// A step of the call or its flow.
    ///
    /// @param type one of the timeline's entry types, such as `menu-choice`
    /// @param codes ids, codes and numbers; no digits, numbers or names
    public CompletableFuture<@Nullable Void> event(
            long tenant, InteractionId interaction, String type, Instant at, Map<String, ?> codes) {
        return write(tenant, new LogWrite.Event(interaction, type, at, codes));
    }

    /// Keys that may be kept (never those typed while card data is asked for).
    ///
    /// @param meaning in the languages of the flow, null if it has none
    public CompletableFuture<@Nullable Void> keysPressed(
            long tenant,
            InteractionId interaction,
            String prompt,
            String digits,
            @Nullable Map<String, String> meaning,
            Instant at) {
        return write(tenant, new LogWrite.Keys(interaction, prompt, digits, meaning, at));
    }

    public CompletableFuture<@Nullable Void> language(long tenant, InteractionId interaction, String language) {
        return write(tenant, new LogWrite.Language(interaction, language));
    }

    public CompletableFuture<@Nullable Void> customer(long tenant, InteractionId interaction, long customer) {
        return write(tenant, new LogWrite.Customer(interaction, customer));
    }

    /// A customer whom an agent called has answered.
    public CompletableFuture<@Nullable Void> reached(long tenant, InteractionId interaction, Instant at) {
        return write(tenant, new LogWrite.Reached(interaction, at));
    }

    /// The line is gone. Says how it ended only where the floor does not: for contacts that no agent served.
    public CompletableFuture<@Nullable Void> ended(long tenant, InteractionId interaction, Instant at, Ending how) {
        return write(tenant, new LogWrite.Ended(interaction, at, how));
    }

    /// @param file relative to the folder of recordings
    /// @param wrappedKey the recording's key under the master key
    public CompletableFuture<@Nullable Void> recordingStarted(
            long tenant, InteractionId interaction, long recording, String file, byte[] wrappedKey, Instant at) {
        return write(tenant, new LogWrite.RecordingStarted(recording, interaction, file, wrappedKey, at));
    }

    public CompletableFuture<@Nullable Void> recordingStopped(
            long tenant, long recording, long durationMillis, RecordingState state) {
        return write(tenant, new LogWrite.RecordingStopped(recording, durationMillis, state));
    }

    /// A conversation between the customer and an agent is over: how it sounded.
    ///
    /// @param beganAt what the segments' times count from
    public CompletableFuture<@Nullable Void> spoken(
            long tenant, InteractionId interaction, AgentId agent, Instant beganAt, SpeechSummary summary) {
        return write(tenant, new LogWrite.Spoken(interaction, agent, beganAt, summary));
    }

    private CompletableFuture<@Nullable Void> write(long tenant, LogWrite write) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        if (closed || !waiting.offer(new Waiting(tenant, write, done))) {
            refused.increment();
            done.completeExceptionally(new RejectedExecutionException(
                    "%d reports of interactions wait to be written".formatted(CAPACITY)));
        }
        return done;
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(BATCH);
        while (!closed || !waiting.isEmpty()) {
            try {
                Waiting first = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    gather(batch);
                    batch.stream().map(Waiting::tenant).distinct().toList().forEach(tenant -> store(tenant, batch));
                }
            } catch (InterruptedException stop) {
                closed = true;
            } finally {
                batch.clear();
            }
        }
    }

    /// Takes what is there, and waits a little for more while nobody stands still for it.
    private void gather(List<Waiting> batch) throws InterruptedException {
        long until = System.nanoTime() + LINGER_NANOS;
        int seen = 0;
        while (true) {
            waiting.drainTo(batch, BATCH - batch.size());
            for (; seen < batch.size(); seen++) {
                if (batch.get(seen).awaited()) {
                    return;
                }
            }
            long left = until - System.nanoTime();
            var next = closed || left <= 0 || batch.size() >= BATCH ? null : waiting.poll(left, TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
        }
    }

    private void store(long tenant, List<Waiting> batch) {
        List<Waiting> mine =
                batch.stream().filter(one -> one.tenant() == tenant).toList();
        try {
            tenancy.asSystem(
                    tenant,
                    () -> store.write(tenant, mine.stream().map(Waiting::write).toList()));
            written.increment(mine.size());
            // What hangs on a future only posts to a mailbox: one thread tells them all.
            Thread.startVirtualThread(() -> mine.forEach(one -> one.done().complete(null)));
        } catch (RuntimeException fault) {
            if (mine.size() > 1 && fault instanceof NonTransientDataAccessException) {
                // One report that cannot be stored must not take the others with it.
                mine.forEach(one -> store(tenant, List.of(one)));
                return;
            }
            failed.increment(mine.size());
            LOG.error("Tenant {}: {} reports of interactions are lost", tenant, mine.size(), fault);
            mine.forEach(one -> one.done().completeExceptionally(fault));
        }
    }

    /// Writes what is waiting, then stops.
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
