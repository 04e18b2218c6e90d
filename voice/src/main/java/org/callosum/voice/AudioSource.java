package org.callosum.voice;

/// Something a leg can hear.
public sealed interface AudioSource {
    /// A prompt.
    record Clip(Sound sound) implements AudioSource {}

    /// Hold music of our own making, endless.
    ///
    /// @param tune which piece, from 0; taken modulo the number of pieces
    record Music(int tune) implements AudioSource {}

    /// One cycle of a signal; looped by the play order.
    record Tone(ToneKind kind) implements AudioSource {}

    /// @param millis 20 to 60 000
    record Silence(int millis) implements AudioSource {
        public Silence {
            if (millis < 20 || millis > 60_000) {
                throw new IllegalArgumentException("A silence lasts 20 to 60 000 ms, not " + millis);
            }
        }
    }
}
