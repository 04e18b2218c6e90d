package org.callosum.voice.sip;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Where a message came from or goes to.
///
/// @param transport  how
/// @param address    the other side's numeric address and port
/// @param channel    which of our UDP sockets, or which open connection; 0 = choose or open one
/// @param name       the host name (or number) that was asked for: what a certificate has to name, whatever the name
/// service made of it; null for who came to us
public record Peer(
        Transport transport,
        InetSocketAddress address,
        long channel,
        @Nullable String name) {
    public Peer(Transport transport, InetSocketAddress address, long channel) {
        this(transport, address, channel, null);
    }

    public static Peer to(Transport transport, InetSocketAddress address) {
        return new Peer(transport, address, 0, null);
    }

    static Peer named(Transport transport, InetSocketAddress address, String name) {
        return new Peer(transport, address, 0, name);
    }

    /// Whether the connection of `lost` is the way to this peer: same transport and address, and not another name's.
    boolean sameWay(Peer lost) {
        return transport == lost.transport
                && address.equals(lost.address)
                && (name == null || lost.name == null || name.equals(lost.name));
    }

    @Override
    public String toString() {
        return transport + ":" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
