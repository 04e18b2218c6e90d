package org.callosum.voice.srtp;

import java.security.MessageDigest;
import java.util.Arrays;

/// Master key and salt of one direction.
///
/// @param key 16 bytes
/// @param salt 14 bytes (AES-CM) or 12 (GCM)
public record SrtpKeys(SrtpProfile profile, byte[] key, byte[] salt) {
    public SrtpKeys {
        if (key.length != SrtpProfile.KEY || salt.length != profile.saltLength()) {
            throw new IllegalArgumentException("%s takes a key of %d and a salt of %d bytes, not %d and %d"
                    .formatted(profile.sdpName(), SrtpProfile.KEY, profile.saltLength(), key.length, salt.length));
        }
        key = key.clone();
        salt = salt.clone();
    }

    /// @param keyAndSalt one after the other
    public static SrtpKeys of(SrtpProfile profile, byte[] keyAndSalt) {
        return new SrtpKeys(
                profile,
                Arrays.copyOf(keyAndSalt, SrtpProfile.KEY),
                Arrays.copyOfRange(keyAndSalt, SrtpProfile.KEY, keyAndSalt.length));
    }

    /// Key and salt one after the other, as [#of] takes them.
    public byte[] keyAndSalt() {
        var bytes = Arrays.copyOf(key, key.length + salt.length);
        System.arraycopy(salt, 0, bytes, key.length, salt.length);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SrtpKeys(var itsProfile, var itsKey, var itsSalt)
                && itsProfile == profile
                && MessageDigest.isEqual(itsKey, key)
                && MessageDigest.isEqual(itsSalt, salt);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "SrtpKeys[" + profile + "]"; // no key in a log
    }
}
