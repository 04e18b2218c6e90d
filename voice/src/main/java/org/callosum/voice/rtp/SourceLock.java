package org.callosum.voice.rtp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Which address a leg's sound may come from (symmetric RTP, RFC 4961). Owned by the media thread.
///
/// The first packet from the address of the session description locks at once; any other address (a phone behind NAT)
/// locks after five packets in a row. Once locked, another address is taken only if the stream goes on there (same
/// SSRC, sequence within the next 100): a NAT that changed its mind. All else is foreign and ignored, so nobody can
/// speak into a call by guessing its port.
public final class SourceLock {
    private static final int PACKETS_TO_LOCK = 5;
    private static final int SEQUENCE_REACH = 100;

    private @Nullable InetSocketAddress described;
    private @Nullable InetSocketAddress candidate;
    private int candidatePackets;
    private boolean locked;
    private int ssrc;
    private int sequence;

    /// Sets the far end's address by its session description and forgets the lock.
    public void expect(@Nullable InetSocketAddress address) {
        if (address != null && address.equals(described)) {
            return;
        }
        described = address;
        candidate = null;
        candidatePackets = 0;
        locked = false;
    }

    /// @return whether the packet may be used
    public boolean accept(InetSocketAddress from, int packetSsrc, int packetSequence) {
        if (locked) {
            if (!from.equals(candidate)) {
                var ahead = (packetSequence - sequence) & 0xffff;
                if (packetSsrc != ssrc || ahead == 0 || ahead > SEQUENCE_REACH) {
                    return false;
                }
                candidate = from;
            }
        } else if (from.equals(described)) {
            candidate = from;
            locked = true;
        } else if (from.equals(candidate)) {
            locked = ++candidatePackets >= PACKETS_TO_LOCK;
        } else {
            candidate = from;
            candidatePackets = 1;
        }
        ssrc = packetSsrc;
        sequence = packetSequence;
        return true;
    }

    public boolean locked() {
        return locked;
    }

    /// Where to send: the source heard, else the described address, else nowhere yet.
    public @Nullable InetSocketAddress target() {
        return candidate != null ? candidate : described;
    }
}
