package org.callosum.voice.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.callosum.voice.rtp.RtpPacket;

/// AES-CM with HMAC-SHA1 cut to 80 bits (RFC 3711 4.1.1, 4.2). The key stream is made by encrypting counter blocks in
/// one ECB call: no cipher is initialised per packet, nothing is allocated by us.
final class CounterModeCipher implements PacketCipher {
    private static final int TAG = 10;

    private final Half rtp;
    private final Half rtcp;
    private final byte[] mac = new byte[20];
    private final byte[] word = new byte[4];

    CounterModeCipher(SrtpKeys keys) {
        this(
                KeyDerivation.derive(keys, KeyDerivation.RTP_KEY, 16),
                KeyDerivation.derive(keys, KeyDerivation.RTP_SALT, 14),
                KeyDerivation.derive(keys, KeyDerivation.RTP_AUTH, 20),
                KeyDerivation.derive(keys, KeyDerivation.RTCP_KEY, 16),
                KeyDerivation.derive(keys, KeyDerivation.RTCP_SALT, 14),
                KeyDerivation.derive(keys, KeyDerivation.RTCP_AUTH, 20));
    }

    private CounterModeCipher(
            byte[] rtpKey, byte[] rtpSalt, byte[] rtpAuth, byte[] rtcpKey, byte[] rtcpSalt, byte[] rtcpAuth) {
        rtp = new Half(rtpKey, rtpSalt, rtpAuth);
        rtcp = new Half(rtcpKey, rtcpSalt, rtcpAuth);
    }

    @Override
    public int protectRtp(byte[] packet, int length, int header, int ssrc, long index) {
        rtp.crypt(packet, header, length - header, ssrc, index);
        tag(rtp, packet, length, (int) (index >>> 16));
        System.arraycopy(mac, 0, packet, length, TAG);
        return length + TAG;
    }

    @Override
    public int unprotectRtp(byte[] packet, int length, int header, int ssrc, long index) {
        var end = length - TAG;
        if (end < header) {
            return -1;
        }
        tag(rtp, packet, end, (int) (index >>> 16));
        if (!tagFits(packet, end)) {
            return -1;
        }
        rtp.crypt(packet, header, end - header, ssrc, index);
        return end;
    }

    @Override
    public int protectRtcp(byte[] packet, int length, int ssrc, int index) {
        rtcp.crypt(packet, 8, length - 8, ssrc, index);
        RtpPacket.putInt32(packet, length, index | 0x8000_0000);
        tagPlain(packet, length + 4);
        System.arraycopy(mac, 0, packet, length + 4, TAG);
        return length + 4 + TAG;
    }

    @Override
    public int unprotectRtcp(byte[] packet, int length, int ssrc) {
        var end = length - TAG - 4;
        if (end < 8) {
            return -1;
        }
        tagPlain(packet, end + 4);
        if (!tagFits(packet, end + 4)) {
            return -1;
        }
        var word = rtcpIndex(packet, length);
        if (word < 0) { // the encryption flag is the sign bit
            rtcp.crypt(packet, 8, end - 8, ssrc, word & 0x7fff_ffff);
        }
        return end;
    }

    @Override
    public int rtcpIndex(byte[] packet, int length) {
        return RtpPacket.int32(packet, length - TAG - 4);
    }

    private void tag(Half half, byte[] packet, int length, int rollOver) {
        RtpPacket.putInt32(word, 0, rollOver);
        half.auth.update(packet, 0, length);
        half.auth.update(word, 0, 4);
        finish(half);
    }

    private void tagPlain(byte[] packet, int length) {
        rtcp.auth.update(packet, 0, length);
        finish(rtcp);
    }

    private void finish(Half half) {
        try {
            half.auth.doFinal(mac, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("HMAC-SHA1 is longer than 20 bytes", e);
        }
    }

    private boolean tagFits(byte[] packet, int at) {
        var difference = 0;
        for (var i = 0; i < TAG; i++) {
            difference |= packet[at + i] ^ mac[i];
        }
        return difference == 0;
    }

    /// Keys and key stream of RTP or of RTCP.
    static final class Half {
        private final Cipher cipher;
        private final byte[] salt;
        private final Mac auth;
        private byte[] counters = new byte[256];
        private byte[] stream = new byte[256];

        Half(byte[] key, byte[] salt, byte[] authKey) {
            try {
                cipher = Cipher.getInstance("AES/ECB/NoPadding");
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
                auth = Mac.getInstance("HmacSHA1");
                auth.init(new SecretKeySpec(authKey, "HmacSHA1"));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java has no AES or HMAC-SHA1", e);
            }
            this.salt = salt;
        }

        /// IV = (salt · 2^16) xor (SSRC · 2^64) xor (index · 2^16)
        void crypt(byte[] packet, int from, int length, int ssrc, long index) {
            var blocks = (length + 15) / 16;
            if (16 * blocks > counters.length) {
                counters = new byte[16 * blocks];
                stream = new byte[16 * blocks];
            }
            for (var block = 0; block < blocks; block++) {
                var at = 16 * block;
                System.arraycopy(salt, 0, counters, at, 14);
                for (var i = 0; i < 4; i++) {
                    counters[at + 4 + i] ^= (byte) (ssrc >>> 24 - 8 * i);
                }
                for (var i = 0; i < 6; i++) {
                    counters[at + 8 + i] ^= (byte) (index >>> 40 - 8 * i);
                }
                counters[at + 14] = (byte) (block >> 8);
                counters[at + 15] = (byte) block;
            }
            try {
                cipher.update(counters, 0, 16 * blocks, stream, 0);
            } catch (ShortBufferException e) {
                throw new IllegalStateException("AES gave more than it took", e);
            }
            for (var i = 0; i < length; i++) {
                packet[from + i] ^= stream[i];
            }
        }
    }
}
