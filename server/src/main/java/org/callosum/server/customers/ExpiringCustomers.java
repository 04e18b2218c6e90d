package org.callosum.server.customers;

import java.time.Instant;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.retention.Expiring;
import org.springframework.stereotype.Component;

/// Customers who have not been in touch for longer than their client keeps them are forgotten, as if they had
/// asked.
@Component
class ExpiringCustomers implements Expiring {
    private final Customers customers;

    ExpiringCustomers(Customers customers) {
        this.customers = customers;
    }

    @Override
    public Rule rule() {
        return Rule.CUSTOMERS;
    }

    @Override
    public long expire(ClientId client, Instant before) {
        return customers.eraseLastSeenBefore(client.value(), before);
    }
}
