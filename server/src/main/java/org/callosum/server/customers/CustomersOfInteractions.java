package org.callosum.server.customers;

import org.callosum.kernel.id.ClientId;
import org.callosum.server.interactions.CustomerBrief;
import org.callosum.server.interactions.CustomerDirectory;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Tells the room of interactions who somebody is; the account in force sees its own clients' customers
/// only.
@Component
@Transactional(readOnly = true)
class CustomersOfInteractions implements CustomerDirectory {
    private final Customers customers;

    CustomersOfInteractions(Customers customers) {
        this.customers = customers;
    }

    @Override
    public @Nullable CustomerBrief byNumber(long tenant, ClientId client, String number) {
        return customers
                .atAGlanceByNumber(client.value(), number)
                .map(CustomersOfInteractions::brief)
                .orElse(null);
    }

    @Override
    public @Nullable CustomerBrief brief(long tenant, long customer) {
        return customers.atAGlance(customer).map(CustomersOfInteractions::brief).orElse(null);
    }

    private static CustomerBrief brief(CustomerAtAGlance glance) {
        return new CustomerBrief(
                glance.id(),
                glance.name(),
                glance.language(),
                Tenancy.current().may(Right.CUSTOMERS_VALUE) ? glance.valueRank() : null,
                glance.memberLevel(),
                glance.openCases(),
                glance.lastContactAt(),
                glance.contacts());
    }
}
