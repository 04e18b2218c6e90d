package org.callosum.server.interactions;

import java.time.Instant;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// Owes a customer a call back. Called more than once for one interaction after a crash: the second time does
/// nothing.
/// Runs inside the transaction that records the interruption.
public interface CallBacks {
    /// @param customer null if nobody knows who it was; the number is with the interaction
    /// @param queue null if it never entered one
    /// @param reason a code, `interrupted`
    record Owed(
            InteractionId interaction,
            ClientId client,
            @Nullable Long customer,
            @Nullable QueueId queue,
            Instant at,
            String reason) {}

    void owe(long tenant, Owed owed);
}
