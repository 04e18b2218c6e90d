package org.callosum.server.reports;

import java.time.Clock;
import java.time.Instant;
import org.callosum.server.cases.Cases;
import org.callosum.server.platform.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Tells the owner of a recurring problem that was ended as solved when its contacts come back (DSP-05): a
/// reminder of
/// the case, at most once in four weeks.
@Component
class RecurrenceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RecurrenceWatch.class);

    private final WrapUpFigures figures;
    private final Cases cases;
    private final Tenancy tenancy;
    private final Clock clock;

    RecurrenceWatch(WrapUpFigures figures, Cases cases, Tenancy tenancy, Clock clock) {
        this.figures = figures;
        this.cases = cases;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 3_600_000, initialDelay = 150_000)
    void look() {
        for (var tenant : tenancy.tenants()) {
            try {
                look(tenant.id(), clock.instant());
            } catch (RuntimeException fault) {
                LOG.error(
                        "Recurring problems of house {} were not looked at; once more in an hour",
                        tenant.code(),
                        fault);
            }
        }
    }

    /// @return how many were told
    int look(long tenant, Instant now) {
        return tenancy.asSystem(tenant, () -> {
            int told = 0;
            for (var problem : figures.problems(null, now)) {
                if (problem.back() && cases.tellOwner(Long.parseLong(problem.caseId()), problem.lastWeek() + " ×")) {
                    told++;
                }
            }
            return told;
        });
    }
}
