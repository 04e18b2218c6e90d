package org.callosum.voice.sdp;

import java.util.List;

/// Our side towards a browser: ICE-lite, DTLS server, one port for RTP and RTCP.
///
/// @param iceUfrag    our user fragment
/// @param icePassword our password
/// @param fingerprint SHA-256 of our certificate, `AB:CD:…`
/// @param candidates  addresses browsers can reach us at, the best first; at least one
public record WebRtc(
        String iceUfrag, String icePassword, String fingerprint, List<java.net.InetSocketAddress> candidates) {
    public WebRtc {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) throw new IllegalArgumentException("A browser needs at least one candidate address");
    }

    @Override
    public String toString() {
        return "WebRtc[" + iceUfrag + "]"; // no password in a log
    }
}
