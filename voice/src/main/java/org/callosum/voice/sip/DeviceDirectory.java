package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// Knows the desk phones. Called on the `sip-io` thread for each authenticated request: answer from memory.
@FunctionalInterface
public interface DeviceDirectory {
    /// @param ha1Md5    `MD5(user:realm:password)` in lower-case hex, `""` to refuse MD5 for this device
    /// @param ha1Sha256 `SHA-256(user:realm:password)` in lower-case hex, `""` when not kept
    /// @param enabled   false refuses the device with 403 after it has proven itself
    record Device(String user, String ha1Md5, String ha1Sha256, boolean enabled) {
        /// Both hashes of a new secret, to be stored instead of it.
        public static Device withPassword(String user, String realm, String password) {
            return new Device(
                    user,
                    DigestMath.ha1(DigestMath.Algorithm.MD5, user, realm, password),
                    DigestMath.ha1(DigestMath.Algorithm.SHA_256, user, realm, password),
                    true);
        }

        @Override
        public String toString() {
            return "Device[" + user + "]";
        }
    }

    /// @return null when there is no such device
    @Nullable
    Device find(String user);
}
