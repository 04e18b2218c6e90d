package org.callosum.server.duties;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.callosum.server.platform.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks every room every few minutes what its owners owe. Two nodes that look at once find the same.
@Component
class DutyWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DutyWatch.class);

    private final List<DutySource> sources;
    private final Duties duties;
    private final Tenancy tenancy;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DutyWatch(List<DutySource> sources, Duties duties, Tenancy tenancy, TransactionTemplate transactions, Clock clock) {
        this.sources = List.copyOf(sources);
        this.duties = duties;
        this.tenancy = tenancy;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT40S")
    void look() {
        for (var tenant : tenancy.tenants()) {
            try {
                look(tenant.id(), clock.instant());
            } catch (RuntimeException fault) {
                LOG.error("What owners of house {} owe was not looked at; once more in 5 min", tenant.code(), fault);
            }
        }
    }

    /// @return how many are owed
    int look(long tenant, Instant now) {
        return tenancy.asSystem(tenant, () -> {
            var owed = new ArrayList<Owed>();
            // each room reads for itself: one that takes long holds no rows of the others
            sources.forEach(source -> transactions.executeWithoutResult(_ -> owed.addAll(source.owed(now))));
            return duties.found(owed, now);
        });
    }
}
