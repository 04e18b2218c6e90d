package org.callosum.voice.media;

/// G.711 by table: µ-law and A-law to 16-bit linear and back (ITU-T G.711, 1988; the segment formulas of its reference
/// software, G.191). Nothing is allocated after class initialisation.
public final class G711 {
    private static final short[] MU_LINEAR = new short[256];
    private static final short[] A_LINEAR = new short[256];
    private static final byte[] LINEAR_MU = new byte[16_384];
    private static final byte[] LINEAR_A = new byte[8_192];
    private static final byte[] MU_A = new byte[256];
    private static final byte[] A_MU = new byte[256];

    /// Digital silence on the wire.
    public static final byte MU_SILENCE = (byte) 0xff;

    public static final byte A_SILENCE = (byte) 0xd5;

    static {
        for (var code = 0; code < 256; code++) {
            MU_LINEAR[code] = (short) decodeMu(code);
            A_LINEAR[code] = (short) decodeA(code);
        }
        // µ-law looks at 14 bits of magnitude and sign, A-law at 13: the tables are indexed by the sample's top bits.
        for (var i = 0; i < LINEAR_MU.length; i++) {
            LINEAR_MU[i] = encodeMu((short) (i << 2));
        }
        for (var i = 0; i < LINEAR_A.length; i++) {
            LINEAR_A[i] = encodeA((short) (i << 3));
        }
        for (var code = 0; code < 256; code++) {
            MU_A[code] = toALaw(MU_LINEAR[code]);
            A_MU[code] = toMuLaw(A_LINEAR[code]);
        }
    }

    private G711() {}

    public static short fromMuLaw(byte code) {
        return MU_LINEAR[code & 0xff];
    }

    public static short fromALaw(byte code) {
        return A_LINEAR[code & 0xff];
    }

    public static byte toMuLaw(short sample) {
        return LINEAR_MU[(sample & 0xffff) >> 2];
    }

    public static byte toALaw(short sample) {
        return LINEAR_A[(sample & 0xffff) >> 3];
    }

    public static byte muToA(byte code) {
        return MU_A[code & 0xff];
    }

    public static byte aToMu(byte code) {
        return A_MU[code & 0xff];
    }

    private static int decodeMu(int code) {
        var inverted = ~code & 0xff;
        var magnitude = ((((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4)) - 0x84;
        return (inverted & 0x80) != 0 ? -magnitude : magnitude;
    }

    private static int decodeA(int code) {
        var toggled = code ^ 0x55;
        var segment = (toggled & 0x70) >> 4;
        var magnitude = (toggled & 0x0f) << 4;
        magnitude = segment == 0 ? magnitude + 8 : (magnitude + 0x108) << (segment - 1);
        return (toggled & 0x80) != 0 ? magnitude : -magnitude;
    }

    private static byte encodeMu(short sample) {
        var negative = sample < 0;
        // one's complement for negative values, as the reference software does: -1 and 0 are mirror images
        var magnitude = Math.min((negative ? ~sample : sample) >> 2, 0x1fff - 33) + 33;
        var segment = 31 - Integer.numberOfLeadingZeros(magnitude >> 5);
        var code = (segment << 4) | ((magnitude >> (segment + 1)) & 0x0f);
        return (byte) (~code & 0x7f | (negative ? 0 : 0x80));
    }

    private static byte encodeA(short sample) {
        var negative = sample < 0;
        var magnitude = (negative ? ~sample : sample) >> 4;
        var segment = magnitude > 15 ? 32 - Integer.numberOfLeadingZeros(magnitude >> 4) : 0;
        var mantissa = segment > 1 ? (magnitude >> (segment - 1)) & 0x0f : magnitude & 0x0f;
        var code = (segment << 4) | mantissa;
        return (byte) ((code | (negative ? 0 : 0x80)) ^ 0x55);
    }
}
