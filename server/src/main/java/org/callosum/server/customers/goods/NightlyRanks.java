package org.callosum.server.customers.goods;

import org.callosum.server.platform.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Applies the value rules each night, so that ranks follow what customers bring in. A client that never
/// saved a rule
/// keeps the ranks people gave.
@Component
class NightlyRanks {
    private static final Logger LOG = LoggerFactory.getLogger(NightlyRanks.class);

    private final ValueRules rules;
    private final Tenancy tenancy;

    NightlyRanks(ValueRules rules, Tenancy tenancy) {
        this.rules = rules;
        this.tenancy = tenancy;
    }

    @Scheduled(cron = "0 41 3 * * *", zone = "UTC")
    void everyNight() {
        tenancy.tenants().forEach(tenant -> apply(tenant.id()));
    }

    /// @return how many ranks changed
    int apply(long tenant) {
        var changed = 0;
        for (long client : tenancy.asSystem(tenant, rules::ruled)) {
            try {
                changed += tenancy.asSystem(tenant, () -> rules.apply(client));
            } catch (RuntimeException fault) {
                LOG.error("Value ranks of client {} were not applied; once more tomorrow night", client, fault);
            }
        }
        return changed;
    }
}
