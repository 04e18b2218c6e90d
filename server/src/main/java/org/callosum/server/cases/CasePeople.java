package org.callosum.server.cases;

import org.callosum.server.platform.editing.Fields;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Whom a case is about and who works on it, as a request names them: each is there, and of the case's client.
@Component
class CasePeople {
    private static final int LONGEST_SUBJECT = 300;

    private final CaseRepository repository;

    CasePeople(CaseRepository repository) {
        this.repository = repository;
    }

    record People(
            @Nullable Long customer,
            @Nullable Long owner,
            @Nullable Long team) {}

    People read(
            Fields fields,
            @Nullable String subject,
            @Nullable String customerId,
            @Nullable String ownerId,
            @Nullable String teamId,
            long client) {
        fields.length("subject", subject, LONGEST_SUBJECT);
        var customer = fields.optionalId("customerId", customerId);
        if (customer != null) {
            var owner = repository.clientOfCustomer(customer);
            if (owner.isEmpty()) {
                fields.add("customerId", "unknown");
            } else if (owner.get() != client) {
                fields.add("customerId", "other-client");
            }
        }
        var owner = fields.optionalId("ownerId", ownerId);
        if (owner != null && !repository.exists("account", owner)) {
            fields.add("ownerId", "unknown");
        }
        var team = fields.optionalId("teamId", teamId);
        if (team != null && !repository.exists("team", team)) {
            fields.add("teamId", "unknown");
        }
        return new People(customer, owner, team);
    }
}
