package org.callosum.server.supervision;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.callosum.server.supervision.alarms.FloorAlarms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/// Has every floor that this process owns looked at, whether anybody watches or not; a floor on which nobody is signed
/// in and nobody arrives is left in peace.
final class AlarmWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmWatch.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final long PATIENCE_SECONDS = 10;

    private final RecentFloor recent;
    private final FloorBoards boards;
    private final AlarmSubjects subjects;
    private final FloorAlarms alarms;
    private final Set<Long> looking = ConcurrentHashMap.newKeySet();
    private final Set<Long> known = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("alarm-watch").daemon().factory());

    AlarmWatch(
            RecentFloor recent, FloorBoards boards, AlarmSubjects subjects, FloorAlarms alarms, MeterRegistry meters) {
        this.recent = recent;
        this.boards = boards;
        this.subjects = subjects;
        this.alarms = alarms;
        meters.gauge("callosum_floor_alarms_left_out", alarms, FloorAlarms::leftOut);
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        clock.scheduleWithFixedDelay(this::tick, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            Set<Long> owned = recent.owned();
            for (Long tenant : known) {
                if (!owned.contains(tenant)) {
                    known.remove(tenant);
                    alarms.leave(tenant);
                    subjects.forget(tenant);
                }
            }
            for (Long tenant : owned) {
                if (known.contains(tenant) && recent.isQuiet(tenant) && !alarms.anyOpen(tenant)) {
                    continue;
                }
                known.add(tenant);
                if (looking.add(tenant)) {
                    look(tenant);
                }
            }
        } catch (RuntimeException fault) {
            LOG.error("The alarm watch stumbled; it goes on", fault); // a schedule ends with the first exception
        }
    }

    private void look(long tenant) {
        boards.rows(tenant)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenAcceptAsync(
                        rows -> alarms.look(tenant, subjects.of(tenant, rows)),
                        task -> Thread.ofVirtual().name("alarms-" + tenant).start(task))
                .whenComplete((_, fault) -> {
                    looking.remove(tenant);
                    if (fault != null) {
                        Throwable cause = fault instanceof CompletionException wrapped && wrapped.getCause() != null
                                ? wrapped.getCause()
                                : fault;
                        LOG.debug("Tenant {}: not looked at for alarms just now", tenant, cause);
                    }
                });
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
