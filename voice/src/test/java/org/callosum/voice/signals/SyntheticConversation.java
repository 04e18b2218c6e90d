package org.callosum.voice.signals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.callosum.voice.media.G711;

/// A conversation of which everything is known, as it reaches the two ends of a telephone line.
final class SyntheticConversation {
    /// @param signalToNoise dB of the quieter side's speech over the noise; infinite: none
    /// @param unsteady noise whose loudness sways by ±3 dB, as a room's does
    /// @param leakGain dB of the other side's voice in this one's line; −∞: none
    /// @param leakMillis its delay
    record Line(double signalToNoise, boolean unsteady, double leakGain, int leakMillis, boolean aLaw) {
        static final Line CLEAN = new Line(Double.POSITIVE_INFINITY, false, Double.NEGATIVE_INFINITY, 0, false);

        Line noise(double decibels) {
            return new Line(decibels, unsteady, leakGain, leakMillis, aLaw);
        }

        Line swaying() {
            return new Line(signalToNoise, true, leakGain, leakMillis, aLaw);
        }

        Line leaking(double decibels, int millis) {
            return new Line(signalToNoise, unsteady, decibels, millis, aLaw);
        }

        Line overALaw() {
            return new Line(signalToNoise, unsteady, leakGain, leakMillis, true);
        }
    }

    private record Said(Side side, int at, Clip clip) {}

    private final List<Said> said = new ArrayList<>();
    private int end;

    /// @param atSeconds since the beginning
    SyntheticConversation say(Side side, double atSeconds, Clip clip) {
        var at = (int) Math.round(atSeconds * 8_000);
        said.add(new Said(side, at, clip));
        end = Math.max(end, at + clip.sound().length);
        return this;
    }

    SyntheticConversation until(double seconds) {
        end = Math.max(end, (int) (seconds * 8_000));
        return this;
    }

    double seconds() {
        return end / 8_000.0;
    }

    /// Turns with ordinary gaps, long silences, interruptions and listening noises. Gaps keep away from the 3 s
    /// at which silence begins to count: of 2.9 s and 3.1 s only a listener without any error knows which is
    /// which.
    static SyntheticConversation random(long seed, double seconds, Voices voices) {
        var random = new SplittableRandom(seed);
        var talk = new SyntheticConversation();
        var side = Side.AGENT;
        var free = 0.8; // when the last speaker ends
        var othersFree = 0.0;
        while (free < seconds) {
            var clip = voices.say(side, random);
            var kind = random.nextInt(10);
            double start;
            if (kind < 2 && free - othersFree > 2.5) {
                start = Math.max(othersFree + 0.6, free - random.nextDouble(0.8, 2.0));
            } else if (kind < 4) {
                start = free + random.nextDouble(3.6, 7);
            } else {
                start = free + random.nextDouble(0.1, 1.2);
            }
            talk.say(side, start, clip);
            var ends = start + clip.seconds();
            if (clip.seconds() > 3 && random.nextInt(3) == 0) {
                var nod = Voices.syllables(0.33, side == Side.AGENT ? 210 : 120, 6, 1_800, random);
                talk.say(side.other(), Math.max(start + 1.2, free + 0.6), nod);
            }
            othersFree = free;
            free = Math.max(free, ends);
            side = side.other();
        }
        return talk.until(free + random.nextDouble(0.2, 2.0));
    }

    // ---- the truth, counted millisecond by millisecond, by no code of the product

    record Truth(
            double conversation,
            double silence,
            int silences,
            double longestSilence,
            double overtalk,
            double[] spoken,
            int[] interruptions,
            int[] syllables) {
        double agentShare() {
            return spoken[1] / (spoken[0] + spoken[1]);
        }
    }

    boolean[][] speaking() {
        var millis = end / 8;
        var speaks = new boolean[2][millis];
        for (var one : said) {
            for (var stretch : one.clip().spoken()) {
                var from = (one.at() + stretch[0]) / 8;
                var to = Math.min(millis, (one.at() + stretch[1]) / 8);
                java.util.Arrays.fill(speaks[one.side().ordinal()], from, to, true);
            }
        }
        for (var side : speaks) {
            // short pauses belong to the speech around them, also across two clips
            var last = -1;
            for (var t = 0; t < millis; t++) {
                if (side[t]) {
                    if (last >= 0 && t - last > 1 && t - last - 1 <= 300) {
                        java.util.Arrays.fill(side, last + 1, t, true);
                    }
                    last = t;
                }
            }
        }
        return speaks;
    }

    Truth truth() {
        var speaks = speaking();
        var millis = speaks[0].length;
        var spoken = new double[2];
        var silence = 0;
        var silences = 0;
        var longest = 0;
        var overtalk = 0;
        var gap = 0;
        for (var t = 0; t <= millis; t++) {
            var nobody = t < millis && !speaks[0][t] && !speaks[1][t];
            if (nobody) {
                gap++;
            } else {
                if (gap >= 3_000) {
                    silence += gap;
                    silences++;
                    longest = Math.max(longest, gap);
                }
                gap = 0;
            }
            if (t < millis) {
                overtalk += speaks[0][t] && speaks[1][t] ? 1 : 0;
                spoken[0] += speaks[0][t] ? 0.001 : 0;
                spoken[1] += speaks[1][t] ? 0.001 : 0;
            }
        }
        var interruptions = new int[2];
        for (var side = 0; side < 2; side++) {
            for (var t = 1; t < millis; t++) {
                if (speaks[side][t] && !speaks[side][t - 1] && speaks[1 - side][t] && speaks[1 - side][t - 1]) {
                    var both = 0;
                    while (t + both < millis && speaks[0][t + both] && speaks[1][t + both]) {
                        both++;
                    }
                    interruptions[side] += both >= 500 ? 1 : 0;
                }
            }
        }
        var syllables = new int[2];
        for (var one : said) {
            syllables[one.side().ordinal()] += one.clip().syllables();
        }
        return new Truth(
                millis / 1_000.0,
                silence / 1_000.0,
                silences,
                longest / 1_000.0,
                overtalk / 1_000.0,
                spoken,
                interruptions,
                syllables);
    }

    // ---- as it sounds

    /// Both ends' sound after line, leak and codec.
    short[][] sound(Line line, long seed) {
        var random = new SplittableRandom(seed);
        var clean = new double[2][end];
        var quietest = Double.MAX_VALUE;
        for (var one : said) {
            var into = clean[one.side().ordinal()];
            var from = one.clip().sound();
            for (var i = 0; i < from.length && one.at() + i < end; i++) {
                into[one.at() + i] += from[i];
            }
            if (one.clip().seconds() > 1) {
                quietest = Math.min(quietest, one.clip().level());
            }
        }
        var noise = Double.isInfinite(line.signalToNoise()) ? 0 : quietest / Math.pow(10, line.signalToNoise() / 20);
        var leak = Math.pow(10, line.leakGain() / 20);
        var result = new short[2][end];
        for (var side = 0; side < 2; side++) {
            var pink = new Pink(random);
            var sway = random.nextDouble(7);
            for (var i = 0; i < end; i++) {
                var from = i - 8 * line.leakMillis();
                var value = clean[side][i] + (from >= 0 ? leak * clean[1 - side][from] : 0);
                var loud = line.unsteady() ? Math.pow(10, 3 * Math.sin(sway + i / 8_000.0 * 2) / 20) : 1;
                value += noise * loud * pink.next();
                var sample = (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
                result[side][i] =
                        line.aLaw() ? G711.fromALaw(G711.toALaw(sample)) : G711.fromMuLaw(G711.toMuLaw(sample));
            }
        }
        return result;
    }

    /// Noise that falls with frequency, RMS 1.
    private static final class Pink {
        private final SplittableRandom random;
        private double state;

        Pink(SplittableRandom random) {
            this.random = random;
        }

        double next() {
            var white = random.nextGaussian();
            state = 0.8 * state + 0.6 * white;
            return state;
        }
    }

    SpeechSummary heard(Line line, long seed) {
        return listen(sound(line, seed));
    }

    static SpeechSummary listen(short[][] sound) {
        var signals = new ConversationSignals(SignalSettings.DEFAULT);
        var customer = new short[160];
        var agent = new short[160];
        for (var at = 0; at + 160 <= sound[0].length; at += 160) {
            System.arraycopy(sound[0], at, customer, 0, 160);
            System.arraycopy(sound[1], at, agent, 0, 160);
            signals.frame(customer, agent);
        }
        return signals.finish();
    }
}
