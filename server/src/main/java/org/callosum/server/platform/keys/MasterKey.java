package org.callosum.server.platform.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.callosum.server.platform.install.StartFailure;

/// The installation's own key: `CALLOSUM_MASTER_KEY`, else `keys/master.key`, made at first start. Other keys and
/// secrets are stored sealed under it (AES-256-GCM). It is in no backup: without a safe copy of it, recordings of a
/// restored installation stay silent.
public final class MasterKey {
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SHORTEST_TEXT = 32;

    private final byte[] key;
    private final String name;
    private final SecureRandom random = new SecureRandom();

    private MasterKey(byte[] key) {
        this.key = key;
        this.name = HexFormat.of().formatHex(digest(digest(key)), 0, 8);
    }

    /// @param text any secret of at least 32 characters; its SHA-256 is the key
    /// @throws StartFailure when it is too short to be one
    public static MasterKey of(String text) {
        if (text.length() < SHORTEST_TEXT) {
            throw new StartFailure(
                    "the master key has %d characters; it needs at least %d, for example from: openssl rand -hex 32"
                            .formatted(text.length(), SHORTEST_TEXT));
        }
        return new MasterKey(digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /// Says which key it is without telling it: backups name it.
    public String name() {
        return name;
    }

    /// The 32 bytes themselves, for the voice engine, which wraps recording keys on its own.
    public byte[] bytes() {
        return key.clone();
    }

    /// Signs words between the nodes of a house, which all have this key.
    ///
    /// @param purpose a signature for one is none for another
    /// @return lower-case hex, 64 characters (HMAC-SHA256, RFC 2104)
    public String sign(String purpose, String words) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(words.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every JDK", e);
        }
    }

    /// Whether a signature is ours; takes as long for a wrong one.
    public boolean signed(String purpose, String words, String signature) {
        return MessageDigest.isEqual(
                sign(purpose, words).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.US_ASCII));
    }

    /// Seals a secret.
    ///
    /// @param purpose bound into it: it opens only for the same one, such as `trunk 123`
    public byte[] seal(byte[] secret, String purpose) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, iv, secret, purpose);
        return ByteBuffer.allocate(iv.length + sealed.length)
                .put(iv)
                .put(sealed)
                .array();
    }

    /// Opens what [#seal] made.
    ///
    /// @throws IllegalStateException under another master key or for another purpose
    public byte[] open(byte[] sealed, String purpose) {
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        byte[] iv = new byte[IV_BYTES];
        buffer.get(iv);
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return run(Cipher.DECRYPT_MODE, iv, rest, purpose);
    }

    private byte[] run(int mode, byte[] iv, byte[] input, String purpose) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, iv));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "A secret (%s) does not open under master key %s; was keys/master.key replaced?"
                            .formatted(purpose, name),
                    e);
        }
    }
}
