package org.callosum.voice.recording;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// `version (1) | first 4 bytes of SHA-256 of the master key | RFC 3394 wrapped key (40)`. The fingerprint tells a
/// wrong master key from a damaged row.
final class AesKeyWrapper implements KeyWrapper {
    private static final byte VERSION = 1;
    private static final int HEAD = 5;

    private final SecretKey master;
    private final byte[] fingerprint;

    AesKeyWrapper(byte[] masterKey) {
        if (masterKey.length != 32) {
            throw new IllegalArgumentException(
                    "The master key has 32 bytes, not %d; make one with: openssl rand -hex 32"
                            .formatted(masterKey.length));
        }
        master = new SecretKeySpec(masterKey, "AES");
        try {
            fingerprint = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(masterKey), 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    @Override
    public byte[] wrap(RecordingKey key) {
        try {
            var cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.WRAP_MODE, master);
            var wrapped = cipher.wrap(new SecretKeySpec(key.secret(), "AES"));
            return ByteBuffer.allocate(HEAD + wrapped.length)
                    .put(VERSION)
                    .put(fingerprint)
                    .put(wrapped)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot wrap AES keys (RFC 3394)", e);
        }
    }

    @Override
    public RecordingKey unwrap(byte[] wrapped) {
        if (wrapped.length != HEAD + RecordingKey.LENGTH + 8 || wrapped[0] != VERSION) {
            throw new UnreadableRecording(
                    "These %d bytes are not a wrapped recording key of version 1".formatted(wrapped.length));
        }
        if (!Arrays.equals(wrapped, 1, HEAD, fingerprint, 0, fingerprint.length)) {
            throw new UnreadableRecording("The recording key was wrapped by another master key;"
                    + " start with the master key that was in force when the call was recorded");
        }
        try {
            var cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.UNWRAP_MODE, master);
            var key = cipher.unwrap(Arrays.copyOfRange(wrapped, HEAD, wrapped.length), "AES", Cipher.SECRET_KEY);
            return RecordingKey.of(key.getEncoded());
        } catch (InvalidKeyException e) {
            throw new UnreadableRecording("The wrapped recording key is damaged", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot unwrap AES keys (RFC 3394)", e);
        }
    }
}
