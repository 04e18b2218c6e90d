package org.callosum.server.identity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody who may sign in.
///
/// @param roles ids
/// @param allClients every client of the tenant, also those made later; `clients` is then empty
/// @param clients ids of the clients granted one by one
/// @param agentId of the agent this person works as; read only
record Account(
        @Nullable String id,
        int version,
        String name,
        String displayName,
        List<String> roles,
        boolean allClients,
        List<String> clients,
        String language,
        String timeZone,
        boolean active,
        @Nullable String agentId,
        @Nullable Instant lastSignInAt) {
    Account {
        roles = roles == null ? List.of() : List.copyOf(roles);
        clients = clients == null ? List.of() : List.copyOf(clients);
    }
}
