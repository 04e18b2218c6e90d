package org.callosum.voice.rtp;

/// Reads and writes the fixed header in place (RFC 3550 5.1):
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                           timestamp                           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |           synchronization source (SSRC) identifier            |
/// +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
/// ```
public final class RtpPacket {
    public static final int HEADER = 12;

    private RtpPacket() {}

    /// Length of the header with sources and extension, or -1 if the packet is no RTP or ends before its payload.
    public static int headerLength(byte[] packet, int length) {
        if (length < HEADER || (packet[0] & 0xc0) != 0x80) {
            return -1;
        }
        var header = HEADER + 4 * (packet[0] & 0x0f);
        if ((packet[0] & 0x10) != 0) {
            if (header + 4 > length) {
                return -1;
            }
            header += 4 + 4 * uint16(packet, header + 2);
        }
        return header <= length ? header : -1;
    }

    /// Length of the payload without padding, or -1 if the padding is longer than the packet.
    public static int payloadLength(byte[] packet, int length, int header) {
        if ((packet[0] & 0x20) == 0) {
            return length - header;
        }
        var padding = packet[length - 1] & 0xff;
        return padding == 0 || padding > length - header ? -1 : length - header - padding;
    }

    public static boolean marker(byte[] packet) {
        return (packet[1] & 0x80) != 0;
    }

    public static int payloadType(byte[] packet) {
        return packet[1] & 0x7f;
    }

    public static int sequence(byte[] packet) {
        return uint16(packet, 2);
    }

    public static int timestamp(byte[] packet) {
        return int32(packet, 4);
    }

    public static int ssrc(byte[] packet) {
        return int32(packet, 8);
    }

    /// Whether a packet on a shared port is RTCP: its second byte is a packet type of 192 to 223 (RFC 5761 4).
    public static boolean isRtcp(byte[] packet) {
        var type = packet[1] & 0xff;
        return type >= 192 && type <= 223;
    }

    static void write(byte[] packet, int type, boolean marker, int sequence, int timestamp, int ssrc) {
        packet[0] = (byte) 0x80;
        packet[1] = (byte) (type | (marker ? 0x80 : 0));
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        putInt32(packet, 4, timestamp);
        putInt32(packet, 8, ssrc);
    }

    public static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    public static int int32(byte[] bytes, int at) {
        return uint16(bytes, at) << 16 | uint16(bytes, at + 2);
    }

    public static void putInt32(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }
}
