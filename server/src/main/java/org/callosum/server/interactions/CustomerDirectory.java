package org.callosum.server.interactions;

import org.callosum.kernel.id.ClientId;
import org.jspecify.annotations.Nullable;

/// Finds customers for a call or a desk; sees what the account in force may see.
public interface CustomerDirectory {
    /// Whose number this is at a client; null if nobody's.
    @Nullable
    CustomerBrief byNumber(long tenant, ClientId client, String number);

    @Nullable
    CustomerBrief brief(long tenant, long customer);
}
