package org.callosum.server.platform.definitions;

import java.time.Instant;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// One version of something a site edits and approves. Its body never changes: an edit makes the next version.
///
/// @param kind such as `flow`; each kind has its own reader
/// @param code unique within tenant and kind
/// @param client null for what the whole tenant shares
/// @param version from 1
/// @param body as its author wrote it
/// @param by display name of the author
/// @param validFrom set by approval; served from then until `validTo`
public record DefinitionVersion(
        String kind,
        String code,
        Text name,
        @Nullable ClientId client,
        int version,
        State state,
        String body,
        Instant at,
        String by,
        String reason,
        @Nullable Instant validFrom,
        @Nullable Instant validTo) {
    public enum State {
        DRAFT,
        APPROVED,
        RETIRED;

        /// As stored and as in JSON.
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }
    }
}
