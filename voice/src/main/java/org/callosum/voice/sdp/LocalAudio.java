package org.callosum.voice.sdp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What we can do and want in one session.
///
/// @param sessionId  constant through the session, at least 0
/// @param version    grows with each description that differs
/// @param address    where we receive; its port is that of RTP, RTCP is the next one
/// @param codecs     ours, the preferred first; for offers, and as the set allowed in answers
/// @param direction  what we want: `SENDONLY` or `INACTIVE` hold the peer
/// @param suites     SRTP suites for SDES, empty = none
/// @param secure     offers SRTP and takes nothing else
/// @param keys       makes that many random bytes, for SDES
/// @param webRtc     given for browsers, null for SIP
public record LocalAudio(
        long sessionId,
        long version,
        InetSocketAddress address,
        List<Codec> codecs,
        Direction direction,
        List<SrtpSuite> suites,
        boolean secure,
        IntFunction<byte[]> keys,
        @Nullable WebRtc webRtc) {
    public LocalAudio {
        codecs = List.copyOf(codecs);
        suites = List.copyOf(suites);
        if (codecs.isEmpty()) throw new IllegalArgumentException("No codec: name at least one");
    }

    /// Plain RTP towards SIP, both ways, G.711 of both kinds.
    public static LocalAudio plain(long sessionId, InetSocketAddress address) {
        return new LocalAudio(
                sessionId,
                1,
                address,
                List.of(Codec.PCMU, Codec.PCMA),
                Direction.SENDRECV,
                List.of(),
                false,
                byte[]::new,
                null);
    }

    public LocalAudio withDirection(Direction changed) {
        return new LocalAudio(sessionId, version + 1, address, codecs, changed, suites, secure, keys, webRtc);
    }

    public LocalAudio withSuites(List<SrtpSuite> changed, IntFunction<byte[]> keySource, boolean only) {
        return new LocalAudio(sessionId, version, address, codecs, direction, changed, only, keySource, webRtc);
    }

    public LocalAudio withCodecs(List<Codec> changed) {
        return new LocalAudio(sessionId, version, address, changed, direction, suites, secure, keys, webRtc);
    }

    public LocalAudio withWebRtc(WebRtc side) {
        return new LocalAudio(sessionId, version, address, codecs, direction, suites, secure, keys, side);
    }
}
