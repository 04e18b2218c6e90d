package org.callosum.server.calls;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.callosum.kernel.id.InteractionId;

/// Where call-backs are kept that were promised to waiting customers. Any thread.
public interface CallBackBook {
    /// Stores a promise, or what has become of it.
    ///
    /// @param atMillis since when it is in this state
    /// @param reason code of why, where there is something to say; else empty
    /// @return done when it is durable
    CompletableFuture<Void> keep(CallBackPromise promise, long atMillis, String reason);

    /// Whether there are as many open promises as this process will hold.
    boolean full();

    /// Whether this interaction waits for a call-back, so that no line is missed. Asks the database.
    boolean pending(long tenant, InteractionId interaction);

    /// Takes over the open promises of earlier processes, or of nodes that are gone; each is given to one
    /// process.
    ///
    /// @param starting whether this process has just started and has given none itself
    List<CallBackPromise> takeUp(long tenant, boolean starting);
}
