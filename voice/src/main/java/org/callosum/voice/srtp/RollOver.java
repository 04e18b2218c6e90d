package org.callosum.voice.srtp;

/// The 48-bit packet index from 16-bit sequence numbers (RFC 3711 3.3.1).
final class RollOver {
    private long highest = -1;

    /// The most likely index of a packet; negative if it would lie before the first one.
    long guess(int sequence) {
        if (highest < 0) {
            return sequence;
        }
        var counter = highest >>> 16;
        var last = (int) (highest & 0xffff);
        if (last < 0x8000) {
            return sequence - last > 0x8000 ? (counter - 1) << 16 | sequence : counter << 16 | sequence;
        }
        return last - 0x8000 > sequence ? (counter + 1) << 16 | sequence : counter << 16 | sequence;
    }

    void advance(long index) {
        highest = Math.max(highest, index);
    }

    long highest() {
        return highest;
    }
}
