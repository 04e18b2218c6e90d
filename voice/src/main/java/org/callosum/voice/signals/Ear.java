package org.callosum.voice.signals;

import java.util.Arrays;

/// What is known of one side's last two and a half seconds: loudness, pitch, which frames are loud, which of them
/// are speech. Frames are named by their number since the signals began.
final class Ear {
    static final int KEPT = 128;
    private static final int MASK = KEPT - 1;
    /// loud frames that make a run of them speech; a click is shorter
    private static final int TO_CONFIRM = 4;
    /// quiet frames in a row that end a run
    private static final int TO_END = 3;
    /// frames until it is known whether a run that begins is speech
    static final int UNTIL_CONFIRMED = 11;
    private static final double LEAST_MARGIN = 5;
    /// a run without a frame so far above the threshold has to be voiced: noise that has grown is as loud, and has
    /// no pitch
    private static final double CLEARLY_LOUD = 6;
    private static final int TO_BE_VOICED = 2;
    /// what is found to be speech only after so many frames began later
    private static final int LONGEST_DOUBT = KEPT / 2;
    private static final double MILD_MARGIN = 2.5;
    private static final int LONGEST_BEGINNING = 8;
    private static final int LONGEST_END = 8;
    /// RMS 50 of 32 768, −56 dB of full scale: quieter sound is nobody
    private static final double QUIETEST_SPEECH = 34;

    final Loudness loudness = new Loudness();
    final NoiseFloor noise = new NoiseFloor();
    final Leak leak = new Leak();
    final Pitch pitch = new Pitch();
    final Syllables syllables = new Syllables();
    final RaisedVoice raised;

    private final int pauseFrames;
    private final double[] whole = new double[KEPT];
    private final double[] first = new double[KEPT];
    private final double[] second = new double[KEPT];
    private final double[] semitones = new double[KEPT];
    private final boolean[] speech = new boolean[KEPT];
    private final float[] filtered = new float[160];

    private int soft = LONGEST_END;
    private long runStart = -1;
    private int runLoud;
    private int runVoiced;
    private double runPeak;
    private int runQuiet;
    private long lastSpeech = -1;

    Ear(SignalSettings settings) {
        pauseFrames = settings.pauseMillis() / 20;
        raised = new RaisedVoice(settings);
    }

    void hear(long number, short[] frame) {
        loudness.listen(frame, filtered);
        noise.hear(loudness.whole);
        pitch.hear(filtered);
        var at = (int) number & MASK;
        whole[at] = loudness.whole;
        first[at] = loudness.first;
        second[at] = loudness.second;
        // every other frame is enough for a slow measure, and this is the dearest part of all
        semitones[at] = (number & 1) == 0 && loudness.whole > threshold() ? pitch.semitones() : Double.NaN;
        speech[at] = false;
    }

    /// From here a frame is loud.
    double threshold() {
        return Math.max(QUIETEST_SPEECH, noise.level() + Math.max(LEAST_MARGIN, 4 * noise.spread()));
    }

    /// Whether a frame is loud, or a soft beginning or end of a word: a little above the noise together with its
    /// neighbours, and joined to a loud frame by such frames.
    ///
    /// @param number one after another
    /// @param last the last frame heard
    boolean loud(long number, long last) {
        if (loudness(number) > threshold()) {
            soft = 0;
            return true;
        }
        if (!mild(number, last)) {
            soft = LONGEST_END;
            return false;
        }
        if (++soft <= LONGEST_END) {
            return true;
        }
        for (var next = number + 1; next <= Math.min(last, number + LONGEST_BEGINNING); next++) {
            if (loudness(next) > threshold()) {
                return true;
            }
            if (!mild(next, last)) {
                return false;
            }
        }
        return false;
    }

    private boolean mild(long number, long last) {
        var level = loudness(number);
        // a neighbour lends no more than being just loud, or a click would have a soft end
        var most = threshold();
        var mean = (Math.min(most, loudness(number - 1)) + level + Math.min(most, loudness(Math.min(number + 1, last))))
                / 3;
        var noiseLevel = noise.level();
        return level > Math.max(QUIETEST_SPEECH, noiseLevel + 1)
                && mean > noiseLevel + Math.max(MILD_MARGIN, 2.5 * noise.spread());
    }

    double loudness(long number) {
        return whole[(int) number & MASK];
    }

    double first(long number) {
        return first[(int) number & MASK];
    }

    double second(long number) {
        return second[(int) number & MASK];
    }

    double semitones(long number) {
        return semitones[(int) number & MASK];
    }

    /// The loudest of the frames `number − back` to `number`.
    double loudest(long number, int back) {
        var most = 0.0;
        for (var i = 0; i <= back; i++) {
            most = Math.max(most, whole[(int) (number - i) & MASK]);
        }
        return most;
    }

    /// Frames are decided one after another.
    void decided(long number, boolean loud) {
        if (loud) {
            if (runStart < 0) {
                runStart = number;
                runLoud = 0;
                runVoiced = 0;
                runPeak = 0;
            }
            runLoud++;
            runVoiced += Double.isNaN(semitones(number)) ? 0 : 1;
            runPeak = Math.max(runPeak, loudness(number));
            runQuiet = 0;
            if (runLoud >= TO_CONFIRM && (runVoiced >= TO_BE_VOICED || runPeak > threshold() + CLEARLY_LOUD)) {
                var from = lastSpeech >= 0 && runStart - lastSpeech - 1 <= pauseFrames ? lastSpeech + 1 : runStart;
                for (var i = Math.max(Math.max(from, lastSpeech + 1), number - LONGEST_DOUBT); i <= number; i++) {
                    speech[(int) i & MASK] = true;
                }
                lastSpeech = number;
            }
        } else if (runStart >= 0 && ++runQuiet >= TO_END) {
            runStart = -1;
        }
    }

    boolean speech(long number) {
        return speech[(int) number & MASK];
    }

    /// Nothing heard so far touches what comes.
    void cut() {
        Arrays.fill(whole, 0);
        Arrays.fill(speech, false);
        runStart = -1;
        lastSpeech = -1;
    }
}
