package org.callosum.voice.rtp;

import java.util.Arrays;
import org.callosum.voice.media.G711;

/// Turns packets as they come into one frame of 160 samples per tick. Owned by the media thread; allocates nothing
/// after the first packet.
///
/// Samples lie in a ring by timestamp, so order, packet length and duplicates need no care. Play-out starts 40 ms
/// behind the first packet; each packet that comes too late moves it 20 ms further back, to at most 120 ms; when the
/// least stock of two seconds shows more than 40 ms to spare, one quiet frame (or any, if 80 ms are spare) is skipped.
/// What is missing is concealed by repeating the last frame at falling loudness, silence after 60 ms.
public final class JitterBuffer {
    public static final int FRAME = 160;
    private static final int RING = 4_096;
    private static final int MASK = RING - 1;
    private static final int LEAST_DELAY = 320;
    private static final int MOST_DELAY = 960;
    private static final int WINDOW_FRAMES = 100;
    private static final int RESTART_AFTER_LATE = 25;
    private static final int QUIET = 400;

    private static final byte[] NO_SAMPLES = {};
    private static final boolean[] NONE_PRESENT = {};

    /// Made with the first packet: many a leg never hears one.
    private byte[] ring = NO_SAMPLES;

    private boolean[] present = NONE_PRESENT;
    private final short[] last = new short[FRAME];
    private boolean aLaw;
    private boolean started;
    private int play;
    private int end;
    private int leastStock = Integer.MAX_VALUE;
    private int windowFrames;
    private int lateInARow;
    private int missingInARow;
    private long late;
    private long concealed;

    public void law(boolean a) {
        if (a != aLaw) {
            aLaw = a;
            restart();
        }
    }

    /// Begins anew with the next packet (new stream).
    public void restart() {
        started = false;
    }

    public void put(int timestamp, byte[] packet, int offset, int length) {
        if (length <= 0 || length > RING / 2) {
            return;
        }
        if (!started) {
            anchor(timestamp);
        }
        var ahead = timestamp - play;
        if (ahead > RING - length || ahead < -8_000) {
            anchor(timestamp);
            ahead = LEAST_DELAY;
        }
        if (ahead + length <= 0) {
            late++;
            if (++lateInARow > RESTART_AFTER_LATE) {
                anchor(timestamp);
            } else {
                if (end - play < MOST_DELAY) {
                    play -= FRAME;
                    leastStock = Integer.MAX_VALUE;
                    windowFrames = 0;
                }
                return;
            }
        }
        lateInARow = 0;
        for (var i = Math.max(0, play - timestamp); i < length; i++) {
            var at = (timestamp + i) & MASK;
            ring[at] = packet[offset + i];
            present[at] = true;
        }
        if (timestamp + length - end > 0) {
            end = timestamp + length;
        }
    }

    private void anchor(int timestamp) {
        if (ring.length == 0) {
            ring = new byte[RING];
            present = new boolean[RING];
        } else {
            Arrays.fill(present, false);
        }
        play = timestamp - LEAST_DELAY;
        end = timestamp;
        leastStock = Integer.MAX_VALUE;
        windowFrames = 0;
        lateInARow = 0;
        missingInARow = 0;
        started = true;
    }

    /// Takes the next 20 ms.
    ///
    /// @param frame filled with 160 linear samples
    /// @return true if any of it was really received
    public boolean pull(short[] frame) {
        if (!started) {
            Arrays.fill(frame, (short) 0);
            return false;
        }
        leastStock = Math.min(leastStock, end - play);
        if (++windowFrames >= WINDOW_FRAMES) {
            shrink();
        }
        var missing = 0;
        var gain = missingInARow >= 3 ? 0 : 8 >> missingInARow;
        for (var i = 0; i < FRAME; i++) {
            var at = (play + i) & MASK;
            if (present[at]) {
                present[at] = false;
                frame[i] = aLaw ? G711.fromALaw(ring[at]) : G711.fromMuLaw(ring[at]);
            } else {
                missing++;
                frame[i] = (short) (last[i] * gain / 8);
            }
        }
        play += FRAME;
        if (missing == FRAME) {
            missingInARow++;
            if (missingInARow <= 3) {
                concealed++;
            }
            return false;
        }
        if (missing > 0) {
            concealed++;
        }
        missingInARow = 0;
        System.arraycopy(frame, 0, last, 0, FRAME);
        return true;
    }

    private void shrink() {
        var spare = leastStock - LEAST_DELAY;
        if (spare >= FRAME && (spare >= 4 * FRAME || quiet())) {
            for (var i = 0; i < FRAME; i++) {
                present[(play + i) & MASK] = false;
            }
            play += FRAME;
        }
        leastStock = Integer.MAX_VALUE;
        windowFrames = 0;
    }

    private boolean quiet() {
        for (var i = 0; i < FRAME; i += 4) {
            if (Math.abs(last[i]) > QUIET) {
                return false;
            }
        }
        return true;
    }

    /// Samples between play-out and the newest one.
    int stock() {
        return started ? end - play : 0;
    }

    public long late() {
        return late;
    }

    public long concealed() {
        return concealed;
    }
}
