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

    /// Whether it also hears floors that another node owns. Yes for what shows or connects something on this node; no
    /// for
    /// what must happen once in the house.
    default boolean everywhere() {
        return false;
    }

    /// This process follows a floor that another node owns; events come as they do on the owner. Only for listeners
    /// that
    /// are [#everywhere()].
    ///
    /// @param floor to be read here and now, on this thread, not kept
    default void following(long tenant, Floor floor) {
        recovered(tenant, floor);
    }

    /// This process owns the tenant's floor no longer, or has lost sight of it.
    default void lost(long tenant) {}
}
