package org.callosum.server.outreach;

import org.callosum.server.platform.erasure.Eraser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Proofs and the time zone of a forgotten customer go; the ledger keeps codes and ids, and has never had more.
@Component
@Transactional
class OutreachEraser implements Eraser {
    private final OutreachRepository repository;

    OutreachEraser(OutreachRepository repository) {
        this.repository = repository;
    }

    @Override
    public String room() {
        return "outreach";
    }

    @Override
    public int erase(Erasure erasure) {
        return repository.erase(erasure.customerId());
    }
}
