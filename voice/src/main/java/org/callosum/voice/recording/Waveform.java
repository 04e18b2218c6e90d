package org.callosum.voice.recording;

/// Loudest magnitude of each stretch of a recording, for drawing.
///
/// @param stretchMillis length of one stretch
/// @param left one value per stretch, 0 to 255
/// @param right as many
public record Waveform(double stretchMillis, int[] left, int[] right) {}
