package org.callosum.voice.engine;

import org.callosum.voice.sdp.AgreedAudio;
import org.callosum.voice.sdp.Codec;
import org.callosum.voice.sdp.Crypto;
import org.callosum.voice.srtp.SrtpKeys;
import org.callosum.voice.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/// What was negotiated for a leg's sound.
///
/// @param aLaw whether we send A-law; else µ-law
/// @param payloadType of the sound, 0 to 127
/// @param keyType payload type of named events (RFC 4733), −1 if there are none
record SoundFormat(boolean aLaw, int payloadType, int keyType) {
    static final SoundFormat MU_LAW = new SoundFormat(false, 0, -1);

    static SoundFormat of(AgreedAudio agreed) {
        return new SoundFormat(agreed.codec() == Codec.PCMA, agreed.payloadType(), agreed.dtmfPayloadType());
    }

    /// Keys out of a description; only suites that [SrtpProfile] has are ever offered or accepted.
    static @Nullable SrtpKeys keys(@Nullable Crypto crypto) {
        if (crypto == null) {
            return null;
        }
        return switch (crypto.suite()) {
            case AES_CM_128_HMAC_SHA1_80 -> SrtpKeys.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80, crypto.keySalt());
            case AEAD_AES_128_GCM -> SrtpKeys.of(SrtpProfile.AEAD_AES_128_GCM, crypto.keySalt());
            case AES_CM_128_HMAC_SHA1_32, AEAD_AES_256_GCM ->
                throw new IllegalStateException(crypto.suite() + " was agreed on but never offered");
        };
    }
}
