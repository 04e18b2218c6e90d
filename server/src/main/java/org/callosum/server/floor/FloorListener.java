package org.callosum.server.floor;

import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;

/// Acts on what has happened on the floors: rings, connects, shows. Called on a floor's own thread, so it must not
/// block: what takes longer it hands to a thread of its own. A listener that throws is logged and counted, the
/// others
/// still hear the event.
public interface FloorListener {
    /// The event is durable. Events come once each, in order, per tenant.
    ///
    /// @param position in the tenant's journal
    void committed(long tenant, long position, FloorEvent event);

    /// This process has become the tenant's owner, at its start or after a loss; events follow. What a listener
    /// knew of
    /// the tenant before is replaced by what the floor says now.
    ///
    /// @param floor to be read here and now, on this thread, not kept
    default void recovered(long tenant, Floor floor) {}

    /// This process owns the tenant's floor no longer.
    default void lost(long tenant) {}
}
