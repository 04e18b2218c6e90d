package org.callosum.voice.rtp;

/// One outgoing stream: its own SSRC, sequence and timestamps, whatever the sound comes from. Owned by the media
/// thread; allocates nothing after the first packet.
///
/// Two ways in: [#frame] for what is made at the tick, and [#relay] for a packet passed straight through from another
/// leg. Changing between them, or the source of a relay, keeps the sequence and moves the timestamp by the time that
/// passed, with the marker set, so the far end's play-out follows without a gap or a burst.
public final class RtpSender {
    /// Sends a finished packet; it has 24 bytes to spare behind `length` for protection.
    @FunctionalInterface
    public interface Wire {
        void send(byte[] packet, int length);
    }

    private static final int SPARE = 24;
    private static final int MOST_PAYLOAD = 1_400;

    private static final byte[] NOTHING = {};

    /// Made with the first packet: many a leg never sends one.
    private byte[] packet = NOTHING;

    private final int ssrc;
    private final Wire wire;
    private int payloadType;
    private int sequence;
    private int timestamp;
    private long timestampNanos;
    private boolean anything;

    private boolean relaying;
    private int relayedSsrc;
    private int relayFirst;
    private int sequenceOffset;
    private int timestampOffset;

    private boolean inEvent;
    private int eventTimestamp;

    private long packets;
    private long bytes;

    public RtpSender(int ssrc, int firstSequence, int firstTimestamp, Wire wire) {
        this.ssrc = ssrc;
        this.sequence = firstSequence & 0x7fff; // headroom before the first wrap, RFC 3711 3.3.1
        this.timestamp = firstTimestamp;
        this.wire = wire;
    }

    public void payloadType(int type) {
        payloadType = type;
    }

    /// Sends 20 ms made here.
    public void frame(byte[] payload, int length, long nanos) {
        var marker = !anything || relaying;
        relaying = false;
        advance(nanos);
        System.arraycopy(payload, 0, packet(), RtpPacket.HEADER, length);
        emit(payloadType, marker, sequence, timestamp, length);
    }

    /// Where the timestamp should be now: 160 per tick while frames follow each other, else by the clock.
    private void advance(long nanos) {
        if (!anything) {
            timestampNanos = nanos;
            anything = true;
            return;
        }
        sequence = (sequence + 1) & 0xffff;
        var elapsed = nanos - timestampNanos;
        var frames = Math.max(1, (elapsed + 10_000_000) / 20_000_000);
        timestamp += (int) (frames * 160);
        timestampNanos += frames * 20_000_000;
    }

    /// Passes on a packet that came from another leg; its payload lies at `offset` in `source` and is already in this
    /// leg's law.
    public void relay(
            byte[] source,
            int offset,
            int length,
            int sourceSsrc,
            int sourceSequence,
            int sourceTimestamp,
            long nanos) {
        if (length > MOST_PAYLOAD) {
            return;
        }
        var marker = false;
        var ahead = (short) (sourceSequence - relayFirst);
        if (!relaying || relayedSsrc != sourceSsrc || ahead > 20_000) {
            advance(nanos);
            relaying = true;
            relayedSsrc = sourceSsrc;
            relayFirst = sourceSequence;
            sequenceOffset = sequence - sourceSequence;
            timestampOffset = timestamp - sourceTimestamp;
            marker = true;
        } else if (ahead < 0) {
            return; // from before the relay began: its number may have been used here
        }
        var outSequence = (sourceSequence + sequenceOffset) & 0xffff;
        var outTimestamp = sourceTimestamp + timestampOffset;
        var forward = (short) (outSequence - sequence);
        if (forward > 0) {
            sequence = outSequence;
            timestamp = outTimestamp;
            timestampNanos = nanos;
            if (ahead > 10_000) {
                relayFirst = (sourceSequence - 100) & 0xffff; // keeps the 16-bit comparison in reach
            }
        }
        System.arraycopy(source, offset, packet(), RtpPacket.HEADER, length);
        emit(payloadType, marker, outSequence, outTimestamp, length);
    }

    /// One packet of a key press (RFC 4733); all of a press share the timestamp of its start.
    ///
    /// @param durationUnits since the start, in 1/8 000 s
    public void key(int type, int code, boolean start, boolean end, int durationUnits, long nanos) {
        advance(nanos);
        relaying = false;
        if (start || !inEvent) {
            inEvent = true;
            eventTimestamp = timestamp;
        }
        packet();
        packet[RtpPacket.HEADER] = (byte) code;
        packet[RtpPacket.HEADER + 1] = (byte) ((end ? 0x80 : 0) | 10); // -10 dBm0
        packet[RtpPacket.HEADER + 2] = (byte) (durationUnits >> 8);
        packet[RtpPacket.HEADER + 3] = (byte) durationUnits;
        emit(type, start, sequence, eventTimestamp, 4);
    }

    private void emit(int type, boolean marker, int number, int stamp, int length) {
        RtpPacket.write(packet, type, marker, number, stamp, ssrc);
        packets++;
        bytes += length;
        wire.send(packet, RtpPacket.HEADER + length);
    }

    public int ssrc() {
        return ssrc;
    }

    public long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }

    int timestamp() {
        return timestamp;
    }

    private byte[] packet() {
        if (packet.length == 0) {
            packet = new byte[RtpPacket.HEADER + MOST_PAYLOAD + SPARE];
        }
        return packet;
    }
}
