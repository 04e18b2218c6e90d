package org.callosum.server.floor;

import org.callosum.kernel.id.InteractionId;

/// Which interactions still have a customer on the line in this process. Asked after a recovery: whatever the
/// floor
/// holds and nobody hears any more is interrupted.
@FunctionalInterface
public interface LiveMedia {
    boolean alive(long tenant, InteractionId interaction);
}
