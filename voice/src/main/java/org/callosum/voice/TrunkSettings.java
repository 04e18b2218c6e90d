package org.callosum.voice;

import java.util.List;

/// A line to a carrier or another telephone system.
///
/// @param name unique; events and [DialTarget.Number] use it
/// @param host the carrier's name or address; empty: calls come in only
/// @param port 1 to 65 535
/// @param user account at the carrier; empty: none
/// @param password its secret; empty: none
/// @param register true: keep us registered there
/// @param trustedSources addresses or networks (`192.0.2.0/24`) whose calls are taken without a password
/// @param pingSeconds how often it is asked by OPTIONS whether it is there, 0 (never) to 3 600; without a host it is
/// not
public record TrunkSettings(
        String name,
        SipBinding.Transport transport,
        String host,
        int port,
        String user,
        String password,
        boolean register,
        List<String> trustedSources,
        int pingSeconds) {
    public TrunkSettings {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A trunk needs a name");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("Trunk %s: port %d is not between 1 and 65535".formatted(name, port));
        }
        if (register && (host.isBlank() || user.isBlank())) {
            throw new IllegalArgumentException("Trunk " + name + ": registering needs a host and a user");
        }
        if (pingSeconds < 0 || pingSeconds > 3_600) {
            throw new IllegalArgumentException(
                    "Trunk %s: a ping every %d s; give 0 to 3600".formatted(name, pingSeconds));
        }
        trustedSources = List.copyOf(trustedSources);
    }

    /// Without pings.
    public TrunkSettings(
            String name,
            SipBinding.Transport transport,
            String host,
            int port,
            String user,
            String password,
            boolean register,
            List<String> trustedSources) {
        this(name, transport, host, port, user, password, register, trustedSources, 0);
    }

    public TrunkSettings withPings(int seconds) {
        return new TrunkSettings(name, transport, host, port, user, password, register, trustedSources, seconds);
    }

    /// A line that trusts callers by address and dials nothing.
    public static TrunkSettings trusting(String name, List<String> sources) {
        return new TrunkSettings(name, SipBinding.Transport.UDP, "", 5060, "", "", false, sources);
    }

    @Override
    public String toString() {
        return "TrunkSettings[%s, %s %s:%d]".formatted(name, transport, host, port); // no secret in a log
    }
}
