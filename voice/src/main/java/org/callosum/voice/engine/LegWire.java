package org.callosum.voice.engine;

/// The way out of a leg, protection included. Media thread.
interface LegWire {
    /// Whether there is somewhere to send to, and the keys for it.
    boolean ready();

    void rtp(byte[] packet, int length);

    void rtcp(byte[] packet, int length);

    /// Frees sockets and sessions.
    void close();
}
