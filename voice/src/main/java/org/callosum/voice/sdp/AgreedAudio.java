package org.callosum.voice.sdp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// What both sides settled on.
///
/// @param payloadType      number of the codec in the packets we send and receive
/// @param dtmfPayloadType  number of telephone-event, -1 when the peer has none
/// @param remote           where our RTP goes; null while the peer has no address (hold by 0.0.0.0, or a browser)
/// @param remoteRtcp       where our RTCP goes; equal to `remote` with rtcp-mux, null like it
/// @param rtcpMux          RTP and RTCP share the port
/// @param ptimeMillis      packet length the peer asked for, 20 when it asked for none; 10 to 200
/// @param direction        ours: whether we send and receive
/// @param localCrypto      our SDES key, null without SDES
/// @param remoteCrypto     the peer's SDES key, null without SDES
/// @param browser          the peer's ICE and DTLS side, null for SIP
public record AgreedAudio(
        Codec codec,
        int payloadType,
        int dtmfPayloadType,
        @Nullable InetSocketAddress remote,
        @Nullable InetSocketAddress remoteRtcp,
        boolean rtcpMux,
        int ptimeMillis,
        Direction direction,
        @Nullable Crypto localCrypto,
        @Nullable Crypto remoteCrypto,
        @Nullable Browser browser) {

    /// @param fingerprintHash such as `sha-256`, lower case
    /// @param fingerprint     of the certificate the peer will show, upper case with colons
    /// @param setup           `actpass`, `active` or `passive`
    public record Browser(
            String iceUfrag, String icePassword, String fingerprintHash, String fingerprint, String setup) {
        @Override
        public String toString() {
            return "Browser[" + iceUfrag + "]"; // no password in a log
        }
    }

    /// True when the peer takes no sound from us: it has put us on hold.
    public boolean held() {
        return !direction.sends();
    }
}
