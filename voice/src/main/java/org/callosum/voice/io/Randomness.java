package org.callosum.voice.io;

import java.security.SecureRandom;

/// Unguessable values for the rest of the module: keys, tags, first sequence numbers (RFC 3550 5.1). Thread-safe.
public final class Randomness {
    private static final String ICE_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final SecureRandom random = new SecureRandom();

    public SecureRandom secure() {
        return random;
    }

    public int nextInt() {
        return random.nextInt();
    }

    /// @param bound above 0
    public int below(int bound) {
        return random.nextInt(bound);
    }

    public byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Characters of 6 bits each, as ICE fragments and passwords are made of (RFC 8839 5.4).
    public String iceText(int length) {
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++) {
            text.append(ICE_CHARS.charAt(random.nextInt(64)));
        }
        return text.toString();
    }
}
