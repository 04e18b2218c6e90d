package org.callosum.voice.engine;

import java.util.concurrent.atomic.LongAdder;
import org.callosum.voice.io.Counters;

/// The packet path's counters, looked up once.
final class MediaCounters {
    final LongAdder malformed;
    final LongAdder unknownType;
    final LongAdder foreign;
    final LongAdder duplicate;
    final LongAdder rtcpMalformed;
    final LongAdder received;
    final LongAdder sent;
    final LongAdder relayed;

    MediaCounters(Counters counters) {
        malformed = counters.of("rtp.malformed");
        unknownType = counters.of("rtp.unknown-payload-type");
        foreign = counters.of("rtp.foreign-source");
        duplicate = counters.of("rtp.duplicate");
        rtcpMalformed = counters.of("rtcp.malformed");
        received = counters.of("rtp.received");
        sent = counters.of("rtp.sent");
        relayed = counters.of("rtp.relayed");
    }
}
