package org.callosum.server.calls;

import java.net.InetSocketAddress;
import java.util.Map;
import org.callosum.voice.SipBinding;

/// The room's front door for whoever rehearses and measures; desks use [org.callosum.server.desk.DeskMedia].
public final class CallDesk {
    private final CallCentre centre;
    private final VoiceHost host;

    CallDesk(CallCentre centre, VoiceHost host) {
        this.centre = centre;
        this.host = host;
    }

    /// Whether somebody talks with the caller of this number now.
    public boolean talksWith(String callerNumber) {
        return centre.talksWith(callerNumber);
    }

    /// Where SIP listens over UDP.
    public InetSocketAddress sipAddress() {
        return host.sipAddress(SipBinding.Transport.UDP);
    }

    /// Where SIP listens over TLS.
    ///
    /// @throws IllegalStateException if it does not
    public InetSocketAddress sipTlsAddress() {
        return host.sipAddress(SipBinding.Transport.TLS);
    }

    /// Counters of calls, by name.
    public Map<String, Long> counters() {
        return centre.counters();
    }
}
