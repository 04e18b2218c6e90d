package org.callosum.voice.signals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where clips come from.
interface Voices {
    /// @param side whose voice
    Clip say(Side side, SplittableRandom random);

    /// A voice of our own, so that the tests need no program: syllables of harmonics under two formants that
    /// move, a rest between them, a longer pause now and then.
    static Clip syllables(double seconds, double hertz, double perSecond, double rms, SplittableRandom random) {
        var sound = new double[(int) (seconds * 8_000)];
        var spoken = new ArrayList<int[]>();
        var at = 0;
        var count = 0;
        var phase = 0.0;
        var untilPause = random.nextInt(6, 14);
        while (true) {
            var length = (int) (8_000 / perSecond * random.nextDouble(0.85, 1.15));
            var voiced = (int) (length * random.nextDouble(0.68, 0.8));
            if (at + voiced > sound.length) {
                break;
            }
            var gain = random.nextDouble(0.6, 1.0);
            var low = random.nextDouble(350, 750);
            var high = random.nextDouble(1_000, 2_200);
            var base = hertz * random.nextDouble(0.92, 1.08);
            for (var i = 0; i < voiced; i++) {
                var edge = Math.min(1, Math.min(i, voiced - 1 - i) / (0.2 * voiced));
                phase += 2 * Math.PI * base * (1 + 0.05 * Math.sin(Math.PI * i / voiced)) / 8_000;
                var sum = 0.0;
                for (var h = 1; h * base < 3_400; h++) {
                    var f = h * base;
                    var weight = (Math.exp(-sq((f - low) / 250)) + 0.4 * Math.exp(-sq((f - high) / 350)) + 0.03) / h;
                    sum += weight * h * Math.sin(h * phase) * (f < 250 ? 0.2 : 1);
                }
                sound[at + i] += gain * Math.sin(edge * Math.PI / 2) * sum;
            }
            Clip.add(spoken, at, at + voiced);
            at += length;
            count++;
            if (--untilPause == 0) {
                at += (int) (8_000 * random.nextDouble(0.35, 0.7));
                untilPause = random.nextInt(6, 14);
            }
        }
        var end = spoken.isEmpty() ? 0 : spoken.getLast()[1];
        return new Clip(java.util.Arrays.copyOf(sound, end), spoken, count).at(rms);
    }

    private static double sq(double x) {
        return x * x;
    }

    static Voices ownVoices() {
        return (side, random) -> syllables(
                random.nextDouble(1.5, 7),
                side == Side.CUSTOMER ? 210 : 120,
                random.nextDouble(3.5, 5),
                side == Side.CUSTOMER ? 2_200 : 2_800,
                random);
    }

    /// A sentence and its syllables, counted by hand.
    record Sentence(String text, int syllables) {}

    List<Sentence> ENGLISH = List.of(
            new Sentence("Good morning, this is the service centre, how can I help you today?", 17),
            new Sentence("I received a bill last week and I think the amount is wrong.", 15),
            new Sentence("May I have your customer number, please?", 11),
            new Sentence("It should be on the first page, wait a moment.", 11),
            new Sentence("Thank you. I can see that the second item was booked twice.", 15),
            new Sentence("Yes, that is what I mean, and I already paid for it in May.", 16),
            new Sentence("I will correct it now, and you will get a new bill by mail.", 15));
    List<Sentence> CHINESE = List.of(
            new Sentence("您好这里是客户服务中心请问有什么可以帮您", 20),
            new Sentence("我上个星期收到一张账单我觉得金额不对", 18),
            new Sentence("请告诉我您的客户号码", 10),
            new Sentence("好的请您稍等一下我马上帮您查询", 15),
            new Sentence("谢谢您我看到第二项被记了两次", 14),
            new Sentence("是的我说的就是这个我五月已经付过钱了", 18));

    /// espeak-ng as a program of its own, or null where it is not installed.
    static @Nullable Voices espeak(String language) throws IOException, InterruptedException {
        var program = program();
        if (program == null) {
            return null;
        }
        var english = language.equals("en");
        var own = new ArrayList<List<Clip>>();
        for (var side : Side.values()) {
            var clips = new ArrayList<Clip>();
            for (var sentence : english ? ENGLISH : CHINESE) {
                var voice = english ? (side == Side.AGENT ? "en-gb" : "en-us+f3") : "cmn-latn-pinyin";
                var pitch = side == Side.AGENT ? "40" : "65";
                var sound = spoken(program, voice, pitch, sentence.text());
                clips.add(Clip.clean(sound, sentence.syllables()).at(side == Side.AGENT ? 2_800 : 2_200));
            }
            own.add(clips);
        }
        return (side, random) -> {
            var clips = own.get(side.ordinal());
            return clips.get(random.nextInt(clips.size()));
        };
    }

    private static @Nullable Path program() {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
            var candidate = Path.of(folder.isEmpty() ? "." : folder, "espeak-ng");
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private static double[] spoken(Path program, String voice, String pitch, String text)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(program.toString(), "-v", voice, "-p", pitch, "--stdout", text)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        var wave = process.getInputStream().readAllBytes();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0 || wave.length < 46) {
            throw new IOException("espeak-ng did not say: " + text);
        }
        var rate = ByteBuffer.wrap(wave).order(ByteOrder.LITTLE_ENDIAN).getInt(24);
        var in = new ByteArrayInputStream(wave, 44, wave.length - 44).readAllBytes();
        var samples = ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var source = new double[samples.remaining()];
        for (var i = 0; i < source.length; i++) {
            source[i] = samples.get(i);
        }
        return resample(source, rate);
    }

    /// Windowed sinc, cut at 3.4 kHz as a telephone line does.
    private static double[] resample(double[] in, int rate) {
        var out = new double[(int) ((long) in.length * 8_000 / rate)];
        var width = 60;
        for (var o = 0; o < out.length; o++) {
            var centre = (double) o * rate / 8_000;
            var from = Math.max(0, (int) centre - width);
            var to = Math.min(in.length - 1, (int) centre + width);
            for (var i = from; i <= to; i++) {
                var x = i - centre;
                var cut = 2 * 3_400.0 / rate;
                var sinc = Math.abs(x) < 1e-9 ? cut : Math.sin(Math.PI * cut * x) / (Math.PI * x);
                out[o] += in[i] * sinc * (0.5 + 0.5 * Math.cos(Math.PI * x / (width + 1)));
            }
        }
        return out;
    }
}
