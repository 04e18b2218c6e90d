package org.callosum.server.interactions;

import java.util.List;
import org.callosum.measures.facts.Fact;
import org.callosum.measures.facts.FactFolder;

/// Hears facts once they are stored, on the projection's thread, in order.
public interface FactListener {
    /// A tenant's projection starts: what is stored so far can be read, what follows is told.
    ///
    /// @param position of the journal up to which facts are stored; what was stored after it will be told
    default void factsStarted(long tenant, long position) {}

    /// A batch of floor events has been folded.
    ///
    /// @param completed now stored
    /// @param open what is not complete yet; to be looked at here and now, not kept
    void factsStored(long tenant, List<Fact> completed, FactFolder open);
}
