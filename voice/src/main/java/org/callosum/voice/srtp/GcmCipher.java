package org.callosum.voice.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.callosum.voice.rtp.RtpPacket;

/// AES-128-GCM (RFC 7714). The JDK wants its cipher initialised for each nonce, which costs a few small objects per
/// packet; they die young.
final class GcmCipher implements PacketCipher {
    private static final int TAG = 16;

    private final Cipher cipher;
    private final SecretKey rtpKey;
    private final SecretKey rtcpKey;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private final byte[] nonce = new byte[12];
    private final byte[] aad = new byte[12];
    private byte[] out = new byte[2_048];

    GcmCipher(SrtpKeys keys) {
        this(
                KeyDerivation.derive(keys, KeyDerivation.RTP_KEY, 16),
                KeyDerivation.derive(keys, KeyDerivation.RTP_SALT, 12),
                KeyDerivation.derive(keys, KeyDerivation.RTCP_KEY, 16),
                KeyDerivation.derive(keys, KeyDerivation.RTCP_SALT, 12));
    }

    /// With session keys, for the vectors of RFC 7714 16 and 17.
    GcmCipher(byte[] rtpKey, byte[] rtpSalt, byte[] rtcpKey, byte[] rtcpSalt) {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM", e);
        }
        this.rtpKey = new SecretKeySpec(rtpKey, "AES");
        this.rtcpKey = new SecretKeySpec(rtcpKey, "AES");
        this.rtpSalt = rtpSalt;
        this.rtcpSalt = rtcpSalt;
    }

    @Override
    public int protectRtp(byte[] packet, int length, int header, int ssrc, long index) {
        nonce(rtpSalt, ssrc, index);
        return run(Cipher.ENCRYPT_MODE, rtpKey, packet, header, packet, header, length - header);
    }

    @Override
    public int unprotectRtp(byte[] packet, int length, int header, int ssrc, long index) {
        if (length - TAG < header) {
            return -1;
        }
        nonce(rtpSalt, ssrc, index);
        return run(Cipher.DECRYPT_MODE, rtpKey, packet, header, packet, header, length - header);
    }

    @Override
    public int protectRtcp(byte[] packet, int length, int ssrc, int index) {
        nonce(rtcpSalt, ssrc, index);
        rtcpAad(packet, index | 0x8000_0000);
        var end = run(Cipher.ENCRYPT_MODE, rtcpKey, aad, 12, packet, 8, length - 8);
        RtpPacket.putInt32(packet, end, index | 0x8000_0000);
        return end + 4;
    }

    @Override
    public int unprotectRtcp(byte[] packet, int length, int ssrc) {
        var end = length - 4;
        if (end - TAG < 8) {
            return -1;
        }
        var word = rtcpIndex(packet, length);
        if (word >= 0) {
            return -1; // unencrypted RTCP is never negotiated
        }
        nonce(rtcpSalt, ssrc, word & 0x7fff_ffff);
        rtcpAad(packet, word);
        return run(Cipher.DECRYPT_MODE, rtcpKey, aad, 12, packet, 8, end - 8);
    }

    @Override
    public int rtcpIndex(byte[] packet, int length) {
        return RtpPacket.int32(packet, length - 4);
    }

    private void rtcpAad(byte[] packet, int word) {
        System.arraycopy(packet, 0, aad, 0, 8);
        RtpPacket.putInt32(aad, 8, word);
    }

    /// `00 00 | SSRC | index (48 bits)` xor salt
    private void nonce(byte[] salt, int ssrc, long index) {
        System.arraycopy(salt, 0, nonce, 0, 12);
        for (var i = 0; i < 4; i++) {
            nonce[2 + i] ^= (byte) (ssrc >>> 24 - 8 * i);
        }
        for (var i = 0; i < 6; i++) {
            nonce[6 + i] ^= (byte) (index >>> 40 - 8 * i);
        }
    }

    private int run(int mode, SecretKey key, byte[] extra, int extraLength, byte[] packet, int from, int length) {
        try {
            cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
            cipher.updateAAD(extra, 0, extraLength);
            if (out.length < length + TAG) {
                out = new byte[length + TAG];
            }
            var written = cipher.doFinal(packet, from, length, out, 0);
            System.arraycopy(out, 0, packet, from, written);
            return from + written;
        } catch (GeneralSecurityException e) {
            return -1; // a tag that does not fit, or (sending) never: nonces do not repeat by construction
        }
    }
}
