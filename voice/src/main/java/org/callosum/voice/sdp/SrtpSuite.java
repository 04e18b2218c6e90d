package org.callosum.voice.sdp;

import org.jspecify.annotations.Nullable;

/// SRTP suites of `a=crypto` lines (RFC 4568, RFC 7714).
public enum SrtpSuite {
    AES_CM_128_HMAC_SHA1_80(16, 14),
    AES_CM_128_HMAC_SHA1_32(16, 14),
    AEAD_AES_128_GCM(16, 12),
    AEAD_AES_256_GCM(32, 12);

    private final int keyBytes;
    private final int saltBytes;

    SrtpSuite(int keyBytes, int saltBytes) {
        this.keyBytes = keyBytes;
        this.saltBytes = saltBytes;
    }

    public int keyBytes() {
        return keyBytes;
    }

    public int saltBytes() {
        return saltBytes;
    }

    static @Nullable SrtpSuite of(String token) {
        for (SrtpSuite each : values()) if (each.name().equals(token)) return each;
        return null;
    }
}
