package org.callosum.voice.signals;

/// How a conversation sounds at this moment, some 1.4 s behind the sound itself (what comes after decides what a
/// sound was).
///
/// @param silentForMillis nobody has spoken for so long; 0 while somebody does
/// @param overtalkForMillis both have been speaking for so long; 0 while they do not
public record LiveSignals(
        SpeechSums sums,
        boolean customerSpeaks,
        boolean agentSpeaks,
        long silentForMillis,
        long overtalkForMillis,
        boolean customerRaised,
        boolean agentRaised) {}
