package org.callosum.voice.signals;

/// How much of the other side's voice leaks into this one (line echo, an open loudspeaker, crosstalk): the median
/// of what is heard here while the other side is loud, relative to it. Without a leak that median is the noise,
/// far below any voice; with one it is the leak's gain. Both speak less than half of that time, so the median
/// does not learn their voices.
final class Leak {
    private static final int TO_LEARN = 15;
    private static final double FIRST_STEP = 3;
    private static final double LAST_STEP = 0.15;
    /// a leak louder than this cannot be told from a person
    private static final double MOST = -8;

    /// a median this little above the noise is noise
    private static final double ABOVE_NOISE = 1;
    /// how far a leak's loud moments lie above its median
    private static final double MARGIN = 6;
    /// a leak that lies in the noise shows in its loudest moments only
    private static final double NO_LEAK_MARGIN = 2;

    private double gain = -25;
    private double excess;
    private double step = FIRST_STEP;
    private int seen;

    /// @param here loudness here, dB
    /// @param noise of this side, dB
    /// @param there the loudest of the other side within the longest delay of a leak, dB
    void learn(double here, double noise, double there) {
        seen++;
        gain += here - there > gain ? step : -step;
        excess += here - noise > excess ? step : -step;
        step = Math.max(LAST_STEP, step * 0.96);
    }

    /// Up to here the other side explains what is heard, dB; 0 until it is known.
    double explains(double there) {
        if (seen < TO_LEARN) {
            return 0;
        }
        return there + Math.min(gain, MOST) + (excess > ABOVE_NOISE ? MARGIN : NO_LEAK_MARGIN);
    }
}
