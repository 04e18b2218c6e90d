package org.callosum.voice.ice;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The part of STUN (RFC 8489) that an ICE-lite agent needs: read a binding request, check its integrity, answer.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |0 0|     STUN Message Type     |         Message Length        |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                  Magic Cookie 0x2112A442                      |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                     Transaction ID (96 bits)                  |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
final class StunMessage {
    static final int HEADER = 20;
    static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int COOKIE = 0x2112_a442;
    private static final int USERNAME = 0x0006;
    private static final int MESSAGE_INTEGRITY = 0x0008;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int USE_CANDIDATE = 0x0025;
    private static final int FINGERPRINT = 0x8028;
    private static final int FINGERPRINT_XOR = 0x5354_554e;
    private static final int LONGEST_USERNAME = 513;

    private final byte[] bytes;
    private final String username;
    private final int integrityAt;
    private final boolean useCandidate;

    private StunMessage(byte[] bytes, String username, int integrityAt, boolean useCandidate) {
        this.bytes = bytes;
        this.username = username;
        this.integrityAt = integrityAt;
        this.useCandidate = useCandidate;
    }

    /// Reads a binding request with a user name and integrity; null for anything else.
    static @Nullable StunMessage request(byte[] packet, int length) {
        if (length < HEADER || length % 4 != 0) {
            return null;
        }
        var in = ByteBuffer.wrap(packet, 0, length);
        if (in.getShort(0) != BINDING_REQUEST
                || in.getInt(4) != COOKIE
                || (in.getShort(2) & 0xffff) != length - HEADER) {
            return null;
        }
        String username = null;
        var useCandidate = false;
        for (var at = HEADER; at + 4 <= length; ) {
            var type = in.getShort(at) & 0xffff;
            var size = in.getShort(at + 2) & 0xffff;
            if (at + 4 + size > length) {
                return null;
            }
            switch (type) {
                case USERNAME -> {
                    if (size > LONGEST_USERNAME) {
                        return null;
                    }
                    username = new String(packet, at + 4, size, StandardCharsets.UTF_8);
                }
                case USE_CANDIDATE -> useCandidate = true;
                case MESSAGE_INTEGRITY -> {
                    // what follows it is not protected and therefore not looked at (RFC 8489 14.5)
                    return username == null || size != 20
                            ? null
                            : new StunMessage(Arrays.copyOf(packet, length), username, at, useCandidate);
                }
                default -> {} // priority, role, software: of no use to an agent that never chooses
            }
            at += 4 + (size + 3 & ~3);
        }
        return null;
    }

    /// Our half of the user name: what stands before the colon.
    String ourFragment() {
        var colon = username.indexOf(':');
        return colon < 0 ? username : username.substring(0, colon);
    }

    boolean useCandidate() {
        return useCandidate;
    }

    /// The MAC is over the message up to its attribute, with the header's length ending just behind that attribute.
    boolean authentic(String password) {
        var covered = Arrays.copyOf(bytes, integrityAt);
        ByteBuffer.wrap(covered).putShort(2, (short) (integrityAt + 24 - HEADER));
        var expected = hmac(covered, covered.length, password);
        return MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, integrityAt + 4, integrityAt + 24));
    }

    /// The success response: the source address as we saw it, integrity, fingerprint.
    byte[] success(InetSocketAddress from, String password) {
        var address = from.getAddress().getAddress();
        var out = ByteBuffer.allocate(HEADER + 8 + address.length + 24 + 8);
        out.putShort((short) BINDING_SUCCESS).putShort((short) 0).putInt(COOKIE).put(bytes, 8, 12);
        out.putShort((short) XOR_MAPPED_ADDRESS).putShort((short) (4 + address.length));
        out.put((byte) 0).put((byte) (address.length == 4 ? 1 : 2));
        out.putShort((short) (from.getPort() ^ COOKIE >>> 16));
        for (var i = 0; i < address.length; i++) {
            out.put((byte) (address[i] ^ out.get(4 + i))); // cookie, then transaction id
        }
        return sealed(out, password);
    }

    /// Appends integrity and fingerprint.
    static byte[] sealed(ByteBuffer out, String password) {
        out.putShort(2, (short) (out.position() - HEADER + 24));
        var mac = hmac(out.array(), out.position(), password);
        out.putShort((short) MESSAGE_INTEGRITY).putShort((short) 20).put(mac);
        out.putShort(2, (short) (out.position() - HEADER + 8));
        var crc = new CRC32();
        crc.update(out.array(), 0, out.position());
        out.putShort((short) FINGERPRINT).putShort((short) 4).putInt((int) crc.getValue() ^ FINGERPRINT_XOR);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] hmac(byte[] message, int length, String password) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            mac.update(message, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA1", e);
        }
    }
}
