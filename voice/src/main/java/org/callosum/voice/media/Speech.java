package org.callosum.voice.media;

/// Tells speech from silence by loudness over an adaptive noise floor. Owned by the media thread.
///
/// Speech begins with three loud frames in a row (60 ms) and ends after 400 ms without one. A frame is loud at 9 dB
/// above the floor, and never below −50 dBFS. The floor follows quieter frames at once and louder ones at 1.5 dB/s.
public final class Speech {
    /// What a frame changed.
    public enum Change {
        NONE,
        STARTED,
        STOPPED
    }

    private static final int FRAMES_TO_START = 3;
    private static final int FRAMES_TO_STOP = 20;
    private static final double LEAST = 100.0 * 100.0;
    private static final double ABOVE_FLOOR = 8;
    private static final double RISE = 1.007;

    private double floor = LEAST;
    private int loud;
    private int quiet;
    private boolean speaking;

    public Change listen(short[] frame, int count) {
        var sum = 0L;
        for (var i = 0; i < count; i++) {
            sum += (long) frame[i] * frame[i];
        }
        var power = (double) sum / count;
        var isLoud = power > LEAST && power > floor * ABOVE_FLOOR;
        floor = power < floor ? Math.max(1, power) : Math.min(power, floor * RISE);
        if (isLoud) {
            quiet = 0;
            loud++;
            if (!speaking && loud >= FRAMES_TO_START) {
                speaking = true;
                return Change.STARTED;
            }
        } else {
            loud = 0;
            if (speaking && ++quiet >= FRAMES_TO_STOP) {
                speaking = false;
                return Change.STOPPED;
            }
        }
        return Change.NONE;
    }

    public boolean speaking() {
        return speaking;
    }
}
