package org.callosum.voice.signals;

/// Counts syllable-like peaks of loudness: each rises from a dip and falls into one.
///
/// @see "de Jong, Wempe (2009), Praat script to detect syllable nuclei and measure speech rate automatically,
///     Behavior Research Methods 41(2), 385–390"
final class Syllables {
    private static final double DIP = 2.0;
    private static final int LEAST_APART = 8;

    private double before;
    private double smooth;
    private double top;
    private double bottom;
    private boolean rising;
    private int since = LEAST_APART;

    /// @param decibels of the next 10 ms
    /// @param least quieter tops do not count, dB
    /// @return whether a syllable's top was just passed
    boolean hear(double decibels, double least) {
        var value = 0.25 * before + 0.5 * smooth + 0.25 * decibels;
        before = smooth;
        smooth = decibels;
        since++;
        if (rising) {
            top = Math.max(top, value);
            if (value < top - DIP) {
                rising = false;
                bottom = value;
                if (top > least && since >= LEAST_APART) {
                    since = 0;
                    return true;
                }
            }
        } else {
            bottom = Math.min(bottom, value);
            if (value > bottom + DIP) {
                rising = true;
                top = value;
            }
        }
        return false;
    }
}
