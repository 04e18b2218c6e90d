package org.callosum.voice.engine;

import org.callosum.voice.media.G711;
import org.callosum.voice.media.KeyTones;
import org.callosum.voice.rtp.KeyEvents;
import org.callosum.voice.rtp.RtpSender;

/// Sends key presses one after another, 20 ms at a time: 100 ms each, three repetitions of the end (RFC 4733
/// 2.5.1.4), then 60 ms of silence; or as tones of the same length. At most 64 wait; more are left out.
final class KeySender {
    private static final int MOST = 64;
    private static final int PRESS_TICKS = 5;
    private static final int END_TICKS = 3;
    private static final int TICKS = PRESS_TICKS + END_TICKS;
    private static final int FRAME = MediaLeg.FRAME;

    private final StringBuilder waiting = new StringBuilder();
    private boolean asTones;
    private int tick;
    private short[] tone = {};

    void add(String keys, boolean tones) {
        asTones = tones;
        for (var i = 0; i < keys.length() && waiting.length() < MOST; i++) {
            if (KeyEvents.KEYS.indexOf(keys.charAt(i)) >= 0) {
                waiting.append(keys.charAt(i));
            }
        }
    }

    boolean busy() {
        return !waiting.isEmpty();
    }

    void next(RtpSender sender, int keyType, byte[] frame, boolean aLaw, long nanos) {
        var key = waiting.charAt(0);
        if (asTones) {
            tones(key, frame, aLaw);
            sender.frame(frame, FRAME, nanos);
        } else {
            var duration = Math.min(tick + 1, PRESS_TICKS) * FRAME;
            sender.key(keyType, KeyEvents.KEYS.indexOf(key), tick == 0, tick >= PRESS_TICKS, duration, nanos);
        }
        if (++tick == TICKS) {
            tick = 0;
            waiting.deleteCharAt(0);
        }
    }

    private void tones(char key, byte[] frame, boolean aLaw) {
        if (tick == 0) {
            tone = KeyTones.sound(key, PRESS_TICKS * FRAME);
        }
        for (var i = 0; i < FRAME; i++) {
            var sample = tick < PRESS_TICKS ? tone[tick * FRAME + i] : 0;
            frame[i] = aLaw ? G711.toALaw(sample) : G711.toMuLaw(sample);
        }
    }
}
