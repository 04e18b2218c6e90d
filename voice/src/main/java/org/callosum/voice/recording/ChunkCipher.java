package org.callosum.voice.recording;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Layout and encryption of chunks. A chunk is one second of both channels, so its place follows from its number:
///
/// ```
/// 0   mark u16 = 0xC41C | flags u16 | number u32 | samples u32 (1 to 8 000)        in clear, authenticated
/// 12  AES-256-GCM of 2 × 10 peaks (left, right; largest magnitude of each 100 ms, upper 8 bits) + tag 16
/// 48  AES-256-GCM of left samples, right samples (µ-law) + tag 16
/// ```
///
/// The file's key is HMAC-SHA-256(recording key, label + header), so even a recording key used twice by mistake does
/// not repeat a key and nonce. The nonce is `purpose (4) | chunk number (8)`: unique, because a writer only creates new
/// files, numbers chunks upwards, and never writes a number twice (after a failed write it gives up).
final class ChunkCipher {
    static final int HEAD = 12;
    static final int PEAKS_PER_SECOND = 10;
    static final int PEAKS = HEAD + 2 * PEAKS_PER_SECOND + 16;
    static final int FULL = PEAKS + 2 * RecordingHeader.SAMPLES_PER_SECOND + 16;
    static final int FLAG_PAUSED = 1;
    static final int FLAG_LOST = 2;
    private static final short MARK = (short) 0xc41c;
    private static final int TAG_BITS = 128;
    private static final int FOR_SOUND = 1;
    private static final int FOR_PEAKS = 2;

    private final SecretKey fileKey;
    private final Cipher cipher;
    private final byte[] nonce = new byte[12];

    ChunkCipher(RecordingKey key, byte[] header) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
            mac.update("callosum recording 1".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            fileKey = new SecretKeySpec(mac.doFinal(Arrays.copyOf(header, RecordingHeader.LENGTH)), "AES");
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM or HMAC-SHA-256", e);
        }
    }

    static long offset(long number) {
        return RecordingHeader.LENGTH + number * FULL;
    }

    /// Fills `chunk` with one encrypted chunk and returns its length.
    int seal(int number, int flags, byte[] left, byte[] right, int samples, byte[] chunk) {
        var head = ByteBuffer.wrap(chunk);
        head.putShort(MARK).putShort((short) flags).putInt(number).putInt(samples);
        var peaks = new byte[2 * PEAKS_PER_SECOND];
        Peaks.measure(left, samples, peaks, 0);
        Peaks.measure(right, samples, peaks, PEAKS_PER_SECOND);
        try {
            start(Cipher.ENCRYPT_MODE, FOR_PEAKS, number, chunk);
            cipher.doFinal(peaks, 0, peaks.length, chunk, HEAD);
            start(Cipher.ENCRYPT_MODE, FOR_SOUND, number, chunk);
            var at = PEAKS + cipher.update(left, 0, samples, chunk, PEAKS);
            at += cipher.doFinal(right, 0, samples, chunk, at);
            return at;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to encrypt chunk " + number, e);
        }
    }

    /// @return samples of the chunk whose head is given, or -1 if it is not chunk `number`
    static int samples(byte[] chunk, int number) {
        var head = ByteBuffer.wrap(chunk);
        if (head.getShort(0) != MARK || head.getInt(4) != number) {
            return -1;
        }
        var samples = head.getInt(8);
        return samples < 1 || samples > RecordingHeader.SAMPLES_PER_SECOND ? -1 : samples;
    }

    static int flags(byte[] chunk) {
        return ByteBuffer.wrap(chunk).getShort(2);
    }

    /// Decrypts the sound: left samples, then right ones. False if the chunk is damaged or the key is another.
    boolean openSound(byte[] chunk, int number, int samples, byte[] into) {
        return open(FOR_SOUND, chunk, number, PEAKS, 2 * samples + 16, into);
    }

    boolean openPeaks(byte[] chunk, int number, byte[] into) {
        return open(FOR_PEAKS, chunk, number, HEAD, 2 * PEAKS_PER_SECOND + 16, into);
    }

    private boolean open(int purpose, byte[] chunk, int number, int from, int length, byte[] into) {
        try {
            start(Cipher.DECRYPT_MODE, purpose, number, chunk);
            cipher.doFinal(chunk, from, length, into, 0);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to decrypt chunk " + number, e);
        }
    }

    private void start(int mode, int purpose, int number, byte[] chunk) throws GeneralSecurityException {
        ByteBuffer.wrap(nonce).putInt(purpose).putLong(number);
        cipher.init(mode, fileKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(chunk, 0, HEAD);
    }
}
