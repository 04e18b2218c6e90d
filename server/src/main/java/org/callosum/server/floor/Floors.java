package org.callosum.server.floor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.callosum.floor.Decision;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The floors of this installation's tenants. Front door of the room: whoever wants something of a floor sends a
/// command
/// and gets the decision once it is durable.
///
/// ```java
/// floors.send(tenant, new AcceptOffer(offer)).thenAccept(decision -> switch (decision) { … });
/// ```
public final class Floors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Floors.class);
    private static final long START_PATIENCE_MILLIS = 10_000;

    private final ConcurrentMap<Long, FloorHost> hosts = new ConcurrentHashMap<>();
    private final LongFunction<FloorHost> make;
    private final ExecutorService answers;
    private volatile boolean closed;

    /// @param make a host for a tenant, not yet started
    /// @param answers closed with the floors
    Floors(LongFunction<FloorHost> make, ExecutorService answers) {
        this.make = make;
        this.answers = answers;
    }

    /// A thread each for what callers do with an answer: none of them holds up a floor.
    static ExecutorService answers() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("floor-answer-", 0).factory());
    }

    /// Sends a command. The decision comes after the commit that holds its events.
    ///
    /// @return fails with [FloorUnavailable] if the floor did not take it, or nobody knows
    public CompletableFuture<Decision> send(long tenant, FloorCommand command) {
        return host(tenant).send(command);
    }

    /// Looks at the floor between two batches, on its thread: be quick, and take values away, never the floor.
    public <T> CompletableFuture<T> read(long tenant, Function<Floor, T> view) {
        return host(tenant).read(view);
    }

    /// Whether this process owns the tenant's floor.
    public boolean owns(long tenant) {
        FloorHost host = hosts.get(tenant);
        return host != null && host.owning();
    }

    /// Other nodes have asked for decisions on a tenant's floor; null: perhaps on any.
    void asked(@Nullable Long tenant) {
        each(tenant, FloorHost::asked);
    }

    /// The owner of a tenant's floor has answered; null: perhaps of any.
    void answered(@Nullable Long tenant) {
        each(tenant, FloorHost::answered);
    }

    /// A node has come or gone.
    void nodesChanged() {
        each(null, FloorHost::nodesChanged);
    }

    private void each(@Nullable Long tenant, Consumer<FloorHost> tell) {
        if (tenant == null) {
            hosts.values().forEach(tell);
        } else {
            FloorHost host = hosts.get(tenant);
            if (host != null) {
                tell.accept(host);
            }
        }
    }

    /// Opens the floors of these tenants and waits until they are ours, or another node's.
    void open(List<Long> tenants) {
        for (long tenant : tenants) {
            if (!host(tenant).owning()) {
                LOG.warn(
                        "Tenant {}: another node owns the floor; this one follows, and takes over when it ends",
                        tenant);
            }
        }
    }

    /// A tenant's floor; opened now if this is the first that is heard of it.
    private FloorHost host(long tenant) {
        FloorHost open = hosts.get(tenant);
        FloorHost host = open != null ? open : hosts.computeIfAbsent(tenant, this::started);
        try {
            host.awaitAttempt(START_PATIENCE_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return host;
    }

    private FloorHost started(long tenant) {
        if (closed) {
            throw new IllegalStateException("The floors are closing");
        }
        FloorHost fresh = make.apply(tenant);
        fresh.start();
        return fresh;
    }

    /// Whatever is on the floor and has nobody on the line any more; wrap-up needs no line.
    static List<FloorCommand> interruptions(Floor floor, long tenant, LiveMedia media) {
        List<FloorCommand> commands = new ArrayList<>();
        for (FloorSnapshot.Entry entry : floor.snapshot().entries()) {
            boolean needsLine = switch (entry.stage()) {
                case WAITING, OFFERED, TALKING, ON_HOLD -> true;
                case WRAPPING_UP -> false;
            };
            if (needsLine && !media.alive(tenant, entry.interaction())) {
                commands.add(new FloorCommand.Interrupt(entry.interaction()));
            }
        }
        return commands;
    }

    /// Stops all floors and gives them free.
    @Override
    public void close() {
        closed = true;
        for (Map.Entry<Long, FloorHost> host : hosts.entrySet()) {
            host.getValue().close();
        }
        hosts.clear();
        answers.close();
    }
}
