package org.callosum.voice;

/// What a leg's packets went through; counts since its start.
///
/// @param packetsReceived sound packets accepted
/// @param packetsLost gaps in the sequence that were never filled (RFC 3550 6.4.1, never below 0)
/// @param packetsLate arrived after their turn had been played
/// @param packetsForeign from a source that is not the locked one: ignored
/// @param jitterMicros interarrival jitter by RFC 3550 6.4.1, in microseconds
/// @param concealedFrames 20 ms frames made up because none had arrived
/// @param packetsSent sound packets sent
/// @param roundTripMicros last round trip by RTCP, 0 if never measured
/// @param remoteLostPercent share of our packets the far end reported as lost in its last report, 0 to 100
public record LegQuality(
        long packetsReceived,
        long packetsLost,
        long packetsLate,
        long packetsForeign,
        long jitterMicros,
        long concealedFrames,
        long packetsSent,
        long roundTripMicros,
        double remoteLostPercent) {}
