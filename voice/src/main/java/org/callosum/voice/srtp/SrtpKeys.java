package org.callosum.voice.srtp;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

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

    /// Reads the value of an `a=crypto` attribute, `TAG SUITE inline:KEY||SALT[|lifetime][|MKI:length]` (RFC 4568 9.1).
    ///
    /// @return null for a suite we do not speak, a key identifier (MKI), session parameters, or anything malformed
    public static @Nullable SrtpKeys fromSdes(String value) {
        var parts = value.trim().split("\\s+");
        if (parts.length != 3 || !parts[2].startsWith("inline:")) {
            return null;
        }
        var profile = SrtpProfile.bySdpName(parts[1]);
        var fields = parts[2].substring("inline:".length()).split("\\|", -1);
        if (profile == null) {
            return null;
        }
        for (var i = 1; i < fields.length; i++) {
            if (fields[i].contains(":")) {
                return null;
            }
        }
        try {
            var bytes = Base64.getDecoder().decode(fields[0]);
            if (bytes.length != SrtpProfile.KEY + profile.saltLength()) {
                return null;
            }
            return of(profile, bytes);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// @param keyAndSalt one after the other
    public static SrtpKeys of(SrtpProfile profile, byte[] keyAndSalt) {
        return new SrtpKeys(
                profile,
                Arrays.copyOf(keyAndSalt, SrtpProfile.KEY),
                Arrays.copyOfRange(keyAndSalt, SrtpProfile.KEY, keyAndSalt.length));
    }

    /// The value of an `a=crypto` attribute.
    ///
    /// @param tag the offer's, repeated in the answer
    public String toSdes(String tag) {
        var bytes = Arrays.copyOf(key, key.length + salt.length);
        System.arraycopy(salt, 0, bytes, key.length, salt.length);
        return tag + " " + profile.sdpName() + " inline:" + Base64.getEncoder().encodeToString(bytes);
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
