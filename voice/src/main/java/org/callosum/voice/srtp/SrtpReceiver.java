package org.callosum.voice.srtp;

import java.util.concurrent.atomic.LongAdder;
import org.callosum.voice.io.Counters;
import org.callosum.voice.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/// Opens what comes in on one leg. Owned by the media thread.
///
/// Each SSRC has its own index and replay window of 64 packets (RFC 3711 3.3.2). An SSRC is remembered only after a
/// packet of it was authentic, and at most eight of them, so forged packets cost no memory.
public final class SrtpReceiver {
    private static final int MOST_SOURCES = 8;

    private final PacketCipher cipher;
    private final Source[] sources = new Source[MOST_SOURCES];
    private final LongAdder forged;
    private final LongAdder replayed;
    private final LongAdder malformed;
    private final LongAdder tooMany;
    private int count;

    public SrtpReceiver(SrtpKeys keys, Counters counters) {
        cipher = SrtpSender.ciphers(keys);
        forged = counters.of("srtp.not-authentic");
        replayed = counters.of("srtp.replayed");
        malformed = counters.of("srtp.malformed");
        tooMany = counters.of("srtp.too-many-sources");
    }

    /// Verifies and decrypts in place.
    ///
    /// @return the new length, or -1: counted by reason, to be dropped
    public int rtp(byte[] packet, int length) {
        var header = RtpPacket.headerLength(packet, length);
        if (header < 0) {
            malformed.increment();
            return -1;
        }
        var ssrc = RtpPacket.ssrc(packet);
        var known = find(ssrc);
        var source = known == null ? new Source(ssrc) : known;
        var index = source.rtp.guess(RtpPacket.sequence(packet));
        if (index < 0 || source.rtpWindow.seen(index, source.rtp.highest())) {
            replayed.increment();
            return -1;
        }
        var opened = cipher.unprotectRtp(packet, length, header, ssrc, index);
        if (opened < 0) {
            forged.increment();
            return -1;
        }
        if (known == null && !keep(source)) {
            return -1;
        }
        source.rtpWindow.mark(index, source.rtp.highest());
        source.rtp.advance(index);
        return opened;
    }

    public int rtcp(byte[] packet, int length) {
        if (length < 12) {
            malformed.increment();
            return -1;
        }
        var ssrc = RtpPacket.int32(packet, 4);
        var known = find(ssrc);
        var source = known == null ? new Source(ssrc) : known;
        // 8 header, 4 index and the tag; shorter ones have no index to look at
        if (length < 8 + 4 + 10) {
            malformed.increment();
            return -1;
        }
        var index = cipher.rtcpIndex(packet, length) & 0x7fff_ffff;
        if (source.rtcpWindow.seen(index, source.rtcpHighest)) {
            replayed.increment();
            return -1;
        }
        var opened = cipher.unprotectRtcp(packet, length, ssrc);
        if (opened < 0) {
            forged.increment();
            return -1;
        }
        if (known == null && !keep(source)) {
            return -1;
        }
        source.rtcpWindow.mark(index, source.rtcpHighest);
        source.rtcpHighest = Math.max(source.rtcpHighest, index);
        return opened;
    }

    private @Nullable Source find(int ssrc) {
        for (var i = 0; i < count; i++) {
            if (sources[i].ssrc == ssrc) {
                return sources[i];
            }
        }
        return null;
    }

    private boolean keep(Source source) {
        if (count == MOST_SOURCES) {
            tooMany.increment();
            return false;
        }
        sources[count++] = source;
        return true;
    }

    private static final class Source {
        final int ssrc;
        final RollOver rtp = new RollOver();
        final ReplayWindow rtpWindow = new ReplayWindow();
        final ReplayWindow rtcpWindow = new ReplayWindow();
        long rtcpHighest = -1;

        Source(int ssrc) {
            this.ssrc = ssrc;
        }
    }

    /// The last 64 indexes, bit 0 the highest.
    static final class ReplayWindow {
        private long bits;

        boolean seen(long index, long highest) {
            if (highest < 0 || index > highest) {
                return false;
            }
            var behind = highest - index;
            return behind >= 64 || (bits & 1L << behind) != 0;
        }

        void mark(long index, long highest) {
            if (highest < 0 || index > highest) {
                var ahead = highest < 0 ? 64 : index - highest;
                bits = ahead >= 64 ? 1 : bits << ahead | 1;
            } else {
                bits |= 1L << highest - index;
            }
        }
    }
}
