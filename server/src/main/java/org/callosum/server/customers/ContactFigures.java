package org.callosum.server.customers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Asked of the room that keeps interactions: what a customer's contacts add up to.
public interface ContactFigures {
    /// @param lastAt null before the first contact
    record Figures(int contacts, @Nullable Instant lastAt) {
        public static final Figures NONE = new Figures(0, null);
    }

    Figures of(long customer);
}
