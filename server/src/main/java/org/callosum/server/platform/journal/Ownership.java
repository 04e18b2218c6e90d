package org.callosum.server.platform.journal;

import org.jspecify.annotations.Nullable;

/// Who may write a tenant's floor: one node at a time, for a limited time, told apart by a growing epoch. Times
/// are by
/// the store's own clock, never by the nodes'.
public interface Ownership {
    /// A floor held by this node.
    ///
    /// @param epoch grows with each change of owner; goes into each [Journal#append]
    record Term(long tenant, long epoch) {}

    /// Takes the floor if it is free, its owner's time has run out, or, at a restart, if an earlier process of
    /// the same
    /// node held it.
    ///
    /// @param node names the installation's node, the same after a restart
    /// @param restart true for a process's first attempt only: the process that held the floor under this node's
    ///     name
    ///     is then known to be gone, and its successor needn't wait until the term ends. A process that has been
    ///     succeeded must not take back what it lost, so later attempts say false
    /// @return the term, or null while somebody else holds the floor
    @Nullable
    Term take(long tenant, String node, boolean restart);

    /// Prolongs the term; to be called several times within [#termMillis()].
    ///
    /// @return false if somebody else has taken over
    boolean renew(Term term);

    /// Ends the term at once, so that another node need not wait; harmless if it has ended already.
    void release(Term term);

    /// How long a term lasts without renewal.
    long termMillis();
}
