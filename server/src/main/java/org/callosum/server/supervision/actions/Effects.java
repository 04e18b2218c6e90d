package org.callosum.server.supervision.actions;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// Looks at the figures again when an act's effect is due. What fell due while nobody ran is measured when somebody
/// does:
/// the log names the instant it was due.
@Service
class Effects {
    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);
    private static final int MOST_AT_ONCE = 50;

    private final ActionLog log;
    private final FloorFigures floor;
    private final Floors floors;
    private final Tenancy tenancy;
    private final Clock clock;

    Effects(ActionLog log, FloorFigures floor, Floors floors, Tenancy tenancy, Clock clock) {
        this.log = log;
        this.floor = floor;
        this.floors = floors;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT20S")
    void look() {
        for (Tenancy.Tenant tenant : tenancy.tenants()) {
            try {
                if (floors.owns(tenant.id())) {
                    measure(tenant.id(), clock.instant());
                }
            } catch (RuntimeException fault) {
                LOG.warn("Tenant {}: the effect of acts is looked at later", tenant.id(), fault);
            }
        }
    }

    /// @return how many effects were due
    int measure(long tenant, Instant now) {
        List<ActionLog.Due> due = tenancy.asSystem(tenant, () -> log.due(now, MOST_AT_ONCE));
        for (ActionLog.Due one : due) {
            FloorFigures.Figures after = floor.look(tenant).figures(one.scope());
            tenancy.asSystem(tenant, () -> log.effect(one.id(), after));
        }
        return due.size();
    }
}
