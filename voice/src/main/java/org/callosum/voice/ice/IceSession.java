package org.callosum.voice.ice;

import java.net.InetSocketAddress;
import org.callosum.voice.io.DatagramPort;
import org.jspecify.annotations.Nullable;

/// One browser's side of the shared port. Written by the media thread; the target may be read by any.
public final class IceSession {
    /// Where to send, and from which of our addresses.
    public record Target(DatagramPort port, InetSocketAddress address) {}

    private final String fragment;
    private final String password;
    private volatile @Nullable Target target;
    private volatile long consentNanos;
    private volatile boolean heard;

    IceSession(String fragment, String password) {
        this.fragment = fragment;
        this.password = password;
    }

    /// Our `ice-ufrag`.
    public String fragment() {
        return fragment;
    }

    /// Our `ice-pwd`.
    public String password() {
        return password;
    }

    /// The nominated address, or until then the first that proved itself, so that the key handshake can begin early.
    public @Nullable Target target() {
        return target;
    }

    /// When the last authentic check came, monotonic; meaningless before [#heard].
    public long consentNanos() {
        return consentNanos;
    }

    /// Whether any authentic check has come.
    public boolean heard() {
        return heard;
    }

    void checked(DatagramPort port, InetSocketAddress from, boolean nominated, long nanos) {
        var former = target;
        if (former == null || nominated && (!former.address().equals(from) || former.port() != port)) {
            target = new Target(port, from);
        }
        consentNanos = nanos;
        heard = true;
    }
}
