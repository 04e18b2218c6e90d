package org.callosum.voice.signals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.callosum.voice.signals.SyntheticConversation.Line;

/// Prints the table of the package's README: how far the signals are from the truth, on conversations of 150 s.
final class SignalsAccuracy {
    private static final int TALKS = Integer.getInteger("talks", 20);

    private SignalsAccuracy() {}

    public static void main(String[] arguments) throws Exception {
        var voices = new LinkedHashMap<String, Voices>();
        voices.put("own", Voices.ownVoices());
        for (var language : new String[] {"en", "zh"}) {
            var spoken = Voices.espeak(language);
            if (spoken != null) {
                voices.put("espeak " + language, spoken);
            }
        }
        var lines = new LinkedHashMap<String, Line>();
        lines.put("no noise", Line.CLEAN);
        lines.put("30 dB", Line.CLEAN.noise(30));
        lines.put("20 dB", Line.CLEAN.noise(20));
        lines.put("20 dB, A-law", Line.CLEAN.noise(20).overALaw());
        lines.put("20 dB, swaying ±3 dB", Line.CLEAN.noise(20).swaying());
        lines.put("15 dB", Line.CLEAN.noise(15));
        lines.put("10 dB", Line.CLEAN.noise(10));
        lines.put("20 dB, leak −25 dB 40 ms", Line.CLEAN.noise(20).leaking(-25, 40));
        lines.put("30 dB, leak −15 dB 120 ms", Line.CLEAN.noise(30).leaking(-15, 120));
        System.out.println(
                "| Voices | Line | Silence s | Overtalk s | Share points | Speech % | Interruptions | Syllables % |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (var voice : voices.entrySet()) {
            for (var line : lines.entrySet()) {
                row(voice.getKey(), voice.getValue(), line.getKey(), line.getValue());
            }
        }
        cost(SyntheticConversation.random(1, 150, Voices.ownVoices()).sound(Line.CLEAN.noise(20), 1));
    }

    /// Processor time of this process, after it has warmed up.
    private static void cost(short[][] sound) {
        var rounds = 40;
        listen(sound, rounds);
        var before = processorMillis();
        listen(sound, rounds);
        var millis = processorMillis() - before;
        var micros = 1_000.0 * millis / rounds / (sound[0].length / 160);
        System.out.printf(Locale.ROOT, "%n%.1f µs of processor time for 20 ms of both sides%n", micros);
    }

    private static void listen(short[][] sound, int rounds) {
        for (var i = 0; i < rounds; i++) {
            SyntheticConversation.listen(sound);
        }
    }

    private static long processorMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    private static void row(String name, Voices voices, String lineName, Line line) {
        var silence = new double[TALKS];
        var overtalk = new double[TALKS];
        var share = new double[TALKS];
        var speech = new double[TALKS];
        var interruptions = 0;
        var wrong = 0;
        var syllables = 0.0;
        for (var i = 0; i < TALKS; i++) {
            var talk = SyntheticConversation.random(100 + i, 150, voices);
            var truth = talk.truth();
            var sums = talk.heard(line, i).sums();
            silence[i] = sums.silenceMillis() / 1_000.0 - truth.silence();
            overtalk[i] = sums.overtalkMillis() / 1_000.0 - truth.overtalk();
            share[i] = 100 * (sums.agentShare() - truth.agentShare());
            var spoken = truth.spoken()[0] + truth.spoken()[1];
            speech[i] =
                    100 * ((sums.customer().speechMillis() + sums.agent().speechMillis()) / 1_000.0 - spoken) / spoken;
            for (var side : Side.values()) {
                interruptions += truth.interruptions()[side.ordinal()];
                wrong += Math.abs(
                        truth.interruptions()[side.ordinal()] - sums.of(side).interruptions());
            }
            var said = truth.syllables()[0] + truth.syllables()[1];
            syllables += 100.0 * (sums.customer().syllables() + sums.agent().syllables() - said) / said / TALKS;
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %d of %d wrong | %+.0f |%n",
                name,
                lineName,
                spread(silence),
                spread(overtalk),
                spread(share),
                spread(speech),
                wrong,
                interruptions,
                syllables);
    }

    /// Mean, and the largest magnitude.
    private static String spread(double[] values) {
        var mean = Arrays.stream(values).average().orElse(0);
        var most = Arrays.stream(values).map(Math::abs).max().orElse(0);
        return "%+.2f (%.2f)".formatted(mean, most);
    }
}
