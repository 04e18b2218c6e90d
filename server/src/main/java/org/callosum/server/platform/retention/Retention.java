package org.callosum.server.platform.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.system.Alarms;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// Each night, for each client, asks every [Expiring] to erase what the client's rule no longer keeps. One that
/// fails raises an alarm and leaves the others to their work.
@Service
public class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final JdbcClient database;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Alarms alarms;
    private final Clock clock;
    private final List<Expiring> rooms;

    public Retention(
            JdbcClient database, Tenancy tenancy, Audit audit, Alarms alarms, Clock clock, List<Expiring> rooms) {
        this.database = database;
        this.tenancy = tenancy;
        this.audit = audit;
        this.alarms = alarms;
        this.clock = clock;
        this.rooms = List.copyOf(rooms);
    }

    private record Kept(ClientId client, int recordings, int interactions, int customers) {
        int days(Expiring.Rule rule) {
            return switch (rule) {
                case RECORDINGS -> recordings;
                case INTERACTIONS -> interactions;
                case CUSTOMERS -> customers;
            };
        }
    }

    @Scheduled(cron = "0 17 3 * * *", zone = "UTC")
    void everyNight() {
        tenancy.tenants().forEach(tenant -> apply(tenant.id()));
    }

    /// Applies the rules of all clients of a tenant.
    public void apply(long tenantId) {
        List<Kept> rules = tenancy.asSystem(
                tenantId,
                () -> database.sql("select id, keep_recordings, keep_interactions, keep_customers from client")
                        .query((row, _) ->
                                new Kept(new ClientId(row.getLong(1)), row.getInt(2), row.getInt(3), row.getInt(4)))
                        .list());
        for (Kept kept : rules) {
            for (Expiring room : rooms) {
                erase(tenantId, kept, room);
            }
        }
    }

    private void erase(long tenantId, Kept kept, Expiring room) {
        Instant before = clock.instant().minus(Duration.ofDays(kept.days(room.rule())));
        String subject = "client %s %s".formatted(kept.client(), room.rule());
        try {
            long erased = Tenancy.<Long, RuntimeException>bound(
                    AccountContext.system(tenantId), () -> room.expire(kept.client(), before));
            if (erased > 0) {
                tenancy.asSystem(
                        tenantId,
                        () -> audit.record(
                                "retention-applied",
                                "client",
                                kept.client(),
                                Map.of("rule", room.rule().name(), "erased", erased)));
            }
            alarms.clear("retention-failed", subject);
        } catch (RuntimeException e) {
            LOG.error("Retention of {} failed", subject, e);
            alarms.raise("retention-failed", subject, String.valueOf(e.getMessage()));
        }
    }
}
