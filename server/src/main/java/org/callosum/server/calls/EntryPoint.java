package org.callosum.server.calls;

import java.time.ZoneId;
import org.callosum.kernel.id.ClientId;
import org.jspecify.annotations.Nullable;

/// Where a dialled number leads.
///
/// @param number as dialled
/// @param flow code of the flow that greets
/// @param language tag of the first announcement, `en`, `zh-Hans` or `zh-Hant`
/// @param zone of the client; times of day in flows are read in it
/// @param ringBack code of the prompt that callers hear before anybody answers; null: the network's ringing tone
public record EntryPoint(
        long tenant,
        long id,
        ClientId client,
        String number,
        String flow,
        String language,
        ZoneId zone,
        @Nullable String ringBack) {
    /// With the network's ringing tone.
    EntryPoint(long tenant, long id, ClientId client, String number, String flow, String language, ZoneId zone) {
        this(tenant, id, client, number, flow, language, zone, null);
    }

    /// The same entry with content before the answer.
    EntryPoint ringingBack(String prompt) {
        return new EntryPoint(tenant, id, client, number, flow, language, zone, prompt);
    }

    /// The same entry, greeting in another language.
    EntryPoint in(String tag) {
        return new EntryPoint(tenant, id, client, number, flow, tag, zone, ringBack);
    }
}
