package org.callosum.voice;

import org.jspecify.annotations.Nullable;

/// The desk phones that may register, asked at each challenge. Called on signalling threads: answer from memory.
@FunctionalInterface
public interface Devices {
    /// @param user the name the phone gave
    /// @return its secret, or null for an unknown or disabled phone (which is challenged all the same)
    @Nullable
    Secret find(String user);

    /// Hashes of `user:realm:password` (RFC 7616 A1), lower-case hexadecimal. Only these are kept, never the password.
    record Secret(String device, String ha1Md5, String ha1Sha256) {
        @Override
        public String toString() {
            return "Secret[" + device + "]"; // no hash in a log
        }
    }
}
