package org.callosum.voice.sip;

import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The outside of [SipCore]: sockets and names. In tests a virtual network.
interface Wire {
    /// Sends without waiting. A stream that cannot be opened or written is reported by [SipCore#sendFailed].
    void send(Peer peer, byte[] message);

    /// Our own address as `peer` should see it.
    InetSocketAddress local(Peer peer);

    /// The name written for ourselves towards `peer`: the public address, or the local one.
    String host(Peer peer);

    /// Finds an address for a host name or number, at once when it can; null when there is none.
    void resolve(String host, Consumer<java.net.@Nullable InetAddress> then);
}
