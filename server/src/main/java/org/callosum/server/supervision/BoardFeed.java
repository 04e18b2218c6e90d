package org.callosum.server.supervision;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.callosum.server.platform.tenancy.ClientScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells watching pages which rows have changed: at once after a quiet moment, then at most four times a second,
/// however
/// much happens. Who has just begun to watch gets the whole board first, so that nothing falls between a page's
/// first load and its first change.
///
/// Nothing is made for a tenant that nobody watches. Memory: the rows last sent, per watched tenant.
final class BoardFeed {
    static final long SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /// Midnight and what is edited without a word to us show after this long on a quiet floor.
    static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final Logger LOG = LoggerFactory.getLogger(BoardFeed.class);

    /// The pages.
    interface Audience {
        boolean watches(long tenant);

        /// @param payloadFor null sends that reader nothing
        void tellEach(long tenant, Function<ClientScope, @Nullable Object> payloadFor);

        void tell(long tenant, long account, Object payload);
    }

    private final LongFunction<CompletableFuture<BoardRows>> boards;
    private final Audience audience;
    private final LongSupplier nanos;
    private final ConcurrentMap<Long, Wire> wires = new ConcurrentHashMap<>();

    /// One tenant's. Whoever has set `looking` owns the plain fields until it is given back.
    private static final class Wire {
        final AtomicBoolean changed = new AtomicBoolean();
        final AtomicBoolean looking = new AtomicBoolean();
        final ConcurrentMap<Long, ClientScope> newcomers = new ConcurrentHashMap<>();
        boolean greeted;
        boolean everSent;
        boolean everLooked;
        long sentAt;
        long lookedAt;

        @Nullable
        BoardRows sent;
    }

    /// @param boards the tenant's board now
    /// @param nanos a clock that never steps back
    BoardFeed(LongFunction<CompletableFuture<BoardRows>> boards, Audience audience, LongSupplier nanos) {
        this.boards = boards;
        this.audience = audience;
        this.nanos = nanos;
    }

    /// The tenant's board may read differently now. Blocks nobody: called on a floor's thread.
    void changed(long tenant) {
        wire(tenant).changed.set(true);
    }

    /// An account has begun to watch.
    void joined(long tenant, long account, ClientScope reader) {
        wire(tenant).newcomers.put(account, reader);
    }

    private Wire wire(long tenant) {
        return wires.computeIfAbsent(tenant, _ -> new Wire());
    }

    /// To be called often; does what is due. Waits for nobody.
    void tick() {
        wires.forEach((tenant, wire) -> {
            if (wire.looking.compareAndSet(false, true)) {
                if (due(tenant, wire)) {
                    look(tenant, wire);
                } else {
                    wire.looking.set(false);
                }
            }
        });
    }

    private boolean due(long tenant, Wire wire) {
        if (!audience.watches(tenant)) {
            wire.sent = null;
            wire.newcomers.clear();
            return false;
        }
        long now = nanos.getAsLong();
        boolean tooSoon = wire.everSent && now - wire.sentAt < SPACING_NANOS
                || wire.everLooked && now - wire.lookedAt < SPACING_NANOS;
        boolean reason = wire.changed.get()
                || !wire.newcomers.isEmpty()
                || !wire.everLooked
                || now - wire.lookedAt >= LOOK_NANOS;
        if (tooSoon || !reason) {
            return false;
        }
        wire.everLooked = true;
        wire.lookedAt = now;
        wire.changed.set(false);
        return true;
    }

    private void look(long tenant, Wire wire) {
        try {
            boards.apply(tenant)
                    .orTimeout(10, TimeUnit.SECONDS)
                    .whenComplete((rows, fault) -> looked(tenant, wire, rows, fault));
        } catch (RuntimeException fault) {
            looked(tenant, wire, null, fault);
        }
    }

    private void looked(long tenant, Wire wire, @Nullable BoardRows rows, @Nullable Throwable fault) {
        try {
            if (rows == null) {
                wire.changed.set(true);
                LOG.debug("Tenant {}: no board just now", tenant, fault);
            } else {
                send(tenant, wire, rows);
            }
        } finally {
            wire.looking.set(false);
        }
    }

    /// Greetings and changes take turns, so that a page that has just come gets no more messages than the
    /// others.
    private void send(long tenant, Wire wire, BoardRows rows) {
        BoardRows before = wire.sent;
        if (!wire.newcomers.isEmpty() && (before == null || !wire.greeted)) {
            greet(tenant, wire, rows);
            wire.greeted = true;
            if (before == null) {
                wire.sent = rows;
            } else {
                wire.changed.set(true); // the others hear next time
            }
        } else {
            wire.greeted = false;
            wire.sent = rows;
            if (before != null) {
                tellChanges(tenant, wire, before, rows);
            }
        }
    }

    private void greet(long tenant, Wire wire, BoardRows rows) {
        for (Long account : List.copyOf(wire.newcomers.keySet())) {
            ClientScope reader = wire.newcomers.remove(account);
            if (reader != null) {
                FloorBoard board = rows.visibleTo(reader);
                audience.tell(tenant, account, new FloorChange(board.asOf(), board.queues(), board.agents(), null));
                sentNow(wire);
            }
        }
    }

    private void tellChanges(long tenant, Wire wire, BoardRows before, BoardRows rows) {
        audience.tellEach(tenant, reader -> {
            FloorChange change = rows.since(before, reader);
            if (change != null) {
                sentNow(wire);
            }
            return change;
        });
    }

    private void sentNow(Wire wire) {
        wire.everSent = true;
        wire.sentAt = nanos.getAsLong();
    }
}
