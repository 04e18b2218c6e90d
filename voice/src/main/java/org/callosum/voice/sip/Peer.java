package org.callosum.voice.sip;

import java.net.InetSocketAddress;

/// Where a message came from or goes to.
///
/// @param transport  how
/// @param address    the other side's numeric address and port
/// @param channel    which of our UDP sockets, or which open connection; 0 = choose or open one
public record Peer(Transport transport, InetSocketAddress address, long channel) {
    public static Peer to(Transport transport, InetSocketAddress address) {
        return new Peer(transport, address, 0);
    }

    @Override
    public String toString() {
        return transport + ":" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
