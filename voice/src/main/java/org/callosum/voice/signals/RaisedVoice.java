package org.callosum.voice.signals;

/// Whether a person speaks louder and higher than they usually do. Their own first seconds of voiced speech are
/// the measure, moved slowly by what they say when not raised; nobody is compared with anybody else. An automatic
/// gain control on their line hides loudness, so this is a hint.
///
/// @see "Traunmüller, Eriksson (2000), Acoustic effects of variation in vocal effort by men, women, and children,
///     Journal of the Acoustical Society of America 107(6), 3438–3451"
final class RaisedVoice {
    private static final int TO_KNOW = 120;
    private static final double RECENT = 0.03;
    private static final double SLOWLY = 0.001;

    private final SignalSettings settings;
    private int heard;
    private double usualLevel;
    private double usualPitch;
    private double level;
    private double pitch;
    private boolean raised;

    RaisedVoice(SignalSettings settings) {
        this.settings = settings;
    }

    /// A voiced frame of the person's own speech.
    ///
    /// @return whether the voice is raised now
    boolean hear(double decibels, double semitones) {
        heard++;
        if (heard <= TO_KNOW) {
            usualLevel += (decibels - usualLevel) / heard;
            usualPitch += (semitones - usualPitch) / heard;
            level = usualLevel;
            pitch = usualPitch;
            return false;
        }
        level += RECENT * (decibels - level);
        pitch += RECENT * (semitones - pitch);
        var louder = level - usualLevel;
        var higher = pitch - usualPitch;
        // it ends well below where it began, or it would flicker
        var ease = raised ? 0.6 : 1;
        raised = louder >= ease * settings.raisedAloneDecibels()
                || louder >= ease * settings.raisedDecibels() && higher >= ease * settings.raisedSemitones();
        if (!raised) {
            usualLevel += SLOWLY * (decibels - usualLevel);
            usualPitch += SLOWLY * (semitones - usualPitch);
        }
        return raised;
    }

    boolean raised() {
        return raised;
    }
}
