package org.callosum.voice.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// Session keys from the master key by AES in counter mode (RFC 3711 4.3.3, key derivation rate 0). A 12-byte salt is
/// padded with zeros (RFC 7714 11).
final class KeyDerivation {
    static final int RTP_KEY = 0;
    static final int RTP_AUTH = 1;
    static final int RTP_SALT = 2;
    static final int RTCP_KEY = 3;
    static final int RTCP_AUTH = 4;
    static final int RTCP_SALT = 5;

    private KeyDerivation() {}

    static byte[] derive(SrtpKeys keys, int label, int length) {
        var blocks = (length + 15) / 16;
        var counters = new byte[16 * blocks];
        for (var block = 0; block < blocks; block++) {
            System.arraycopy(keys.salt(), 0, counters, 16 * block, keys.salt().length);
            counters[16 * block + 7] ^= (byte) label;
            counters[16 * block + 15] = (byte) block;
        }
        try {
            var cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys.key(), "AES"));
            return Arrays.copyOf(cipher.doFinal(counters), length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES", e);
        }
    }
}
