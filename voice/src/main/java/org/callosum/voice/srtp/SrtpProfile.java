package org.callosum.voice.srtp;

/// The two protections we speak.
public enum SrtpProfile {
    /// RFC 3711; name in SDP by RFC 4568, number in DTLS by RFC 5764
    AES_CM_128_HMAC_SHA1_80("AES_CM_128_HMAC_SHA1_80", 0x0001, 14, 10),
    /// RFC 7714
    AEAD_AES_128_GCM("AEAD_AES_128_GCM", 0x0007, 12, 16);

    public static final int KEY = 16;

    private final String sdpName;
    private final int dtlsNumber;
    private final int saltLength;
    private final int tagLength;

    SrtpProfile(String sdpName, int dtlsNumber, int saltLength, int tagLength) {
        this.sdpName = sdpName;
        this.dtlsNumber = dtlsNumber;
        this.saltLength = saltLength;
        this.tagLength = tagLength;
    }

    public String sdpName() {
        return sdpName;
    }

    public int dtlsNumber() {
        return dtlsNumber;
    }

    public int saltLength() {
        return saltLength;
    }

    int tagLength() {
        return tagLength;
    }
}
