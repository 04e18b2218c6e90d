package org.callosum.server.cases;

import org.callosum.server.customers.OpenCases;
import org.callosum.server.interactions.TheirContacts;
import org.callosum.server.platform.erasure.Eraser;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What the room of customers asks of cases: how many are open, and to forget.
@Component
@Order(0)
@Transactional
class CustomersCases implements OpenCases, Eraser {
    private final CaseRepository repository;
    private final TheirContacts contacts;

    CustomersCases(CaseRepository repository, TheirContacts contacts) {
        this.repository = repository;
        this.contacts = contacts;
    }

    @Override
    @Transactional(readOnly = true)
    public int of(long customer) {
        return repository.openOf(customer);
    }

    @Override
    @Transactional(readOnly = true)
    public int of(long customer, String type) {
        return repository.openOf(customer, type);
    }

    @Override
    public String room() {
        return "cases";
    }

    @Override
    public int erase(Erasure erasure) {
        return repository.erase(erasure.customerId(), contacts.of(erasure));
    }
}
