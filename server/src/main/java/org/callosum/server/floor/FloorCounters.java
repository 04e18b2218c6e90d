package org.callosum.server.floor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.Decision;

/// What the floors did, for operations.
final class FloorCounters {
    private static final String DECISION = "callosum.floor.decision";

    /// Within which each decision should be committed and published.
    private static final Duration PROMISED = Duration.ofMillis(250);

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter events;
    private final Counter busy;
    private final Counter lost;
    private final Timer commits;
    private final Timer decisions;

    FloorCounters(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = registry.counter("callosum.floor.commands", "answer", "accepted");
        this.events = registry.counter("callosum.floor.events");
        this.busy = registry.counter("callosum.floor.busy");
        this.lost = registry.counter("callosum.floor.ownership.lost");
        this.commits = registry.timer("callosum.floor.commit");
        this.decisions = Timer.builder(DECISION)
                .description("From a command to its decision, committed and published")
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        PROMISED,
                        Duration.ofSeconds(1))
                .register(registry);
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

    /// @param nanos since the command was given
    void published(long nanos) {
        decisions.record(nanos, TimeUnit.NANOSECONDS);
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
