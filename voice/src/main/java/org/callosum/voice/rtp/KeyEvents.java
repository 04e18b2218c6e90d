package org.callosum.voice.rtp;

/// Key presses as named events (RFC 4733 2.3). Owned by the media thread.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     event     |E|R| volume    |          duration             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// All packets of one press carry the timestamp of its start, so the first packet of a newer timestamp is the press and
/// all others are repetitions. A long press is cut into segments with new timestamps and no marker (RFC 4733 2.5.1.3):
/// those continue the press that has not ended.
public final class KeyEvents {
    public static final String KEYS = "0123456789*#ABCD";

    private boolean any;
    private int last;
    private int event;
    private boolean ended;

    /// @return the key newly pressed, or 0
    public char received(byte[] packet, int payload, int length, int timestamp, boolean marker) {
        if (length < 4) {
            return 0;
        }
        var code = packet[payload] & 0xff;
        var end = (packet[payload + 1] & 0x80) != 0;
        if (code >= KEYS.length()) {
            return 0;
        }
        if (any && timestamp - last <= 0) {
            if (timestamp == last && end) {
                ended = true;
            }
            return 0;
        }
        var continues = any && !ended && code == event && !marker && timestamp - last < 16_000;
        any = true;
        last = timestamp;
        event = code;
        ended = end;
        return continues ? 0 : KEYS.charAt(code);
    }

    /// A new stream: timestamps begin anew.
    public void restart() {
        any = false;
    }
}
