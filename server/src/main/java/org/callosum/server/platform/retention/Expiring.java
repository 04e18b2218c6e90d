package org.callosum.server.platform.retention;

import java.time.Instant;
import org.callosum.kernel.id.ClientId;

/// Asked of each capability that keeps personal data: erase what is too old.
public interface Expiring {
    /// Which of the client's three rules applies.
    enum Rule {
        RECORDINGS,
        INTERACTIONS,
        CUSTOMERS
    }

    Rule rule();

    /// Erases in a transaction of its own, as the system inside the client's tenant. Called daily; erasing again
    /// what is gone does nothing.
    ///
    /// @param before what is older goes
    /// @return how many things were erased
    long expire(ClientId client, Instant before);
}
