package org.callosum.server.cases;

import java.time.Instant;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.retention.Expiring;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What was written about work that is done goes with the contacts it came from. Open work keeps its words,
/// however old.
@Component
@Transactional
class ExpiringCases implements Expiring {
    private final CaseRepository repository;

    ExpiringCases(CaseRepository repository) {
        this.repository = repository;
    }

    @Override
    public Rule rule() {
        return Rule.INTERACTIONS;
    }

    @Override
    public long expire(ClientId client, Instant before) {
        return repository.forgetClosedBefore(client.value(), before);
    }
}
