package org.callosum.voice.sdp;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// One `a=crypto` line (RFC 4568): `1 AES_CM_128_HMAC_SHA1_80 inline:<key and salt>|2^31`.
///
/// @param tag     number that an answer repeats
/// @param keySalt master key followed by master salt, as the side that wrote it sends with
public record Crypto(int tag, SrtpSuite suite, byte[] keySalt) {
    public Crypto {
        keySalt = keySalt.clone();
        if (keySalt.length != suite.keyBytes() + suite.saltBytes()) {
            throw new IllegalArgumentException("%s needs %d bytes of key and salt, not %d"
                    .formatted(suite, suite.keyBytes() + suite.saltBytes(), keySalt.length));
        }
    }

    @Override
    public byte[] keySalt() {
        return keySalt.clone();
    }

    /// @return null for a suite, key length, MKI or session parameter that we do not do
    static @Nullable Crypto read(String value) {
        String[] words = value.split("\\s+", 8);
        if (words.length != 3 || !words[2].startsWith("inline:")) return null;
        int tag = SdpReader.number(words[0], 999_999_999);
        SrtpSuite suite = SrtpSuite.of(words[1]);
        if (tag < 0 || suite == null || words[2].indexOf(';') >= 0) return null;
        String[] parts = words[2].substring("inline:".length()).split("\\|", -1);
        // a lifetime needs no action at our call lengths; an MKI would lengthen each packet
        if (parts.length > 2 || (parts.length == 2 && parts[1].indexOf(':') >= 0)) return null;
        byte[] keySalt;
        try {
            keySalt = Base64.getDecoder().decode(parts[0]);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        return keySalt.length == suite.keyBytes() + suite.saltBytes() ? new Crypto(tag, suite, keySalt) : null;
    }

    Attribute attribute() {
        String key = Base64.getEncoder().encodeToString(keySalt);
        return new Attribute("crypto", tag + " " + suite.name() + " inline:" + key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Crypto that
                && tag == that.tag
                && suite == that.suite
                && java.util.Arrays.equals(keySalt, that.keySalt);
    }

    @Override
    public int hashCode() {
        return 31 * tag + suite.hashCode();
    }

    @Override
    public String toString() {
        return "Crypto[" + tag + " " + suite + "]"; // no key in a log
    }
}
