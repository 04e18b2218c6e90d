package org.callosum.server.telephony;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line to a carrier or another telephone system.
///
/// @param kind `ip`: trusted by its addresses; `register`: we register there with user name and password
/// @param sources addresses or networks (`192.0.2.0/24`) whose calls are taken without a password
/// @param password write only; left out in a change: stays; empty: taken away
/// @param codecs in order of preference, of `pcma` and `pcmu`
/// @param srtp `off`, `offered` or `required`
/// @param state what the voice engine last said; read only, null while nothing is known
public record Trunk(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String code,
        @Nullable String name,
        @Nullable String kind,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String transport,
        @Nullable List<String> sources,
        @Nullable String username,
        @Nullable Boolean passwordSet,
        @Nullable String password,
        @Nullable String fromDomain,
        @Nullable List<String> codecs,
        @Nullable String srtp,
        @Nullable Integer maxCalls,
        @Nullable Boolean active,
        @Nullable State state) {
    @Schema(name = "TrunkState")
    public record State(
            boolean registered,
            @Nullable Instant since,
            @Nullable String problem) {}

    @Override
    public String toString() {
        return "Trunk[%s, %s %s:%s]".formatted(code, transport, host, port); // no password in a log
    }
}
