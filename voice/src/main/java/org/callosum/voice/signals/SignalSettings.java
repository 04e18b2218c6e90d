package org.callosum.voice.signals;

/// Thresholds of the signals; [#DEFAULT] has those of `docs/metrics.md`, 0.5.
///
/// @param silenceMillis a gap in which nobody speaks counts from here; at least 500
/// @param interruptionMillis how long both go on before a start into the other's speech is an interruption; at
///     least 100
/// @param pauseMillis pauses up to this length belong to the speech around them; 100 to 400 (ITU-T P.59 uses 200)
/// @param raisedDecibels how far above their own usual level a person is loud enough to count as raised, if the
///     pitch goes with it
/// @param raisedSemitones how far the pitch has to be above their own
/// @param raisedAloneDecibels loud enough without the pitch
public record SignalSettings(
        int silenceMillis,
        int interruptionMillis,
        int pauseMillis,
        double raisedDecibels,
        double raisedSemitones,
        double raisedAloneDecibels) {
    public static final SignalSettings DEFAULT = new SignalSettings(3_000, 500, 300, 5, 2, 9);

    public SignalSettings {
        if (silenceMillis < 500 || interruptionMillis < 100 || pauseMillis < 100 || pauseMillis > 400) {
            throw new IllegalArgumentException(
                    "Silence from %d ms (at least 500), interruption from %d ms (at least 100), pause up to %d ms (100 to 400)"
                            .formatted(silenceMillis, interruptionMillis, pauseMillis));
        }
    }
}
