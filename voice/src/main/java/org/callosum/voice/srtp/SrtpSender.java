package org.callosum.voice.srtp;

import org.callosum.voice.rtp.RtpPacket;

/// Protects one outgoing stream and its RTCP. Owned by the media thread.
///
/// Relayed packets may leave a little out of order, so the roll-over counter is guessed as a receiver would (RFC 3711
/// 3.3.1). A sequence number is never sent twice: the sender above drops duplicates before they come here.
public final class SrtpSender {
    private final PacketCipher cipher;
    private final RollOver rollOver = new RollOver();
    private int rtcpIndex;

    public SrtpSender(SrtpKeys keys) {
        cipher = ciphers(keys);
    }

    static PacketCipher ciphers(SrtpKeys keys) {
        return switch (keys.profile()) {
            case AES_CM_128_HMAC_SHA1_80 -> new CounterModeCipher(keys);
            case AEAD_AES_128_GCM -> new GcmCipher(keys);
        };
    }

    /// @return the new length, at most 16 more, or -1 if it cannot be sent
    public int rtp(byte[] packet, int length) {
        var header = RtpPacket.headerLength(packet, length);
        var index = rollOver.guess(RtpPacket.sequence(packet));
        if (header < 0 || index < 0) {
            return -1;
        }
        rollOver.advance(index);
        return cipher.protectRtp(packet, length, header, RtpPacket.ssrc(packet), index);
    }

    /// @return the new length, at most 20 more
    public int rtcp(byte[] packet, int length) {
        rtcpIndex = (rtcpIndex + 1) & 0x7fff_ffff;
        return cipher.protectRtcp(packet, length, RtpPacket.int32(packet, 4), rtcpIndex);
    }
}
