package org.callosum.server.telephony;

import org.jspecify.annotations.Nullable;

/// A desk phone as the registrar needs it.
///
/// @param address where it is rung without having registered, or null
/// @param ha1Md5 MD5 of `user:realm:secret`, lower-case hexadecimal (RFC 7616 A1)
record DeskPhone(
        long tenantId,
        long id,
        String username,
        String ha1Md5,
        String ha1Sha256,
        @Nullable String address,
        @Nullable Long agentId) {
    @Override
    public String toString() {
        return "DeskPhone[" + id + ", " + username + "]"; // no hash in a log
    }
}
