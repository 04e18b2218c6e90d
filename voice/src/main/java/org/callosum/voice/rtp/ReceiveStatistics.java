package org.callosum.voice.rtp;

/// Sequence and jitter bookkeeping of one incoming stream (RFC 3550 A.1, A.3, A.8), with a window of 64 packets that
/// tells duplicates. Owned by the media thread.
public final class ReceiveStatistics {
    private static final int MOST_DROPOUT = 3_000;
    private static final int MOST_MISORDER = 100;

    private boolean started;
    private int ssrc;
    private int highest;
    private long cycles;
    private long base;
    private long received;
    private long seen;
    private long formerReceived;
    private long formerExpected;
    private long earlierLost;
    private long earlierReceived;
    private double jitter;
    private int transit;

    /// What to do with a packet.
    public enum Verdict {
        /// in order, or late but new
        NEW,
        /// a new stream: sequence and timestamps begin again
        RESTARTED,
        DUPLICATE
    }

    /// @param arrivalNanos monotonic
    public Verdict arrived(int packetSsrc, int sequence, int timestamp, long arrivalNanos) {
        if (!started || packetSsrc != ssrc) {
            restart(packetSsrc, sequence);
            jitter(timestamp, arrivalNanos, true);
            return Verdict.RESTARTED;
        }
        var ahead = (sequence - highest) & 0xffff;
        if (ahead == 0) {
            return Verdict.DUPLICATE;
        }
        if (ahead < MOST_DROPOUT) {
            if (sequence < highest) {
                cycles += 1 << 16;
            }
            highest = sequence;
            seen = ahead >= 64 ? 1 : seen << ahead | 1;
        } else if (ahead <= 0x10000 - MOST_MISORDER) {
            restart(packetSsrc, sequence);
            jitter(timestamp, arrivalNanos, true);
            return Verdict.RESTARTED;
        } else {
            var behind = 0x10000 - ahead;
            if (behind >= 64 || (seen & 1L << behind) != 0) {
                return Verdict.DUPLICATE; // too old to tell: dropped like one
            }
            seen |= 1L << behind;
        }
        received++;
        jitter(timestamp, arrivalNanos, false);
        return Verdict.NEW;
    }

    private void restart(int packetSsrc, int sequence) {
        if (started) {
            earlierLost += currentlyLost();
            earlierReceived += received;
        }
        started = true;
        ssrc = packetSsrc;
        highest = sequence;
        cycles = 0;
        base = sequence;
        received = 1;
        seen = 1;
        formerReceived = 0;
        formerExpected = 0;
        jitter = 0;
    }

    private void jitter(int timestamp, long arrivalNanos, boolean first) {
        var nowTransit = (int) (arrivalNanos / 125_000) - timestamp; // 8 000 units per second
        if (!first) {
            var difference = Math.abs(nowTransit - transit);
            if (difference < 8_000) {
                jitter += (difference - jitter) / 16;
            }
        }
        transit = nowTransit;
    }

    public boolean started() {
        return started;
    }

    public int ssrc() {
        return ssrc;
    }

    public long extendedHighest() {
        return cycles + highest;
    }

    private long expected() {
        return extendedHighest() - base + 1;
    }

    private long currentlyLost() {
        return Math.max(0, expected() - received);
    }

    public long received() {
        return earlierReceived + received;
    }

    public long lost() {
        return earlierLost + (started ? currentlyLost() : 0);
    }

    /// In timestamp units of 1/8 000 s.
    public long jitterUnits() {
        return (long) jitter;
    }

    /// Share lost since the last call, in 256ths, for a report block.
    int fractionLost() {
        var expectedNow = expected() - formerExpected;
        var receivedNow = received - formerReceived;
        formerExpected = expected();
        formerReceived = received;
        var lostNow = expectedNow - receivedNow;
        return expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, lostNow * 256 / expectedNow);
    }
}
