package org.callosum.server.identity;

import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// What a page needs to know of the person who opened it.
///
/// @param agentId of the agent this person works as
/// @param csrfToken to be sent back as `X-CSRF-Token` with each change
record Me(
        MyAccount account,
        MyTenant tenant,
        List<MyClient> clients,
        List<String> rights,
        @Nullable String agentId,
        String csrfToken) {
    record MyAccount(
            String id,
            String name,
            String displayName,
            String language,
            String timeZone,
            String theme,
            boolean mustChangePassword) {}

    record MyTenant(String id, String name) {}

    record MyClient(String id, String code, Text name) {}
}
