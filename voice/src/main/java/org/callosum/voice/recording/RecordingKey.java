package org.callosum.voice.recording;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/// The secret of one recording: 256 bits. Whoever has it can hear the call; when its last wrapped copy is erased, the
/// call is. Never used for a second recording.
public final class RecordingKey {
    static final int LENGTH = 32;

    private final byte[] secret;

    private RecordingKey(byte[] secret) {
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException("A recording key has %d bytes, not %d".formatted(LENGTH, secret.length));
        }
        this.secret = secret;
    }

    public static RecordingKey random(SecureRandom random) {
        var secret = new byte[LENGTH];
        random.nextBytes(secret);
        return new RecordingKey(secret);
    }

    /// @throws IllegalArgumentException unless 32 bytes long
    public static RecordingKey of(byte[] secret) {
        return new RecordingKey(secret.clone());
    }

    byte[] secret() {
        return secret.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordingKey key && MessageDigest.isEqual(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "RecordingKey[secret]";
    }
}
