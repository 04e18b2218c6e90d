package org.callosum.voice.srtp;

/// Protection of single packets under session keys; knows nothing of indexes and replay. One thread.
interface PacketCipher {
    /// Encrypts in place and appends the tag.
    ///
    /// @param index 48 bits: roll-over counter and sequence
    /// @return the new length
    int protectRtp(byte[] packet, int length, int header, int ssrc, long index);

    /// Verifies and decrypts in place.
    ///
    /// @return the new length, or -1 if the packet is forged or too short
    int unprotectRtp(byte[] packet, int length, int header, int ssrc, long index);

    /// @param index 31 bits; the encryption flag is always set
    int protectRtcp(byte[] packet, int length, int ssrc, int index);

    int unprotectRtcp(byte[] packet, int length, int ssrc);

    /// The RTCP index at the packet's end as it came, with the encryption flag as bit 31; authentic only after
    /// [#unprotectRtcp].
    int rtcpIndex(byte[] packet, int length);
}
