package org.callosum.server.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// What a page needs to know of the person who opened it.
///
/// @param agentId of the agent this person works as
/// @param timeZone in which times are shown: the account's own, else that of the house's first site
/// @param csrfToken to be sent back as `X-CSRF-Token` with each change
record Me(
        MyAccount account,
        MyTenant tenant,
        List<MyClient> clients,
        List<String> rights,
        @Nullable String agentId,
        String timeZone,
        String csrfToken) {
    record MyAccount(
            String id,
            String name,
            String displayName,

            @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"})
            String language,

            String timeZone,

            @Schema(allowableValues = {"system", "light", "dark"})
            String theme,

            boolean mustChangePassword) {}

    record MyTenant(String id, String name) {}

    record MyClient(String id, String code, Text name) {}
}
