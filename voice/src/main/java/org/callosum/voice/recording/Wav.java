package org.callosum.voice.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.callosum.voice.media.G711;

/// A recording seen as a stereo WAV file (RIFF, 8 000 Hz; left customer, right agent). Any byte range can be written
/// without making the rest.
public final class Wav {
    public enum Coding {
        /// 16-bit samples: every browser and program plays it
        PCM16(1, 2, 16),
        /// half the size; format 7
        MU_LAW(7, 1, 18);

        private final int format;
        private final int bytesPerSample;
        private final int formatLength;

        Coding(int format, int bytesPerSample, int formatLength) {
            this.format = format;
            this.bytesPerSample = bytesPerSample;
            this.formatLength = formatLength;
        }
    }

    private static final int STEP = 4_000;

    private final RecordingReader reader;
    private final Coding coding;
    private final byte[] head;

    /// The marks, behind the sound: who reads sound alone never meets them.
    private final byte[] tail;

    Wav(RecordingReader reader, Coding coding, Map<String, String> info) {
        this.reader = reader;
        this.coding = coding;
        tail = tail(info);
        head = head();
    }

    /// `LIST`, length, `INFO`, and for each mark its name, its length and its words, ended by a zero and filled up to
    /// an even length (Multimedia Programming Interface and Data Specifications 1.0, 1991).
    private static byte[] tail(Map<String, String> info) {
        if (info.isEmpty()) {
            return new byte[0];
        }
        var marks = new ByteArrayOutputStream();
        new TreeMap<>(info).forEach((name, words) -> {
            var text = words.getBytes(StandardCharsets.UTF_8);
            var chunk = ByteBuffer.allocate(8 + (text.length + 2) / 2 * 2).order(ByteOrder.LITTLE_ENDIAN);
            chunk.put(ascii(name)).putInt(text.length + 1).put(text);
            marks.writeBytes(chunk.array());
        });
        var out = ByteBuffer.allocate(12 + marks.size()).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("LIST")).putInt(4 + marks.size()).put(ascii("INFO")).put(marks.toByteArray());
        return out.array();
    }

    private byte[] head() {
        var data = reader.sampleCount() * frame();
        var length = 12 + 8 + coding.formatLength + 8;
        var out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt((int) (length - 8 + data + tail.length)).put(ascii("WAVE"));
        out.put(ascii("fmt ")).putInt(coding.formatLength).putShort((short) coding.format);
        out.putShort((short) 2).putInt(RecordingHeader.SAMPLES_PER_SECOND);
        out.putInt(RecordingHeader.SAMPLES_PER_SECOND * frame()).putShort((short) frame());
        out.putShort((short) (8 * coding.bytesPerSample));
        if (coding.formatLength > 16) {
            out.putShort((short) 0); // no extension
        }
        out.put(ascii("data")).putInt((int) data);
        return out.array();
    }

    private int frame() {
        return 2 * coding.bytesPerSample;
    }

    /// Length of the whole file in bytes.
    public long length() {
        return soundEnd() + tail.length;
    }

    private long soundEnd() {
        return head.length + reader.sampleCount() * frame();
    }

    /// Writes bytes `from` (inclusive) to `to` (exclusive).
    ///
    /// @throws IllegalArgumentException unless 0 ≤ from ≤ to ≤ [#length()]
    public void writeTo(OutputStream out, long from, long to) throws IOException {
        if (from < 0 || to < from || to > length()) {
            throw new IllegalArgumentException(
                    "Bytes %d to %d do not lie within the %d of this recording".formatted(from, to, length()));
        }
        var at = from;
        if (at < head.length) {
            var end = (int) Math.min(to, head.length);
            out.write(head, (int) at, end - (int) at);
            at = end;
        }
        var left = new byte[STEP];
        var right = new byte[STEP];
        var bytes = new byte[STEP * frame()];
        var sound = Math.min(to, soundEnd());
        while (at < sound) {
            var sample = (at - head.length) / frame();
            var skip = (int) ((at - head.length) % frame());
            var count = reader.read(sample, left, right, STEP);
            interleave(left, right, count, bytes);
            var length = (int) Math.min(sound - at, (long) count * frame() - skip);
            out.write(bytes, skip, length);
            at += length;
        }
        if (at < to) {
            out.write(tail, (int) (at - soundEnd()), (int) (to - at));
        }
    }

    public void writeTo(OutputStream out) throws IOException {
        writeTo(out, 0, length());
    }

    private void interleave(byte[] left, byte[] right, int count, byte[] into) {
        switch (coding) {
            case MU_LAW -> {
                for (var i = 0; i < count; i++) {
                    into[2 * i] = left[i];
                    into[2 * i + 1] = right[i];
                }
            }
            case PCM16 -> {
                for (var i = 0; i < count; i++) {
                    var l = G711.fromMuLaw(left[i]);
                    var r = G711.fromMuLaw(right[i]);
                    into[4 * i] = (byte) l;
                    into[4 * i + 1] = (byte) (l >> 8);
                    into[4 * i + 2] = (byte) r;
                    into[4 * i + 3] = (byte) (r >> 8);
                }
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
