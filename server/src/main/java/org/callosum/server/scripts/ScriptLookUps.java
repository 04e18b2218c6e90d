package org.callosum.server.scripts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.callosum.flow.FlowEffect;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Asks what scripts want to know beside the talk, once the move that led there is stored, and brings the
/// answer back. The agent waits for none of it. At most [#MOST_AT_ONCE] at a time: one more has no answer at
/// once.
@Component
class ScriptLookUps {
    static final int MOST_AT_ONCE = 200;
    /// Beyond the step's own time: for the way there and back.
    private static final long GRACE_MILLIS = 1_000;

    private static final LookUps.Answer NONE = new LookUps.Answer(0, new LinkedHashMap<>());
    private static final Logger LOG = LoggerFactory.getLogger(ScriptLookUps.class);

    private final LookUps lookUps;
    private final Tenancy tenancy;
    private final Counter refused;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// By run and ticket.
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    ScriptLookUps(LookUps lookUps, Tenancy tenancy, MeterRegistry meters) {
        this.lookUps = lookUps;
        this.tenancy = tenancy;
        this.refused = Counter.builder("callosum.scripts.lookups.refused")
                .description("look-ups of scripts that were not asked because too many were under way")
                .register(meters);
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /// Asks after this transaction; once, however often it is called for the same ticket.
    ///
    /// @param run as it is stored with the question
    /// @param answered in a transaction of the house, with what was told
    void ask(StoredRun run, FlowEffect.Lookup lookup, Consumer<LookUps.Answer> answered) {
        var tenant = Tenancy.current().tenantId();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                begin(tenant, run, lookup, answered);
            }
        });
    }

    private void begin(long tenant, StoredRun run, FlowEffect.Lookup lookup, Consumer<LookUps.Answer> answered) {
        var key = run.id() + ":" + lookup.ticket();
        if (open.size() >= MOST_AT_ONCE) {
            refused.increment();
            threads.execute(() -> tell(tenant, run, NONE, answered));
        } else if (open.add(key)) {
            threads.execute(() -> {
                try {
                    tell(tenant, run, asked(tenant, run, lookup), answered);
                } finally {
                    open.remove(key);
                }
            });
        }
    }

    private LookUps.Answer asked(long tenant, StoredRun run, FlowEffect.Lookup lookup) {
        return lookUps.ask(
                        tenant,
                        new ClientId(run.client()),
                        Objects.requireNonNullElse(run.customer(), 0L),
                        new InteractionId(run.interaction()),
                        lookup)
                .completeOnTimeout(NONE, lookup.timeoutMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(fault -> {
                    LOG.warn("A script's look-up at {} got no answer: {}", lookup.url(), fault.toString());
                    return NONE;
                })
                .join();
    }

    private void tell(long tenant, StoredRun run, LookUps.Answer answer, Consumer<LookUps.Answer> answered) {
        try {
            tenancy.asSystem(tenant, () -> answered.accept(answer));
        } catch (RuntimeException fault) {
            LOG.warn(
                    "The answer for script run {} could not be kept; it is given up when it is looked at",
                    run.id(),
                    fault);
        }
    }
}
