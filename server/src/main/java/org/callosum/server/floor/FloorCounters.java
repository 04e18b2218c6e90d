package org.callosum.server.floor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.Decision;

/// What the floors did, for operations.
final class FloorCounters {
    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter events;
    private final Counter busy;
    private final Counter lost;
    private final Timer commits;

    FloorCounters(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = registry.counter("callosum.floor.commands", "answer", "accepted");
        this.events = registry.counter("callosum.floor.events");
        this.busy = registry.counter("callosum.floor.busy");
        this.lost = registry.counter("callosum.floor.ownership.lost");
        this.commits = registry.timer("callosum.floor.commit");
    }

    void decided(Decision decision) {
        switch (decision) {
            case Decision.Accepted _ -> accepted.increment();
            case Decision.Refused(var refusal) ->
                registry.counter("callosum.floor.commands", "answer", refusal.code())
                        .increment();
        }
    }

    void committed(int count, long nanos) {
        events.increment(count);
        commits.record(nanos, TimeUnit.NANOSECONDS);
    }

    void busy() {
        busy.increment();
    }

    void lost() {
        lost.increment();
    }

    void fault(RuntimeException fault) {
        registry.counter("callosum.floor.faults", "kind", fault.getClass().getSimpleName())
                .increment();
    }
}
