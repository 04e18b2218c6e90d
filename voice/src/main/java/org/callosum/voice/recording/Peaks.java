package org.callosum.voice.recording;

import org.callosum.voice.media.G711;

/// The waveform's raw material: the largest magnitude of each 100 ms, its upper 8 bits of 15.
final class Peaks {
    private static final int SAMPLES = RecordingHeader.SAMPLES_PER_SECOND / ChunkCipher.PEAKS_PER_SECOND;

    private Peaks() {}

    static void measure(byte[] muLaw, int samples, byte[] into, int offset) {
        for (var peak = 0; peak < ChunkCipher.PEAKS_PER_SECOND; peak++) {
            var largest = 0;
            for (var i = peak * SAMPLES; i < Math.min(samples, (peak + 1) * SAMPLES); i++) {
                largest = Math.max(largest, Math.abs(G711.fromMuLaw(muLaw[i])));
            }
            into[offset + peak] = (byte) (largest >> 7);
        }
    }
}
