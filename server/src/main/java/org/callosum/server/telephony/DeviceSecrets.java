package org.callosum.server.telephony;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Makes the secrets of desk phones and what is kept of them.
final class DeviceSecrets {
    /// Letters and digits that nobody mistakes for one another: people type them into phones.
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 20; // 115 bits
    private static final SecureRandom RANDOM = new SecureRandom();

    private DeviceSecrets() {}

    static String make() {
        var secret = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            secret.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return secret.toString();
    }

    /// A1 of digest authentication.
    ///
    /// @param algorithm `MD5` or `SHA-256`
    /// @see "RFC 7616, section 3.4.2"
    static String ha1(String algorithm, String user, String realm, String secret) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of()
                    .formatHex(digest.digest((user + ":" + realm + ":" + secret).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("This Java knows no " + algorithm, missing);
        }
    }
}
