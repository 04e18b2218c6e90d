package org.callosum.server.customers.connectors;

import org.callosum.server.platform.erasure.Eraser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Notes about a forgotten customer are not written to other systems any more, and what was fetched is
/// let go.
@Component
@Transactional
class ConnectorEraser implements Eraser {
    private final Connectors connectors;

    ConnectorEraser(Connectors connectors) {
        this.connectors = connectors;
    }

    @Override
    public String room() {
        return "connectors";
    }

    @Override
    public int erase(Erasure erasure) {
        return connectors.forget(erasure.customerId());
    }
}
