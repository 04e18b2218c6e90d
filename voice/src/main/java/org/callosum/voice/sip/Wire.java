package org.callosum.voice.sip;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

/// The outside of [SipCore]: sockets and names. In tests a virtual network.
interface Wire {
    /// Sends without waiting. A stream that cannot be opened or written is reported by [SipCore#sendFailed].
    void send(Peer peer, byte[] message);

    /// Our own address as `peer` should see it.
    InetSocketAddress local(Peer peer);

    /// The name written for ourselves towards `peer`: the public address, or the local one.
    String host(Peer peer);

    /// Finds where to send what is meant for a URI (RFC 3263), best first, at once when it can; empty when there is no
    /// address.
    void locate(SipUri uri, Consumer<List<Peer>> then);

    /// What was sent there was lost: others are preferred to it for a while.
    void avoid(Peer peer);
}
