package org.callosum.server.customers.connectors;

import java.time.Clock;
import java.time.Duration;
import org.callosum.server.platform.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Sends what waits to be written to connectors. A note is told at least once: it is taken for a
/// minute, sent, and settled; who is killed in between leaves it to be sent again, with the same
/// contact in it, by which the other side can tell. Tried ten times, later and later, over one and a half
/// to three hours.
@Component
class ConnectorOutbox {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorOutbox.class);
    private static final int AT_ONCE = 20;
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration TAKEN = Duration.ofMinutes(5);

    private final Connectors connectors;
    private final ConnectorCalls calls;
    private final Tenancy tenancy;
    private final JsonMapper json;
    private final Clock clock;

    ConnectorOutbox(Connectors connectors, ConnectorCalls calls, Tenancy tenancy, JsonMapper json, Clock clock) {
        this.connectors = connectors;
        this.calls = calls;
        this.tenancy = tenancy;
        this.json = json;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT5S")
    void look() {
        for (var tenant : tenancy.tenants()) {
            try {
                send(tenant.id());
            } catch (RuntimeException fault) {
                LOG.error("Notes for connectors of house {} were not sent; once more in 5 s", tenant.code(), fault);
            }
        }
    }

    @Scheduled(fixedDelayString = "PT20S")
    void gather() {
        for (var tenant : tenancy.tenants()) {
            try {
                tenancy.asSystem(tenant.id(), connectors::gather);
                tenancy.asSystem(tenant.id(), connectors::gatherLater);
            } catch (RuntimeException fault) {
                LOG.error("Contacts of house {} were not told to connectors; once more in 20 s", tenant.code(), fault);
            }
        }
    }

    /// @return how many were tried
    int send(long tenant) {
        var due = tenancy.asSystem(
                tenant, () -> connectors.due(AT_ONCE, clock.instant().plus(TAKEN)));
        for (var each : due) {
            var ready = tenancy.asSystem(tenant, () -> connectors.ready(each.connector()));
            var path = ready.connector().writePath();
            // no transaction is open while the other side thinks
            var outcome = path == null || !Boolean.TRUE.equals(ready.connector().active())
                    ? new ConnectorCalls.Outcome.Failed("connector-off")
                    : calls.write(ready.target(), path, json.readTree(each.body()));
            tenancy.asSystem(tenant, () -> settle(each, outcome));
        }
        return due.size();
    }

    private void settle(Connectors.Due due, ConnectorCalls.Outcome outcome) {
        switch (outcome) {
            case ConnectorCalls.Outcome.Found _ -> connectors.settled(due.id(), null, null);
            case ConnectorCalls.Outcome.NotThere _, ConnectorCalls.Outcome.TooLate _ -> later(due, "connector-failed");
            case ConnectorCalls.Outcome.Failed(var code) -> later(due, code);
        }
    }

    /// After 10 s, 20 s, 40 s … and then it is given up.
    private void later(Connectors.Due due, String fault) {
        var again = due.attempts() >= MOST_ATTEMPTS
                ? null
                : clock.instant().plus(Duration.ofSeconds(10L << Math.min(due.attempts(), 12)));
        connectors.settled(due.id(), fault, again);
    }
}
