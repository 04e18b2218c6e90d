package org.callosum.voice.signals;

/// How much of the other side's voice leaks into this one (line echo, an open loudspeaker, crosstalk), and how long
/// it takes: for each delay, the median of what is heard here while the other side was louder than usual so long
/// ago, over the noise and relative to it. Without a leak no delay shows more than the noise, and nothing is
/// explained away; with one, its own delay shows the most. Both speak less than half of that time, so the medians do
/// not learn their voices.
final class Leak {
    /// 200 ms, the longest delay
    static final int FRAMES = 10;
    private static final int TO_LEARN = 12;
    /// quieter moments of the other side lie in the noise here and tell nothing
    private static final double CLEARLY_LOUD = 12;
    /// so far above the other side's usual loudness a leak shows best
    private static final double TOP = 0.5;
    /// a leak louder than this cannot be told from a person
    private static final double MOST = -8;
    /// a median this little above the noise is noise
    private static final double ABOVE_NOISE = 1.5;
    /// how far a leak's moments lie above what its median says
    private static final double MARGIN = 4;
    /// delays whose medians differ by less cannot be told apart
    private static final double AS_GOOD = 1;

    private final FadingMedian[] gain = new FadingMedian[FRAMES + 1];
    private final FadingMedian[] excess = new FadingMedian[FRAMES + 1];
    private final FadingMedian usual = new FadingMedian(20, 1.25);
    private final boolean[] likely = new boolean[FRAMES + 1];
    private boolean leaks;

    Leak() {
        for (var frames = 0; frames <= FRAMES; frames++) {
            gain[frames] = new FadingMedian(-60, 1);
            excess[frames] = new FadingMedian(-12, 0.75);
        }
    }

    /// A new frame of both sides.
    ///
    /// @param here the side that may hear the other's voice
    void learn(long number, Ear here, Ear there) {
        var least = there.noise.level() + CLEARLY_LOUD;
        var loudness = there.loudness(number);
        if (loudness > least) {
            usual.add(loudness);
        }
        if (usual.seen() == 0) {
            return;
        }
        var level = here.loudness(number);
        var noise = here.noise.level();
        var top = Math.max(least, usual.value() + TOP);
        var learnt = false;
        for (var frames = 0; frames <= FRAMES && frames <= number; frames++) {
            var then = there.loudness(number - frames);
            if (then > top && level - then < MOST) {
                gain[frames].add(level - then);
                excess[frames].add(level - noise);
                learnt = true;
            }
        }
        if (learnt) {
            judge();
        }
    }

    /// A voice is alike from one moment to the next: several delays may look as good until much is known.
    private void judge() {
        var most = 0.0;
        for (var median : excess) {
            most = median.seen() < TO_LEARN ? most : Math.max(most, median.value());
        }
        leaks = most > ABOVE_NOISE;
        for (var frames = 0; frames <= FRAMES; frames++) {
            likely[frames] = excess[frames].seen() >= TO_LEARN && excess[frames].value() > most - AS_GOOD;
        }
    }

    /// Up to here the other side explains what is heard in a frame, dB; 0 where it leaks nothing that is known.
    double explains(long number, Ear there) {
        var most = 0.0;
        if (leaks) {
            for (var frames = 0; frames <= FRAMES; frames++) {
                if (likely[frames]) {
                    var around = Math.max(there.loudness(number - frames), there.loudness(number - frames - 1));
                    around = frames == 0 ? around : Math.max(around, there.loudness(number - frames + 1));
                    most = Math.max(most, around + gain[frames].value() + MARGIN);
                }
            }
        }
        return most;
    }
}
