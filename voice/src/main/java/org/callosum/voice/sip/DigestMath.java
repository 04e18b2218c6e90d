package org.callosum.voice.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The arithmetic of HTTP digest authentication (RFC 7616, RFC 8760 for SIP).
final class DigestMath {
    enum Algorithm {
        MD5("MD5", "MD5"),
        SHA_256("SHA-256", "SHA-256");

        final String token;
        private final String jdkName;

        Algorithm(String token, String jdkName) {
            this.token = token;
            this.jdkName = jdkName;
        }

        /// @return null for an algorithm we do not do (MD5-sess, SHA-512-256 …)
        static @Nullable Algorithm of(@Nullable String token) {
            if (token == null || token.isEmpty() || token.equalsIgnoreCase("MD5")) return MD5;
            return token.equalsIgnoreCase("SHA-256") ? SHA_256 : null;
        }
    }

    private DigestMath() {}

    static String hash(Algorithm algorithm, String text) {
        try {
            byte[] sum = MessageDigest.getInstance(algorithm.jdkName).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(
                    "This JDK has no " + algorithm.jdkName + "; use one that is complete", missing);
        }
    }

    static String ha1(Algorithm algorithm, String user, String realm, String password) {
        return hash(algorithm, user + ":" + realm + ":" + password);
    }

    /// The `response` value. With an empty `qop` the form of RFC 2069 is used.
    static String response(
            Algorithm algorithm,
            String ha1,
            String nonce,
            String nonceCount,
            String clientNonce,
            String qop,
            String method,
            String uri) {
        String ha2 = hash(algorithm, method + ":" + uri);
        return qop.isEmpty()
                ? hash(algorithm, ha1 + ":" + nonce + ":" + ha2)
                : hash(algorithm, ha1 + ":" + nonce + ":" + nonceCount + ":" + clientNonce + ":" + qop + ":" + ha2);
    }
}
