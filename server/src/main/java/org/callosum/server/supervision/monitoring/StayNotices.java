package org.callosum.server.supervision.monitoring;

import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Ends of stays between nodes: the table first, then a word to the node where the supervisor is.
@Component
class StayNotices implements DistantStays {
    /// Said with `tenant:interaction:supervisor:row:why`.
    static final String TOPIC = "stay-over";

    private final MonitoringLog log;
    private final Watches watches;
    private final Tenancy tenancy;

    StayNotices(MonitoringLog log, Watches watches, Tenancy tenancy, Notices notices) {
        this.log = log;
        this.watches = watches;
        this.tenancy = tenancy;
        notices.subscribe(TOPIC, this::heard);
    }

    @Override
    public void gone(long tenant, InteractionId interaction, AgentId supervisor, long row, LineMonitor.Gone why) {
        tenancy.asSystem(tenant, () -> log.endElsewhere(tenant, interaction, supervisor, row, why));
    }

    @Override
    public boolean stands(long tenant, InteractionId interaction, AgentId supervisor) {
        return tenancy.asSystem(tenant, () -> log.stands(interaction, supervisor));
    }

    /// @param text null: some may have been missed
    private void heard(@Nullable String text) {
        if (text == null) {
            watches.lookAgain();
            return;
        }
        String[] parts = text.split(":", -1);
        watches.goneElsewhere(
                Long.parseLong(parts[0]),
                new InteractionId(Long.parseLong(parts[1])),
                new AgentId(Long.parseLong(parts[2])),
                Long.parseLong(parts[3]),
                LineMonitor.Gone.valueOf(parts[4]));
    }
}
