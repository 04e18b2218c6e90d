package org.callosum.voice.engine;

/// What was negotiated for a leg's sound.
///
/// @param aLaw whether we send A-law; else µ-law
/// @param payloadType of the sound, 0 to 127
/// @param keyType payload type of named events (RFC 4733), −1 if there are none
record SoundFormat(boolean aLaw, int payloadType, int keyType) {
    static final SoundFormat MU_LAW = new SoundFormat(false, 0, -1);
}
