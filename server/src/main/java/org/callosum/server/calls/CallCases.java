package org.callosum.server.calls;

import java.util.concurrent.CompletableFuture;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.jspecify.annotations.Nullable;

/// Work that a call leaves behind. Opening the same case twice gives one case.
public interface CallCases {
    /// @param customer 0 if nobody knows who it was
    /// @param type code: `call-back`, `message`
    /// @param reason code: `interrupted`, `flow-fault`, `voicemail`
    /// @param queue code of the queue whose team owns it, or null
    /// @return done when it is stored: whoever lets a customer go first waits for it. Fails when it could not
    /// be stored at once; the room then goes on trying by itself
    CompletableFuture<Void> open(
            long tenant,
            ClientId client,
            InteractionId interaction,
            long customer,
            String type,
            String reason,
            @Nullable String queue);
}
