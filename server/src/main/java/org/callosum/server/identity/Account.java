package org.callosum.server.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// Somebody who may sign in.
///
/// @param roles ids
/// @param allClients every client of the tenant, also those made later; `clients` is then empty
/// @param clients ids of the clients granted one by one
/// @param agentId of the agent this person works as; read only
@Answered(except = {"agentId", "lastSignInAt"})
record Account(
        @Nullable String id,
        int version,
        String name,
        String displayName,
        List<String> roles,
        boolean allClients,
        List<String> clients,

        @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"})
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
