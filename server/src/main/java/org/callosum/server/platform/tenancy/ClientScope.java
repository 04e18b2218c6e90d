package org.callosum.server.platform.tenancy;

import java.util.List;
import java.util.stream.Collectors;
import org.callosum.kernel.id.ClientId;

/// The clients whose rows may be seen and written.
public sealed interface ClientScope {
    /// Every client of the tenant.
    record All() implements ClientScope {}

    /// Only these; none at all when empty.
    record Only(List<ClientId> clients) implements ClientScope {
        public Only {
            clients = clients.stream().distinct().sorted().toList();
        }
    }

    default boolean includes(ClientId client) {
        return switch (this) {
            case All() -> true;
            case Only(var clients) -> clients.contains(client);
        };
    }

    /// As the setting `callosum.clients` that the row policies read.
    default String setting() {
        return switch (this) {
            case All() -> "*";
            case Only(var clients) -> clients.stream().map(ClientId::toString).collect(Collectors.joining(","));
        };
    }
}
