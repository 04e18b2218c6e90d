package org.callosum.server.outreach;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One word of a customer about being contacted. Words are added, never changed; the last one that fits counts.
///
/// @param channel a [Channel]'s code, or `all`
/// @param scope a [Purpose]'s code, or `all`
/// @param kind `given`, `withdrawn`, `blocked` (no contact at all), `unblocked`
/// @param source how they said it: `phone`, `letter`, `web`, `record` …
/// @param proof where that can be looked up: a recording, a document, an address; may be empty
/// @param by who noted it
record ConsentChange(
        @Nullable String id,
        @Nullable Instant at,
        @Nullable String channel,
        @Nullable String scope,
        @Nullable String kind,
        @Nullable String source,
        @Nullable String proof,
        @Nullable String by) {}
