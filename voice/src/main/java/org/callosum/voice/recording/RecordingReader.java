package org.callosum.voice.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.callosum.voice.media.G711;

/// Reads a recording, finished or still growing (what it holds is fixed at opening). Used by one thread at a time.
///
/// A torn last chunk (the process or machine died while it was written) is left out. A damaged chunk in the middle
/// reads as silence and is counted; a wrong key shows at opening, if there is at least one whole chunk.
public final class RecordingReader implements AutoCloseable {
    private static final int RATE = RecordingHeader.SAMPLES_PER_SECOND;

    private final FileChannel channel;
    private final RecordingHeader header;
    private final ChunkCipher cipher;
    private final int chunks;
    private final int lastSamples;
    private final byte[] chunk = new byte[ChunkCipher.FULL];
    private final byte[] sound = new byte[2 * RATE];
    private int loaded = -1;
    private int damaged;

    private RecordingReader(FileChannel channel, RecordingKey key) throws IOException {
        this.channel = channel;
        var head = new byte[RecordingHeader.LENGTH];
        if (read(0, head, RecordingHeader.LENGTH) < RecordingHeader.LENGTH) {
            throw new UnreadableRecording("The file ends within its header: nothing was recorded");
        }
        header = RecordingHeader.decode(head);
        cipher = new ChunkCipher(key, head);
        var length = channel.size() - RecordingHeader.LENGTH;
        var whole = (int) (length / ChunkCipher.FULL);
        var rest = (int) (length % ChunkCipher.FULL);
        var tail = rest > ChunkCipher.PEAKS + 16 ? lastSamples(whole, rest) : 0;
        if (whole > 0 && !opens(0) && !opens(whole - 1)) {
            throw new UnreadableRecording("The key does not open this recording");
        }
        chunks = tail > 0 ? whole + 1 : whole;
        lastSamples = tail > 0 ? tail : RATE;
    }

    /// @throws IOException if the file cannot be read
    /// @throws UnreadableRecording if it is no recording, or of another key
    public static RecordingReader open(Path file, RecordingKey key) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new RecordingReader(channel, key);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private int lastSamples(int number, int rest) throws IOException {
        read(ChunkCipher.offset(number), chunk, rest);
        var samples = ChunkCipher.samples(chunk, number);
        if (samples < 1 || ChunkCipher.PEAKS + 2 * samples + 16 != rest) {
            return 0;
        }
        return cipher.openSound(chunk, number, samples, sound) ? samples : 0;
    }

    private boolean opens(int number) throws IOException {
        read(ChunkCipher.offset(number), chunk, ChunkCipher.FULL);
        return ChunkCipher.samples(chunk, number) == RATE && cipher.openSound(chunk, number, RATE, sound);
    }

    public RecordingHeader header() {
        return header;
    }

    /// Samples of each channel.
    public long sampleCount() {
        return chunks == 0 ? 0 : (long) (chunks - 1) * RATE + lastSamples;
    }

    public long durationMillis() {
        return sampleCount() / 8;
    }

    /// Chunks found damaged so far.
    public int damagedChunks() {
        return damaged;
    }

    /// Reads `count` samples from sample `from` on into both arrays (µ-law), seeking straight to their chunks.
    ///
    /// @return samples read: fewer at the end, 0 beyond it
    public int read(long from, byte[] left, byte[] right, int count) throws IOException {
        var available = (int) Math.min(count, Math.max(0, sampleCount() - from));
        for (var done = 0; done < available; ) {
            var number = (int) ((from + done) / RATE);
            var within = (int) ((from + done) % RATE);
            var samples = load(number);
            var part = Math.min(available - done, samples - within);
            System.arraycopy(sound, within, left, done, part);
            System.arraycopy(sound, samples + within, right, done, part);
            done += part;
        }
        return available;
    }

    private int load(int number) throws IOException {
        var samples = number == chunks - 1 ? lastSamples : RATE;
        if (loaded != number) {
            var length = ChunkCipher.PEAKS + 2 * samples + 16;
            var got = read(ChunkCipher.offset(number), chunk, length);
            if (got < length
                    || ChunkCipher.samples(chunk, number) != samples
                    || !cipher.openSound(chunk, number, samples, sound)) {
                damaged++;
                Arrays.fill(sound, G711.MU_SILENCE);
            }
            loaded = number;
        }
        return samples;
    }

    /// The recording's outline, from the peaks alone: 48 bytes read per second of sound.
    ///
    /// @param stretches 1 to 100 000; fewer come back if the recording has fewer tenths of a second
    public Waveform waveform(int stretches) throws IOException {
        if (stretches < 1 || stretches > 100_000) {
            throw new IllegalArgumentException("A waveform has 1 to 100 000 stretches, not " + stretches);
        }
        var tenths = (int) ((sampleCount() + RATE / 10 - 1) / (RATE / 10));
        var width = Math.min(stretches, tenths);
        var left = new int[width];
        var right = new int[width];
        var peaks = new byte[2 * ChunkCipher.PEAKS_PER_SECOND];
        var head = new byte[ChunkCipher.PEAKS];
        for (var number = 0; number < chunks; number++) {
            read(ChunkCipher.offset(number), head, ChunkCipher.PEAKS);
            if (!cipher.openPeaks(head, number, peaks)) {
                continue;
            }
            for (var i = 0; i < ChunkCipher.PEAKS_PER_SECOND; i++) {
                var tenth = number * ChunkCipher.PEAKS_PER_SECOND + i;
                if (tenth < tenths) {
                    var stretch = (int) ((long) tenth * width / tenths);
                    left[stretch] = Math.max(left[stretch], peaks[i] & 0xff);
                    right[stretch] = Math.max(right[stretch], peaks[ChunkCipher.PEAKS_PER_SECOND + i] & 0xff);
                }
            }
        }
        return new Waveform(width == 0 ? 0 : sampleCount() / 8.0 / width, left, right);
    }

    /// Stretches in which the recording was paused, or sound was lost, to the second.
    public List<Gap> gaps() throws IOException {
        var gaps = new ArrayList<Gap>();
        var head = new byte[ChunkCipher.HEAD];
        for (var number = 0; number < chunks; number++) {
            read(ChunkCipher.offset(number), head, ChunkCipher.HEAD);
            var flags = ChunkCipher.flags(head);
            if (flags != 0) {
                gaps.add(new Gap(number * 1_000L, (number + 1) * 1_000L, (flags & ChunkCipher.FLAG_PAUSED) != 0));
            }
        }
        return gaps;
    }

    /// @param fromMillis start of the first second concerned
    /// @param toMillis end of it
    /// @param paused true: on purpose; false: lost
    public record Gap(long fromMillis, long toMillis, boolean paused) {}

    /// The recording as a WAV file whose length is known before it is read, for downloads and range requests.
    public Wav wav(Wav.Coding coding) {
        return wav(coding, Map.of());
    }

    /// The same with marks that programs show as the file's properties.
    ///
    /// @param info words by RIFF's names of four letters, such as `ICMT` for a comment
    public Wav wav(Wav.Coding coding, Map<String, String> info) {
        return new Wav(this, coding, info);
    }

    private int read(long position, byte[] into, int length) throws IOException {
        var buffer = ByteBuffer.wrap(into, 0, length);
        var at = position;
        while (buffer.hasRemaining()) {
            var got = channel.read(buffer, at);
            if (got < 0) {
                break;
            }
            at += got;
        }
        return buffer.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
