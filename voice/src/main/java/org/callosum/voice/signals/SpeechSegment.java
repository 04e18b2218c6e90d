package org.callosum.voice.signals;

/// One stretch in which one side speaks: pauses of up to [SignalSettings#pauseMillis] belong to it, longer ones
/// part two segments.
///
/// @param fromMillis since the signals began, hold included; inclusive
/// @param toMillis exclusive
public record SpeechSegment(Side side, long fromMillis, long toMillis) {
    public long millis() {
        return toMillis - fromMillis;
    }
}
