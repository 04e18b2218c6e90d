package org.callosum.voice;

import java.net.InetSocketAddress;

/// One address SIP listens on.
///
/// @param address never a wildcard; port 0 takes a free one (see [Voice#sipAddress])
public record SipBinding(Transport transport, InetSocketAddress address) {
    public enum Transport {
        UDP,
        TCP,
        TLS
    }
}
