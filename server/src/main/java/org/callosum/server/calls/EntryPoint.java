package org.callosum.server.calls;

import java.time.ZoneId;
import org.callosum.kernel.id.ClientId;

/// Where a dialled number leads.
///
/// @param number as dialled
/// @param flow code of the flow that greets
/// @param language tag of the first announcement, `en`, `zh-Hans` or `zh-Hant`
/// @param zone of the client; times of day in flows are read in it
public record EntryPoint(
        long tenant, long id, ClientId client, String number, String flow, String language, ZoneId zone) {
    /// The same entry, greeting in another language.
    EntryPoint in(String tag) {
        return new EntryPoint(tenant, id, client, number, flow, tag, zone);
    }
}
