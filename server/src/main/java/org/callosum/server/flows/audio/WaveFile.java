package org.callosum.server.flows.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.callosum.voice.Sound;
import org.callosum.voice.media.G711;

/// Writes a prompt as a WAV file that every browser plays: PCM 16 bit, mono, 8 000 Hz.
public final class WaveFile {
    private WaveFile() {}

    public static byte[] of(Sound sound) {
        var data = sound.sampleCount() * 2;
        var out = ByteBuffer.allocate(44 + data).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + data);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        out.putShort((short) 1)
                .putShort((short) 1)
                .putInt(8_000)
                .putInt(16_000)
                .putShort((short) 2)
                .putShort((short) 16);
        out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(data);
        var samples = sound.samples();
        for (var sample : samples) {
            out.putShort(
                    switch (sound.law()) {
                        case MU -> G711.fromMuLaw(sample);
                        case A -> G711.fromALaw(sample);
                    });
        }
        return out.array();
    }
}
