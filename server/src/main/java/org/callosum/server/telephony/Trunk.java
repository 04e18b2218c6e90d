package org.callosum.server.telephony;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A line to a carrier or another telephone system.
///
/// @param kind `ip`: trusted by its addresses; `register`: we register there with user name and password
/// @param sources addresses or networks (`192.0.2.0/24`) whose calls are taken without a password
/// @param password write only; left out in a change: stays; empty: taken away
/// @param codecs in order of preference, of `pcma` and `pcmu`
/// @param srtp `off`, `offered` or `required`
/// @param state what the voice engine last said; read only, null while nothing is known
@Answered(except = {"username", "password", "fromDomain", "state"})
public record Trunk(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String code,
        @Nullable String name,

        @Schema(allowableValues = {"ip", "register"}) @Nullable
        String kind,

        @Nullable String host,
        @Nullable Integer port,

        @Schema(allowableValues = {"udp", "tcp", "tls"}) @Nullable
        String transport,

        @Nullable List<String> sources,
        @Nullable String username,
        @Nullable Boolean passwordSet,
        @Nullable String password,
        @Nullable String fromDomain,
        @Nullable List<String> codecs,

        @Schema(allowableValues = {"off", "offered", "required"}) @Nullable
        String srtp,

        @Nullable Integer maxCalls,
        @Nullable Boolean active,
        @Nullable State state) {
    /// What the voice engine last said of it.
    ///
    /// @param registered whether the carrier took our registration; false where none is asked for
    /// @param since when that began
    /// @param problem why it does not serve now, in words; null: it does
    /// @param reachability `unknown` until it was asked, then `reachable` or `unreachable`
    /// @param reachableSince when it began to answer; null: it does not
    /// @param lastError what was last wrong with it, whether or not it is mended
    /// @param lastErrorAt when that was
    @Schema(name = "TrunkState")
    public record State(
            boolean registered,
            @Nullable Instant since,
            @Nullable String problem,
            String reachability,
            @Nullable Instant reachableSince,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt) {
        static final State UNKNOWN = new State(false, null, null, "unknown", null, null, null);

        State registered(Instant at) {
            return new State(
                    true,
                    registered ? since : at,
                    unreachable() ? problem : null,
                    reachability,
                    reachableSince,
                    lastError,
                    lastErrorAt);
        }

        State lost(String why, Instant at) {
            return new State(false, at, why, reachability, reachableSince, why, at);
        }

        State reachable(Instant at) {
            return new State(registered, since, null, "reachable", at, lastError, lastErrorAt);
        }

        State unreachable(String why, Instant at) {
            return new State(registered, since, why, "unreachable", null, why, at);
        }

        boolean unreachable() {
            return reachability.equals("unreachable");
        }
    }

    @Override
    public String toString() {
        return "Trunk[%s, %s %s:%s]".formatted(code, transport, host, port); // no password in a log
    }
}
