package org.callosum.voice.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.callosum.voice.media.G711;

/// Appends one-second chunks to a new file. Used by one thread.
///
/// Each chunk is handed to the operating system whole: a killed process loses the second being gathered, nothing
/// before. A power cut may lose what the system had not yet written; [#close] forces it to the disk.
public final class RecordingWriter implements AutoCloseable {
    private final FileChannel channel;
    private final ChunkCipher cipher;
    private final byte[] chunk = new byte[ChunkCipher.FULL];
    private int next;
    private long samples;
    private boolean ended;

    private RecordingWriter(FileChannel channel, ChunkCipher cipher) {
        this.channel = channel;
        this.cipher = cipher;
    }

    /// @throws IOException if the file exists or cannot be made
    public static RecordingWriter create(Path file, RecordingHeader header, RecordingKey key) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            var head = header.encoded();
            writeAll(channel, ByteBuffer.wrap(head));
            return new RecordingWriter(channel, new ChunkCipher(key, head));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Appends one chunk.
    ///
    /// @param left µ-law
    /// @param right µ-law
    /// @param count 1 to 8 000; fewer than 8 000 only in the last chunk
    /// @param paused true if any of it is silence in place of what was said
    /// @throws IOException if it could not be written whole; the writer then takes no more
    public void append(byte[] left, byte[] right, int count, boolean paused) throws IOException {
        append(left, right, count, paused ? ChunkCipher.FLAG_PAUSED : 0);
    }

    /// Appends a second of silence in place of one that was lost on the way here, so that later ones keep their time.
    public void appendLost() throws IOException {
        var silence = new byte[RecordingHeader.SAMPLES_PER_SECOND];
        Arrays.fill(silence, G711.MU_SILENCE);
        append(silence, silence, silence.length, ChunkCipher.FLAG_LOST);
    }

    private void append(byte[] left, byte[] right, int count, int flags) throws IOException {
        if (ended) {
            throw new IllegalStateException("Chunk %d cannot follow the recording's last one".formatted(next));
        }
        ended = true; // holds if the write below fails: a chunk's number and nonce are never used twice
        var length = cipher.seal(next, flags, left, right, count, chunk);
        writeAll(channel, ByteBuffer.wrap(chunk, 0, length));
        next++;
        samples += count;
        ended = count < RecordingHeader.SAMPLES_PER_SECOND;
    }

    /// Sound stored so far.
    public long durationMillis() {
        return samples / 8;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        try {
            channel.force(false);
        } finally {
            channel.close();
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
