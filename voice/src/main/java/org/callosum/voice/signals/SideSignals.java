package org.callosum.voice.signals;

/// One side's sums.
///
/// @param speechMillis time spoken
/// @param interruptions times this side broke into the other's speech
/// @param syllables syllable-like peaks of loudness within its speech
/// @param raisedMillis speech with a raised voice
/// @param raisedTimes how often it began to be raised
public record SideSignals(long speechMillis, int interruptions, int syllables, long raisedMillis, int raisedTimes) {
    static final SideSignals NONE = new SideSignals(0, 0, 0, 0, 0);

    /// Syllables per minute of own speech; in Chinese a syllable is a character. An estimate from loudness alone.
    ///
    /// @return 0 if nothing was said
    public double syllablesPerMinute() {
        return speechMillis == 0 ? 0 : syllables * 60_000.0 / speechMillis;
    }
}
