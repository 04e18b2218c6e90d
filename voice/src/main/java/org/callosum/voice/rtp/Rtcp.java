package org.callosum.voice.rtp;

/// Sender and receiver reports of one leg (RFC 3550 6.4), one compound packet every five seconds, and what the far
/// end's reports say. Owned by the media thread.
///
/// ```
/// SR  |V=2|P|RC| PT=200 | length | SSRC | NTP 64 | RTP timestamp | packets | bytes | report blocks
/// RR  |V=2|P|RC| PT=201 | length | SSRC | report blocks
/// block: SSRC | fraction lost 8, lost 24 | highest sequence | jitter | last SR | delay since last SR
/// ```
public final class Rtcp {
    private static final long NTP_OFFSET_SECONDS = 2_208_988_800L;
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int GOODBYE = 203;

    private final byte[] packet = new byte[256];
    private int lastSenderReport;
    private long lastSenderReportNanos;
    private long roundTripMicros;
    private double remoteLostPercent;

    /// Builds the compound report in [#packet()].
    ///
    /// @param cname the same for all of a call's streams; at most 40 characters
    /// @return its length; there are 32 bytes to spare behind it
    public int build(RtpSender sender, ReceiveStatistics received, String cname, long nanos, long epochMillis) {
        var block = received.started();
        var sending = sender.packets() > 0;
        var at = 8;
        if (sending) {
            var ntp = ntp(epochMillis);
            RtpPacket.putInt32(packet, 8, (int) (ntp >>> 32));
            RtpPacket.putInt32(packet, 12, (int) ntp);
            RtpPacket.putInt32(packet, 16, sender.timestamp());
            RtpPacket.putInt32(packet, 20, (int) sender.packets());
            RtpPacket.putInt32(packet, 24, (int) sender.bytes());
            at = 28;
        }
        if (block) {
            RtpPacket.putInt32(packet, at, received.ssrc());
            var lost = (int) Math.min(0x7fffff, received.lost());
            RtpPacket.putInt32(packet, at + 4, received.fractionLost() << 24 | lost);
            RtpPacket.putInt32(packet, at + 8, (int) received.extendedHighest());
            RtpPacket.putInt32(packet, at + 12, (int) received.jitterUnits());
            RtpPacket.putInt32(packet, at + 16, lastSenderReport);
            var delay = lastSenderReport == 0 ? 0 : (nanos - lastSenderReportNanos) * 65_536 / 1_000_000_000;
            RtpPacket.putInt32(packet, at + 20, (int) delay);
            at += 24;
        }
        head(0, block ? 1 : 0, sending ? SENDER_REPORT : RECEIVER_REPORT, at, sender.ssrc());
        return at + description(at, sender.ssrc(), cname);
    }

    private int description(int at, int ssrc, String cname) {
        var length = Math.min(40, cname.length());
        packet[at + 8] = 1; // CNAME
        packet[at + 9] = (byte) length;
        for (var i = 0; i < length; i++) {
            packet[at + 10 + i] = (byte) cname.charAt(i);
        }
        var end = 10 + length;
        var padded = (end + 4) & ~3; // at least one zero ends the list
        for (var i = end; i < padded; i++) {
            packet[at + i] = 0;
        }
        head(at, 1, 202, padded, ssrc);
        return padded;
    }

    private void head(int at, int count, int type, int length, int ssrc) {
        packet[at] = (byte) (0x80 | count);
        packet[at + 1] = (byte) type;
        packet[at + 2] = (byte) ((length / 4 - 1) >> 8);
        packet[at + 3] = (byte) (length / 4 - 1);
        RtpPacket.putInt32(packet, at + 4, ssrc);
    }

    private static long ntp(long epochMillis) {
        var seconds = epochMillis / 1_000 + NTP_OFFSET_SECONDS;
        return seconds << 32 | (epochMillis % 1_000 << 32) / 1_000;
    }

    public byte[] packet() {
        return packet;
    }

    /// Reads a compound packet.
    ///
    /// @param ours our SSRC, whose report blocks count
    /// @return false if it is malformed
    public boolean received(byte[] bytes, int length, int ours, long nanos, long epochMillis) {
        for (var at = 0; at < length; ) {
            if (at + 8 > length || (bytes[at] & 0xc0) != 0x80) {
                return false;
            }
            var size = 4 * (RtpPacket.uint16(bytes, at + 2) + 1);
            if (at + size > length) {
                return false;
            }
            var count = bytes[at] & 0x1f;
            switch (bytes[at + 1] & 0xff) {
                case SENDER_REPORT -> {
                    if (size < 28 + 24 * count) {
                        return false;
                    }
                    lastSenderReport = RtpPacket.int32(bytes, at + 8) << 16 | RtpPacket.int32(bytes, at + 12) >>> 16;
                    lastSenderReportNanos = nanos;
                    blocks(bytes, at + 28, count, ours, epochMillis);
                }
                case RECEIVER_REPORT -> {
                    if (size < 8 + 24 * count) {
                        return false;
                    }
                    blocks(bytes, at + 8, count, ours, epochMillis);
                }
                case GOODBYE -> {} // signalling ends legs; a forged or early goodbye does not
                default -> {} // descriptions, feedback, extensions: nothing we act on
            }
            at += size;
        }
        return length > 0;
    }

    private void blocks(byte[] bytes, int from, int count, int ours, long epochMillis) {
        for (var i = 0; i < count; i++) {
            var at = from + 24 * i;
            if (RtpPacket.int32(bytes, at) != ours) {
                continue;
            }
            remoteLostPercent = (bytes[at + 4] & 0xff) * 100.0 / 256;
            var senderReport = RtpPacket.int32(bytes, at + 16);
            if (senderReport != 0) {
                var now = (int) (ntp(epochMillis) >>> 16);
                var trip = (now - senderReport - RtpPacket.int32(bytes, at + 20)) & 0xffff_ffffL;
                if (trip < 10 << 16) { // a longer one is a wrong clock
                    roundTripMicros = trip * 1_000_000 >> 16;
                }
            }
        }
    }

    public long roundTripMicros() {
        return roundTripMicros;
    }

    public double remoteLostPercent() {
        return remoteLostPercent;
    }
}
