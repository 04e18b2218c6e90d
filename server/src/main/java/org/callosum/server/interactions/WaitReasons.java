package org.callosum.server.interactions;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.callosum.floor.Census;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.why.WaitStep;
import org.callosum.floor.why.WaitWatch;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.floor.FloorListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes into each contact's timeline why it waited and who could have served it, with counts: what
/// `floor.why` works out from a copy of the floor, on a thread of its own (decision 0119).
///
/// Bounded: when it is more than [#LIMIT] events behind, the tenant's copy is dropped and counted; its waits
/// are told again from the next recovery of the floor on.
final class WaitReasons implements FloorListener, AutoCloseable {
    static final int LIMIT = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(WaitReasons.class);

    private final InteractionLog log;
    private final Counter lost;
    private final ConcurrentMap<Long, Copy> copies = new ConcurrentHashMap<>();

    WaitReasons(InteractionLog log, MeterRegistry meters) {
        this.log = log;
        this.lost = meters.counter("callosum.wait-reasons.lost");
    }

    @Override
    public void recovered(long tenant, Floor floor) {
        var copy = new Copy(tenant, Floor.restore(floor.snapshot()));
        stop(copies.put(tenant, copy));
        copy.thread.start();
    }

    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        var copy = copies.get(tenant);
        if (copy != null && !copy.events.offer(event)) {
            lost.increment();
            LOG.error("Tenant {}: why contacts wait is not told any more, {} events are behind", tenant, LIMIT);
            stop(copies.remove(tenant));
        }
    }

    @Override
    public void lost(long tenant) {
        stop(copies.remove(tenant));
    }

    private static void stop(@Nullable Copy copy) {
        if (copy != null) {
            copy.closed = true;
            copy.thread.interrupt();
        }
    }

    @Override
    public void close() {
        copies.values().forEach(WaitReasons::stop);
    }

    /// One tenant's floor, a little behind.
    private final class Copy {
        private final long tenant;
        private final BlockingQueue<FloorEvent> events = new LinkedBlockingQueue<>(LIMIT);
        private final WaitWatch watch;
        private final Thread thread;
        private volatile boolean closed;

        Copy(long tenant, Floor floor) {
            this.tenant = tenant;
            this.watch = new WaitWatch(floor, _ -> true, this::told);
            this.thread = Thread.ofVirtual().name("wait-reasons-" + tenant).unstarted(this::run);
        }

        private void run() {
            while (!closed) {
                try {
                    watch.heard(events.take());
                } catch (InterruptedException stop) {
                    closed = true;
                } catch (RuntimeException fault) {
                    LOG.error("Tenant {}: why contacts wait is not told any more", tenant, fault);
                    lost.increment();
                    closed = true;
                    copies.remove(tenant, this);
                }
            }
        }

        private void told(InteractionId interaction, WaitStep step) {
            var codes = codes(step);
            if (codes != null) {
                var unused = log.event(tenant, interaction, "why", Instant.ofEpochMilli(step.atMillis()), codes)
                        .exceptionally(away -> null);
            }
        }
    }

    /// @return null for what the floor's own events tell already
    static @Nullable Map<String, String> codes(WaitStep step) {
        return switch (step) {
            case WaitStep.Entered entered -> codes("entered", entered.who(), 0);
            case WaitStep.Widened widened -> codes("widened", widened.who(), widened.waitedMillis());
            case WaitStep.Offered offered -> codes("offered", offered.who(), offered.waitedMillis());
            case WaitStep.Returned returned -> codes("returned", returned.who(), -1);
            case WaitStep.Resumed resumed -> codes("resumed", resumed.who(), resumed.waitedMillis());
            case WaitStep.Abandoned abandoned -> codes("abandoned", abandoned.who(), abandoned.waitedMillis());
            case WaitStep.Left left -> codes("left", left.who(), left.waitedMillis());
            case WaitStep.Held held ->
                Map.of("of", "held", "agent", held.agent().toString(), "window", code(held.window()));
            case WaitStep.Released released ->
                Map.of("of", "released", "agent", released.agent().toString(), "reason", code(released.why()));
            case WaitStep.DeclineForgotten _, WaitStep.Paused _, WaitStep.Answered _, WaitStep.Interrupted _ -> null;
        };
    }

    /// Each agent who could serve it is in one count; those that are 0 are left out.
    private static Map<String, String> codes(String of, Census who, long waitedMillis) {
        var codes = new LinkedHashMap<String, String>();
        codes.put("of", of);
        var needs = new ArrayList<String>();
        who.needs().forEach(need -> needs.add(need.skill() + ":" + need.minimumProficiency()));
        if (!needs.isEmpty()) {
            codes.put("needs", String.join(" ", needs));
        }
        codes.put("entitled", Integer.toString(who.entitled()));
        count(codes, "ready", who.ready());
        count(codes, "ringing", who.ringing());
        count(codes, "talking", who.talking());
        count(codes, "wrappingUp", who.wrappingUp());
        count(codes, "declined", who.declined());
        count(codes, "notReady", who.notReady());
        count(codes, "signedOut", who.signedOut());
        if (waitedMillis >= 0) {
            codes.put("waitedMillis", Long.toString(waitedMillis));
        }
        return codes;
    }

    private static void count(Map<String, String> codes, String name, int count) {
        if (count > 0) {
            codes.put(name, Integer.toString(count));
        }
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
