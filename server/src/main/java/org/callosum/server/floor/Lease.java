package org.callosum.server.floor;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.callosum.server.platform.journal.Journal;
import org.callosum.server.platform.journal.Ownership;
import org.callosum.server.platform.journal.Ownership.Term;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A floor's term as its owner prolongs it: several times while it lasts, so that one attempt which finds no
/// connection loses nothing. What is decided meanwhile is safe: each append is fenced by the term's epoch.
final class Lease {
    /// How often a term is prolonged while it lasts.
    static final int RENEWALS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final Ownership ownership;
    private final Term term;
    private final LongSupplier nanos;
    private final long stepNanos;
    private long prolongedNanos;
    private long dueNanos;

    /// @param takenNanos no later than the moment from which the store counts the term
    Lease(Ownership ownership, Term term, long takenNanos, LongSupplier nanos) {
        this.ownership = ownership;
        this.term = term;
        this.nanos = nanos;
        stepNanos = TimeUnit.MILLISECONDS.toNanos(ownership.termMillis() / RENEWALS);
        prolongedNanos = takenNanos;
        dueNanos = takenNanos + stepNanos;
    }

    /// Zero or less: to be prolonged now.
    long nanosUntilDue() {
        return dueNanos - nanos.getAsLong();
    }

    /// Prolongs the term. A store that cannot be reached is asked again soon, for as long as the term must still hold.
    ///
    /// @throws Journal.NotOwnerException if somebody else has taken over
    /// @throws IllegalStateException if the store could not be reached until the term may have ended
    void prolong() {
        long asked = nanos.getAsLong();
        try {
            if (!ownership.renew(term)) {
                throw new Journal.NotOwnerException("another node has taken over from epoch " + term.epoch());
            }
            prolongedNanos = asked;
            dueNanos = nanos.getAsLong() + stepNanos;
        } catch (IllegalStateException unreachable) {
            long now = nanos.getAsLong();
            if (now - prolongedNanos >= stepNanos * (RENEWALS - 1)) {
                throw unreachable;
            }
            LOG.warn("Tenant {}: the lease is not prolonged yet: {}", term.tenant(), unreachable.getMessage());
            dueNanos = now + stepNanos / RENEWALS;
        }
    }
}
